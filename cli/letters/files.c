/* SPDX-License-Identifier: MIT */
#include "cli/letters/files.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/paths.h"
#include "common/shortage.h"
#include "common/text.h"

int letter_files_init(struct letter_files *f)
{
	const char *shipped = getenv("FOLLOWUPD_LETTERS");
	cleanup_free char *settings = NULL;
	int r = path_settings(&settings);

	*f = (struct letter_files){ 0 };
	if (r == -ENOMEM)
		return r;
	if (r == 0) {
		f->own = text_format("%.*s/letters", (int)(strrchr(settings, '/') - settings),
				     settings);
		if (!f->own)
			return -ENOMEM;
	}
	f->shipped = text_copy(text_is_empty(shipped) ? FOLLOWUPD_LETTERS : shipped);
	return f->shipped ? 0 : -ENOMEM;
}

void letter_files_done(struct letter_files *f)
{
	free(f->own);
	free(f->shipped);
	*f = (struct letter_files){ 0 };
}

/* ---- Reading ------------------------------------------------------------------------------------ */

static int read_all(int fd, struct text *t)
{
	char piece[4096];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (t->size + (size_t)n > LETTER_FILE_MAX)
			return -EFBIG;
		text_add_bytes(t, piece, (size_t)n);
	}
	return t->failed ? -ENOMEM : 0;
}

/* "\r\n" and a mark of byte order at the beginning are what other systems write. */
static void unify(char *text)
{
	char *to = text;

	if (text_starts(text, "\xef\xbb\xbf"))
		text += 3;
	for (; *text; text++)
		if (text[0] != '\r' || text[1] != '\n')
			*to++ = *text;
	*to = '\0';
}

int letter_file_read(const char *path, char **ret)
{
	cleanup_close int own_fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
	cleanup_text struct text t = { 0 };
	int r;

	if (path && own_fd < 0)
		return -errno;
	r = read_all(path ? own_fd : STDIN_FILENO, &t);
	if (r < 0)
		return r;
	if (t.size > 0 && !text_is_utf8(t.data, t.size))
		return -EILSEQ;
	cleanup_free char *text = text_take(&t);
	if (!text)
		return -ENOMEM;
	unify(text);
	*ret = TAKE_PTR(text);
	return 0;
}

static int read_in(const char *directory, const char *name, char **ret_path, char **ret)
{
	cleanup_free char *path = text_format("%s/%s", directory, name);
	int r = path ? letter_file_read(path, ret) : -ENOMEM;

	if (r < 0 && r != -ENOENT && ret_path)
		*ret_path = TAKE_PTR(path); /* to say which one it is */
	if (r == 0 && ret_path)
		*ret_path = TAKE_PTR(path);
	return r;
}

int letter_files_read(const struct letter_files *f, const char *name, char **ret_path, char **ret)
{
	int r = f->own ? read_in(f->own, name, ret_path, ret) : -ENOENT;

	return r == -ENOENT || r == -ENOTDIR ? read_in(f->shipped, name, ret_path, ret) : r;
}

/* ---- Templates ---------------------------------------------------------------------------------- */

/* Of a name that is put together from the command line or the settings, each part must be harmless. */
static bool is_part(const char *text)
{
	return *text && *text != '.' && !strchr(text, '/');
}

/* "thank-you.linkedin.2.de.txt" */
static char *template_name(const char *milestone, const char *channel, const char *language,
			   size_t variant)
{
	cleanup_text struct text t = { 0 };

	text_add(&t, "%s", milestone);
	if (channel && !text_equal(channel, "email"))
		text_add(&t, ".%s", channel);
	if (variant > 1)
		text_add(&t, ".%zu", variant);
	if (!text_equal(language, "en"))
		text_add(&t, ".%s", language);
	text_add(&t, ".txt");
	return text_take(&t);
}

static bool is_there(const char *directory, const char *name)
{
	cleanup_free char *path = text_format("%s/%s", directory, name);

	return path && access(path, F_OK) == 0;
}

/* How many there are in that directory, the first being there. */
static size_t count_variants(const char *directory, const char *milestone, const char *channel,
			     const char *language)
{
	size_t n = 1;

	while (n < LETTER_VARIANTS_MAX) {
		cleanup_free char *name = template_name(milestone, channel, language, n + 1);

		if (!name || !is_there(directory, name))
			break;
		n++;
	}
	return n;
}

int letter_files_template(const struct letter_files *f, const char *milestone, const char *channel,
			  const char *language, size_t number, char **ret_path, char **ret)
{
	cleanup_free char *first = template_name(milestone, channel, language, 1);
	const char *directory;
	size_t n;

	if (!first)
		return -ENOMEM;
	if (!is_part(milestone) || (channel && !is_part(channel)) || !is_part(language))
		return -EINVAL;
	directory = f->own && is_there(f->own, first) ? f->own : f->shipped;
	n = count_variants(directory, milestone, channel, language);
	cleanup_free char *name = template_name(milestone, channel, language, number % n + 1);
	return name ? read_in(directory, name, ret_path, ret) : -ENOMEM;
}

/*
 * The user's own. getpwuid() knows more places than one, but where memory is out it takes the name that the next one has, or ends
 * the process; so it is not asked for what stands in the usual one.
 */
static const struct passwd *find_account(void)
{
	cleanup_fclose FILE *file = fopen("/etc/passwd", "re");
	const struct passwd *account = NULL;

	if (!file && shortage_note_errno())
		return NULL;
	errno = 0;
	while (file && (account = fgetpwent(file)) && account->pw_uid != getuid())
		;
	if (account || shortage_note_errno())
		return account;
	return getpwuid(getuid());
}

char *letter_files_signature(const struct letter_files *f)
{
	const struct passwd *account;
	char *text = NULL;

	if (f->own && read_in(f->own, "signature.txt", NULL, &text) == 0) {
		if (!text_is_empty(text))
			return text;
		free(text);
	}
	account = find_account();
	if (!account || text_is_empty(account->pw_gecos))
		return NULL;
	text = text_format("%.*s", (int)strcspn(account->pw_gecos, ","), account->pw_gecos);
	if (text && text_is_empty(text)) {
		free(text);
		return NULL;
	}
	return text;
}

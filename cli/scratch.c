/* SPDX-License-Identifier: MIT */
#include "cli/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/paths.h"
#include "common/text.h"

/* Old and new text go in one message, and JSON writes some letters as two. */
#define SIZE_MAX_EDITED (MESSAGE_SIZE_MAX / 3)
#define FILES_MAX       100 /* that editors leave beside it */

static int make_directory(struct scratch *s)
{
	cleanup_free char *memory = NULL;
	const char *temporary = getenv("TMPDIR");

	if (path_memory(&memory) == 0 && path_make_parents(memory) == 0) {
		int size = (int)(strrchr(memory, '/') - memory);

		s->directory = text_format("%.*s/edit-XXXXXX", size, memory);
		if (s->directory && mkdtemp(s->directory))
			return 0;
		free(s->directory);
	}
	s->directory = text_format("%s/followupd-edit-XXXXXX",
				   temporary && temporary[0] == '/' ? temporary : "/tmp");
	if (!s->directory)
		return -ENOMEM;
	if (mkdtemp(s->directory))
		return 0;
	int error = errno;
	free(s->directory);
	s->directory = NULL;
	return -error;
}

static int write_file(const char *path, const char *text)
{
	cleanup_close int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	size_t size = strlen(text);
	ssize_t n;

	if (fd < 0)
		return -errno;
	for (; size > 0; text += n, size -= (size_t)n) {
		n = write(fd, text, size);
		if (n < 0 && errno != EINTR)
			return -errno;
		n = n < 0 ? 0 : n;
	}
	return 0;
}

int scratch_make(struct scratch *s, const char *name, const char *text)
{
	int r = make_directory(s);

	if (r < 0)
		return r;
	s->path = text_format("%s/%s", s->directory, name);
	return s->path ? write_file(s->path, text) : -ENOMEM;
}

void scratch_done(struct scratch *s)
{
	DIR *directory = s->directory && !s->kept ? opendir(s->directory) : NULL;
	const struct dirent *entry;

	for (int n = 0; directory && n < FILES_MAX && (entry = readdir(directory)); n++)
		unlinkat(dirfd(directory), entry->d_name, 0); /* "." and ".." it leaves alone */
	if (directory) {
		closedir(directory);
		rmdir(s->directory);
	}
	free(s->directory);
	free(s->path);
	*s = (struct scratch){ 0 };
}

int text_of_file(const char *path, char **ret)
{
	cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	cleanup_text struct text t = { 0 };
	char piece[16 * 1024];
	ssize_t n;

	if (fd < 0)
		return -errno;
	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text_add_bytes(&t, piece, (size_t)n);
		if (t.size > SIZE_MAX_EDITED)
			return -EFBIG;
	}
	if (t.size > 0 && !text_is_utf8(t.data, t.size))
		return -EILSEQ;
	*ret = text_take(&t);
	return *ret ? 0 : -ENOMEM;
}

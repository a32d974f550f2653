/* SPDX-License-Identifier: MIT */
#include "common/tongue.h"

#include <byteswap.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/plural.h"
#include "common/text.h"

#define MAGIC 0x950412deu

/* The head of a catalogue; places are counted in bytes from its beginning. Made on a machine of the other byte order, all is swapped. */
struct head {
	uint32_t magic, revision, n, texts, translations;
};

/* Where a text is. Behind its last byte stands a NUL; a plural follows its singular, behind a NUL too. */
struct place {
	uint32_t size, at;
};

struct tongue {
	char language[LANGUAGE_MAX + 1];
	const char *data; /* mapped */
	size_t size;
	bool swapped;
	uint32_t n;
	const struct place *texts, *translations;
	const char *plural; /* the rule, in the catalogue; NULL: as in English */
	unsigned n_forms;
};

static uint32_t number(const struct tongue *t, uint32_t n)
{
	return t->swapped ? bswap_32(n) : n;
}

/* NULL: it lies outside, or does not end. Looked at when it is read, so that opening costs nothing and unread pages stay on the disk. */
static const char *text_at(const struct tongue *t, const struct place *places, uint32_t i)
{
	uint32_t at = number(t, places[i].at), size = number(t, places[i].size);

	if (at >= t->size || size >= t->size - at || t->data[at + size] != '\0')
		return NULL;
	return t->data + at;
}

/* ---- Opening ------------------------------------------------------------------------------------ */

/* A place for each text, aligned and inside. */
static const struct place *table_at(const struct tongue *t, uint32_t at)
{
	if (at % sizeof(uint32_t) != 0 || at > t->size ||
	    t->n > (t->size - at) / sizeof(struct place))
		return NULL;
	return (const struct place *)(const void *)(t->data + at);
}

/* The translation of "" is the head of the .po file. */
static int read_header(struct tongue *t)
{
	const char *first = t->n > 0 ? text_at(t, t->texts, 0) : NULL, *header, *plural;
	int64_t n;

	header = text_equal(first, "") ? text_at(t, t->translations, 0) : NULL;
	if (!header || !strstr(header, "charset=UTF-8"))
		return -EINVAL;
	plural = strstr(header, "\nPlural-Forms:");
	if (!plural)
		return 0;
	n = plural_forms(plural, &t->plural);
	if (n < 0)
		return -EINVAL;
	t->n_forms = (unsigned)n;
	return 0;
}

static int read_catalogue(struct tongue *t)
{
	const struct head *head = (const struct head *)(const void *)t->data;

	if (t->size < sizeof(*head))
		return -EINVAL;
	t->swapped = head->magic == bswap_32(MAGIC);
	if (number(t, head->magic) != MAGIC || number(t, head->revision) >> 16 > 1)
		return -EINVAL;
	t->n = number(t, head->n);
	t->texts = table_at(t, number(t, head->texts));
	t->translations = table_at(t, number(t, head->translations));
	if (!t->texts || !t->translations)
		return -EINVAL;
	return read_header(t);
}

static int map_file(const char *path, struct tongue *t)
{
	cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	void *data;

	if (fd < 0)
		return errno == ENOTDIR ? -ENOENT : -errno;
	if (fstat(fd, &st) < 0)
		return -errno;
	if (!S_ISREG(st.st_mode) || st.st_size <= 0 || st.st_size > (off_t)CATALOGUE_SIZE_MAX)
		return -EINVAL;
	data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (data == MAP_FAILED)
		return -errno;
	t->data = data;
	t->size = (size_t)st.st_size;
	return 0;
}

/* It becomes part of a path. */
static bool is_language(const char *language)
{
	size_t size = strlen(language);

	return size >= 2 && size <= LANGUAGE_MAX &&
	       strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_@") == size;
}

int tongue_open(const char *directory, const char *language, struct tongue **ret)
{
	cleanup_free char *path = NULL;
	struct tongue *t;
	int r;

	if (!is_language(language))
		return -EINVAL;
	path = text_format("%s/%s/LC_MESSAGES/followupd.mo", directory, language);
	t = calloc(1, sizeof(*t));
	r = path && t ? map_file(path, t) : -ENOMEM;
	if (r == 0)
		r = read_catalogue(t);
	if (r < 0) {
		tongue_free(t);
		return r;
	}
	memcpy(t->language, language, strlen(language) + 1);
	*ret = t;
	return 0;
}

void tongue_free(struct tongue *t)
{
	if (!t)
		return;
	if (t->data)
		munmap((void *)t->data, t->size);
	free(t);
}

void tongue_rest(const struct tongue *t)
{
	if (t)
		madvise((void *)t->data, t->size, MADV_DONTNEED); /* best effort */
}

/* ---- Saying ------------------------------------------------------------------------------------- */

const char *tongue_language(const struct tongue *t)
{
	return t ? t->language : "en";
}

/* The translation and its size; NULL: there is none. */
static const char *find(const struct tongue *t, const char *text, size_t *ret_size)
{
	uint32_t low = 0, high = t ? t->n : 0;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const char *there = text_at(t, t->texts, middle);
		int order = there ? strcmp(text, there) : 0;

		if (!there)
			return NULL;
		if (order == 0) {
			*ret_size = number(t, t->translations[middle].size);
			return *ret_size > 0 ? text_at(t, t->translations, middle) : NULL;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *tongue_say(const struct tongue *t, const char *text)
{
	size_t size;
	/* That of "" is no text but the head of the file. */
	const char *found = text && *text ? find(t, text, &size) : NULL;

	return found ? found : text;
}

const char *tongue_count(const struct tongue *t, const char *one, const char *many, size_t n)
{
	size_t size;
	const char *found = t ? find(t, one, &size) : NULL, *end;
	unsigned form;

	if (!found)
		return n == 1 ? one : many;
	form = t->plural ? plural_form(t->plural, n) : n != 1;
	end = found + size;
	for (unsigned i = 0; i < form && form < t->n_forms; i++) {
		const char *next = found + strlen(found) + 1;

		if (next > end)
			break;
		found = next;
	}
	return found;
}

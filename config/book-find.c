/* SPDX-License-Identifier: MIT */
#include "config/book.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "config/book-doubt.h"
#include "etiquette/names.h"

/* Ids: what one may look like, which is meant by a few letters, and making new ones. */

#define CANDIDATES_MAX 5 /* to name when several are meant */

bool book_id_is_valid(const char *id)
{
	size_t size = strlen(id);

	return size >= 1 && size <= ID_MAX && id[0] != '-' &&
	       strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == size;
}

const struct interview *book_find(const struct book *b, const char *id)
{
	size_t at;

	if (b->memory)
		return name_index_get(&b->memory->ids, id, strlen(id), &at) ? &b->interviews[at]
									    : NULL;
	for (size_t i = 0; i < b->n_interviews; i++)
		if (text_equal(b->interviews[i].id, id))
			return &b->interviews[i];
	return NULL;
}

/* ---- What is meant ------------------------------------------------------------------------------ */

static bool id_begins(const struct interview *i, const char *text)
{
	return text_starts_fold(i->id, text);
}

static bool has_part(const struct interview *i, const char *text)
{
	return text_contains_fold(i->id, text) || text_contains_fold(i->company, text);
}

static void add_candidate(struct text *out, const char *id, size_t n)
{
	if (n < CANDIDATES_MAX)
		text_add(out, "%s%s", n > 0 ? ", " : "", id);
	else if (n == CANDIDATES_MAX)
		text_add(out, ", …");
}

/* How many match, the last of them, and the first few ids in `out`. */
static size_t match(const struct book *b, const char *text,
		    bool (*matches)(const struct interview *, const char *),
		    const struct interview **ret, struct text *out)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_interviews; i++) {
		if (!matches(&b->interviews[i], text))
			continue;
		*ret = &b->interviews[i];
		add_candidate(out, b->interviews[i].id, n++);
	}
	return n;
}

/* Ids that `text` may be a typo of. */
static void add_similar(const struct book *b, const char *text, struct text *out)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_interviews && n < CANDIDATES_MAX; i++) {
		const char *id = b->interviews[i].id;

		if (text_nearest(text, &id, 1))
			add_candidate(out, id, n++);
	}
}

int book_resolve(const struct book *b, const char *text, const struct interview **ret,
		 char **ret_candidates)
{
	const struct interview *found = book_find(b, text);
	cleanup_text struct text candidates = { 0 };
	size_t n = found ? 1 : 0;

	if (n == 0 && *text)
		n = match(b, text, id_begins, &found, &candidates);
	if (n == 0 && *text)
		n = match(b, text, has_part, &found, &candidates);
	if (n == 1) {
		*ret = found;
		return 0;
	}
	if (n == 0)
		add_similar(b, text, &candidates);
	if (ret_candidates)
		*ret_candidates = text_take(&candidates);
	return n > 1 ? -ENOTUNIQ : -ENOENT;
}

/* ---- New ones ----------------------------------------------------------------------------------- */

/* Latin letters with something on them, U+00C0 to U+017F, without it. '-' is none. */
static const char plain_letters[] =
	"aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"  /* U+00C0 */
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"  /* U+0100 */
	"lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"; /* U+0140 */

/* The letter or digit of an id that the character at *text stands for, or '-'; moves behind it. */
static char id_letter(const char **text)
{
	unsigned char c = (unsigned char)*(*text)++;
	unsigned point;

	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return (char)c;
	if (c < 0xc3 || c > 0xc5 || ((unsigned char)**text & 0xc0) != 0x80)
		return '-';
	point = (c & 0x1fu) << 6 | ((unsigned char)*(*text)++ & 0x3fu);
	return plain_letters[point - 0xc0];
}

/* What stands behind many companies' names and tells nobody apart. */
static bool is_legal_form(const char *word)
{
	static const char *const forms[] = { "ab",          "ag",   "bv",  "co",  "company", "corp",
					     "corporation", "gmbh", "inc", "kg",  "limited", "llc",
					     "ltd",         "nv",   "oy",  "plc", "sa",      "sarl",
					     "se",          "spa",  "srl" };

	for (size_t i = 0; i < ELEMENTS(forms); i++)
		if (text_equal(word, forms[i]))
			return true;
	return false;
}

static void drop_legal_form(char *id)
{
	char *last = strrchr(id, '-');

	if (!last || !is_legal_form(last + 1))
		return;
	*last = '\0';
}

static void cut(char *id, size_t size)
{
	size_t end = strlen(id);

	if (end > size)
		end = size;
	while (end > 0 && id[end - 1] == '-')
		end--;
	id[end] = '\0';
}

char *book_id_from_text(const char *text)
{
	char *id = malloc(strlen(text) + 1);
	size_t n = 0;

	if (!id)
		return NULL;
	while (*text) {
		char c = id_letter(&text);

		if (c != '-' || (n > 0 && id[n - 1] != '-'))
			id[n++] = c;
	}
	id[n] = '\0';
	cut(id, ID_MAX);
	if (*id)
		return id;
	free(id);
	return text_copy("interview");
}

char *book_id_propose(const struct book *b, const char *company, enum interview_kind kind)
{
	cleanup_free char *base = book_id_from_text(company);
	const char *name = interview_kind_to_text(kind);
	char end[48] = "";

	if (!base)
		return NULL;
	drop_legal_form(base);
	for (size_t n = 1; n <= b->n_interviews + 1; n++) {
		cleanup_free char *id = NULL;

		if (n == 1)
			snprintf(end, sizeof(end), "%s%s", *name ? "-" : "", name);
		else
			snprintf(end, sizeof(end), "%s%s-%zu", *name ? "-" : "", name, n);
		cut(base, ID_MAX - strlen(end));
		id = text_format("%s%s", base, end);
		if (!id || !book_find(b, id))
			return TAKE_PTR(id);
	}
	return NULL;
}

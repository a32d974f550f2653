/* SPDX-License-Identifier: MIT */
#include "daemon/patch.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "daemon/patch-lines.h"

/*
 * What is equal at both ends is left out first, but for one line above. Of what remains the longest
 * common subsequence of lines stays; the runs between are the hunks.
 */

/* A table of more cells is not made: all that remains is then one hunk, which is right but coarse. */
#define TABLE_MAX ((size_t)4 * 1024 * 1024)
#define HUNKS_MAX 200

struct maker {
	struct lines old, new;
	uint16_t *
		table; /* the length of the common subsequence from old line i and new line j on; or NULL */
	char *section;     /* of the new line at hand */
	size_t n_above;    /* lines of the text above these */
	const char *below; /* the text below these */
	size_t below_size;
	json_t *patch;
	size_t size; /* of the lines in the patch */
};

int lines_split(struct lines *l, const char *text, size_t size)
{
	struct line line = { 0 };
	size_t room = 0;

	*l = (struct lines){ .text = text, .size = size };
	while (line_next(text, size, &line)) {
		if (l->n == room) {
			room = room ? 2 * room : 32;
			struct line *more = reallocarray(l->items, room, sizeof(*more));
			if (!more) {
				lines_done(l);
				return -ENOMEM;
			}
			l->items = more;
		}
		l->items[l->n++] = line;
	}
	return 0;
}

void lines_done(struct lines *l)
{
	free(l->items);
	*l = (struct lines){ 0 };
}

/* ---- What is equal at both ends ------------------------------------------------------------- */

static size_t line_start(const char *text, size_t at)
{
	const char *newline = at > 0 ? memrchr(text, '\n', at) : NULL;

	return newline ? (size_t)(newline - text) + 1 : 0;
}

/* The line with the first difference, and the one above it. */
static size_t common_head(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t at = 0, least = a_size < b_size ? a_size : b_size;

	while (at < least && a[at] == b[at])
		at++;
	at = line_start(a, at);
	return at > 0 ? line_start(a, at - 1) : 0;
}

/* How many bytes of equal lines there are behind the last difference. */
static size_t common_tail(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t n = 0, least = a_size < b_size ? a_size : b_size;
	const char *newline;

	while (n < least && a[a_size - 1 - n] == b[b_size - 1 - n])
		n++;
	newline = memchr(a + a_size - n, '\n', n);
	return newline ? (size_t)(a + a_size - newline) - 1 : 0;
}

static size_t count_lines(const char *text, size_t size)
{
	const char *end = text + size;
	size_t n = 0;

	for (; (text = memchr(text, '\n', (size_t)(end - text))); text++)
		n++;
	return n;
}

/* The name of the section that the line at `at` stands in. NULL: memory is out. */
static char *section_above(const char *text, size_t at)
{
	while (at > 0) {
		size_t start = line_start(text, at - 1);
		struct line l = { 0 };

		if (line_next(text + start, at - start, &l) && l.kind == LINE_SECTION)
			return strndup(text + start + l.name, l.name_size);
		at = start;
	}
	return text_copy("");
}

/* ---- The longest common subsequence --------------------------------------------------------- */

static bool is_equal(const struct maker *m, size_t i, size_t j)
{
	const struct line *a = &m->old.items[i], *b = &m->new.items[j];
	size_t size = a->end - a->start;

	return size == b->end - b->start &&
	       memcmp(m->old.text + a->start, m->new.text + b->start, size) == 0;
}

static uint16_t *cell(const struct maker *m, size_t i, size_t j)
{
	return &m->table[i * (m->new.n + 1) + j];
}

static int fill_table(struct maker *m)
{
	size_t rows = m->old.n + 1, columns = m->new.n + 1;

	if (rows > UINT16_MAX || columns > UINT16_MAX || rows * columns > TABLE_MAX)
		return 0;
	m->table = calloc(rows * columns, sizeof(*m->table));
	if (!m->table)
		return -ENOMEM;
	for (size_t i = m->old.n; i-- > 0;)
		for (size_t j = m->new.n; j-- > 0;) {
			uint16_t down = *cell(m, i + 1, j), right = *cell(m, i, j + 1);

			*cell(m, i, j) = is_equal(m, i, j) ? (uint16_t)(*cell(m, i + 1, j + 1) + 1)
					 : down > right    ? down
							   : right;
		}
	return 0;
}

/* ---- Hunks ---------------------------------------------------------------------------------- */

static json_t *line_json(const struct lines *l, size_t i)
{
	const struct line *line = &l->items[i];

	return json_stringn(l->text + line->start, line->end - line->start);
}

static json_t *line_or_null(json_t *line)
{
	return line ? line : json_null();
}

/* The line above new line j, or below the one before it; null: there is none, or none that JSON can hold. */
static json_t *above_json(const struct maker *m, size_t j)
{
	return line_or_null(j > 0 ? line_json(&m->new, j - 1) : NULL);
}

static json_t *below_json(const struct maker *m, size_t j)
{
	struct line l = { 0 };

	if (j < m->new.n)
		return line_or_null(line_json(&m->new, j));
	return line_or_null(line_next(m->below, m->below_size, &l)
				    ? json_stringn(m->below + l.start, l.end - l.start)
				    : NULL);
}

/* Lines from..to as an array: 0, -EILSEQ or -E2BIG. */
static int put_lines(struct maker *m, const struct lines *l, size_t from, size_t to, json_t *array)
{
	for (size_t i = from; i < to; i++) {
		m->size += l->items[i].end - l->items[i].start + 1;
		if (m->size > PATCH_SIZE_MAX)
			return -E2BIG;
		if (json_array_append_new(array, line_json(l, i)) < 0)
			return -EILSEQ;
	}
	return 0;
}

static int add_hunk(struct maker *m, const size_t i[2], const size_t j[2])
{
	json_t *old = json_array(), *new = json_array();
	int r = put_lines(m, &m->old, i[0], i[1], old);

	if (r == 0)
		r = put_lines(m, &m->new, j[0], j[1], new);
	if (r == 0 && !text_is_utf8(m->section, strlen(m->section)))
		r = -EILSEQ;
	json_t *hunk = json_pack("{s:s, s:I, s:o, s:o, s:o, s:o}", "section",
				 r == -EILSEQ ? "" : m->section, "line",
				 (json_int_t)(m->n_above + j[0] + 1), "above", above_json(m, j[0]),
				 "below", below_json(m, j[1]), "old", old, "new", new);
	if (json_array_append_new(m->patch, hunk) < 0)
		return -ENOMEM;
	return r;
}

static int pass_line(struct maker *m, size_t j)
{
	const struct line *l = &m->new.items[j];

	if (l->kind != LINE_SECTION)
		return 0;
	free(m->section);
	m->section = strndup(m->new.text + l->name, l->name_size);
	return m->section ? 0 : -ENOMEM;
}

/* Moves *i and *j to the next pair of lines that stays, or to the ends. */
static void pass_difference(const struct maker *m, size_t *i, size_t *j)
{
	while ((*i < m->old.n || *j < m->new.n) &&
	       !(*i < m->old.n && *j < m->new.n && m->table &&is_equal(m, *i, *j)))
		if (*j == m->new.n ||
		    (*i < m->old.n && (!m->table || *cell(m, *i + 1, *j) >= *cell(m, *i, *j + 1))))
			++*i;
		else
			++*j;
}

static int make_hunks(struct maker *m)
{
	size_t i = 0, j = 0;
	int r = 0;

	while (r == 0 && (i < m->old.n || j < m->new.n)) {
		size_t from_i = i, from_j = j;

		if (i < m->old.n && j < m->new.n &&is_equal(m, i, j)) {
			r = pass_line(m, j);
			i++, j++;
			continue;
		}
		pass_difference(m, &i, &j);
		r = add_hunk(m, (size_t[]){ from_i, i }, (size_t[]){ from_j, j });
		for (size_t k = from_j; k < j && r == 0; k++)
			r = pass_line(m, k);
	}
	return r;
}

static void maker_done(struct maker *m)
{
	lines_done(&m->old);
	lines_done(&m->new);
	free(m->table);
	free(m->section);
	json_decref(m->patch);
}

/* The fine patch; where it would be of too many pieces, the coarse one. */
static int make(struct maker *m)
{
	cleanup_free char *section = text_copy(m->section);
	int r = section ? make_hunks(m) : -ENOMEM;

	if (r < 0 || json_array_size(m->patch) <= HUNKS_MAX)
		return r;
	free(m->table);
	m->table = NULL;
	free(m->section);
	m->section = TAKE_PTR(section);
	m->size = 0;
	json_array_clear(m->patch);
	return make_hunks(m);
}

int patch_make(const char *before, size_t before_size, const char *after, size_t after_size,
	       json_t **ret)
{
	__attribute__((cleanup(maker_done))) struct maker m = { .patch = json_array() };
	size_t head = common_head(before, before_size, after, after_size);
	size_t tail =
		common_tail(before + head, before_size - head, after + head, after_size - head);
	int r = lines_split(&m.old, before + head, before_size - head - tail);

	if (r == 0)
		r = lines_split(&m.new, after + head, after_size - head - tail);
	m.section = section_above(after, head);
	m.n_above = count_lines(after, head);
	m.below = after + after_size - tail;
	m.below_size = tail;
	if (r == 0)
		r = m.section && m.patch ? fill_table(&m) : -ENOMEM;
	if (r == 0)
		r = make(&m);
	if (r == 0)
		*ret = TAKE_PTR(m.patch);
	return r;
}

json_t *patch_lines(const json_t *patch, enum patch_way way)
{
	json_t *lines = json_array(), *hunk;
	size_t i;

	json_array_foreach(patch, i, hunk)
		json_array_extend(lines,
				  json_object_get(hunk, way == PATCH_FORWARD ? "new" : "old"));
	return lines;
}

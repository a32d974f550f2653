/* SPDX-License-Identifier: MIT */
#include "daemon/patch.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "daemon/patch-lines.h"

/* A place between lines is believed if at least one line beside it that is not blank is the one known. */
#define SCORE_NEEDED 2

struct hunk {
	const char *section;
	size_t line;                 /* where it was, from 0 */
	const json_t *above, *below; /* strings, or anything else */
	const json_t *find, *put;    /* arrays of strings */
};

/* Lines `at` to `at` + `n` of a text make way. */
struct place {
	size_t at, n;
	bool apart; /* a blank line goes before what is put there */
};

static bool is_list_of_lines(const json_t *value)
{
	json_t *item;
	size_t i;

	if (!json_is_array(value))
		return false;
	json_array_foreach(value, i, item)
		if (!json_is_string(item) ||
		    memchr(json_string_value(item), '\n', json_string_length(item)))
			return false;
	return true;
}

static int read_hunk(const json_t *value, enum patch_way way, struct hunk *ret)
{
	const json_t *old = json_object_get(value, "old"), *new = json_object_get(value, "new");

	*ret = (struct hunk){
		.section = json_string_value(json_object_get(value, "section")),
		.line = (size_t)json_integer_value(json_object_get(value, "line")) - 1,
		.above = json_object_get(value, "above"),
		.below = json_object_get(value, "below"),
		.find = way == PATCH_FORWARD ? old : new,
		.put = way == PATCH_FORWARD ? new : old,
	};
	return ret->section && is_list_of_lines(old) && is_list_of_lines(new) ? 0 : -EBADMSG;
}

/* ---- Comparing ------------------------------------------------------------------------------ */

static bool line_is(const struct lines *l, size_t i, const json_t *line)
{
	const struct line *at = &l->items[i];
	size_t size = at->end - at->start;

	return json_is_string(line) && json_string_length(line) == size &&
	       memcmp(json_string_value(line), l->text + at->start, size) == 0;
}

static bool lines_are(const struct lines *l, size_t at, const json_t *lines)
{
	json_t *line;
	size_t i;

	json_array_foreach(lines, i, line)
		if (!line_is(l, at + i, line))
			return false;
	return true;
}

static size_t count_headers(const json_t *lines)
{
	json_t *line;
	size_t i, n = 0;

	json_array_foreach(lines, i, line) {
		struct line l = { 0 };

		n += line_next(json_string_value(line), json_string_length(line), &l) &&
		     l.kind == LINE_SECTION;
	}
	return n;
}

static bool has_header(const json_t *lines)
{
	return count_headers(lines) > 0;
}

/*
 * True if facts may follow: no section goes from above them, or comes. One may be renamed; its facts
 * go along.
 */
static bool keeps_sections(const struct hunk *h)
{
	return count_headers(h->find) == count_headers(h->put);
}

static bool facts_follow(const struct lines *l, size_t at)
{
	for (; at < l->n && l->items[at].kind != LINE_SECTION; at++)
		if (l->items[at].kind == LINE_FACT || l->items[at].kind == LINE_OTHER)
			return true;
	return false;
}

/* ---- Where ---------------------------------------------------------------------------------- */

static int score_of(const struct lines *l, const json_t *line, size_t i, bool exists)
{
	if (!exists)
		return json_is_null(line);
	return !line_is(l, i, line) ? 0 : l->items[i].kind == LINE_BLANK ? 1 : 2;
}

/* How well the lines around the place are the ones known. */
static int score(const struct lines *l, const struct hunk *h, size_t at, size_t n)
{
	return score_of(l, h->above, at - 1, at > 0) + score_of(l, h->below, at + n, at + n < l->n);
}

/* The lines of the section, or all where a section itself comes or goes. */
static int find_range(const struct lines *l, const struct hunk *h, size_t *ret_from, size_t *ret_to)
{
	size_t from = 0, to = 0;
	bool inside = h->section[0] == 0, found = inside;

	*ret_from = 0;
	*ret_to = l->n;
	if (has_header(h->find) || has_header(h->put))
		return 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct line *line = &l->items[i];

		if (line->kind == LINE_SECTION) {
			inside = !found && strlen(h->section) == line->name_size &&
				 memcmp(h->section, l->text + line->name, line->name_size) == 0;
			from = inside ? i + 1 : from;
			to = inside ? i + 1 : to;
			found |= inside;
		} else if (inside) {
			to = i + 1;
		}
	}
	*ret_from = from;
	*ret_to = to;
	return found ? 0 : -ESTALE;
}

/* Behind the last fact of the section, or at the end of the file. */
static struct place usual_place(const struct lines *l, const struct hunk *h, size_t from, size_t to)
{
	if (has_header(h->put))
		return (struct place){
			.at = l->n,
			.apart = l->n > 0 && l->items[l->n - 1].kind != LINE_BLANK,
		};
	while (to > from && l->items[to - 1].kind != LINE_FACT)
		to--;
	return (struct place){ .at = to };
}

static bool is_nearer(size_t at, size_t than, size_t line)
{
	size_t a = at > line ? at - line : line - at, b = than > line ? than - line : line - than;

	return a < b;
}

/* Of places that are alike the one nearest to where it was. */
static int find_place(const struct lines *l, const struct hunk *h, struct place *ret)
{
	size_t n = json_array_size(h->find), from, to;
	int best = -1, r = find_range(l, h, &from, &to);

	for (size_t at = from; r == 0 && at + n <= to; at++) {
		if (!lines_are(l, at, h->find))
			continue;
		int s = score(l, h, at, n);
		if (s > best || (s == best && is_nearer(at, ret->at, h->line))) {
			best = s;
			*ret = (struct place){ .at = at, .n = n };
		}
	}
	if (r < 0)
		return r;
	if (n > 0 && best < 0)
		return -ESTALE;
	if (n == 0 && best < SCORE_NEEDED)
		*ret = usual_place(l, h, from, to);
	return !keeps_sections(h) && facts_follow(l, ret->at + ret->n) ? -ESTALE : 0;
}

/* ---- Replacing ------------------------------------------------------------------------------ */

static size_t start_of(const struct lines *l, size_t i)
{
	return i < l->n ? l->items[i].start : l->size;
}

/* How the lines there end. */
static const char *newline_at(const struct lines *l, size_t at)
{
	const struct line *like = at > 0 ? &l->items[at - 1] : at < l->n ? &l->items[at] : NULL;

	return like && like->next - like->end == 2 ? "\r\n" : "\n";
}

static bool is_unfinished(const struct lines *l)
{
	return l->n > 0 && l->items[l->n - 1].next == l->items[l->n - 1].end;
}

/* Without it an empty line at the end would be none: that one keeps it. */
static void drop_last_newline(struct text *t)
{
	size_t size = t->size;

	if (size > 0 && t->data[size - 1] == '\n')
		size--;
	if (size > 0 && t->data[size - 1] == '\r')
		size--;
	if (size <= line_bom(t->data, t->size) || t->data[size - 1] == '\n')
		return;
	t->size = size;
	t->data[size] = '\0';
}

/* A last newline that is missing stays missing. */
static void replace(const struct lines *l, const struct place *p, const json_t *put,
		    struct text *out)
{
	const char *newline = newline_at(l, p->at);
	size_t begin = start_of(l, p->at), rest = start_of(l, p->at + p->n);
	json_t *line;
	size_t i;

	text_add_bytes(out, l->text, begin);
	if (p->at == l->n && is_unfinished(l))
		text_add(out, "%s", newline);
	if (p->apart)
		text_add(out, "%s", newline);
	json_array_foreach(put, i, line) {
		text_add_bytes(out, json_string_value(line), json_string_length(line));
		text_add(out, "%s", newline);
	}
	text_add_bytes(out, l->text + rest, l->size - rest);
	if (is_unfinished(l))
		drop_last_newline(out);
}

static int apply_hunk(const json_t *value, enum patch_way way, struct text *text)
{
	cleanup_lines struct lines l = { 0 };
	cleanup_text struct text out = { 0 };
	struct place place = { 0 };
	struct hunk h;
	int r = read_hunk(value, way, &h);

	if (r == 0)
		r = lines_split(&l, text->data, text->size);
	if (r == 0)
		r = find_place(&l, &h, &place);
	if (r < 0)
		return r;
	replace(&l, &place, h.put, &out);
	if (out.failed)
		return -ENOMEM;
	text_done(text);
	*text = out;
	out = (struct text){ 0 };
	return 0;
}

int patch_apply(const json_t *patch, enum patch_way way, const char *text, size_t size,
		struct text *ret)
{
	cleanup_text struct text out = { 0 };
	size_t n = json_array_size(patch);
	int r = json_is_array(patch) ? 0 : -EBADMSG;

	text_add_bytes(&out, text, size);
	if (out.failed)
		return -ENOMEM;
	/* Each hunk knows its surroundings as those before it in the file have left them. */
	for (size_t i = 0; i < n && r == 0; i++)
		r = apply_hunk(json_array_get(patch, way == PATCH_FORWARD ? i : n - 1 - i), way,
			       &out);
	if (r < 0)
		return r;
	*ret = out;
	out = (struct text){ 0 };
	return 0;
}

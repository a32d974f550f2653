/* SPDX-License-Identifier: MIT */
#include "config/edit.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "config/escape.h"
#include "config/edit-inside.h"

/*
 * Each edit looks through the text for the section, decides on one range of bytes and replaces it. Nothing is remembered in
 * between, so there is nothing that could differ from the text.
 *
 * What belongs to a section: the block of comments right above its header, its facts, and the comments that follow its last
 * fact without a blank line between, unless they stand right above the next header.
 */

#define KEY_COLUMN \
	12 /* of `=` where there is no line to go by: behind `interviewer` and `decision-by` */

/* ---- Checking ----------------------------------------------------------------------------------- */

/* True if INI gives a name back as it was written, as a section or as a key. */
static bool name_is_fit(const char *name, const char *separators)
{
	size_t size = strlen(name);

	if (size == 0 || size > FILE_NAME_MAX || !text_is_utf8(name, size) ||
	    strpbrk(name, separators) || line_is_blank(name[0]) || line_is_blank(name[size - 1]))
		return false;
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)name[i] < ' ' || (name[i] == ';' && i > 0 && name[i - 1] == ' '))
			return false;
	return true;
}

static bool section_is_fit(const char *name)
{
	return name_is_fit(name, "]");
}

static bool key_is_fit(const char *name)
{
	return name_is_fit(name, "=:") && !strchr("[;#", name[0]);
}

/* ---- Replacing ---------------------------------------------------------------------------------- */

int edit_init(struct edit *e, const char *text, size_t size)
{
	char *copy;

	if (size > FILE_SIZE_MAX)
		return -E2BIG;
	copy = malloc(size + 1);
	if (!copy)
		return -ENOMEM;
	if (size > 0)
		memcpy(copy, text, size);
	copy[size] = '\0';
	*e = (struct edit){ copy, size };
	return 0;
}

void edit_done(struct edit *e)
{
	free(e->text);
	*e = (struct edit){ 0 };
}

/* Puts `with` in the place of the bytes from..to. */
static int replace(struct edit *e, size_t from, size_t to, const struct text *with)
{
	size_t size = e->size - (to - from) + with->size;
	char *text = e->text;

	if (with->failed)
		return -ENOMEM;
	if (size > FILE_SIZE_MAX)
		return -E2BIG;
	if (size > e->size && !(text = realloc(text, size + 1)))
		return -ENOMEM;
	memmove(text + from + with->size, text + to, e->size - to);
	if (with->size > 0)
		memcpy(text + from, with->data, with->size);
	text[size] = '\0';
	*e = (struct edit){ text, size };
	return 0;
}

/* How the line above `at` ends, or the first one of the text. */
static const char *newline_at(const struct edit *e, size_t at)
{
	const char *newline = at > 0 && e->text[at - 1] == '\n' ? e->text + at - 1
								: memchr(e->text, '\n', e->size);

	return newline && newline > e->text && newline[-1] == '\r' ? "\r\n" : "\n";
}

/* True where a text that has no newline at its end, ends. */
static bool is_unfinished(const struct edit *e, size_t at)
{
	return at == e->size && at > line_bom(e->text, e->size) && e->text[at - 1] != '\n';
}

/* Puts a whole line before the one at `at`, or at the end. A missing last newline stays missing. */
static int insert_line(struct edit *e, size_t at, const char *line)
{
	cleanup_text struct text out = { 0 };
	bool unfinished = is_unfinished(e, at);

	if (strlen(line) > FILE_LINE_MAX)
		return -E2BIG;
	text_add(&out, "%s%s%s", unfinished ? newline_at(e, at) : "", line,
		 unfinished ? "" : newline_at(e, at));
	return replace(e, at, at, &out);
}

/*
 * Takes whole lines out. Where the last newline was missing, the line that is now the last has none either, unless it is blank and would
 * be no line any more.
 */
static int remove_lines(struct edit *e, size_t from, size_t to)
{
	struct line above = line_above(e, from);

	if (is_unfinished(e, to) && above.number > 0 && above.kind != LINE_BLANK)
		from = above.end;
	return replace(e, from, to, &(struct text){ 0 });
}

/* ---- Facts -------------------------------------------------------------------------------------- */

static size_t separator_of(const struct edit *e, const struct line *l)
{
	size_t at = l->name + l->name_size;

	return at + strcspn(e->text + at, "=:");
}

/* What stands before the value in a line for `key`: as in `like`, so that columns line up. */
static void add_key(struct text *out, const struct edit *e, const struct line *like,
		    const char *key)
{
	size_t separator, gap;
	int width = 0;

	if (like->number == 0) {
		text_add(out, "%-*s = ", KEY_COLUMN - 1, key);
		return;
	}
	separator = separator_of(e, like);
	gap = like->value - separator - 1;
	if (line_is_blank(e->text[separator - 1]))
		width = (int)(separator - like->name - 1);
	text_add_bytes(out, e->text + like->start, like->begin - like->start);
	text_add(out, "%-*s%s%c", width, key, width > 0 ? " " : "", e->text[separator]);
	text_add_bytes(out, e->text + separator + 1, gap);
}

static int add_fact(struct edit *e, size_t at, const struct line *like, const char *key,
		    const char *value)
{
	cleanup_text struct text line = { 0 };
	cleanup_free char *escaped = value_escape(value);
	cleanup_free char *text = NULL;

	add_key(&line, e, like, key);
	if (escaped)
		text_add(&line, "%s", escaped);
	text = text_take(&line);
	return escaped && text ? insert_line(e, at, text) : -ENOMEM;
}

static int append(struct edit *e, const char *section, const char *key, const char *value,
		  bool behind_its_like)
{
	struct place p;
	int r;

	if (!key_is_fit(key) || !text_is_utf8(value, strlen(value)))
		return -EINVAL;
	r = place_find(e, section, key, &p);
	if (r < 0)
		return r;
	if (behind_its_like && p.match.number > 0)
		return add_fact(e, p.match.next, &p.match, key, value);
	return add_fact(e, p.end, &p.last, key, value);
}

int edit_append(struct edit *e, const char *section, const char *key, const char *value)
{
	return append(e, section, key, value, true);
}

int edit_append_last(struct edit *e, const char *section, const char *key, const char *value)
{
	return append(e, section, key, value, false);
}

/* Where there was no value, blanks may be missing around the new one. */
static void add_value(struct text *out, const struct edit *e, const struct line *l,
		      const char *escaped)
{
	size_t separator = separator_of(e, l);
	bool was_empty = l->value_size == 0;
	bool is_tight = was_empty && l->value == separator + 1;
	bool likes_blanks = line_is_blank(e->text[separator - 1]);

	text_add(out, "%s%s%s", is_tight && likes_blanks ? " " : "", escaped,
		 was_empty && l->rest == l->value && l->rest < l->end ? "  " : "");
}

static int set_value(struct edit *e, const struct line *l, const char *value)
{
	cleanup_free char *escaped = value_escape(value);
	cleanup_text struct text out = { 0 };

	if (!escaped)
		return -ENOMEM;
	add_value(&out, e, l, escaped);
	if (l->end - l->start - l->value_size + out.size > FILE_LINE_MAX)
		return -E2BIG;
	return replace(e, l->value, l->value + l->value_size, &out);
}

int edit_set(struct edit *e, const char *section, const char *key, const char *value)
{
	struct place p;
	int r;

	if (!key_is_fit(key) || !text_is_utf8(value, strlen(value)))
		return -EINVAL;
	r = place_find(e, section, key, &p);
	if (r < 0)
		return r;
	if (p.match.number > 0)
		return set_value(e, &p.match, value);
	return add_fact(e, p.end, &p.last, key, value);
}

int edit_unset(struct edit *e, const char *section, const char *key)
{
	struct place p;
	int r = place_find(e, section, key, &p);

	if (r < 0)
		return r;
	if (p.match.number == 0)
		return -ENOENT;
	/* Each turn takes a line out, which never fails. */
	while (place_find(e, section, key, &p) == 0 && p.match.number > 0)
		remove_lines(e, p.match.start, p.match.next);
	return 0;
}

int edit_remove_line(struct edit *e, const char *section, const char *key, unsigned line)
{
	struct line l = { 0 };
	bool inside = false;

	while (l.number < line && line_next(e->text, e->size, &l))
		if (l.kind == LINE_SECTION)
			inside = line_is_named(e, &l, LINE_SECTION, section);
	if (l.number != line || line == 0 || !inside || !line_is_named(e, &l, LINE_FACT, key))
		return -ENOENT;
	return remove_lines(e, l.start, l.next);
}

/* ---- Sections ----------------------------------------------------------------------------------- */

static bool last_line_is_blank(const struct edit *e)
{
	struct line l = line_above(e, e->size);

	return l.number == 0 || l.kind == LINE_BLANK;
}

int edit_add_section(struct edit *e, const char *section)
{
	cleanup_text struct text out = { 0 };
	const char *newline = newline_at(e, e->size);
	bool unfinished = is_unfinished(e, e->size);
	struct place p;

	if (!section_is_fit(section))
		return -EINVAL;
	if (place_find(e, section, NULL, &p) == 0)
		return -EEXIST;
	if (unfinished)
		text_add(&out, "%s", newline);
	if (!last_line_is_blank(e))
		text_add(&out, "%s", newline);
	text_add(&out, "[%s]%s", section, unfinished ? "" : newline);
	return replace(e, e->size, e->size, &out);
}

int edit_remove_section(struct edit *e, const char *section)
{
	struct line above;
	struct place p;
	int r = place_find(e, section, NULL, &p);

	if (r < 0)
		return r;
	above = line_above(e, p.top);
	if (p.after == e->size && above.number > 0 && above.kind == LINE_BLANK)
		p.top = above.start;
	return remove_lines(e, p.top, p.after);
}

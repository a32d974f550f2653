/* SPDX-License-Identifier: MIT */
#include "tests/config/edit-trial.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "tests/config/nasty.h"

/* ---- The lines, byte for byte ------------------------------------------------------------------- */

struct lines {
	const char *text;
	size_t size, at;
};

/* The next line without its newline; false behind the last. */
static bool lines_next(struct lines *l, const char **ret, size_t *ret_size)
{
	const char *newline;

	if (l->at == 0 && l->size >= 3 && memcmp(l->text, "\xef\xbb\xbf", 3) == 0)
		l->at = 3;
	if (l->at >= l->size)
		return false;
	newline = memchr(l->text + l->at, '\n', l->size - l->at);
	*ret = l->text + l->at;
	*ret_size = (newline ? (size_t)(newline - l->text) : l->size) - l->at;
	l->at += *ret_size + 1;
	/* The last line may get a newline, or lose it: with that a \r before it, be there one already or not. */
	while (*ret_size > 0 && (*ret)[*ret_size - 1] == '\r')
		(*ret_size)--;
	return true;
}

size_t count_lines(const char *text, size_t size)
{
	struct lines l = { text, size, 0 };
	const char *line;
	size_t n = 0, line_size;

	while (lines_next(&l, &line, &line_size))
		n++;
	return n;
}

/* All lines of `less` stand in `more`, in their order; asserts how many more there are. */
static void assert_lines_kept(const struct edit *less, const struct edit *more, size_t n_more)
{
	struct lines a = { less->text, less->size, 0 }, b = { more->text, more->size, 0 };
	const char *x, *y;
	size_t x_size, y_size, skipped = 0;

	while (lines_next(&a, &x, &x_size)) {
		assert_true(lines_next(&b, &y, &y_size));
		while (x_size != y_size || memcmp(x, y, x_size) != 0) {
			skipped++;
			assert_true(lines_next(&b, &y, &y_size));
		}
	}
	while (lines_next(&b, &y, &y_size))
		skipped++;
	assert_int_equal(skipped, n_more);
}

/* Only line `number` differs, and that only behind its key. */
static void assert_one_line_changed(const struct edit *a, const struct edit *b, unsigned number)
{
	struct lines la = { a->text, a->size, 0 }, lb = { b->text, b->size, 0 };
	const char *x, *y;
	size_t x_size, y_size;

	for (unsigned n = 1; lines_next(&la, &x, &x_size); n++) {
		assert_true(lines_next(&lb, &y, &y_size));
		if (n == number) {
			size_t key = strcspn(x, "=:") + 1;

			assert_memory_equal(x, y, key);
			continue;
		}
		assert_int_equal(x_size, y_size);
		assert_memory_equal(x, y, x_size);
	}
	assert_false(lines_next(&lb, &y, &y_size));
}

/* ---- The facts ---------------------------------------------------------------------------------- */

/* The place of a section's header in the record, or n. */
static size_t find_section(const struct record *r, const char *section)
{
	for (size_t i = 0; i < r->n; i++)
		if (!r->items[i].key && text_equal(r->items[i].section, section))
			return i;
	return r->n;
}

static size_t section_end(const struct record *r, size_t header)
{
	size_t i = header + 1;

	while (i < r->n && r->items[i].key)
		i++;
	return i;
}

/* The section's last fact of that key, or 0, which none can be. */
static size_t find_last(const struct record *r, size_t header, const char *key)
{
	size_t found = 0;

	for (size_t i = header + 1; i < section_end(r, header); i++)
		if (text_equal(r->items[i].key, key))
			found = i;
	return found;
}

/* ---- The trial ---------------------------------------------------------------------------------- */

struct trial {
	struct edit *e;
	const struct edit *before;
	struct record *r; /* as read before; changed into what is to be read after */
	size_t header;
	const char *section, *key, *value;
};

static int try_set(struct trial *t)
{
	size_t last = find_last(t->r, t->header, t->key);
	int r = edit_set(t->e, t->section, t->key, t->value);

	if (r < 0)
		return r;
	if (last > 0) {
		free(t->r->items[last].value);
		t->r->items[last].value = text_copy(t->value);
		assert_one_line_changed(t->before, t->e, t->r->items[last].line);
	} else {
		record_insert(t->r, section_end(t->r, t->header), t->section, t->key, t->value);
		assert_lines_kept(t->before, t->e, 1);
	}
	return 0;
}

static int appended(struct trial *t, size_t at)
{
	record_insert(t->r, at, t->section, t->key, t->value);
	assert_lines_kept(t->before, t->e, 1);
	return 0;
}

static int try_append(struct trial *t)
{
	size_t last = find_last(t->r, t->header, t->key);
	int r = edit_append(t->e, t->section, t->key, t->value);

	return r < 0 ? r : appended(t, last > 0 ? last + 1 : section_end(t->r, t->header));
}

static int try_append_last(struct trial *t)
{
	int r = edit_append_last(t->e, t->section, t->key, t->value);

	return r < 0 ? r : appended(t, section_end(t->r, t->header));
}

static int try_unset(struct trial *t)
{
	int r = edit_unset(t->e, t->section, t->key);
	size_t n = 0;

	for (size_t i; (i = find_last(t->r, t->header, t->key)) > 0; n++)
		record_remove(t->r, i);
	assert_int_equal(r, n > 0 ? 0 : -ENOENT);
	assert_lines_kept(t->e, t->before, n);
	return r;
}

static int try_remove_line(struct trial *t)
{
	size_t last = find_last(t->r, t->header, t->key);
	unsigned line = last > 0 ? t->r->items[last].line : 1;
	int r = edit_remove_line(t->e, t->section, t->key, line);

	assert_int_equal(r, last > 0 ? 0 : -ENOENT);
	if (last > 0)
		record_remove(t->r, last);
	assert_lines_kept(t->e, t->before, last > 0);
	return r;
}

static int try_add_section(struct trial *t)
{
	int r = edit_add_section(t->e, t->section);
	size_t n;

	if (t->header < t->r->n)
		assert_int_equal(r, -EEXIST);
	if (r < 0)
		return r;
	record_insert(t->r, t->r->n, t->section, NULL, NULL);
	n = count_lines(t->e->text, t->e->size) - count_lines(t->before->text, t->before->size);
	assert_in_range(n, 1, 2);
	assert_lines_kept(t->before, t->e, n);
	assert_memory_equal(t->before->text, t->e->text, t->before->size);
	return 0;
}

static int try_remove_section(struct trial *t)
{
	size_t n, end = section_end(t->r, t->header);
	int r = edit_remove_section(t->e, t->section);

	assert_int_equal(r, 0);
	while (end-- > t->header)
		record_remove(t->r, t->header);
	n = count_lines(t->before->text, t->before->size) - count_lines(t->e->text, t->e->size);
	assert_lines_kept(t->e, t->before, n);
	return r;
}

static int try_nowhere(struct trial *t)
{
	int r = edit_set(t->e, t->section, t->key, t->value);

	assert_true(r == -ENOENT || r == -EINVAL);
	assert_int_equal(edit_unset(t->e, t->section, t->key), -ENOENT);
	assert_int_equal(edit_remove_section(t->e, t->section), -ENOENT);
	return r;
}

static int (*const trials[])(struct trial *t) = {
	[TRY_SET] = try_set,
	[TRY_APPEND] = try_append,
	[TRY_APPEND_LAST] = try_append_last,
	[TRY_UNSET] = try_unset,
	[TRY_REMOVE_LINE] = try_remove_line,
	[TRY_ADD_SECTION] = try_add_section,
	[TRY_REMOVE_SECTION] = try_remove_section,
};

int edit_try(struct edit *e, enum try what, const char *section, const char *key, const char *value)
{
	cleanup_record struct record r = { 0 }, after = { 0 };
	cleanup_edit struct edit before = { 0 };
	struct trial t = { e, &before, &r, 0, section, key, value };
	int result;

	assert_int_equal(edit_init(&before, e->text, e->size), 0);
	record_read(&r, e->text, e->size);
	assert_int_equal(r.complaints.n_errors, 0);
	t.header = find_section(&r, section);
	if (t.header == r.n && what != TRY_ADD_SECTION)
		result = try_nowhere(&t);
	else
		result = trials[what](&t);
	record_read(&after, e->text, e->size);
	assert_int_equal(after.complaints.n_errors, 0);
	assert_int_equal(e->text[e->size], 0);
	record_assert_equal(&r, &after);
	if (t.header < r.n && (what == TRY_SET || what == TRY_APPEND || what == TRY_APPEND_LAST))
		assert_true(result == 0 || result == -EINVAL || result == -E2BIG);
	if (result < 0) {
		assert_int_equal(e->size, before.size);
		assert_memory_equal(e->text, before.text, e->size);
	}
	return result;
}

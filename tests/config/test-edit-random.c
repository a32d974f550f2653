/* SPDX-License-Identifier: MIT */
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
#include "config/edit.h"
#include "tests/config/nasty.h"

/*
 * Edits by chance on texts by chance. What is read afterwards must be what was read before with just that change, worked out on the
 * record of facts; and every line that the edit is not about must be there, byte for byte.
 */

#define TEXTS          3000
#define EDITS_PER_TEXT 6

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
	/* The last line may get a newline, or lose it: with that a \r before it. */
	if (*ret_size > 0 && (*ret)[*ret_size - 1] == '\r')
		(*ret_size)--;
	return true;
}

static size_t count_lines(const char *text, size_t size)
{
	struct lines l = { text, size, 0 };
	const char *line;
	size_t n = 0, line_size;

	while (lines_next(&l, &line, &line_size))
		n++;
	return n;
}

/* All lines of `less` stand in `more`, in their order; asserts how many more there are. */
static void assert_lines_kept(const char *less, size_t less_size, const char *more,
			      size_t more_size, size_t n_more)
{
	struct lines a = { less, less_size, 0 }, b = { more, more_size, 0 };
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
static void assert_one_line_changed(const char *a, size_t a_size, const char *b, size_t b_size,
				    unsigned number)
{
	struct lines la = { a, a_size, 0 }, lb = { b, b_size, 0 };
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

struct trial {
	struct chance *c;
	struct edit *e;
	struct record *r; /* as read before; changed into what is to be read after */
	char *before;     /* the text */
	size_t before_size, header;
	const char *section, *key, *value;
};

static void try_set(struct trial *t)
{
	size_t last = find_last(t->r, t->header, t->key);

	assert_int_equal(edit_set(t->e, t->section, t->key, t->value), 0);
	if (last > 0) {
		free(t->r->items[last].value);
		t->r->items[last].value = text_copy(t->value);
		assert_one_line_changed(t->before, t->before_size, t->e->text, t->e->size,
					t->r->items[last].line);
	} else {
		record_insert(t->r, section_end(t->r, t->header), t->section, t->key, t->value);
		assert_lines_kept(t->before, t->before_size, t->e->text, t->e->size, 1);
	}
}

static void try_append(struct trial *t)
{
	bool at_end = chance_once_in(t->c, 3);
	size_t last = at_end ? 0 : find_last(t->r, t->header, t->key);
	size_t at = last > 0 ? last + 1 : section_end(t->r, t->header);

	if (at_end)
		assert_int_equal(edit_append_last(t->e, t->section, t->key, t->value), 0);
	else
		assert_int_equal(edit_append(t->e, t->section, t->key, t->value), 0);
	record_insert(t->r, at, t->section, t->key, t->value);
	assert_lines_kept(t->before, t->before_size, t->e->text, t->e->size, 1);
}

static void try_unset(struct trial *t)
{
	size_t n = 0;

	for (size_t i; (i = find_last(t->r, t->header, t->key)) > 0; n++)
		record_remove(t->r, i);
	assert_int_equal(edit_unset(t->e, t->section, t->key), n > 0 ? 0 : -ENOENT);
	assert_lines_kept(t->e->text, t->e->size, t->before, t->before_size, n);
}

static void try_remove_line(struct trial *t)
{
	size_t last = find_last(t->r, t->header, t->key);

	if (last == 0)
		return;
	assert_int_equal(edit_remove_line(t->e, t->section, t->key, t->r->items[last].line), 0);
	record_remove(t->r, last);
	assert_lines_kept(t->e->text, t->e->size, t->before, t->before_size, 1);
}

static void try_add_section(struct trial *t)
{
	size_t n;

	assert_int_equal(edit_add_section(t->e, "new"),
			 find_section(t->r, "new") < t->r->n ? -EEXIST : 0);
	if (find_section(t->r, "new") < t->r->n)
		return;
	record_insert(t->r, t->r->n, "new", NULL, NULL);
	n = count_lines(t->e->text, t->e->size) - count_lines(t->before, t->before_size);
	assert_in_range(n, 1, 2);
	assert_lines_kept(t->before, t->before_size, t->e->text, t->e->size, n);
	assert_memory_equal(t->before, t->e->text, t->before_size);
}

static void try_remove_section(struct trial *t)
{
	size_t n, end = section_end(t->r, t->header);

	assert_int_equal(edit_remove_section(t->e, t->section), 0);
	while (end-- > t->header)
		record_remove(t->r, t->header);
	n = count_lines(t->before, t->before_size) - count_lines(t->e->text, t->e->size);
	assert_lines_kept(t->e->text, t->e->size, t->before, t->before_size, n);
}

static void (*const trials[])(struct trial *t) = {
	try_set,   try_set,         try_append,      try_append,
	try_unset, try_remove_line, try_add_section, try_remove_section,
};

/* One edit in a section that there is, or a new section. */
static void try_one(struct chance *c, struct edit *e)
{
	cleanup_record struct record r = { 0 }, after = { 0 };
	cleanup_free char *before = malloc(e->size + 1), *value = nasty_value(c), *section = NULL;
	struct trial t = { c, e, &r, before, e->size, 0, NULL, nasty_key(c), value };
	size_t n_sections = 0, wanted;

	memcpy(before, e->text, e->size + 1);
	record_read(&r, e->text, e->size);
	assert_int_equal(r.complaints.n_errors, 0);
	for (size_t i = 0; i < r.n; i++)
		n_sections += !r.items[i].key;
	if (n_sections == 0) {
		try_add_section(&t);
	} else {
		wanted = chance_below(c, n_sections);
		while (r.items[t.header].key || wanted-- > 0)
			t.header++;
		t.section = section = text_copy(r.items[t.header].section);
		trials[chance_below(c, ELEMENTS(trials))](&t);
	}
	record_read(&after, e->text, e->size);
	assert_int_equal(after.complaints.n_errors, 0);
	assert_int_equal(strlen(e->text), e->size);
	record_assert_equal(&r, &after);
}

static void test_random_edits(void **state)
{
	(void)state;

	for (uint64_t seed = 1; seed <= nasty_tries(TEXTS); seed++) {
		struct chance c = { seed };
		size_t size;
		cleanup_free char *text = nasty_text(&c, true, &size);
		cleanup_edit struct edit e = { 0 };

		assert_int_equal(edit_init(&e, text, size), 0);
		for (size_t i = 0; i < EDITS_PER_TEXT; i++)
			try_one(&c, &e);
	}
}

/* What was added and is taken out again leaves no trace, but for a blank line that ended the text. */
static void test_undoing(void **state)
{
	(void)state;

	for (uint64_t seed = 1; seed <= nasty_tries(TEXTS); seed++) {
		struct chance c = { seed };
		size_t size;
		cleanup_free char *text = nasty_text(&c, true, &size);
		cleanup_edit struct edit e = { 0 };
		cleanup_record struct record r = { 0 };

		assert_int_equal(edit_init(&e, text, size), 0);
		assert_int_equal(edit_add_section(&e, "new"), 0);
		assert_int_equal(edit_append(&e, "new", "a", "1"), 0);
		record_read(&r, e.text, e.size);
		assert_int_equal(edit_append(&e, "new", "b", "2"), 0);
		assert_int_equal(edit_remove_line(&e, "new", "b", r.items[r.n - 1].line + 1), 0);
		assert_int_equal(edit_remove_section(&e, "new"), 0);
		assert_true(e.size <= size);
		assert_memory_equal(e.text, text, e.size);
		assert_int_equal(strspn(text + e.size, " \t\r\n\v"), size - e.size);
		assert_in_range(count_lines(text, size) - count_lines(e.text, e.size), 0, 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_edits),
		cmocka_unit_test(test_undoing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

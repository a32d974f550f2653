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
#include "tests/config/edit-trial.h"
#include "tests/config/nasty.h"

/* Edits by chance on texts by chance; what must hold of each, edit-trial.h says. */

#define TEXTS          3000
#define EDITS_PER_TEXT 6

/* Sections of which there is at least one, which the record tells in order. */
static const char *section_by_chance(struct chance *c, const struct record *r)
{
	size_t n_sections = 0, wanted;

	for (size_t i = 0; i < r->n; i++)
		n_sections += !r->items[i].key;
	wanted = n_sections > 0 ? chance_below(c, n_sections) : 0;
	for (size_t i = 0; i < r->n; i++)
		if (!r->items[i].key && wanted-- == 0)
			return r->items[i].section;
	return NULL;
}

/* One edit in a section that there is, or a new section. */
static void try_one(struct chance *c, struct edit *e)
{
	static const enum try tries[] = {
		TRY_SET,   TRY_SET,         TRY_APPEND,      TRY_APPEND,         TRY_APPEND_LAST,
		TRY_UNSET, TRY_REMOVE_LINE, TRY_ADD_SECTION, TRY_REMOVE_SECTION,
	};
	cleanup_record struct record r = { 0 };
	cleanup_free char *value = nasty_value(c);
	const char *key = nasty_key(c), *section;
	enum try what = tries[chance_below(c, ELEMENTS(tries))];
	int result;

	record_read(&r, e->text, e->size);
	section = section_by_chance(c, &r);
	if (!section || what == TRY_ADD_SECTION)
		what = TRY_ADD_SECTION, section = "new";
	result = edit_try(e, what, section, key, value);
	/* Each name and value is one that INI can hold, so only what is not there, or is, is in the way. */
	assert_true(result == 0 ||
		    (what == TRY_ADD_SECTION ? result == -EEXIST : result == -ENOENT));
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

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/complaint.h"
#include "common/limits.h"
#include "common/text.h"

static void check(const struct complaint *c, const char *text)
{
	cleanup_free char *said = complaint_text(c);

	assert_string_equal(said, text);
}

static void test_saying(void **state)
{
	cleanup_complaints struct complaints c = { 0 };
	char file[] = "/home/a/interviews.ini";
	(void)state;

	complain(&c, file, 7, "\"%s\" is no date; write it like 2026-11-24", "2026-11-31");
	complain_hint(&c, file, 0, "no interviews yet");
	complain(&c, NULL, 3, "%d%% is no duration", 5);
	file[0] = 'x'; /* copied */
	assert_int_equal(c.n, 3);
	assert_int_equal(c.n_errors, 2);
	assert_false(c.items[0].hint);
	assert_true(c.items[1].hint);
	assert_int_equal(c.items[0].line, 7);
	check(&c.items[0],
	      "/home/a/interviews.ini:7: \"2026-11-31\" is no date; write it like 2026-11-24");
	check(&c.items[1], "/home/a/interviews.ini: no interviews yet");
	check(&c.items[2], "5% is no duration");
	complaints_done(&c);
	assert_int_equal(c.n + c.n_errors, 0);
	assert_null(c.items);
}

static void test_the_rest_is_counted(void **state)
{
	cleanup_complaints struct complaints c = { 0 };
	(void)state;

	for (unsigned i = 1; i <= COMPLAINTS_MAX + 50; i++)
		complain(&c, "book", i, "wrong");
	complain_hint(&c, "book", 1, "odd");
	assert_int_equal(c.n, COMPLAINTS_MAX);
	assert_int_equal(c.n_errors, COMPLAINTS_MAX + 50);
	assert_int_equal(c.items[COMPLAINTS_MAX - 1].line, COMPLAINTS_MAX);
}

/* A line of a megabyte is quoted by its beginning, and what would be right is still said. Never within a letter. */
static void test_long_ones_are_shortened(void **state)
{
	cleanup_complaints struct complaints c = { 0 };
	char quoted[5001];
	(void)state;

	for (unsigned shift = 0; shift < 3; shift++) {
		memset(quoted, 'x', shift);
		for (size_t i = 0; i < 4800; i++)
			quoted[shift + i] = "\xe2\x82\xac"[i % 3];
		quoted[shift + 4800] = '\0';
		complain(&c, NULL, 1, "`%s` is no date; write it like 2026-11-24", quoted);
	}
	memset(quoted, 'x', COMPLAINT_SIZE_MAX);
	quoted[COMPLAINT_SIZE_MAX] = '\0';
	complain(&c, NULL, 1, "%s", quoted);
	for (size_t i = 0; i < 3; i++) {
		const char *text = c.items[i].text;

		assert_in_range(strlen(text), COMPLAINT_SIZE_MAX - 10, COMPLAINT_SIZE_MAX);
		assert_true(text_is_utf8(text, strlen(text)));
		assert_non_null(strstr(text, " … "));
		assert_non_null(strstr(text, "` is no date; write it like 2026-11-24"));
	}
	assert_string_equal(c.items[3].text, quoted);
}

/* A book full of unknown keys still says which line hinders it. */
static void test_hints_make_room(void **state)
{
	cleanup_complaints struct complaints c = { 0 };
	(void)state;

	complain_hint(&c, "book", 1, "odd");
	complain(&c, "book", 2, "wrong");
	for (unsigned i = 3; i < COMPLAINTS_MAX + 20; i++)
		complain_hint(&c, "book", i, "odd");
	complain(&c, "book", 500, "wrong");
	complain(&c, "book", 501, "wrong");
	assert_int_equal(c.n, COMPLAINTS_MAX);
	assert_int_equal(c.n_errors, 3);
	assert_int_equal(c.items[0].line, 1);
	assert_int_equal(c.items[1].line, 2);
	assert_int_equal(c.items[COMPLAINTS_MAX - 3].line, COMPLAINTS_MAX - 2);
	assert_int_equal(c.items[COMPLAINTS_MAX - 2].line, 500);
	assert_int_equal(c.items[COMPLAINTS_MAX - 1].line, 501);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_saying),
		cmocka_unit_test(test_the_rest_is_counted),
		cmocka_unit_test(test_long_ones_are_shortened),
		cmocka_unit_test(test_hints_make_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

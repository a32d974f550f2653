/* SPDX-License-Identifier: MIT */

/* Widths and line breaks. What is expected was counted by hand. */

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "cli/wrap.h"
#include "common/cleanup.h"

static void widths(void **state)
{
	(void)state;
	assert_int_equal(wrap_width(""), 0);
	assert_int_equal(wrap_width("Acme"), 4);
	assert_int_equal(wrap_width("Müller"), 6);
	assert_int_equal(wrap_width("東京電力"), 8);
	assert_int_equal(wrap_width("Ine\xcc\x82s"), 4); /* e and a combining circumflex */
	assert_int_equal(wrap_width("one\nthree\ntwo"), 5);
	assert_int_equal(wrap_width("a\n"), 1);
}

static void breaks(void **state)
{
	static const struct {
		const char *text;
		size_t width;
		bool breaks_words;
		const char *expected;
	} rows[] = {
		{ "", 10, true, "" },
		{ "one two three", 0, true, "one two three" },
		{ "one two three", 13, true, "one two three" },
		{ "one two three", 12, true, "one two\nthree" },
		{ "one two three", 7, true, "one two\nthree" },
		{ "one two three", 6, true, "one\ntwo\nthree" },
		{ "one two three", 4, true, "one\ntwo\nthre\ne" },
		{ "one two three", 4, false, "one\ntwo\nthree" },
		{ "abcdef", 2, true, "ab\ncd\nef" },
		{ "ab  cd", 5, true, "ab\ncd" },
		{ "ab  cd", 6, true, "ab  cd" },
		{ "  ab cd", 5, true, "  ab\ncd" },
		{ "  abcd", 4, true, "  ab\ncd" },
		{ "ab cd   ", 5, true, "ab cd" },
		{ "ab\n\ncd ef", 4, true, "ab\n\ncd\nef" },
		{ "東京 電力", 4, true, "東京\n電力" },
		{ "東京電力", 5, true, "東京\n電力" },
		{ "東", 1, true, "東" }, /* cannot be broken, and must not loop */
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *wrapped =
			wrap_text(rows[i].text, rows[i].width, rows[i].breaks_words);
		assert_string_equal(wrapped, rows[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths),
		cmocka_unit_test(breaks),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}

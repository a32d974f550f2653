/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "config/escape.h"
#include "tests/config/nasty.h"

static void test_escaping(void **state)
{
	static const struct {
		const char *value, *written;
	} rows[] = {
		{ "", "" },
		{ "Acme Corp", "Acme Corp" },
		{ "a;b", "a;b" },
		{ "a ;b", "a \\;b" },
		{ "a\t;b", "a\t\\;b" },
		{ ";", "\\;" },
		{ " ", "\\s" },
		{ "  ", "\\s\\s" },
		{ " a ", "\\sa\\s" },
		{ "  a", "\\s a" },
		{ "\ta\t", "\\ta\\t" },
		{ "a\tb", "a\tb" },
		{ "C:\\new", "C:\\\\new" },
		{ "one\ntwo", "one\\ntwo" },
		{ "one\r\ntwo", "one\\r\\ntwo" },
		{ "\v\f", "\\v\\f" },
		{ "# no comment", "# no comment" },
		{ "Inês \xf0\x9f\x98\x80", "Inês \xf0\x9f\x98\x80" },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *written = value_escape(rows[i].value);
		cleanup_free char *back = value_unescape(rows[i].written);

		assert_string_equal(written, rows[i].written);
		assert_string_equal(back, rows[i].value);
	}
}

/* What people write without thinking of escapes. */
static void test_reading(void **state)
{
	static const struct {
		const char *written, *value;
	} rows[] = {
		{ "a\\", "a\\" },   { "\\", "\\" },       { "a\\xb", "a\\xb" },
		{ "\\\\s", "\\s" }, { "\\\\\\s", "\\ " }, { "100% \\o/", "100% \\o/" },
		{ "\\;\\;", ";;" }, { "\\", "\\" },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *value = value_unescape(rows[i].written);
		cleanup_free char *again = value_escape(value);
		cleanup_free char *back = value_unescape(again);

		assert_string_equal(value, rows[i].value);
		assert_string_equal(back, rows[i].value);
	}
}

/* Any value comes back through a whole file, beside a comment and between others. */
static void test_through_a_file(void **state)
{
	(void)state;

	for (uint64_t seed = 1; seed <= nasty_tries(10000); seed++) {
		struct chance c = { seed };
		cleanup_free char *value = nasty_value(&c);
		cleanup_free char *escaped = value_escape(value);
		cleanup_free char *text = text_format("[s]\na = 1\nv = %s%s\nb = 2", escaped,
						      chance_once_in(&c, 2) ? "" : "  ; x");
		cleanup_record struct record r = { 0 };

		record_read(&r, text, strlen(text));
		assert_int_equal(r.complaints.n, 0);
		assert_int_equal(r.n, 4);
		assert_string_equal(r.items[2].value, value);
		assert_string_equal(r.items[3].value, "2");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escaping),
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_through_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

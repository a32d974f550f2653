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
#include "config/line.h"
#include "tests/config/nasty.h"

/* There are two readers of INI text: inih says what facts there are, line.h at which bytes. They must never differ. */

#define TEXTS 6000

static char *piece(const char *text, size_t at, size_t size)
{
	return strndup(text + at, size);
}

static void assert_piece(const char *text, size_t at, size_t size, const char *expected)
{
	cleanup_free char *found = piece(text, at, size);

	assert_string_equal(found, expected);
}

static void compare(const char *text, size_t size, bool good)
{
	cleanup_record struct record r = { 0 };

	record_read(&r, text, size);
	if (good)
		assert_int_equal(r.complaints.n_errors, 0);
	record_assert_lines(&r, text, size);
}

static void run(bool good)
{
	for (uint64_t seed = 1; seed <= nasty_tries(TEXTS); seed++) {
		struct chance c = { seed };
		size_t size;
		cleanup_free char *text = nasty_text(&c, good, &size);

		compare(text, size, good);
	}
}

static void test_good_texts(void **state)
{
	(void)state;
	run(true);
}

static void test_bad_texts(void **state)
{
	(void)state;
	run(false);
}

/* Any bytes at all: nothing is read outside (the sanitizers see), and what is found is the same. */
static void test_any_bytes(void **state)
{
	static const char bytes[] = "ab=:;#[] \t\r\n\\\v\0\xef\xbb\xbf\xff\xc3\xa9";
	(void)state;

	for (uint64_t seed = 1; seed <= nasty_tries(TEXTS); seed++) {
		struct chance c = { seed };
		size_t size = chance_below(&c, 60);
		cleanup_free char *text = malloc(size + 1);

		for (size_t i = 0; i < size; i++)
			text[i] = bytes[chance_below(&c, sizeof(bytes))];
		compare(text, size, false);
	}
}

static void test_places(void **state)
{
	static const char text[] = "\xef\xbb\xbf[ a ] ; c\r\n\tkey = v w ; c\nk:\nk: ;c\n;\n\n[b";
	static const struct {
		enum line_kind kind;
		const char *name, *value, *rest;
	} expected[] = {
		{ LINE_SECTION, "a", "", "; c" }, { LINE_FACT, "key", "v w", "; c" },
		{ LINE_FACT, "k", "", "" },       { LINE_FACT, "k", "", ";c" },
		{ LINE_COMMENT, "", "", "" },     { LINE_BLANK, "", "", "" },
		{ LINE_OTHER, "", "", "" },
	};
	struct line l = { 0 };
	(void)state;

	for (size_t i = 0; i < ELEMENTS(expected); i++) {
		assert_true(line_next(text, sizeof(text) - 1, &l));
		assert_int_equal(l.number, i + 1);
		assert_int_equal(l.kind, expected[i].kind);
		assert_piece(text, l.name, l.name_size, expected[i].name);
		assert_piece(text, l.value, l.value_size, expected[i].value);
		assert_piece(text, l.rest, l.end - l.rest, expected[i].rest);
	}
	assert_false(line_next(text, sizeof(text) - 1, &l));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_texts),
		cmocka_unit_test(test_bad_texts),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

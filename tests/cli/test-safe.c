/* SPDX-License-Identifier: MIT */

/* Text made harmless, and words for the shell. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"

static void code_points(void **state)
{
	static const struct {
		const char *text;
		uint32_t c;
		size_t size;
	} rows[] = {
		{ "a", 'a', 1 },
		{ "\xc3\xbc", 0xfc, 2 },
		{ "\xe6\x9d\xb1", 0x6771, 3 },
		{ "\xf0\x9f\x91\x8d", 0x1f44d, 4 },
		{ "\xff", 0xfffd, 1 },             /* never in UTF-8 */
		{ "\x80", 0xfffd, 1 },             /* begins in the middle */
		{ "\xc3", 0xfffd, 1 },             /* ends in the middle */
		{ "\xe6\x9d", 0xfffd, 1 },         /* likewise */
		{ "\xc0\xaf", 0xfffd, 1 },         /* '/' written too long */
		{ "\xe0\x80\x9b", 0xfffd, 1 },     /* a control character written too long */
		{ "\xed\xa0\x80", 0xfffd, 1 },     /* a surrogate */
		{ "\xf4\x90\x80\x80", 0xfffd, 1 }, /* beyond Unicode */
		{ "", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		const char *text = rows[i].text;

		assert_int_equal(safe_next(&text), rows[i].c);
		assert_int_equal(text - rows[i].text, rows[i].size);
	}
}

static void harmful(void **state)
{
	static const struct {
		const char *text, *line, *lines, *json;
	} rows[] = {
		{ "", "", "", "" },
		{ "Müller 東京 👍 שלום", "Müller 東京 👍 שלום", "Müller 東京 👍 שלום",
		  "Müller 東京 👍 שלום" },
		{ "a\nb\tc", "a b c", "a\nb\tc", "a\nb\tc" },
		{ "\x1b[31m", "\\x1b[31m", "\\x1b[31m", "\\u001b[31m" },
		{ "a\rb", "a\\x0db", "a\\x0db", "a\\u000db" },
		{ "\x7f", "\\x7f", "\\x7f", "\\u007f" },
		{ "\xc2\x9b", "\\x9b", "\\x9b", "\\u009b" },         /* CSI in one character */
		{ "\xe2\x80\xae", "\\u202e", "\\u202e", "\\u202e" }, /* right-to-left override */
		{ "\xe2\x81\xa6", "\\u2066", "\\u2066", "\\u2066" }, /* isolate */
		{ "\xe2\x80\xa8", "\\u2028", "\\u2028", "\\u2028" }, /* line separator */
		{ "a\xff"
		  "b",
		  "a\xef\xbf\xbd"
		  "b",
		  "a\xef\xbf\xbd"
		  "b",
		  "a\xef\xbf\xbd"
		  "b" },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *line = safe_line(rows[i].text), *lines = safe_text(rows[i].text),
				  *json = safe_json(rows[i].text);

		assert_string_equal(line, rows[i].line);
		assert_string_equal(lines, rows[i].lines);
		assert_string_equal(json, rows[i].json);
	}
}

/* Whatever bytes come, what goes out is UTF-8 without anything harmful. */
static void any_bytes(void **state)
{
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char bytes[16] = { 0 };

		for (size_t i = 0; i + 1 < sizeof(bytes); i++) {
			random = random * 1664525 + 1013904223;
			bytes[i] = (char)(random >> 24);
		}
		cleanup_free char *line = safe_line(bytes);
		assert_true(text_is_utf8(line, strlen(line)));
		for (const char *p = line; *p;)
			assert_true(safe_code_point(safe_next(&p)));
	}
}

static void shell_words(void **state)
{
	static const struct {
		const char *word, *quoted;
	} rows[] = {
		{ "acme-onsite", "acme-onsite" },
		{ "dana@acme.example", "dana@acme.example" },
		{ "Dana Li", "'Dana Li'" },
		{ "", "''" },
		{ "O'Neil", "'O'\\''Neil'" },
		{ "$(reboot)", "'$(reboot)'" },
		{ "Inês", "'Inês'" },
		{ "a;b", "'a;b'" },
		{ "~x", "'~x'" },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *quoted = safe_shell_word(rows[i].word);
		assert_string_equal(quoted, rows[i].quoted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(code_points),
		cmocka_unit_test(harmful),
		cmocka_unit_test(any_bytes),
		cmocka_unit_test(shell_words),
	};

	return cmocka_run_group_tests_name("safe", tests, NULL, NULL);
}

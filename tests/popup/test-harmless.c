/* SPDX-License-Identifier: MIT */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "common/cleanup.h"
#include "popup/harmless.h"

#define ROOM 100

struct row {
	const char *text, *expected;
};

static void check(char *(*f)(const char *, size_t), const struct row rows[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *got = f(rows[i].text, ROOM);
		assert_string_equal(got, rows[i].expected);
	}
}

static void what_people_write_stays(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "Thank Dana Li (Acme Corp)", "Thank Dana Li (Acme Corp)" },
		{ "R&D <b>, <3, \"AT&T\" 'x'", "R&D <b>, <3, \"AT&T\" 'x'" },
		{ "Inês Łukasiewicz-Ó Briain", "Inês Łukasiewicz-Ó Briain" },
		{ "王小明, שרה כהן, محمد", "王小明, שרה כהן, محمد" },
		/* hand with skin tone; a family joined by U+200D; a flag of two letters; a heart with U+FE0F */
		{ "👋🏽 👩‍👩‍👧 🇩🇪 ❤️",
		  "👋🏽 👩‍👩‍👧 🇩🇪 ❤️" },
		/* Persian with the non-joiner U+200C, and plain direction marks */
		{ "می‌خواهم \u200Ea\u200F", "می‌خواهم \u200Ea\u200F" },
		{ "", "" },
	};

	check(harmless_line, rows, ELEMENTS(rows));
	check(harmless_block, rows, ELEMENTS(rows));
}

static void lines_become_one(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "two\nlines", "two lines" },           { "dos\r\nlines\r\n", "dos lines" },
		{ "a\v\f\xc2\x85\u2028\u2029b", "a b" }, { "  much\t \t room  ", "much room" },
		{ "no\u00A0break", "no break" },         { "\n\n\n", "" },
	};

	check(harmless_line, rows, ELEMENTS(rows));
}

static void blocks_keep_their_lines(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "two\nlines", "two\nlines" },
		{ "dos\r\nlines\r\n", "dos\nlines" },
		{ "a \n\tb", "a\nb" },
		{ "a\n\nb", "a\n\nb" },
		{ "a\n \n\n\n\nb", "a\n\nb" },
		{ "\n\n a \n\n", "a" },
		{ "sep\u2028arated", "sep\narated" },
	};

	check(harmless_block, rows, ELEMENTS(rows));
}

static void nothing_steers(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "\a\x1b[31mred\x1b[0m\x7f", "[31mred[0m" },
		{ "\xc2\x9b"
		  "31mred",
		  "31mred" },
		/* "invoice" + override + "fdp.exe": reads as invoiceexe.pdf if let through */
		{ "invoice\u202Efdp.exe", "invoicefdp.exe" },
		{ "\u202A\u202B\u202C\u202D\u202Ea\u2066\u2067\u2068\u2069", "a" },
		{ "\uFEFFa\uFFF9b\uFFFAc\uFFFB\u206F", "abc" },
	};

	check(harmless_line, rows, ELEMENTS(rows));
	check(harmless_block, rows, ELEMENTS(rows));
}

static void not_utf8_is_marked(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "Ren\xe9 B.", "Ren\uFFFD B." },
		{ "cut \xe2\x82", "cut \uFFFD\uFFFD" },
		{ "\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD" }, /* half of a surrogate pair */
		{ "\xff", "\uFFFD" },
	};

	check(harmless_line, rows, ELEMENTS(rows));
}

static void marks_do_not_pile_up(void **state)
{
	(void)state;
	g_autoptr(GString) zalgo = g_string_new("Z");

	for (size_t i = 0; i < 1000; i++)
		g_string_append(zalgo, "\u0301");
	g_string_append(zalgo, "a\u0301");
	g_autofree char *got = harmless_line(zalgo->str, ROOM);
	assert_string_equal(got, "Z\u0301\u0301\u0301\u0301\u0301\u0301a\u0301");
}

static void long_texts_end_with_dots(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t max;
		const char *expected;
	} rows[] = {
		{ "abcdef", 6, "abcdef" },
		{ "abcdefg", 6, "abcde…" },
		{ "äöüäöüä", 6, "äöüäö…" },
		{ "abcd efg", 6, "abcd…" },
		/* never between a letter and its mark */
		{ "abcde\u0301fg", 6, "abcd…" },
		/* nor inside a joined emoji, nor between a hand and its colour */
		{ "abc👩‍👩‍👧 and more", 6, "abc…" },
		{ "abcd👋🏽more", 6, "abcd…" },
		/* nothing but one cluster: cut all the same */
		{ "a\u0301\u0301\u0301\u0301\u0301\u0301", 3, "a\u0301…" },
		{ "abc", 1, "…" },
	};

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		g_autofree char *got = harmless_line(rows[i].text, rows[i].max);
		assert_string_equal(got, rows[i].expected);
	}
}

static void ten_thousand_bytes_fit(void **state)
{
	(void)state;
	g_autofree char *name = g_strnfill(10240, 'n');
	g_autofree char *line = harmless_line(name, 120), *block = harmless_block(name, 800);

	assert_int_equal(g_utf8_strlen(line, -1), 120);
	assert_true(g_str_has_suffix(line, "n…"));
	assert_int_equal(g_utf8_strlen(block, -1), 800);
}

/* The entities of the Desktop Notifications Specification and no others. */
static void markup_is_escaped(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{ "R&D <b>Acme</b>", "R&amp;D &lt;b&gt;Acme&lt;/b&gt;" },
		{ "I <3 AT&T", "I &lt;3 AT&amp;T" },
		{ "&amp;", "&amp;amp;" },
		{ "\"it's\"", "\"it's\"" },
		{ "two\nlines", "two\nlines" },
		{ "", "" },
	};

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		g_autofree char *got = harmless_markup(rows[i].text);
		assert_string_equal(got, rows[i].expected);
	}
}

/* Whatever comes in: valid, within its size, one line, and no need to be made harmless twice. */
static void any_bytes_become_harmless(void **state)
{
	(void)state;
	g_autoptr(GRand) rand = g_rand_new_with_seed(20261124);
	static const char *const pieces[] = { "a",      " ", "\n",     "\u0301", "\u202E", "\u2069",
					      "\u200D", "👩", "\x1b",   "\xff",   "\xc3",   "…",
					      "&",      "<", "\u2028", "🏽",   "王",     "\r" };

	for (int i = 0; i < 20000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		int n = g_rand_int_range(rand, 0, 40);
		size_t max = (size_t)g_rand_int_range(rand, 1, 30);
		for (int j = 0; j < n; j++)
			g_string_append(text,
					pieces[g_rand_int_range(rand, 0, (int)ELEMENTS(pieces))]);
		g_autofree char *line = harmless_line(text->str, max);
		g_autofree char *again = harmless_line(line, max);
		assert_true(g_utf8_validate(line, -1, NULL));
		assert_true((size_t)g_utf8_strlen(line, -1) <= max);
		assert_null(strpbrk(line, "\n\r\x1b"));
		assert_null(strstr(line, "\u202E"));
		assert_string_equal(line, again);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_people_write_stays),
		cmocka_unit_test(lines_become_one),
		cmocka_unit_test(blocks_keep_their_lines),
		cmocka_unit_test(nothing_steers),
		cmocka_unit_test(not_utf8_is_marked),
		cmocka_unit_test(marks_do_not_pile_up),
		cmocka_unit_test(long_texts_end_with_dots),
		cmocka_unit_test(ten_thousand_bytes_fit),
		cmocka_unit_test(markup_is_escaped),
		cmocka_unit_test(any_bytes_become_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

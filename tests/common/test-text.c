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

static void test_comparing(void **state)
{
	(void)state;
	assert_true(text_equal(NULL, NULL));
	assert_false(text_equal(NULL, ""));
	assert_false(text_equal("", NULL));
	assert_true(text_equal("Acme", "Acme"));
	assert_false(text_equal("Acme", "acme"));
	assert_true(text_equal_fold(NULL, NULL));
	assert_false(text_equal_fold("", NULL));
	assert_true(text_equal_fold("Acme", "aCME"));
	assert_false(text_equal_fold("Acme", "Acme "));
	assert_false(text_equal_fold("Acme ", "Acme"));
	/* ASCII only, whatever the locale: [ and { are no pair, nor are the bytes of ä and Ä. */
	assert_false(text_equal_fold("[", "{"));
	assert_false(text_equal_fold("@", "`"));
	assert_false(text_equal_fold("\xc3\xa4", "\xc3\x84"));
	assert_true(text_starts("acme-onsite", "acme"));
	assert_true(text_starts("acme", ""));
	assert_false(text_starts("acme", "acme-onsite"));
	assert_false(text_starts("Acme", "acme"));
	assert_true(text_starts_fold("Acme", "aCM"));
	assert_false(text_starts_fold("", "a"));
	assert_true(text_contains_fold("The Acme Corp", "acme"));
	assert_true(text_contains_fold("acme", ""));
	assert_true(text_contains_fold("", ""));
	assert_true(text_contains_fold("aacme", "ACME"));
	assert_false(text_contains_fold("acm", "acme"));
}

static void test_blanks(void **state)
{
	char text[] = " \t\r\n a b\v \f", blanks[] = " \t ", empty[] = "", no_blank[] = "\xc2\xa0";
	(void)state;

	assert_true(text_is_empty(NULL));
	assert_true(text_is_empty(""));
	assert_true(text_is_empty(" \t\r\n\v\f"));
	assert_false(text_is_empty(" ."));
	assert_string_equal(text_trim(text), "a b");
	assert_string_equal(text_trim(blanks), "");
	assert_string_equal(text_trim(empty), "");
	assert_string_equal(text_trim(no_blank), "\xc2\xa0");
}

static void test_words(void **state)
{
	char text[] = "  thank-you \t email  to  ", blanks[] = "   ", empty[] = "";
	char *rest = text;
	(void)state;

	assert_string_equal(text_word(&rest), "thank-you");
	assert_string_equal(rest, "email  to  ");
	assert_string_equal(text_word(&rest), "email");
	assert_string_equal(text_word(&rest), "to");
	assert_string_equal(rest, "");
	assert_null(text_word(&rest));
	assert_null(text_word(&rest));
	rest = blanks;
	assert_null(text_word(&rest));
	rest = empty;
	assert_null(text_word(&rest));
}

static void test_numbers(void **state)
{
	static const struct {
		const char *text;
		int64_t min, max;
		int r;
	} rows[] = {
		{ "", 0, 10, -EINVAL },
		{ "-1", -5, 10, -EINVAL },
		{ "+1", 0, 10, -EINVAL },
		{ " 1", 0, 10, -EINVAL },
		{ "1 ", 0, 10, -EINVAL },
		{ "1x", 0, 10, -EINVAL },
		{ "0x1", 0, 10, -EINVAL },
		{ "1.0", 0, 10, -EINVAL },
		{ "\xd9\xa1", 0, 10, -EINVAL },
		{ "11", 0, 10, -ERANGE },
		{ "0", 1, 10, -ERANGE },
		{ "9223372036854775808", 0, INT64_MAX, -ERANGE },
		{ "99999999999999999999999", 0, INT64_MAX, -ERANGE },
		{ "9999999999999999999999x", 0, 10, -EINVAL },
	};
	int64_t n = 42;
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		assert_int_equal(text_to_int(rows[i].text, rows[i].min, rows[i].max, &n),
				 rows[i].r);
	assert_int_equal(n, 42);
	assert_int_equal(text_to_int("0", 0, 10, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(text_to_int("010", 0, 10, &n), 0);
	assert_int_equal(n, 10);
	assert_int_equal(text_to_int("9223372036854775807", 0, INT64_MAX, &n), 0);
	assert_int_equal(n, INT64_MAX);
}

/* The sequences that Markus Kuhn's and Unicode's tables call ill-formed. */
static void test_utf8(void **state)
{
	static const char *const good[] = { "",
					    "a",
					    "\x7f",
					    "In\xc3\xaas",
					    "\xe2\x82\xac",
					    "\xf0\x9f\x98\x80",
					    "\xc2\x80",
					    "\xdf\xbf",
					    "\xe0\xa0\x80",
					    "\xed\x9f\xbf",
					    "\xee\x80\x80",
					    "\xef\xbf\xbf",
					    "\xf0\x90\x80\x80",
					    "\xf4\x8f\xbf\xbf",
					    "\x1b[0m\n" };
	static const char *const bad[] = { "\x80",
					   "\xbf",
					   "\xc0\x80",
					   "\xc1\xbf",
					   "\xc3",
					   "\xc3(",
					   "a\xc3",
					   "\xe2\x82",
					   "\xe2(\xa1",
					   "\xe0\x80\xaf",
					   "\xe0\x9f\xbf",
					   "\xed\xa0\x80",
					   "\xed\xbf\xbf",
					   "\xf0\x80\x80\xaf",
					   "\xf0\x8f\xbf\xbf",
					   "\xf4\x90\x80\x80",
					   "\xf5\x80\x80\x80",
					   "\xf8\x88\x80\x80\x80",
					   "\xfe",
					   "\xff",
					   "\xf0\x9f\x98",
					   "\xf0\x9f\x98(",
					   "\xe2\x82\xac\xac" };
	(void)state;

	for (size_t i = 0; i < ELEMENTS(good); i++)
		assert_true(text_is_utf8(good[i], strlen(good[i])));
	for (size_t i = 0; i < ELEMENTS(bad); i++)
		if (text_is_utf8(bad[i], strlen(bad[i])))
			fail_msg("row %zu is taken for UTF-8", i);
	assert_false(text_is_utf8("a\0b", 3));
	assert_false(text_is_utf8("", 1));
	assert_true(text_is_utf8("\xc3\xa4\xff", 2)); /* looks no further than it is told */
}

/* There are 0x10ffff - 0x800 characters without NUL: that many sequences of each length, and no more. */
static void test_utf8_is_exact(void **state)
{
	size_t n_two = 0, n_three = 0;
	(void)state;

	for (unsigned i = 0; i < 0x10000; i++)
		n_two += (i >> 8) >= 0x80 &&
			 text_is_utf8((const char[]){ (char)(i >> 8), (char)i }, 2);
	assert_int_equal(n_two, 0x800 - 0x80);
	for (unsigned i = 0xe00000; i < 0xf00000; i++)
		n_three +=
			text_is_utf8((const char[]){ (char)(i >> 16), (char)(i >> 8), (char)i }, 3);
	assert_int_equal(n_three, 0x10000 - 0x800 - 0x800);
}

/* ASCII is looked at eight bytes at a time: a byte that is none is seen wherever it stands. */
static void test_utf8_in_ascii(void **state)
{
	char text[33];
	(void)state;

	for (size_t size = 1; size < sizeof(text); size++)
		for (size_t at = 0; at < size; at++) {
			memset(text, at % 2 ? 1 : 0x7f, size);
			assert_true(text_is_utf8(text, size));
			text[at] = '\0';
			assert_false(text_is_utf8(text, size));
			text[at] = (char)0x80;
			assert_false(text_is_utf8(text, size));
			if (at + 1 == size)
				continue;
			memcpy(text + at, "\xc3\xa9", 2);
			assert_true(text_is_utf8(text, size));
		}
}

static void test_distance(void **state)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} rows[] = {
		{ "", "", 0 },
		{ "friday", "FRIDAY", 0 },
		{ "fryday", "friday", 1 },
		{ "", "abc", 3 },
		{ "abc", "", 3 },
		{ "thnak-you", "thank-you", 1 },
		{ "kitten", "sitting", 3 },
		{ "ab", "ba", 1 },
		{ "ca", "abc", 3 },
		{ "chekc-in", "check-in", 1 },
		{ "quiet-hour", "quiet-hours", 1 },
		{ "abcdef", "badcfe", 3 },
		{ "monday", "sunday", 2 },
		{ "zone", "zonee", 1 },
		{ "company", "compnay", 1 },
	};
	char a[200], b[200];
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		assert_int_equal(text_distance(rows[i].a, rows[i].b, 20), rows[i].distance);
		assert_int_equal(text_distance(rows[i].b, rows[i].a, 20), rows[i].distance);
		/* A lower limit only cuts it off. */
		for (size_t limit = 0; limit < 4; limit++)
			assert_int_equal(text_distance(rows[i].a, rows[i].b, limit),
					 rows[i].distance < limit + 1 ? rows[i].distance
								      : limit + 1);
	}
	memset(a, 'a', sizeof(a));
	memset(b, 'a', sizeof(b));
	a[199] = b[199] = '\0';
	assert_int_equal(text_distance(a, b, 3), 0);
	b[0] = 'b';
	assert_int_equal(text_distance(a, b, 3), 4); /* too long to be anybody's typo */
	a[128] = b[128] = '\0';
	assert_int_equal(text_distance(a, b, 3), 1);
}

/* Whatever n slips are made, the distance is n at most, and the same both ways. */
static void test_distance_of_slips(void **state)
{
	static const char word[] = "second-check-in-after";
	unsigned seed = 7;
	(void)state;

	for (int round = 0; round < 5000; round++) {
		char typo[64] = "second-check-in-after";
		size_t slips = (size_t)round % 4;

		for (size_t i = 0; i < slips; i++) {
			size_t size = strlen(typo), at;

			seed = seed * 1103515245 + 12345;
			at = (seed >> 16) % (size - 1);
			if ((seed >> 8) % 4 == 0)
				memmove(typo + at, typo + at + 1, size - at);
			else if ((seed >> 8) % 4 == 1)
				memmove(typo + at + 1, typo + at, size - at + 1);
			else
				typo[at] = 'x';
		}
		assert_in_range(text_distance(word, typo, 10), 0, slips);
		assert_int_equal(text_distance(word, typo, 10), text_distance(typo, word, 10));
	}
}

static void test_nearest(void **state)
{
	static const char *const names[] = { "company",         "role", "when", "zone", "kind",
					     "thank-you-opens", "ok" };
	static const struct {
		const char *typed, *meant;
	} rows[] = {
		{ "compnay", "company" },
		{ "comapny", "company" },
		{ "rolle", "role" },
		{ "Zone", "zone" },
		{ "whne", "when" },
		{ "thankyou-opens", "thank-you-opens" },
		{ "thank-you-opnes", "thank-you-opens" },
		{ "salary", NULL },
		{ "", NULL },
		{ "k", NULL },
		{ "xy", NULL },
		{ "location", NULL },
		{ "kid", "kind" },
		{ "okk", "ok" },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		const char *nearest = text_nearest(rows[i].typed, names, ELEMENTS(names));

		if (!text_equal(nearest, rows[i].meant))
			fail_msg("\"%s\" gives %s", rows[i].typed, nearest ? nearest : "nothing");
	}
	/* Of equals the first; and what is nearer, wherever it stands. */
	assert_string_equal(text_nearest("cat", (const char *const[]){ "bat", "hat" }, 2), "bat");
	assert_string_equal(text_nearest("catch", (const char *const[]){ "hutch", "watch" }, 2),
			    "watch");
	assert_null(text_nearest("company", NULL, 0));
}

static void test_growing(void **state)
{
	cleanup_text struct text t = { 0 };
	cleanup_free char *taken = NULL, *empty = NULL, *copy = text_copy("abc"),
			  *format = text_format("%d %s", 7, "x");
	(void)state;

	assert_string_equal(copy, "abc");
	assert_null(text_copy(NULL));
	assert_string_equal(format, "7 x");

	empty = text_take(&t);
	assert_string_equal(empty, "");
	for (int i = 0; i < 1000; i++)
		text_add(&t, "%d,", i);
	text_add_bytes(&t, "\0!", 2);
	text_add_bytes(&t, "", 0);
	text_add(&t, "%s", "");
	assert_int_equal(t.size, 10 * 2 + 90 * 3 + 900 * 4 + 2);
	assert_memory_equal(t.data, "0,1,2,3,4,5,6,7,8,9,10,", 23);
	assert_int_equal(t.data[t.size], '\0');
	assert_memory_equal(t.data + t.size - 6, "999,\0!", 6);
	taken = text_take(&t);
	assert_non_null(taken);
	assert_null(t.data);
	assert_int_equal(t.size, 0);
	text_add(&t, "again");
	assert_string_equal(t.data, "again");
}

static void test_out_of_memory(void **state)
{
	struct text t = { 0 };
	(void)state;

	text_add(&t, "abc");
	text_add_bytes(&t, "", SIZE_MAX / 2);
	assert_true(t.failed);
	text_add(&t, "more");
	assert_true(t.failed);
	assert_null(text_take(&t));
	assert_false(t.failed);
	text_done(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comparing),
		cmocka_unit_test(test_blanks),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_utf8_is_exact),
		cmocka_unit_test(test_utf8_in_ascii),
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_distance_of_slips),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_growing),
		cmocka_unit_test(test_out_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

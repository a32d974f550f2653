/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "etiquette/arena.h"

#define PIECES 3000

/* From a byte to some megabytes, the large ones seldom. */
static size_t size_of(size_t i)
{
	return i % 500 == 499 ? 700000 * (i / 500 + 1) : i % 7 * 400 + 1;
}

static bool is_all(const unsigned char *piece, size_t size, unsigned char byte)
{
	return piece[0] == byte && memcmp(piece, piece + 1, size - 1) == 0;
}

/* Each is zeroed, aligned for any type, and nobody else's. */
static void test_pieces(void **state)
{
	static unsigned char *pieces[PIECES];
	cleanup_arena struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = arena_get(&a, size_of(i));
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		assert_true(is_all(pieces[i], size_of(i), 0));
		memset(pieces[i], (int)(i % 255 + 1), size_of(i));
	}
	for (size_t i = 0; i < PIECES; i++)
		assert_true(is_all(pieces[i], size_of(i), (unsigned char)(i % 255 + 1)));
	assert_false(a.failed);
}

/* Wherever in a block they come to lie. */
static void test_texts(void **state)
{
	static char *texts[PIECES];
	cleanup_arena struct arena a = { 0 };
	char expected[64];

	(void)state;
	for (size_t i = 0; i < PIECES; i++)
		texts[i] = i % 2 ? arena_join(&a, "acme-", "onsite", "/", "thank-you", NULL)
				 : arena_format(&a, "acme-%zu/%s", i, "thank-you");
	for (size_t i = 0; i < PIECES; i++) {
		snprintf(expected, sizeof(expected), "acme-%zu/thank-you", i);
		assert_string_equal(texts[i], i % 2 ? "acme-onsite/thank-you" : expected);
	}
	assert_null(arena_copy(&a, NULL));
}

/* What is out once stays out. */
static void test_no_memory(void **state)
{
	cleanup_arena struct arena a = { 0 };

	(void)state;
	assert_non_null(arena_get(&a, 100));
	a.failed = true;
	assert_null(arena_get(&a, 100000));
	assert_null(arena_get(&a, 10000000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

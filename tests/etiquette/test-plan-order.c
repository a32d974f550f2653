/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etiquette/plan-order.h"

/* Keys that share a beginning, and differ before, within and behind the bytes that the sort looks at first. */

#define N 3000

static int by_key(const void *a, const void *b)
{
	const struct milestone *left = a, *right = b;

	return strcmp(left->key, right->key);
}

static void make(struct milestone items[], char keys[][40], const char *shared)
{
	static const char *const heads[] = { "",  "a",         "aa",        "\xc3\xa9", "zzzzzzzz",
					     "b", "bbbbbbbb1", "bbbbbbbb2", "acme" };
	unsigned seed = 7;

	for (size_t i = 0; i < N; i++) {
		seed = seed * 1103515245 + 12345;
		snprintf(keys[i], sizeof(keys[i]), "%s%s%u", shared,
			 heads[(seed >> 16) % (sizeof(heads) / sizeof(heads[0]))],
			 (seed >> 8) % 1000);
		items[i] = (struct milestone){ .key = keys[i], .opens = seed >> 28 };
	}
}

static void test_keys(void **state)
{
	static const char *const shared[] = { "", "acme-", "a-long-beginning-" };
	static struct milestone items[N], expected[N];
	static char keys[N][40];
	(void)state;

	for (size_t k = 0; k < sizeof(shared) / sizeof(shared[0]); k++) {
		make(items, keys, shared[k]);
		for (size_t i = 0; i < N; i++)
			items[i].opens = 0;
		memcpy(expected, items, sizeof(items));
		qsort(expected, N, sizeof(expected[0]), by_key);
		assert_int_equal(milestones_sort(items, N), 0);
		for (size_t i = 0; i < N; i++)
			assert_string_equal(items[i].key, expected[i].key);
	}
}

static void test_times_come_first(void **state)
{
	struct milestone items[] = {
		{ .key = "a", .next_popup = 2, .opens = 1 },
		{ .key = "b", .next_popup = 1, .opens = 2 },
		{ .key = "c", .next_popup = 1, .opens = 1 },
		{ .key = "d", .next_popup = -1, .opens = 9 },
		{ .key = "b", .next_popup = 1, .opens = 1 },
	};
	char order[8] = { 0 };
	(void)state;

	assert_int_equal(milestones_sort(items, 5), 0);
	for (size_t i = 0; i < 5; i++)
		order[i] = items[i].key[0];
	assert_string_equal(order, "dbcba");
}

static void test_none_and_one(void **state)
{
	struct milestone one = { .key = "only" };
	(void)state;

	assert_int_equal(milestones_sort(NULL, 0), 0);
	assert_int_equal(milestones_sort(&one, 1), 0);
	assert_string_equal(one.key, "only");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_times_come_first),
		cmocka_unit_test(test_none_and_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

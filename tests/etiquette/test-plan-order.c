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

static void point(struct milestone *all[], struct milestone *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		all[i] = &items[i];
}

static void test_keys(void **state)
{
	static const char *const shared[] = { "", "acme-", "a-long-beginning-" };
	static struct milestone items[N], expected[N];
	static struct milestone *all[N];
	static char keys[N][40];
	(void)state;

	for (size_t k = 0; k < sizeof(shared) / sizeof(shared[0]); k++) {
		make(items, keys, shared[k]);
		for (size_t i = 0; i < N; i++)
			items[i].opens = 0;
		memcpy(expected, items, sizeof(items));
		point(all, items, N);
		qsort(expected, N, sizeof(expected[0]), by_key);
		assert_int_equal(milestones_sort(all, N), 0);
		for (size_t i = 0; i < N; i++)
			assert_string_equal(all[i]->key, expected[i].key);
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
	struct milestone *all[5];
	char order[8] = { 0 };
	(void)state;

	point(all, items, 5);
	assert_int_equal(milestones_sort(all, 5), 0);
	for (size_t i = 0; i < 5; i++)
		order[i] = all[i]->key[0];
	assert_string_equal(order, "dbcba");
}

static void test_none_and_one(void **state)
{
	struct milestone one = { .key = "only" }, *all[] = { &one };
	(void)state;

	assert_int_equal(milestones_sort(NULL, 0), 0);
	assert_int_equal(milestones_sort(all, 1), 0);
	assert_ptr_equal(all[0], &one);
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

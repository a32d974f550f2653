/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "tests/config/large-book.h"

/* A book eight times as large takes eight times as long: limits are some times too wide, so that only another order fails. */

#define SMALL 2500
#define LARGE (8 * SMALL)

static void test_order(void **state)
{
	cleanup_text struct text small = { 0 }, large = { 0 };
	double small_seconds, large_seconds, inih_seconds;
	(void)state;

	large_book(&small, SMALL);
	large_book(&large, LARGE);
	small_seconds = large_book_seconds(&small, SMALL);
	large_seconds = large_book_seconds(&large, LARGE);
	inih_seconds = large_book_inih_seconds(&large);
	if (large_seconds > 5 * 8 * small_seconds)
		fail_msg("%d interviews: %.3f s; %d interviews: %.3f s", SMALL, small_seconds,
			 LARGE, large_seconds);
	if (large_seconds > 30 * inih_seconds)
		fail_msg("%.3f s, where inih alone takes %.3f s", large_seconds, inih_seconds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"

static void test_rfc3339(void **state)
{
	/* Seconds by `date -u -d … +%s`. */
	static const struct {
		const char *text;
		usec_t at;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-11-24T14:00:00+01:00", 1795525200 * USEC_PER_SEC },
		{ "2026-11-24t13:00:00z", 1795525200 * USEC_PER_SEC },
		{ "2026-11-24 08:00:00-05:00", 1795525200 * USEC_PER_SEC },
		{ "2026-11-24 14:00+01:00", 1795525200 * USEC_PER_SEC },
		{ "2026-11-24T14:00:00.5+01:00", 1795525200 * USEC_PER_SEC + 500000 },
		{ "2026-11-24T14:00:00.000001234567890123+01:00", 1795525200 * USEC_PER_SEC + 1 },
		{ "2026-11-24T13:00:00-00:00", 1795525200 * USEC_PER_SEC },
		{ "1970-01-01T00:00:00+14:00", -50400 * USEC_PER_SEC },
		{ "9999-12-31T23:59:59Z", 253402300799 * USEC_PER_SEC },
	};
	static const char *const wrong[] = {
		"",
		"2026-11-24",
		"2026-11-24T14:00:00",
		"2026-11-24T14:00",
		"2026-11-24T14:00:00+1:00",
		"2026-11-24T14:00:00+0100",
		"2026-11-24T14:00:00+01",
		"2026-11-24T14:00:00 Z",
		"2026-11-24T24:00:00Z",
		"2026-11-24T14:60:00Z",
		"2026-11-24T14:00:60Z",
		"2026-11-31T14:00:00Z",
		"2026-02-29T14:00:00Z",
		"2026-11-24T14:00:00.Z",
		"2026-11-24T14:00.5Z",
		"2026-11-24X14:00:00Z",
		"2026-11-24T4:00:00Z",
		"2026-11-24T14:00:00Zx",
		"2026-11-24T14:00:00+25:00",
		"2026-11-24T14:00:00+01:60",
		"26-11-24T14:00:00Z",
		" 2026-11-24T14:00:00Z",
		"1969-12-31T23:59:59Z",
		"2026-11-24T14:00:00,5Z",
		"2026-11-24\x00",
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		usec_t at = 1;

		assert_int_equal(rfc3339_parse(rows[i].text, &at), 0);
		assert_int_equal(at, rows[i].at);
	}
	for (size_t i = 0; i < ELEMENTS(wrong); i++) {
		usec_t at = 42;

		if (rfc3339_parse(wrong[i], &at) != -EINVAL)
			fail_msg("\"%s\" is read", wrong[i]);
		assert_int_equal(at, 42);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rfc3339),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

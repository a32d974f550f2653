/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/duration.h"
#include "common/limits.h"

static void test_reading(void **state)
{
	static const struct {
		const char *text;
		struct duration duration;
	} rows[] = {
		{ "45min", { DURATION_EXACT, 2700000000 } },
		{ "2h", { DURATION_EXACT, 7200000000 } },
		{ "90s", { DURATION_EXACT, 90000000 } },
		{ "1h30min", { DURATION_EXACT, 5400000000 } },
		{ "1h 30min", { DURATION_EXACT, 5400000000 } },
		{ " 1 h 30 min ", { DURATION_EXACT, 5400000000 } },
		{ "2 hours", { DURATION_EXACT, 7200000000 } },
		{ "1 Hour 1 Minute 1 Second", { DURATION_EXACT, 3661000000 } },
		{ "24h", { DURATION_EXACT, 86400000000 } },
		{ "0s", { DURATION_EXACT, 0 } },
		{ "007min", { DURATION_EXACT, 420000000 } },
		{ "7d", { DURATION_DAYS, 7 } },
		{ "2w", { DURATION_DAYS, 14 } },
		{ "3 days", { DURATION_DAYS, 3 } },
		{ "1 week", { DURATION_DAYS, 7 } },
		{ "0d", { DURATION_DAYS, 0 } },
		{ "3660d", { DURATION_DAYS, 3660 } },
		{ "87840h", { DURATION_EXACT, 316224000000000 } },
		{ "5bd", { DURATION_WORKING_DAYS, 5 } },
		{ "5 BD", { DURATION_WORKING_DAYS, 5 } },
		{ "2 working days", { DURATION_WORKING_DAYS, 2 } },
		{ "1 business day", { DURATION_WORKING_DAYS, 1 } },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		struct duration d = { DURATION_DAYS, 42 };

		if (duration_from_text(rows[i].text, &d) != 0)
			fail_msg("\"%s\" is not read", rows[i].text);
		assert_int_equal(d.unit, rows[i].duration.unit);
		assert_int_equal(d.amount, rows[i].duration.amount);
	}
}

static void test_refusing(void **state)
{
	static const char *const rows[] = {
		"",
		" ",
		"3",
		"h",
		"d",
		"-2h",
		"+2h",
		"1.5h",
		"1,5h",
		"2m",
		"2 months",
		"1y",
		"2hh",
		"2h3",
		"3d 2h",
		"2h 3d",
		"1w 3d",
		"5bd 1d",
		"5bd 1bd",
		"1d 1d",
		"3661d",
		"524w",
		"87841h",
		"87840h 1s",
		"5270401min",
		"3661bd",
		"99999999999999999999h",
		"18446744073709551617s",
		"9223372036854775808d",
		"2 h ours",
		"2 working  days",
		"2h\n3",
		"twoh",
		"\xd9\xa2h",
		"2h;",
		"1h30",
		"0x10h",
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		struct duration d = { DURATION_DAYS, 42 };

		if (duration_from_text(rows[i], &d) != -EINVAL)
			fail_msg("\"%s\" is read", rows[i]);
		assert_int_equal(d.amount, 42);
	}
}

static void test_writing(void **state)
{
	static const struct {
		struct duration duration;
		const char *text;
	} rows[] = {
		{ DURATION_SECONDS(0), "0s" },
		{ DURATION_SECONDS(59), "59s" },
		{ DURATION_SECONDS(60), "1min" },
		{ DURATION_SECONDS(90), "90s" },
		{ DURATION_SECONDS(119), "119s" },
		{ DURATION_SECONDS(120), "2min" },
		{ DURATION_SECONDS(150), "2min30s" },
		{ DURATION_SECONDS(3601), "1h1s" },
		{ DURATION_MINUTES(45), "45min" },
		{ DURATION_MINUTES(90), "1h30min" },
		{ DURATION_HOURS(24), "24h" },
		{ DURATION_HOURS(72), "72h" },
		{ { DURATION_EXACT, 1999999 }, "1s" },
		{ DURATION_CALENDAR(14), "14d" },
		{ DURATION_CALENDAR(0), "0d" },
		{ DURATION_WORKING(5), "5bd" },
		/* never given, never too long for the buffer */
		{ { DURATION_EXACT, INT64_MAX }, "2562047788h54s" },
		{ { DURATION_DAYS, INT64_MAX }, "9223372036854775807d" },
	};
	char buffer[DURATION_TEXT_SIZE];
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		assert_string_equal(duration_to_text(rows[i].duration, buffer), rows[i].text);
}

static void test_round_trips(void **state)
{
	char buffer[DURATION_TEXT_SIZE];
	struct duration d;
	(void)state;

	for (int64_t seconds = 0; seconds <= 90000; seconds++) {
		assert_int_equal(
			duration_from_text(duration_to_text(DURATION_SECONDS(seconds), buffer), &d),
			0);
		assert_int_equal(d.unit, DURATION_EXACT);
		assert_int_equal(d.amount, seconds * USEC_PER_SEC);
	}
	for (int64_t days = 0; days <= DURATION_DAYS_MAX; days++) {
		assert_int_equal(
			duration_from_text(duration_to_text(DURATION_CALENDAR(days), buffer), &d),
			0);
		assert_int_equal(d.unit, DURATION_DAYS);
		assert_int_equal(d.amount, days);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_refusing),
		cmocka_unit_test(test_writing),
		cmocka_unit_test(test_round_trips),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/time.h"

#define DATE(y, m, d) ((struct date){ (y), (m), (d) })

static void test_days(void **state)
{
	/* By Python: (date(…) - date(1970, 1, 1)).days and strftime("%A"). */
	static const struct {
		struct date date;
		int64_t days;
		enum weekday weekday;
	} rows[] = {
		{ { 1, 1, 1 }, -719162, MONDAY },      { { 1969, 12, 31 }, -1, WEDNESDAY },
		{ { 1970, 1, 1 }, 0, THURSDAY },       { { 1972, 2, 29 }, 789, TUESDAY },
		{ { 2000, 2, 29 }, 11016, TUESDAY },   { { 2000, 3, 1 }, 11017, WEDNESDAY },
		{ { 2026, 11, 24 }, 20781, TUESDAY },  { { 2038, 1, 19 }, 24855, TUESDAY },
		{ { 2100, 2, 28 }, 47540, SUNDAY },    { { 2100, 3, 1 }, 47541, MONDAY },
		{ { 9999, 12, 31 }, 2932896, FRIDAY },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		assert_int_equal(date_to_days(rows[i].date), rows[i].days);
		assert_int_equal(date_compare(date_from_days(rows[i].days), rows[i].date), 0);
		assert_int_equal(date_weekday(rows[i].date), rows[i].weekday);
	}
}

/* An odometer that knows nothing but the lengths of months, over the 400 years after which the calendar repeats. */
static void test_whole_calendar(void **state)
{
	static const int lengths[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	struct date d = DATE(1970, 1, 1);
	(void)state;

	for (int64_t days = 0; days <= 146097; days++) {
		int leap =
			d.month == 2 && d.year % 4 == 0 && (d.year % 100 != 0 || d.year % 400 == 0);

		assert_true(date_is_valid(d));
		assert_int_equal(date_to_days(d), days);
		assert_int_equal(date_compare(date_from_days(days), d), 0);
		assert_int_equal(date_weekday(d), (days + 3) % 7);
		if (d.day < lengths[d.month] + leap) {
			d.day++;
		} else {
			assert_false(date_is_valid(DATE(d.year, d.month, d.day + 1)));
			d = d.month < 12 ? DATE(d.year, d.month + 1, 1) : DATE(d.year + 1, 1, 1);
		}
	}
	assert_int_equal(date_compare(d, DATE(2370, 1, 2)), 0);
}

static void test_adding_days(void **state)
{
	static const struct {
		struct date date;
		int64_t days;
		struct date sum;
	} rows[] = {
		{ { 2026, 11, 24 }, 7, { 2026, 12, 1 } },
		{ { 2026, 12, 31 }, 1, { 2027, 1, 1 } },
		{ { 2027, 1, 1 }, -1, { 2026, 12, 31 } },
		{ { 2028, 2, 28 }, 1, { 2028, 2, 29 } },
		{ { 2027, 2, 28 }, 1, { 2027, 3, 1 } },
		{ { 2026, 11, 24 }, 0, { 2026, 11, 24 } },
		{ { 2026, 11, 24 }, 366, { 2027, 11, 25 } },
		{ { 2026, 11, 24 }, -20782, { 1969, 12, 31 } },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		assert_int_equal(
			date_compare(date_add_days(rows[i].date, rows[i].days), rows[i].sum), 0);
}

/* UBSan watches; the answers only have to stay within the calendar. */
static void test_out_of_range(void **state)
{
	static const int numbers[] = { INT_MIN, -1, 0, 1, 12, 13, 31, 32, INT_MAX };
	static const int64_t spans[] = {
		INT64_MIN, INT64_MIN / 2, -1, 1, INT64_MAX / 2, INT64_MAX
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(numbers); i++)
		for (size_t k = 0; k < ELEMENTS(numbers); k++)
			for (size_t m = 0; m < ELEMENTS(spans); m++) {
				struct date d = DATE(numbers[i], numbers[k], numbers[k]);

				assert_in_range(date_add_days(d, spans[m]).year, 1, 10000);
				assert_in_range(date_from_days(spans[m]).year, 1, 10000);
				assert_in_range(date_weekday(d), MONDAY, SUNDAY);
			}
	assert_int_equal(
		date_compare(date_add_days(DATE(9999, 12, 31), INT64_MAX), DATE(10000, 1, 2)), 0);
	assert_int_equal(date_compare(date_add_days(DATE(1970, 1, 1), INT64_MIN), DATE(1, 1, 1)),
			 0);
}

static void test_validity(void **state)
{
	static const struct date wrong[] = {
		{ 0, 0, 0 },     { 1969, 12, 31 },  { 10000, 1, 1 }, { 2026, 0, 1 },
		{ 2026, 13, 1 }, { 2026, 1, 0 },    { 2026, 1, 32 }, { 2026, 2, 29 },
		{ 2100, 2, 29 }, { 2026, 4, 31 },   { -2026, 1, 1 }, { 2026, -1, 1 },
		{ 2026, 1, -1 }, { 2026, 11, 124 },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(wrong); i++)
		assert_false(date_is_valid(wrong[i]));
	assert_true(date_is_valid(DATE(1970, 1, 1)));
	assert_true(date_is_valid(DATE(9999, 12, 31)));
	assert_true(date_is_valid(DATE(2000, 2, 29)));
	assert_false(date_is_set(DATE(0, 0, 0)));
	assert_true(date_is_set(DATE(2026, 11, 24)));
	assert_true(reading_is_valid(&(struct reading){ DATE(2026, 11, 24), 23, 59, 59 }));
	assert_false(reading_is_valid(&(struct reading){ DATE(2026, 11, 24), 24, 0, 0 }));
	assert_false(reading_is_valid(&(struct reading){ DATE(2026, 11, 24), 0, 60, 0 }));
	assert_false(reading_is_valid(&(struct reading){ DATE(2026, 11, 24), 0, 0, 60 }));
	assert_false(reading_is_valid(&(struct reading){ DATE(2026, 11, 24), -1, 0, 0 }));
	assert_false(reading_is_valid(&(struct reading){ DATE(2026, 11, 31), 0, 0, 0 }));
}

static void test_comparing(void **state)
{
	(void)state;
	assert_int_equal(date_compare(DATE(2026, 11, 24), DATE(2026, 11, 24)), 0);
	assert_true(date_compare(DATE(2026, 11, 24), DATE(2026, 11, 25)) < 0);
	assert_true(date_compare(DATE(2026, 12, 1), DATE(2026, 11, 30)) > 0);
	assert_true(date_compare(DATE(2025, 12, 31), DATE(2026, 1, 1)) < 0);
}

static void test_weekday_names(void **state)
{
	static const char *const wrong[] = { "",        "m",   "mo",   "t",   "th",     "mond ",
					     "mondays", "feb", "Mon.", "tus", "sabbath" };
	enum weekday w = SUNDAY;
	(void)state;

	for (int i = MONDAY; i <= SUNDAY; i++) {
		const char *name = weekday_to_text((enum weekday)i);
		cleanup_free char *short_name = text_format("%.3s", name);

		assert_int_equal(weekday_from_text(name, &w), 0);
		assert_int_equal(w, i);
		assert_int_equal(weekday_from_text(short_name, &w), 0);
		assert_int_equal(w, i);
	}
	assert_string_equal(weekday_to_text(WEDNESDAY), "Wednesday");
	assert_int_equal(weekday_from_text("TUES", &w), 0);
	assert_int_equal(w, TUESDAY);
	for (size_t i = 0; i < ELEMENTS(wrong); i++)
		assert_int_equal(weekday_from_text(wrong[i], &w), -EINVAL);
	assert_int_equal(w, TUESDAY);
}

static void test_date_text(void **state)
{
	static const char *const wrong[] = {
		"",
		"2026",
		"2026-11",
		"2026-11-",
		"2026-11-3",
		"2026-1-24",
		"26-11-24",
		"2026-11-24 ",
		" 2026-11-24",
		"2026-11-31",
		"2026-02-29",
		"1969-12-31",
		"0000-01-01",
		"2026/11/24",
		"20261124",
		"2026-11-24x",
		"+026-11-24",
		"2026-11-024",
		"x",
		"2026-1a-24",
		"99999-11-24",
	};
	char buffer[DATE_TEXT_SIZE];
	struct date d = DATE(1, 2, 3);
	(void)state;

	for (size_t i = 0; i < ELEMENTS(wrong); i++)
		if (date_from_text(wrong[i], &d) != -EINVAL)
			fail_msg("\"%s\" is read", wrong[i]);
	assert_int_equal(date_compare(d, DATE(1, 2, 3)), 0);
	assert_int_equal(date_from_text("2026-11-24", &d), 0);
	assert_int_equal(date_compare(d, DATE(2026, 11, 24)), 0);
	assert_int_equal(date_from_text("2028-02-29", &d), 0);
	assert_string_equal(date_to_text(DATE(2026, 1, 5), buffer), "2026-01-05");
	assert_string_equal(date_to_text(DATE(INT_MIN, INT_MIN, 5), buffer),
			    "-2147483648--2147483648-05");
}

static void test_clock_text(void **state)
{
	static const struct {
		const char *text;
		int hour, minute, second;
	} rows[] = {
		{ "14:00", 14, 0, 0 },      { "00:00", 0, 0, 0 },  { "23:59", 23, 59, 0 },
		{ "9:30", 9, 30, 0 },       { "09:30", 9, 30, 0 }, { "14:00:30", 14, 0, 30 },
		{ "23:59:59", 23, 59, 59 },
	};
	static const char *const wrong[] = {
		"",         "14",     "14:",     "14:0",      "14:000",    "24:00",  "14:60",
		"14:00:60", "14:00:", "14:00:3", "14:00:30x", "14:00:30:", " 14:00", "14:00 ",
		"-1:00",    "1400",   "014:00",  "14.00",     "14:-1",     "2pm",    ":00"
	};
	int hour = -1, minute = -1, second = -1;
	(void)state;

	for (size_t i = 0; i < ELEMENTS(wrong); i++)
		if (clock_from_text(wrong[i], &hour, &minute, &second) != -EINVAL)
			fail_msg("\"%s\" is read", wrong[i]);
	assert_int_equal(hour + minute + second, -3);
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		assert_int_equal(clock_from_text(rows[i].text, &hour, &minute, &second), 0);
		assert_int_equal(hour, rows[i].hour);
		assert_int_equal(minute, rows[i].minute);
		assert_int_equal(second, rows[i].second);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),          cmocka_unit_test(test_whole_calendar),
		cmocka_unit_test(test_adding_days),   cmocka_unit_test(test_out_of_range),
		cmocka_unit_test(test_validity),      cmocka_unit_test(test_comparing),
		cmocka_unit_test(test_weekday_names), cmocka_unit_test(test_date_text),
		cmocka_unit_test(test_clock_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */

/* Dates, clock readings, days of the week and RFC 3339: what is read is a day or an instant that exists, and is written as the same. */

#include "tests/fuzz/fuzz.h"

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/zone.h"

static void try_date(const char *text)
{
	char written[DATE_TEXT_SIZE];
	struct date d, again;

	if (date_from_text(text, &d) < 0)
		return;
	assert_true(date_is_valid(d));
	assert_int_equal(date_from_text(date_to_text(d, written), &again), 0);
	assert_int_equal(date_compare(d, again), 0);
	assert_int_equal(date_compare(date_from_days(date_to_days(d)), d), 0);
	if (d.year < YEAR_MAX)
		assert_int_equal(date_weekday(date_add_days(d, 7)), date_weekday(d));
}

static void try_clock(const char *text)
{
	struct reading r = { .date = { 2026, 11, 24 } };

	if (clock_from_text(text, &r.hour, &r.minute, &r.second) == 0)
		assert_true(reading_is_valid(&r));
}

static void try_weekday(const char *text)
{
	enum weekday day, again;

	if (weekday_from_text(text, &day) < 0)
		return;
	assert_int_equal(weekday_from_text(weekday_to_text(day), &again), 0);
	assert_int_equal(day, again);
}

static void try_stamp(const char *text)
{
	char written[RFC3339_SIZE];
	usec_t at, again;
	struct reading r;

	if (rfc3339_parse(text, &at) < 0)
		return;
	r = zone_reading(NULL, at, NULL);
	/* 9999-12-31 on a clock west of Greenwich is a day of the year 10000 in UTC, which nobody writes. */
	if (r.date.year > YEAR_MAX)
		return;
	assert_true(r.date.year >= YEAR_MIN - 1);
	assert_int_equal(rfc3339_parse(zone_rfc3339(NULL, at, written), &again), 0);
	assert_true(at - again >= 0 && at - again < USEC_PER_SEC);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_free char *text = input_rest(&(struct input){ data, size });

	try_date(text);
	try_clock(text);
	try_weekday(text);
	try_stamp(text);
	return 0;
}

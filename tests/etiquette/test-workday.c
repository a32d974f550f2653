/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/zone.h"
#include "etiquette/place.h"
#include "etiquette/workday.h"
#include "tests/etiquette/random.h"

/* Good Friday was on 3 April 2026; the 24th of November is a Tuesday. */
static void calendar(struct facts *f)
{
	static struct closed_span closed[] = { { 12, 24, 1, 2 }, { 8, 3, 8, 7 } };

	facts_init(f);
	f->settings.moment.closed = closed;
	f->settings.moment.n_closed = 2;
	fact_holiday(f, "2026-04-03", NULL);
	fact_holiday(f, "2026-11-26", "America/New_York");
}

static void test_working_days(void **state)
{
	static const struct {
		const char *zone, *date;
		bool worked;
	} rows[] = {
		{ "Europe/Berlin", "2026-11-24", true },
		{ "Europe/Berlin", "2026-11-28", false }, /* Saturday */
		{ "Europe/Berlin", "2026-11-29", false }, /* Sunday */
		{ "Europe/Berlin", "2026-04-03", false },
		{ "Asia/Tokyo", "2026-04-03", false }, /* a holiday everywhere */
		{ "Europe/Berlin", "2026-11-26", true },
		{ "America/New_York", "2026-11-26", false }, /* Thanksgiving is theirs alone */
		{ "Europe/Berlin", "2026-12-23", true },
		{ "Europe/Berlin", "2026-12-24", false },
		{ "Europe/Berlin", "2027-01-01", false }, /* over New Year */
		{ "Europe/Berlin", "2027-01-04", true },
		{ "Europe/Berlin", "2026-08-07", false },
		{ "Europe/Berlin", "2026-08-10", true },
	};
	struct facts f;

	(void)state;
	calendar(&f);
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		struct date d;

		assert_int_equal(date_from_text(rows[i].date, &d), 0);
		assert_int_equal(workday_is(&f.settings.moment, rows[i].zone, d), rows[i].worked);
	}
	facts_done(&f);
}

static void test_counting(void **state)
{
	static const struct {
		const char *date;
		int n; /* negative: before */
		const char *expected;
	} rows[] = {
		{ "2026-11-24", 0, "2026-11-24" },  { "2026-11-28", 0, "2026-11-30" },
		{ "2026-11-24", 1, "2026-11-25" },  { "2026-11-27", 1, "2026-11-30" },
		{ "2026-11-28", 1, "2026-11-30" },  { "2026-11-29", 1, "2026-11-30" },
		{ "2026-11-24", 5, "2026-12-01" },  { "2026-12-04", 5, "2026-12-11" },
		{ "2026-12-04", 10, "2026-12-18" }, { "2026-12-23", 1, "2027-01-04" },
		{ "2026-12-22", 3, "2027-01-05" },  { "2026-04-02", 1, "2026-04-06" },
		{ "2026-11-30", -1, "2026-11-27" }, { "2026-11-29", -1, "2026-11-27" },
		{ "2027-01-04", -1, "2026-12-23" }, { "2026-11-27", -2, "2026-11-25" },
	};
	struct facts f;

	(void)state;
	calendar(&f);
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		struct date d, got;
		char text[DATE_TEXT_SIZE];

		assert_int_equal(date_from_text(rows[i].date, &d), 0);
		got = rows[i].n < 0
			      ? workday_before(&f.settings.moment, "Europe/Berlin", d, -rows[i].n)
			      : workday_after(&f.settings.moment, "Europe/Berlin", d, rows[i].n);
		assert_string_equal(date_to_text(got, text), rows[i].expected);
	}
	facts_done(&f);
}

/* Exact time runs through daylight changes; days keep the clock's reading; working days open and close. */
static void test_adding(void **state)
{
	static const struct {
		const char *zone, *from, *duration;
		int hour;
		const char *expected;
	} rows[] = {
		{ "Europe/Berlin", "2026-03-28 14:00", "24h", 10, "2026-03-29 15:00" },
		{ "Europe/Berlin", "2026-03-28 14:00", "1d", 10, "2026-03-29 14:00" },
		{ "Europe/Berlin", "2026-10-24 14:00", "24h", 10, "2026-10-25 13:00" },
		{ "Europe/Berlin", "2026-10-24 14:00", "1d", 10, "2026-10-25 14:00" },
		/* 02:30 does not come on that day. */
		{ "Europe/Berlin", "2026-03-28 02:30", "1d", 10, "2026-03-29 03:30" },
		{ "America/New_York", "2026-03-07 02:30", "1d", 10, "2026-03-08 03:30" },
		/* Lord Howe puts its clocks by half an hour. */
		{ "Australia/Lord_Howe", "2026-10-03 14:00", "24h", 10, "2026-10-04 14:30" },
		{ "Australia/Lord_Howe", "2026-10-03 14:00", "1d", 10, "2026-10-04 14:00" },
		{ "Europe/Berlin", "2026-11-24 14:45", "7d", 10, "2026-12-01 14:45" },
		{ "Europe/Berlin", "2026-11-24 14:45", "5bd", 10, "2026-12-01 10:00" },
		{ "Europe/Berlin", "2026-11-24 14:45", "5bd", 18, "2026-12-01 18:00" },
		{ "Europe/Berlin", "2026-11-27 23:59", "1bd", 10, "2026-11-30 10:00" },
		{ "America/New_York", "2026-11-25 14:00", "1bd", 10, "2026-11-27 10:00" },
	};
	struct facts f;

	(void)state;
	calendar(&f);
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		struct duration d;
		char text[INSTANT_SIZE];
		usec_t got;

		assert_int_equal(duration_from_text(rows[i].duration, &d), 0);
		got = workday_add(&f.settings.moment, rows[i].zone,
				  clock_at(rows[i].zone, rows[i].from), d, rows[i].hour);
		assert_string_equal(clock_text(rows[i].zone, got, text), rows[i].expected);
	}
	facts_done(&f);
}

/* A calendar in which nobody ever works must not hang, and gives a day all the same. */
static void test_no_working_days(void **state)
{
	struct facts f;
	struct date d = { 2026, 11, 24 };

	(void)state;
	facts_init(&f);
	f.settings.moment.working_days = 0;
	assert_int_equal(date_compare(workday_after(&f.settings.moment, "UTC", d, 5),
				      (struct date){ 2026, 11, 29 }),
			 0);
	assert_int_equal(date_compare(workday_before(&f.settings.moment, "UTC", d, 5),
				      (struct date){ 2026, 11, 19 }),
			 0);
	facts_done(&f);
}

/* What a place remembers is what libc says. */
static void test_places_remember_well(void **state)
{
	struct dice dice = { 4711 };
	struct places places = { 0 };
	struct facts f;

	(void)state;
	calendar(&f);
	for (int i = 0; i < 30000; i++) {
		const char *zone = random_zone(&dice);
		struct place place = place_get(&places, &f.settings.moment, zone);
		/* From 1968 to 2060, to the second. */
		usec_t at = ((usec_t)roll(&dice, 92u * 365 * 24) - 2 * 365 * 24) * USEC_PER_HOUR +
			    roll(&dice, 3600) * USEC_PER_SEC;
		struct reading r = zone_reading(zone, at, NULL), got = place_reading(&place, at);

		assert_memory_equal(&r, &got, sizeof(r));
		assert_true(place_at(&place, r.date, r.hour, r.minute) ==
			    zone_instant_at(zone, r.date, r.hour, r.minute));
		assert_int_equal(place_is_workday(&place, r.date),
				 workday_is(&f.settings.moment, zone, r.date));
	}
	places_done(&places);
	facts_done(&f);
}

/* Said on a Wednesday, 25 November 2026: by a calendar with Thanksgiving in New York and Christmas everywhere. */
static void test_times_in_working_days(void **state)
{
	static const struct {
		const char *text, *zone, *meant;
	} rows[] = {
		{ "+1bd", "Europe/Berlin", "2026-11-26" },
		{ "+1bd", "America/New_York", "2026-11-27" },
		{ "in 5 working days", "Europe/Berlin", "2026-12-02" },
		{ "2bd ago", "Europe/Berlin", "2026-11-23" },
		{ "-3bd", "Europe/Berlin", "2026-11-20" },
		{ "+21bd", "Europe/Berlin", "2027-01-04" },
		{ "+1bd 9:00 America/New_York", "Europe/Berlin", "2026-11-27" },
	};
	struct facts f;
	usec_t now;

	(void)state;
	calendar(&f);
	assert_int_equal(rfc3339_parse("2026-11-25T15:00:00+01:00", &now), 0);
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		const struct when_calendar days = workday_calendar(&f.settings.moment);
		char date[DATE_TEXT_SIZE];
		struct when w;

		assert_int_equal(when_parse_by(&days, rows[i].text, now, rows[i].zone, WHEN_FUTURE,
					       &w, NULL),
				 0);
		assert_string_equal(date_to_text(w.date, date), rows[i].meant);
	}
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_working_days),
		cmocka_unit_test(test_times_in_working_days),
		cmocka_unit_test(test_counting),
		cmocka_unit_test(test_adding),
		cmocka_unit_test(test_no_working_days),
		cmocka_unit_test(test_places_remember_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/*
 * What people type, and what they mean by it; worked out with a calendar. "Now" is a Wednesday: of November 2026
 *
 *   Mo Tu We Th Fr Sa Su
 *   16 17 18 19 20 21 22
 *   23 24 25 26 27 28 29
 *   30  1  2  3  4  5  6
 */
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
#include "common/when.h"
#include "common/zone.h"

#define NOW  "2026-11-25T15:00:00+01:00"
#define ZONE "Europe/Berlin"

struct row {
	const char *text;
	const char *future, *past; /* what it means to either bias; past NULL: the same */
};

static usec_t instant(const char *text)
{
	usec_t at;

	assert_int_equal(rfc3339_parse(text, &at), 0);
	return at;
}

/* `meant` is RFC 3339 for a time, and for a date without one "2026-11-24". */
static void check(const char *text, const char *now, const char *zone, enum when_bias bias,
		  const char *meant)
{
	cleanup_free char *why = NULL;
	char said[RFC3339_SIZE], date[DATE_TEXT_SIZE];
	struct when w;

	if (when_parse(text, instant(now), zone, bias, &w, &why) < 0)
		fail_msg("\"%s\" at %s is refused: %s", text, now, why);
	assert_null(why);
	zone_rfc3339(w.zone, w.at, said);
	date_to_text(w.date, date);
	if (!text_starts(said, date))
		fail_msg("\"%s\" has the date %s and the instant %s", text, date, said);
	if (!w.has_time && !text_starts(said + strlen("2026-11-24"), "T12:00:00"))
		fail_msg("\"%s\" is a date, but no noon: %s", text, said);
	if (!text_equal(w.has_time ? said : date, meant))
		fail_msg("\"%s\" at %s (bias %d) means %s%s, not %s", text, now, bias, said,
			 w.has_time ? "" : " without a time", meant);
}

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		check(rows[i].text, NOW, ZONE, WHEN_FUTURE, rows[i].future);
		check(rows[i].text, NOW, ZONE, WHEN_PAST,
		      rows[i].past ? rows[i].past : rows[i].future);
	}
}

static void test_absolute(void **state)
{
	static const struct row rows[] = {
		{ "2026-11-24 14:00", "2026-11-24T14:00:00+01:00", NULL },
		{ "2026-07-01 14:00", "2026-07-01T14:00:00+02:00", NULL },
		{ "  2026-11-24   14:00:30 ", "2026-11-24T14:00:30+01:00", NULL },
		{ "14:00 2026-11-24", "2026-11-24T14:00:00+01:00", NULL },
		{ "2026-11-24 at 2pm", "2026-11-24T14:00:00+01:00", NULL },
		{ "on 2026-11-24", "2026-11-24", NULL },
		{ "2026-12-04", "2026-12-04", NULL },
		{ "2026-1-5 9:00", "2026-01-05T09:00:00+01:00", NULL },
		{ "1970-01-01", "1970-01-01", NULL },
		{ "9999-12-31 23:59", "9999-12-31T23:59:00+01:00", NULL },
		{ "2028-02-29", "2028-02-29", NULL },
		{ "2026-11-24T14:00", "2026-11-24T14:00:00+01:00", NULL },
		{ "2026-11-24T14:00:00Z", "2026-11-24T15:00:00+01:00", NULL },
		{ "2026-11-24T14:00:00+01:00", "2026-11-24T14:00:00+01:00", NULL },
		{ "2026-11-24 17:10+01:00", "2026-11-24T17:10:00+01:00", NULL },
		{ "2026-11-24T23:30:00-05:00", "2026-11-25T05:30:00+01:00", NULL },
		{ "tue 2026-11-24 14:00", "2026-11-24T14:00:00+01:00", NULL },
		{ "Tuesday, November 24, 2026 at 2:00 PM", "2026-11-24T14:00:00+01:00", NULL },
		{ "24 Nov 2026 14:00", "2026-11-24T14:00:00+01:00", NULL },
		{ "Nov 24 2026 2pm", "2026-11-24T14:00:00+01:00", NULL },
		{ "the 24th of november 2026", "2026-11-24", NULL },
		{ "24. Nov. 2026", "2026-11-24", NULL },
	};
	(void)state;

	check_rows(rows, ELEMENTS(rows));
}

static void test_days_and_weekdays(void **state)
{
	static const struct row rows[] = {
		{ "today", "2026-11-25", NULL },
		{ "TODAY 9:00", "2026-11-25T09:00:00+01:00", NULL },
		{ "tomorrow 14:00", "2026-11-26T14:00:00+01:00", NULL },
		{ "noon tomorrow", "2026-11-26T12:00:00+01:00", NULL },
		{ "yesterday 14:00", "2026-11-24T14:00:00+01:00", NULL },
		{ "tonight 20:00", "2026-11-25T20:00:00+01:00", NULL },
		{ "tonight at 8 pm", "2026-11-25T20:00:00+01:00", NULL },
		{ "fri", "2026-11-27", "2026-11-20" },
		{ "fri 9:30", "2026-11-27T09:30:00+01:00", "2026-11-20T09:30:00+01:00" },
		{ "9:30 Friday", "2026-11-27T09:30:00+01:00", "2026-11-20T09:30:00+01:00" },
		{ "tues 9:30", "2026-12-01T09:30:00+01:00", "2026-11-24T09:30:00+01:00" },
		/* today's own name: today only with a time that fits */
		{ "wed", "2026-12-02", "2026-11-18" },
		{ "wed 14:00", "2026-12-02T14:00:00+01:00", "2026-11-25T14:00:00+01:00" },
		{ "wed 15:00", "2026-11-25T15:00:00+01:00", "2026-11-25T15:00:00+01:00" },
		{ "wed 16:00", "2026-11-25T16:00:00+01:00", "2026-11-18T16:00:00+01:00" },
		{ "last tue 14:00", "2026-11-24T14:00:00+01:00", NULL },
		{ "last wed 16:00", "2026-11-18T16:00:00+01:00", NULL },
		{ "last thu", "2026-11-19", NULL },
		{ "next mon", "2026-11-30", NULL },
		{ "next wed 10:00", "2026-12-02T10:00:00+01:00", NULL },
		{ "this wed", "2026-11-25", NULL },
	};
	(void)state;

	check_rows(rows, ELEMENTS(rows));
	check("this fri", NOW, ZONE, WHEN_FUTURE, "2026-11-27");
	check("this mon 9am", NOW, ZONE, WHEN_PAST, "2026-11-23T09:00:00+01:00");
	/* A Sunday: the week ends, so that all agree on what comes next. */
	check("next fri", "2026-11-29T10:00:00+01:00", ZONE, WHEN_FUTURE, "2026-12-04");
	check("next sun", "2026-11-29T10:00:00+01:00", ZONE, WHEN_FUTURE, "2026-12-06");
	check("last sun", "2026-11-29T10:00:00+01:00", ZONE, WHEN_FUTURE, "2026-11-22");
}

static void test_clock_and_months(void **state)
{
	static const struct row rows[] = {
		{ "14:00", "2026-11-26T14:00:00+01:00", "2026-11-25T14:00:00+01:00" },
		{ "15:00", "2026-11-25T15:00:00+01:00", "2026-11-25T15:00:00+01:00" },
		{ "16:00", "2026-11-25T16:00:00+01:00", "2026-11-24T16:00:00+01:00" },
		{ "at 9:30", "2026-11-26T09:30:00+01:00", "2026-11-25T09:30:00+01:00" },
		{ "2pm", "2026-11-26T14:00:00+01:00", "2026-11-25T14:00:00+01:00" },
		{ "2 p.m.", "2026-11-26T14:00:00+01:00", "2026-11-25T14:00:00+01:00" },
		{ "4:15 PM", "2026-11-25T16:15:00+01:00", "2026-11-24T16:15:00+01:00" },
		{ "12am", "2026-11-26T00:00:00+01:00", "2026-11-25T00:00:00+01:00" },
		{ "12pm", "2026-11-26T12:00:00+01:00", "2026-11-25T12:00:00+01:00" },
		{ "12:30 am", "2026-11-26T00:30:00+01:00", "2026-11-25T00:30:00+01:00" },
		{ "noon", "2026-11-26T12:00:00+01:00", "2026-11-25T12:00:00+01:00" },
		{ "25 nov", "2026-11-25", "2026-11-25" },
		{ "sept 3", "2027-09-03", "2026-09-03" },
		{ "may 1st 10:00", "2027-05-01T10:00:00+02:00", "2026-05-01T10:00:00+02:00" },
		/* the weekday tells which year */
		{ "tue 24 nov", "2026-11-24", "2026-11-24" },
		{ "thu nov 26", "2026-11-26", "2026-11-26" },
	};
	(void)state;

	check_rows(rows, ELEMENTS(rows));
	check("2 dec", NOW, ZONE, WHEN_FUTURE, "2026-12-02");
	check("24 nov 14:00", NOW, ZONE, WHEN_PAST, "2026-11-24T14:00:00+01:00");
	check("wed 24 nov", NOW, ZONE, WHEN_FUTURE, "2027-11-24");
	check("29 feb", "2027-11-25T15:00:00+01:00", ZONE, WHEN_FUTURE, "2028-02-29");
}

static void test_spans(void **state)
{
	static const struct row rows[] = {
		{ "now", "2026-11-25T15:00:00+01:00", NULL },
		{ "+3d", "2026-11-28", NULL },
		{ "+ 3 days", "2026-11-28", NULL },
		{ "-1d", "2026-11-24", NULL },
		{ "+3d 9:00", "2026-11-28T09:00:00+01:00", NULL },
		{ "+2h", "2026-11-25T17:00:00+01:00", NULL },
		{ "-2h", "2026-11-25T13:00:00+01:00", NULL },
		{ "+1h30min", "2026-11-25T16:30:00+01:00", NULL },
		{ "in 1h 30min", "2026-11-25T16:30:00+01:00", NULL },
		{ "In 2 Weeks", "2026-12-09", NULL },
		{ "in 2 weeks at 14:00", "2026-12-09T14:00:00+01:00", NULL },
		{ "3 days ago", "2026-11-22", NULL },
		{ "3 days ago 14:00", "2026-11-22T14:00:00+01:00", NULL },
		{ "a week ago", "2026-11-18", NULL },
		{ "in an hour", "2026-11-25T16:00:00+01:00", NULL },
		{ "one day from now", "2026-11-26", NULL },
		{ "90s ago", "2026-11-25T14:58:30+01:00", NULL },
		{ "+3660d", "2036-12-02", NULL },
	};
	(void)state;

	check_rows(rows, ELEMENTS(rows));
	/* Hours are exact and days are of the calendar, over the end of summer time. */
	check("+24h", "2026-10-24T14:00:00+02:00", ZONE, WHEN_FUTURE, "2026-10-25T13:00:00+01:00");
	check("+1d 14:00", "2026-10-24T14:00:00+02:00", ZONE, WHEN_FUTURE,
	      "2026-10-25T14:00:00+01:00");
}

static void test_zones(void **state)
{
	static const struct {
		const char *text, *meant, *zone;
	} rows[] = {
		{ "14:00 America/New_York", "2026-11-25T14:00:00-05:00", "America/New_York" },
		{ "2026-11-24 14:00 Asia/Kolkata", "2026-11-24T14:00:00+05:30", "Asia/Kolkata" },
		{ "14:30 UTC", "2026-11-25T14:30:00+00:00", "UTC" },
		{ "14:30 utc", "2026-11-25T14:30:00+00:00", "UTC" },
		{ "+2h Asia/Tokyo", "2026-11-26T01:00:00+09:00", "Asia/Tokyo" },
		{ "2026-11-24T14:00:00Z America/New_York", "2026-11-24T09:00:00-05:00",
		  "America/New_York" },
		/* It is past midnight in Auckland: its today is the 26th. */
		{ "today 9:00 Pacific/Auckland", "2026-11-26T09:00:00+13:00", "Pacific/Auckland" },
		{ "thu 9:00 Pacific/Auckland", "2026-11-26T09:00:00+13:00", "Pacific/Auckland" },
		{ "thu Pacific/Auckland", "2026-12-03", "Pacific/Auckland" },
	};
	struct when w;
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *why = NULL;

		check(rows[i].text, NOW, ZONE, WHEN_FUTURE, rows[i].meant);
		assert_int_equal(
			when_parse(rows[i].text, instant(NOW), ZONE, WHEN_FUTURE, &w, &why), 0);
		assert_string_equal(w.zone, rows[i].zone);
	}
	check("14:30", NOW, NULL, WHEN_FUTURE, "2026-11-25T14:30:00+00:00");
	check("14:30", NOW, "", WHEN_FUTURE, "2026-11-25T14:30:00+00:00");
}

/* "Today" is the zone's, at both ends of the world and on both sides of its midnight. */
static void test_today(void **state)
{
	(void)state;
	check("today", "2026-11-25T23:59:00+14:00", "Pacific/Kiritimati", WHEN_FUTURE,
	      "2026-11-25");
	check("today", "2026-11-26T00:01:00+14:00", "Pacific/Kiritimati", WHEN_FUTURE,
	      "2026-11-26");
	check("tomorrow", "2026-11-25T23:59:00-12:00", "Etc/GMT+12", WHEN_FUTURE, "2026-11-26");
	check("tomorrow", "2026-11-26T00:01:00-12:00", "Etc/GMT+12", WHEN_FUTURE, "2026-11-27");
	check("23:58", "2026-11-25T23:59:00-12:00", "Etc/GMT+12", WHEN_PAST,
	      "2026-11-25T23:58:00-12:00");
	check("23:58", "2026-11-25T23:59:00+14:00", "Pacific/Kiritimati", WHEN_FUTURE,
	      "2026-11-26T23:58:00+14:00");
	check("00:00", "2026-12-31T23:59:00+14:00", "Pacific/Kiritimati", WHEN_FUTURE,
	      "2027-01-01T00:00:00+14:00");
	check("wed", "2026-11-26T00:01:00+14:00", "Pacific/Kiritimati", WHEN_PAST, "2026-11-25");
	/* The first of two; in the hour between them, it was. */
	check("2026-10-25 02:30", NOW, ZONE, WHEN_PAST, "2026-10-25T02:30:00+02:00");
	check("02:30", "2026-10-25T02:45:00+02:00", ZONE, WHEN_PAST, "2026-10-25T02:30:00+02:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_absolute),
		cmocka_unit_test(test_days_and_weekdays),
		cmocka_unit_test(test_clock_and_months),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

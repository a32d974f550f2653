/* SPDX-License-Identifier: MIT */

/* Expected days are those of public calendars: the dates on which holidays fell, or will, as their countries publish them. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/time.h"
#include "holidays/calendar.h"
#include "holidays/file.h"

#define EVENT(lines) "BEGIN:VEVENT\n" lines "END:VEVENT\n"
#define DAY(date)    "DTSTART;VALUE=DATE:" date "\n"

static char *days_to_text(const struct days *d)
{
	cleanup_text struct text out = { 0 };
	char date[DATE_TEXT_SIZE];

	for (size_t i = 0; i < d->n; i++)
		text_add(&out, "%s%s", i ? " " : "",
			 date_to_text(date_from_days(d->items[i]), date));
	return text_take(&out);
}

/* What a text says of those years: its days, or what is wrong with it. */
static char *read_text(const char *text, int first, int last)
{
	struct days days;
	const char *wrong = file_fault(text, strlen(text));
	char *said;
	int r;

	if (wrong)
		return text_copy(wrong);
	days_init(&days, first, last);
	r = calendar_read(text, &days, &wrong);
	assert_true(r == 0 || r == -EINVAL);
	said = r == 0 ? days_to_text(&days) : text_copy(wrong);
	days_done(&days);
	return said;
}

static void expect_text(const char *text, int first, int last, const char *expected)
{
	cleanup_free char *said = read_text(text, first, last);

	assert_string_equal(said, expected);
}

static void expect(const char *events, int first, int last, const char *expected)
{
	cleanup_free char *text =
		text_format("BEGIN:VCALENDAR\nVERSION:2.0\n%sEND:VCALENDAR\n", events);

	expect_text(text, first, last, expected);
}

static void expect_file(const char *name, int first, int last, const char *expected)
{
	cleanup_free char *path = text_format("tests/holidays/files/%s", name), *text = NULL,
			  *wrong = NULL;

	assert_int_equal(file_read(path, &text, &wrong), 0);
	expect_text(text, first, last, expected);
}

static void test_rules_of_weekdays(void **state)
{
	(void)state;
	/* Thanksgiving, the fourth Thursday of November */
	expect(EVENT(DAY("20101125") "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\n"), 2024, 2031,
	       "2024-11-28 2025-11-27 2026-11-26 2027-11-25 2028-11-23 2029-11-22 2030-11-28 2031-11-27");
	/* Buß- und Bettag, the Wednesday before 23 November */
	expect(EVENT(DAY(
		       "19951122") "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=WE;BYMONTHDAY=16,17,18,19,20,21,22\n"),
	       2024, 2028, "2024-11-20 2025-11-19 2026-11-18 2027-11-17 2028-11-22");
	/* Memorial Day, the last Monday of May; UK's summer bank holiday, the last of August */
	expect(EVENT(DAY("19710531") "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\n")
		       EVENT(DAY("19710830") "RRULE:FREQ=YEARLY;BYDAY=-1MO;BYMONTH=8\n"),
	       2026, 2027, "2026-05-25 2026-08-31 2027-05-31 2027-08-30");
}

static void test_rules_that_end(void **state)
{
	(void)state;
	/* Inauguration Day, every four years */
	expect(EVENT(DAY("19970120") "RRULE:FREQ=YEARLY;INTERVAL=4\n"), 2020, 2031,
	       "2021-01-20 2025-01-20 2029-01-20");
	/* 31 October, a holiday in all of Germany in 2017 only; up to 2016 in five states, here as a rule with an end */
	expect(EVENT(DAY("20140101") "RRULE:FREQ=YEARLY;UNTIL=20160101\n"), 2010, 2030,
	       "2014-01-01 2015-01-01 2016-01-01");
	expect(EVENT(DAY("20140101") "RRULE:FREQ=YEARLY;UNTIL=20151231T235959Z\n"), 2010, 2030,
	       "2014-01-01 2015-01-01");
	expect(EVENT(DAY("20240501") "RRULE:FREQ=YEARLY;COUNT=3\n"), 2025, 2031,
	       "2025-05-01 2026-05-01");
	/* a leap day is one only every four years */
	expect(EVENT(DAY("20240229") "RRULE:FREQ=YEARLY\n"), 2024, 2031, "2024-02-29 2028-02-29");
}

static void test_single_days(void **state)
{
	(void)state;
	/* Easter has no rule: Good Friday and Easter Monday, of 2026 to 2028 */
	expect(EVENT(DAY("20260403") "RDATE;VALUE=DATE:20270326,20280414\n") EVENT(
		       DAY("20260406") "RDATE;VALUE=DATE:20270329\nRDATE;VALUE=DATE:20280417\n"),
	       2026, 2028, "2026-04-03 2026-04-06 2027-03-26 2027-03-29 2028-04-14 2028-04-17");
	/* DTEND is the day after the last one */
	expect(EVENT(DAY("20261224") "DTEND;VALUE=DATE:20261227\n"), 2026, 2026,
	       "2026-12-24 2026-12-25 2026-12-26");
	expect(EVENT(DAY("20261224") "DURATION:P3D\n"), 2026, 2026,
	       "2026-12-24 2026-12-25 2026-12-26");
	expect(EVENT(DAY("20261221") "DURATION:P1W\n"), 2026, 2026,
	       "2026-12-21 2026-12-22 2026-12-23 2026-12-24 2026-12-25 2026-12-26 2026-12-27");
	/* over the edge of the years that are asked for */
	expect(EVENT(DAY("20261230") "DTEND;VALUE=DATE:20270104\n"), 2027, 2027,
	       "2027-01-01 2027-01-02 2027-01-03");
	/* an end that is no end */
	expect(EVENT(DAY("20261224") "DTEND;VALUE=DATE:20261224\n"), 2026, 2026, "2026-12-24");
	/* twice the same day */
	expect(EVENT(DAY("20261225")) EVENT(DAY("20261225") "UID:x\n"), 2026, 2026, "2026-12-25");
	/* a date that does not say that it is one */
	expect(EVENT("DTSTART:20261225\nDTEND:20261226\n"), 2026, 2026, "2026-12-25");
}

static void test_exceptions(void **state)
{
	(void)state;
	expect(EVENT("UID:a\n" DAY(
		       "20200101") "RRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20260101,20280101\n"),
	       2025, 2029, "2025-01-01 2027-01-01 2029-01-01");
	/* Early May bank holiday, the first Monday of May: moved to Friday, 8 May in 2020 */
	expect(EVENT("UID:may\n" DAY("19780501") "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1MO\n")
		       EVENT("UID:may\nRECURRENCE-ID;VALUE=DATE:20200504\n" DAY("20200508")),
	       2019, 2021, "2019-05-06 2020-05-08 2021-05-03");
	/* the same, with the exception before the rule */
	expect(EVENT("UID:may\nRECURRENCE-ID;VALUE=DATE:20200504\n" DAY("20200508"))
		       EVENT("UID:may\n" DAY("19780501") "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1MO\n"),
	       2019, 2021, "2019-05-06 2020-05-08 2021-05-03");
	/* one cancelled, and another holiday on the day stays */
	expect(EVENT("UID:a\n" DAY("20200101") "RRULE:FREQ=YEARLY\n")
		       EVENT("UID:a\nRECURRENCE-ID;VALUE=DATE:20260101\n" DAY(
			       "20260101") "STATUS:CANCELLED\n") EVENT("UID:b\n" DAY("20270101")),
	       2026, 2028, "2027-01-01 2028-01-01");
	expect(EVENT(DAY("20261225") "STATUS:CANCELLED\n") EVENT(DAY("20261226")), 2026, 2026,
	       "2026-12-26");
}

static void test_what_is_no_holiday(void **state)
{
	static const char none[] = "has no holiday in it, which is an event of whole days";

	(void)state;
	expect(EVENT("DTSTART:20261225T090000Z\nDTEND:20261225T100000Z\n"), 2026, 2026, none);
	expect(EVENT("SUMMARY:without a start\n"), 2026, 2026, none);
	expect(EVENT(DAY("20260230")), 2026, 2026, none);
	expect(EVENT(DAY("20260101") "DTEND;VALUE=DATE:20290101\n"), 2026, 2026, none);
	expect(EVENT(DAY("20261224") "DESCRIPTION:Observance\\nTo hide observances\n"), 2026, 2026,
	       none);
	expect("BEGIN:VTODO\nDUE;VALUE=DATE:20261225\nEND:VTODO\n", 2026, 2026, none);
	expect("", 2026, 2026, none);
	expect(EVENT(DAY("20200101")), 2026, 2026, "has no holiday of these years in it");
	/* what repeats within a day: its day alone counts */
	expect(EVENT(DAY("20260101") "RRULE:FREQ=SECONDLY\n"), 2026, 2027, "2026-01-01");
	expect(EVENT(DAY("20260101") "RRULE:FREQ=NONSENSE\n"), 2026, 2027, "2026-01-01");
}

static void test_files(void **state)
{
	(void)state;
	expect_file("google-germany.ics", 2026, 2031, "2026-11-18 2026-12-25 2026-12-26");
	expect_file("rules-us.ics", 2026, 2026,
		    "2026-01-01 2026-01-19 2026-05-25 2026-07-04 2026-09-07 2026-11-26 2026-11-27");
	expect_file("rules-us.ics", 2027, 2027,
		    "2027-01-01 2027-01-18 2027-05-31 2027-07-04 2027-09-06 2027-11-25 2027-11-26");
	expect_file("several-calendars.ics", 2026, 2027, "2026-12-01 2027-06-13");
}

static void test_what_is_no_calendar(void **state)
{
	(void)state;
	expect_text("hello\nworld\n", 2026, 2026,
		    "is no calendar (.ics), which begins with BEGIN:VCALENDAR");
	expect_text("", 2026, 2026, "is no calendar (.ics), which begins with BEGIN:VCALENDAR");
	expect_text("BEGIN:VCARD\nFN:Dana\nEND:VCARD\n", 2026, 2026,
		    "is no calendar (.ics), which begins with BEGIN:VCALENDAR");
	expect_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\n", 2026, 2026,
		    "is no whole calendar: an END is missing, so it may have been cut off");
	expect_text("END:VEVENT\n", 2026, 2026,
		    "is no whole calendar: there is an END without BEGIN in it");
	assert_string_equal(file_fault("BEGIN:VCALENDAR\n\0END:VCALENDAR\n", 31),
			    "is no text, as a calendar is");
}

/* ---- What somebody may have made to harm ---------------------------------------------------------- */

/* `head`, then `part` so many times, then `tail`. */
static void expect_repeated(const char *head, const char *part, size_t n, const char *tail,
			    const char *expected)
{
	cleanup_text struct text out = { 0 };

	text_add(&out, "%s", head);
	for (size_t i = 0; i < n; i++)
		text_add_bytes(&out, part, strlen(part));
	text_add(&out, "%s", tail);
	expect_text(out.data, 2025, 2031, expected);
}

static void test_hostile(void **state)
{
	static const char head[] = "BEGIN:VCALENDAR\n", tail[] = "END:VCALENDAR\n";

	(void)state;
	expect_repeated("BEGIN:VCALENDAR\nX-NOISE:", "x", 1000 * 1000, tail,
			"has a line that is longer than 64 KiB, which no calendar's is");
	expect_repeated(head, EVENT(DAY("20260101")), 1000 * 1000, tail,
			"is larger than 4 MiB, which no calendar of holidays is");
	expect_repeated(head, "BEGIN:VEVENT\n", 100000, "",
			"is no calendar of holidays: there is too much BEGIN without END in it");
	expect_repeated(head, EVENT(DAY("20250101") "RRULE:FREQ=DAILY\n"), 1000, tail,
			"has more than 2000 holidays");
	expect_repeated(head, EVENT(DAY("19000101") "RRULE:FREQ=DAILY;UNTIL=19990101\n"), 3, tail,
			"has events that repeat themselves too often for holidays");
	/* as many events as fit, all on one day */
	expect_repeated(head, EVENT(DAY("20260101")), 50000, tail, "2026-01-01");
	/* a day that never comes */
	expect_repeated(head, EVENT(DAY("20260101") "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n"),
			2, tail, "2026-01-01");
	expect_repeated(
		"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" DAY("20260101") "RDATE;VALUE=DATE:20260102",
		",\n 20260103", 20000, "\nEND:VEVENT\nEND:VCALENDAR\n",
		"2026-01-01 2026-01-02 2026-01-03");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules_of_weekdays),   cmocka_unit_test(test_rules_that_end),
		cmocka_unit_test(test_single_days),         cmocka_unit_test(test_exceptions),
		cmocka_unit_test(test_what_is_no_holiday),  cmocka_unit_test(test_files),
		cmocka_unit_test(test_what_is_no_calendar), cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

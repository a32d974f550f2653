/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "etiquette/moment.h"
#include "tests/etiquette/facts.h"

/* All worked out by hand on a calendar; the 24th of November 2026 is a Tuesday. */

struct row {
	enum rule_id rule;
	const char *user, *theirs;      /* zones */
	const char *opens, *deadline;   /* on the user's clock; NULL: none */
	const char *moment, *last_call; /* "-": none */
};

static struct moment_input input(const struct facts *f, const char *user, const char *theirs)
{
	return (struct moment_input){ .settings = &f->settings,
				      .zone = user,
				      .recipient_zone = theirs };
}

static void check_rows(const struct facts *f, const struct row *rows, size_t n,
		       const struct busy *busy, size_t n_busy)
{
	for (size_t i = 0; i < n; i++) {
		const struct row *row = &rows[i];
		struct moment_input in = input(f, row->user, row->theirs);
		usec_t opens = clock_at(row->user, row->opens);
		usec_t deadline = row->deadline ? clock_at(row->user, row->deadline) : USEC_NEVER,
		       moment;
		char text[INSTANT_SIZE];

		in.busy = busy;
		in.n_busy = n_busy;
		moment = moment_find(&in, &rules[row->rule], opens, deadline);
		assert_string_equal(clock_text(row->user, moment, text), row->moment);
		if (row->last_call)
			assert_string_equal(clock_text(row->user,
						       moment_last_call(&in, &rules[row->rule],
									moment, deadline),
						       text),
					    row->last_call);
	}
}

static void test_thank_you(void **state)
{
	static const struct row rows[] = {
		/* The window is open: at once; last call four hours before. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 16:45",
		  "2026-11-25 14:45", "2026-11-24 16:45", "2026-11-25 10:45" },
		/* On a Saturday just the same. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-28 16:45",
		  "2026-11-29 14:45", "2026-11-28 16:45", "2026-11-29 10:45" },
		/* The last minute before quiet hours, and their first. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 20:59",
		  "2026-11-25 18:59", "2026-11-24 20:59", "2026-11-25 14:59" },
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 21:00",
		  "2026-11-25 19:00", "2026-11-25 09:00", "2026-11-25 15:00" },
		/* Opened in the night, but after the quiet hours' end: at once. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 08:00",
		  "2026-11-25 06:00", "2026-11-24 08:00", "2026-11-24 20:00" },
		/* Last call in quiet hours: at their end when two hours remain … */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 12:00",
		  "2026-11-25 10:00", "2026-11-24 12:00", "2026-11-25 08:00" },
		/* … else an hour before they begin … */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 11:59",
		  "2026-11-25 09:59", "2026-11-24 11:59", "2026-11-24 20:00" },
		/* … unless that is too near to the first showing. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 18:01",
		  "2026-11-25 09:00", "2026-11-24 18:01", "-" },
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 18:00",
		  "2026-11-25 09:00", "2026-11-24 18:00", "2026-11-24 20:00" },
		/* The whole window lies in quiet hours. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 22:00",
		  "2026-11-25 08:00", "-", "-" },
		/* Nine o'clock would be too late, eight is not. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 22:00",
		  "2026-11-25 08:30", "2026-11-25 08:00", "-" },
		/* The clocks are set back and forward in the night: the morning comes by the clock. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-03-28 23:00",
		  "2026-03-29 21:00", "2026-03-29 09:00", "2026-03-29 17:00" },
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-10-24 23:00",
		  "2026-10-25 20:00", "2026-10-25 09:00", "2026-10-25 16:00" },
	};
	struct facts f;

	(void)state;
	facts_init(&f);
	check_rows(&f, rows, ELEMENTS(rows), NULL, 0);
	facts_done(&f);
}

static void test_working_hours(void **state)
{
	static const struct row rows[] = {
		{ RULE_CHECK_IN, "Europe/Berlin", "Europe/Berlin", "2026-12-01 14:45",
		  "2026-12-08 14:45", "2026-12-01 14:45", "2026-12-08 10:00" },
		/* Too early, too late, on a weekend. */
		{ RULE_CHECK_IN, "Europe/Berlin", "Europe/Berlin", "2026-12-01 07:00",
		  "2026-12-08 07:00", "2026-12-01 10:00", "2026-12-07 10:00" },
		{ RULE_CHECK_IN, "Europe/Berlin", "Europe/Berlin", "2026-12-01 17:00",
		  "2026-12-08 17:00", "2026-12-02 10:00", "2026-12-08 10:00" },
		{ RULE_CHECK_IN, "Europe/Berlin", "Europe/Berlin", "2026-12-05 14:00",
		  "2026-12-12 14:00", "2026-12-07 10:00", "2026-12-11 10:00" },
		/* New York's day begins at 16:00 here. */
		{ RULE_CHECK_IN, "Europe/Berlin", "America/New_York", "2026-12-01 10:00",
		  "2026-12-08 10:00", "2026-12-01 16:00", "2026-12-07 16:00" },
		/* Tokyo's is over at 9:00 here, in quiet hours but for its last hour; at nine it is over. */
		{ RULE_CHECK_IN, "Europe/Berlin", "Asia/Tokyo", "2026-12-01 10:00",
		  "2026-12-08 10:00", "2026-12-02 08:00", "2026-12-08 08:00" },
		/* Auckland's working hours lie in the user's night: any good instant, then. */
		{ RULE_CHECK_IN, "Europe/Berlin", "Pacific/Auckland", "2026-12-01 22:30",
		  "2026-12-08 22:30", "2026-12-02 09:00", "-" },
		/* No deadline. */
		{ RULE_MOVE_ON, "Europe/Berlin", "Europe/Berlin", "2026-12-18 17:30", NULL,
		  "2026-12-21 10:00", "-" },
		/* The first best instant lies behind the last call: any good one before it. */
		{ RULE_PROMISE_MINE, "Europe/Berlin", "America/Los_Angeles", "2026-11-26 19:00",
		  "2026-11-28 03:00", "2026-11-26 19:00", "2026-11-27 20:00" },
		{ RULE_GRACIOUS_REPLY, "Europe/Berlin", "Europe/Berlin", "2026-11-28 11:00",
		  "2026-12-01 18:00", "2026-11-30 10:00", "2026-12-01 10:00" },
		{ RULE_NO_SHOW, "Europe/Berlin", "Europe/Berlin", "2026-11-27 16:30",
		  "2026-11-30 12:00", "2026-11-27 16:30", "2026-11-30 08:00" },
		{ RULE_PREPARE, "Europe/Berlin", "Europe/Berlin", "2026-11-23 18:00",
		  "2026-11-24 14:00", "2026-11-23 18:00", "-" },
	};
	struct facts f;

	(void)state;
	facts_init(&f);
	check_rows(&f, rows, ELEMENTS(rows), NULL, 0);
	facts_done(&f);
}

/* Out of the own interviews, from a quarter of an hour before them. */
static void test_own_interviews(void **state)
{
	static const struct row rows[] = {
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 13:00",
		  "2026-11-25 11:00", "2026-11-24 14:00", "2026-11-25 08:00" },
		/* Both, back to back. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 18:00",
		  "2026-11-25 16:00", "2026-11-24 20:00", "2026-11-25 12:00" },
		/* A last call inside of one comes behind it. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-23 19:30",
		  "2026-11-24 17:30", "2026-11-23 19:30", "2026-11-24 14:00" },
		{ RULE_CHECK_IN, "Europe/Berlin", "Europe/Berlin", "2026-11-24 13:00",
		  "2026-12-01 13:00", "2026-11-24 14:00", "2026-12-01 10:00" },
	};
	struct busy busy[] = {
		{ clock_at("Europe/Berlin", "2026-11-24 12:45"),
		  clock_at("Europe/Berlin", "2026-11-24 14:00") },
		{ clock_at("Europe/Berlin", "2026-11-24 17:45"),
		  clock_at("Europe/Berlin", "2026-11-24 20:00") },
	};
	struct facts f;

	(void)state;
	facts_init(&f);
	check_rows(&f, rows, ELEMENTS(rows), busy, ELEMENTS(busy));
	facts_done(&f);
}

/* Only a debrief may break quiet hours, within half an hour of the interview's end. */
static void test_debrief(void **state)
{
	static const struct row rows[] = {
		{ RULE_DEBRIEF, "Europe/Berlin", "Europe/Berlin", "2026-11-24 15:00",
		  "2026-11-24 18:45", "2026-11-24 15:00", "-" },
		{ RULE_DEBRIEF, "Europe/Berlin", "Europe/Berlin", "2026-11-24 22:45",
		  "2026-11-25 02:30", "2026-11-24 22:45", "-" },
	};
	struct busy busy = { clock_at("Europe/Berlin", "2026-11-24 22:40"),
			     clock_at("Europe/Berlin", "2026-11-24 23:30") };
	static const struct row after[] = {
		{ RULE_DEBRIEF, "Europe/Berlin", "Europe/Berlin", "2026-11-24 22:45",
		  "2026-11-25 02:30", "-", "-" },
	};
	struct facts f;

	(void)state;
	facts_init(&f);
	check_rows(&f, rows, ELEMENTS(rows), NULL, 0);
	check_rows(&f, after, ELEMENTS(after), &busy, 1);
	facts_done(&f);
}

static void test_other_hours(void **state)
{
	static const struct row none[] = {
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 23:00",
		  "2026-11-25 21:00", "2026-11-24 23:00", "2026-11-25 17:00" },
	};
	static const struct row noon[] = {
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 13:00",
		  "2026-11-25 11:00", "2026-11-24 14:00", "2026-11-25 07:00" },
	};
	static const struct row late[] = {
		/* Quiet until ten: ten it is, not nine. */
		{ RULE_THANK_YOU, "Europe/Berlin", "Europe/Berlin", "2026-11-24 23:00",
		  "2026-11-25 21:00", "2026-11-25 10:00", "2026-11-25 17:00" },
	};
	struct facts f;

	(void)state;
	facts_init(&f);
	f.settings.moment.quiet_hours.none = true;
	check_rows(&f, none, 1, NULL, 0);
	f.settings.moment.quiet_hours =
		(struct span_of_day){ .from_min = 12 * 60, .to_min = 14 * 60 };
	check_rows(&f, noon, 1, NULL, 0);
	f.settings.moment.quiet_hours =
		(struct span_of_day){ .from_min = 22 * 60, .to_min = 10 * 60 };
	check_rows(&f, late, 1, NULL, 0);
	/* No instant of the day is good: found out, not hung. */
	f.settings.moment.quiet_hours = (struct span_of_day){ .from_min = 1, .to_min = 0 };
	assert_true(moment_first_best(&(struct moment_input){ .settings = &f.settings,
							      .zone = "UTC",
							      .recipient_zone = "UTC" },
				      clock_at("UTC", "2026-11-24 12:00"),
				      clock_at("UTC", "2036-11-24 12:00")) == USEC_NEVER);
	facts_done(&f);
}

/* 02:15 comes twice on that night; quiet hours that end at 02:30 end once, after the second. */
static void test_quiet_hours_that_come_twice(void **state)
{
	struct facts f;
	struct moment_input in;
	usec_t first = clock_at("Europe/Berlin", "2026-10-25 02:15"),
	       second = first + USEC_PER_HOUR;

	(void)state;
	facts_init(&f);
	f.settings.moment.quiet_hours =
		(struct span_of_day){ .from_min = 22 * 60, .to_min = 2 * 60 + 30 };
	f.settings.moment.morning_min = 0;
	in = input(&f, "Europe/Berlin", "Europe/Berlin");
	assert_false(moment_is_good(&in, first));
	assert_false(moment_is_good(&in, second));
	assert_true(moment_first_good(&in, first, first + USEC_PER_DAY) ==
		    first + 15 * USEC_PER_MIN);
	assert_true(moment_first_good(&in, second, first + USEC_PER_DAY) ==
		    second + 15 * USEC_PER_MIN);
	facts_done(&f);
}

/* Quiet hours that begin at 02:30, on the night on which the clock goes from 02:00 to 03:00. */
static void test_quiet_hours_that_begin_in_a_leap(void **state)
{
	struct facts f;
	struct moment_input in;
	usec_t leap = clock_at("Europe/Berlin", "2026-03-29 03:00");

	(void)state;
	facts_init(&f);
	f.settings.moment.quiet_hours =
		(struct span_of_day){ .from_min = 2 * 60 + 30, .to_min = 9 * 60 };
	in = input(&f, "Europe/Berlin", "Europe/Berlin");
	assert_true(moment_is_good(&in, leap - 1));
	assert_false(moment_is_good(&in, leap));
	assert_true(moment_next_bad(&in, leap - USEC_PER_HOUR) == leap);
	facts_done(&f);
}

static void test_later(void **state)
{
	static const struct {
		const char *now, *deadline, *expected;
		bool capped;
	} rows[] = {
		{ "2026-11-24 16:00", "2026-11-25 14:45", "2026-11-24 18:00", false },
		{ "2026-11-24 20:00", "2026-11-25 14:45", "2026-11-25 09:00", false },
		/* An hour is left to act. */
		{ "2026-11-25 13:00", "2026-11-25 14:45", "2026-11-25 13:45", true },
		{ "2026-11-25 14:30", "2026-11-25 14:45", "2026-11-25 14:37:30", true },
		/* The deadline is in the night: before it, in the evening. */
		{ "2026-11-25 19:30", "2026-11-25 22:00", "2026-11-25 20:59", true },
		/* No good instant is left before it. */
		{ "2026-11-25 20:59", "2026-11-25 23:00", "2026-11-26 09:00", true },
		/* It is late already: there is nothing to keep. */
		{ "2026-11-25 16:00", "2026-11-25 14:45", "2026-11-25 18:00", false },
		{ "2026-11-25 16:00", NULL, "2026-11-25 18:00", false },
	};
	struct facts f;
	struct moment_input in;

	(void)state;
	facts_init(&f);
	in = input(&f, "Europe/Berlin", "Europe/Berlin");
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		usec_t deadline = rows[i].deadline ? clock_at("Europe/Berlin", rows[i].deadline)
						   : USEC_NEVER,
		       at;
		char text[INSTANT_SIZE];
		bool capped;

		at = moment_later(&in, clock_at("Europe/Berlin", rows[i].now), deadline, &capped);
		assert_string_equal(clock_text("Europe/Berlin", at, text), rows[i].expected);
		assert_int_equal(capped, rows[i].capped);
	}
	facts_done(&f);
}

/* What was missed in the night comes at nine, what was missed by day at once. */
static void test_missed(void **state)
{
	static const struct {
		const char *missed, *now, *expected;
	} rows[] = {
		{ "2026-11-24 16:00", "2026-11-24 18:00", "2026-11-24 18:00" },
		{ "2026-11-24 16:00", "2026-11-24 23:00", "2026-11-25 09:00" },
		{ "2026-11-24 16:00", "2026-11-25 08:20", "2026-11-25 09:00" },
		{ "2026-11-25 08:10", "2026-11-25 08:20", "2026-11-25 08:20" },
		{ "2026-11-24 16:00", "2026-11-25 09:30", "2026-11-25 09:30" },
	};
	struct facts f;
	struct moment_input in;

	(void)state;
	facts_init(&f);
	in = input(&f, "Europe/Berlin", "Europe/Berlin");
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		usec_t now = clock_at("Europe/Berlin", rows[i].now);
		char text[INSTANT_SIZE];

		assert_string_equal(
			clock_text("Europe/Berlin",
				   moment_missed(&in, clock_at("Europe/Berlin", rows[i].missed),
						 now, now + USEC_PER_DAY),
				   text),
			rows[i].expected);
	}
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_thank_you),
		cmocka_unit_test(test_working_hours),
		cmocka_unit_test(test_own_interviews),
		cmocka_unit_test(test_debrief),
		cmocka_unit_test(test_other_hours),
		cmocka_unit_test(test_quiet_hours_that_come_twice),
		cmocka_unit_test(test_quiet_hours_that_begin_in_a_leap),
		cmocka_unit_test(test_later),
		cmocka_unit_test(test_missed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

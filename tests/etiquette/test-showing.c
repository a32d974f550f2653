/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "tests/etiquette/expect.h"

/*
 * When a milestone is brought up again, by what memory says: here the thank-you of an interview that ended on Tuesday, 14:45
 * (window 16:45 to Wednesday 14:45, last call 10:45, late until Friday 14:45), and the check-in a week later.
 */

#define ZONE "Europe/Berlin"
#define DANA "acme/thank-you/dana@acme.example"
#define ASK  "acme/check-in"

struct row {
	const char *key, *now;
	unsigned shown;
	const char *shown_at; /* NULL: never */
	enum showing_end ended;
	unsigned repeated;
	const char *snoozed_until; /* NULL: not */
	bool late_shown;
	const char *next; /* "-": not again */
	enum milestone_status status;
	bool pressing;
};

static void check(const struct row *row)
{
	struct facts f;
	struct showing *s;
	struct plan p;
	const struct milestone *m;
	char text[INSTANT_SIZE];

	facts_acme(&f);
	s = fact_showing(&f, row->key, row->shown,
			 row->shown_at ? clock_at(ZONE, row->shown_at) : USEC_NEVER, row->ended);
	s->repeated = row->repeated;
	s->snoozed_until = row->snoozed_until ? clock_at(ZONE, row->snoozed_until) : USEC_NEVER;
	s->late_shown = row->late_shown;
	p = facts_plan(&f, row->now);
	m = plan_key(&p, row->key);
	assert_non_null(m);
	clock_text(ZONE, m->next_popup, text);
	if (!text_equal(row->next, text) || m->status != row->status ||
	    m->pressing != row->pressing)
		fail_msg("%s, now %s, shown %u at %s: %s%s, %s instead of %s%s, %s", row->key,
			 row->now, row->shown, row->shown_at ? row->shown_at : "no time", text,
			 m->pressing ? " pressing" : "", milestone_status_to_text(m->status),
			 row->next, row->pressing ? " pressing" : "",
			 milestone_status_to_text(row->status));
	plan_done(&p);
	facts_done(&f);
}

static void check_all(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(&rows[i]);
}

static void test_on_screen_and_closed(void **state)
{
	static const struct row rows[] = {
		/* On the screen, or closed by the user: at last call. */
		{ DANA, "2026-11-24 17:00", 1, "2026-11-24 16:45", SHOWING_NONE, 0, NULL, false,
		  "2026-11-25 10:45", STATUS_DUE, true },
		{ DANA, "2026-11-24 17:00", 1, "2026-11-24 16:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 10:45", STATUS_DUE, true },
		/* Asleep at last call: at once on waking. */
		{ DANA, "2026-11-25 12:00", 1, "2026-11-24 16:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 10:45", STATUS_DUE, true },
		/* Last call was shown: then late, once. */
		{ DANA, "2026-11-25 12:00", 2, "2026-11-25 10:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 14:45", STATUS_DUE, false },
		{ DANA, "2026-11-25 15:00", 2, "2026-11-25 10:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 14:45", STATUS_LATE, false },
		{ DANA, "2026-11-25 16:00", 3, "2026-11-25 14:45", SHOWING_DISMISSED, 0, NULL, true,
		  "-", STATUS_LATE, false },
		/* It was shown late, so it is over after 72 hours. */
		{ DANA, "2026-11-27 14:44", 3, "2026-11-25 14:45", SHOWING_DISMISSED, 0, NULL, true,
		  "-", STATUS_LATE, false },
		{ DANA, "2026-11-27 14:45", 3, "2026-11-25 14:45", SHOWING_DISMISSED, 0, NULL, true,
		  "-", STATUS_PASSED, false },
		/* The lid was shut when it became late: once at wake, for five working days. */
		{ DANA, "2026-11-28 11:00", 2, "2026-11-25 10:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 14:45", STATUS_LATE, false },
		{ DANA, "2026-12-01 17:59", 2, "2026-11-25 10:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 14:45", STATUS_LATE, false },
		{ DANA, "2026-12-01 18:00", 2, "2026-11-25 10:45", SHOWING_DISMISSED, 0, NULL,
		  false, "-", STATUS_PASSED, false },
		/* At wake, shortly before last call: two so near to each other are one. */
		{ DANA, "2026-11-25 10:00", 1, "2026-11-25 09:00", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 14:45", STATUS_DUE, false },
		{ DANA, "2026-11-25 10:00", 1, "2026-11-25 08:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 10:45", STATUS_DUE, true },
		{ ASK, "2026-12-08 09:30", 1, "2026-12-08 09:00", SHOWING_DISMISSED, 0, NULL, false,
		  "-", STATUS_DUE, false },
		/* The second of two, on the window's last working day. */
		{ ASK, "2026-12-02 12:00", 1, "2026-12-01 14:45", SHOWING_DISMISSED, 0, NULL, false,
		  "2026-12-08 10:00", STATUS_DUE, true },
		{ ASK, "2026-12-08 12:00", 2, "2026-12-08 10:00", SHOWING_DISMISSED, 0, NULL, false,
		  "-", STATUS_DUE, false },
	};

	(void)state;
	check_all(rows, ELEMENTS(rows));
}

/* Nobody saw it: again after two hours, then four; but one showing is kept for last call. */
static void test_expired(void **state)
{
	static const struct row rows[] = {
		{ DANA, "2026-11-24 17:00", 1, "2026-11-24 16:45", SHOWING_EXPIRED, 1, NULL, false,
		  "2026-11-24 18:45", STATUS_DUE, false },
		{ DANA, "2026-11-24 19:00", 2, "2026-11-24 18:45", SHOWING_EXPIRED, 2, NULL, false,
		  "2026-11-25 10:45", STATUS_DUE, true },
		/* Two hours later it is night. */
		{ DANA, "2026-11-24 19:40", 1, "2026-11-24 19:30", SHOWING_EXPIRED, 1, NULL, false,
		  "2026-11-25 09:00", STATUS_DUE, false },
		/* A day of doubling ends at last call. */
		{ DANA, "2026-11-24 17:00", 1, "2026-11-24 16:45", SHOWING_EXPIRED, 6, NULL, false,
		  "2026-11-25 10:45", STATUS_DUE, true },
		{ ASK, "2026-12-02 12:00", 1, "2026-12-01 14:45", SHOWING_EXPIRED, 1, NULL, false,
		  "2026-12-08 10:00", STATUS_DUE, true },
	};

	(void)state;
	check_all(rows, ELEMENTS(rows));
}

/* The check-in's window is from Tuesday, 1 December, 14:45, for a week: what was missed waits for a working day. */
static void test_missed_until_a_weekend(void **state)
{
	static const struct row rows[] = {
		/* woken in the week: at once, also in the evening; in the night not before nine */
		{ ASK, "2026-12-03 11:00", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-12-01 14:45", STATUS_DUE, false },
		{ ASK, "2026-12-04 20:30", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-12-01 14:45", STATUS_DUE, false },
		{ ASK, "2026-12-03 23:00", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-12-04 09:00", STATUS_DUE, false },
		/* on Friday night, Saturday or Sunday: on Monday */
		{ ASK, "2026-12-04 23:00", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-12-07 09:00", STATUS_DUE, false },
		{ ASK, "2026-12-05 10:00", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-12-07 09:00", STATUS_DUE, false },
		{ ASK, "2026-12-06 23:30", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-12-07 09:00", STATUS_DUE, false },
		{ ASK, "2026-12-07 08:30", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-12-07 09:00", STATUS_DUE, false },
		/* the user's own wish is another thing */
		{ ASK, "2026-12-05 11:00", 1, "2026-12-01 14:45", SHOWING_LATER, 0,
		  "2026-12-05 10:00", false, "2026-12-05 10:00", STATUS_DUE, false },
		/* 24 hours are 24 hours on any day */
		{ DANA, "2026-11-28 10:00", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-11-25 14:45", STATUS_LATE, false },
	};

	(void)state;
	check_all(rows, ELEMENTS(rows));
}

static void test_snoozed(void **state)
{
	static const struct row rows[] = {
		{ DANA, "2026-11-24 17:00", 1, "2026-11-24 16:45", SHOWING_LATER, 0,
		  "2026-11-24 18:45", false, "2026-11-24 18:45", STATUS_SNOOZED, false },
		{ DANA, "2026-11-24 19:00", 1, "2026-11-24 16:45", SHOWING_LATER, 0,
		  "2026-11-24 18:45", false, "2026-11-24 18:45", STATUS_DUE, false },
		/* It comes back however often it was shown: the user asked for it. */
		{ DANA, "2026-11-25 11:00", 3, "2026-11-25 10:45", SHOWING_LATER, 0,
		  "2026-11-25 12:00", false, "2026-11-25 12:00", STATUS_SNOOZED, true },
		/* Never shown yet, and put off by the user. */
		{ DANA, "2026-11-24 16:00", 0, NULL, SHOWING_NONE, 0, "2026-11-24 19:00", false,
		  "2026-11-24 19:00", STATUS_UPCOMING, false },
		{ DANA, "2026-11-24 16:00", 0, NULL, SHOWING_NONE, 0, "2026-11-24 16:10", false,
		  "2026-11-24 16:45", STATUS_UPCOMING, false },
		/* Beyond the deadline: late, then; beyond all, not at all. */
		{ DANA, "2026-11-24 17:00", 1, "2026-11-24 16:45", SHOWING_LATER, 0,
		  "2026-11-26 10:00", false, "2026-11-26 10:00", STATUS_SNOOZED, false },
		{ DANA, "2026-11-24 17:00", 1, "2026-11-24 16:45", SHOWING_LATER, 0,
		  "2026-12-26 10:00", false, "-", STATUS_SNOOZED, false },
		{ ASK, "2026-12-02 12:00", 1, "2026-12-01 14:45", SHOWING_LATER, 0,
		  "2026-12-03 10:00", false, "2026-12-03 10:00", STATUS_SNOOZED, false },
		/* Asleep when the snooze ended, awake at night. */
		{ ASK, "2026-12-03 23:00", 1, "2026-12-01 14:45", SHOWING_LATER, 0,
		  "2026-12-03 20:00", false, "2026-12-04 09:00", STATUS_DUE, false },
	};

	(void)state;
	check_all(rows, ELEMENTS(rows));
}

/* Never shown in time. */
static void test_late(void **state)
{
	static const struct row rows[] = {
		{ DANA, "2026-11-25 23:00", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-11-26 09:00", STATUS_LATE, false },
		{ DANA, "2026-11-30 10:30", 0, NULL, SHOWING_NONE, 0, NULL, false,
		  "2026-11-25 14:45", STATUS_LATE, false },
		/* Shown at wake on Monday: it stays, but does not come back. */
		{ DANA, "2026-11-30 11:00", 1, "2026-11-30 10:30", SHOWING_NONE, 0, NULL, true, "-",
		  STATUS_LATE, false },
		{ DANA, "2026-12-01 18:00", 1, "2026-11-30 10:30", SHOWING_NONE, 0, NULL, true, "-",
		  STATUS_PASSED, false },
		{ ASK, "2026-12-09 11:00", 0, NULL, SHOWING_NONE, 0, NULL, false, "-",
		  STATUS_PASSED, false },
	};

	(void)state;
	check_all(rows, ELEMENTS(rows));
}

/* What was shown before it was born belongs to an earlier life. */
static void test_earlier_life(void **state)
{
	static const struct row rows[] = {
		{ DANA, "2026-11-24 17:00", 3, "2026-11-20 16:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-24 16:45", STATUS_DUE, false },
		{ DANA, "2026-11-24 17:00", 1, "2026-11-20 16:45", SHOWING_LATER, 0,
		  "2026-11-30 10:00", false, "2026-11-24 16:45", STATUS_DUE, false },
	};

	(void)state;
	check_all(rows, ELEMENTS(rows));
}

/* A clock that is far ahead has shown things, which counts for nothing when it is set right; one that was set back has too. */
static void test_by_a_wrong_clock(void **state)
{
	static const struct row rows[] = {
		{ DANA, "2026-11-24 17:00", 3, "2050-01-01 12:00", SHOWING_DISMISSED, 0, NULL, true,
		  "2026-11-24 16:45", STATUS_DUE, false },
		{ DANA, "2026-11-24 16:00", 1, "2050-01-01 12:00", SHOWING_LATER, 0,
		  "2050-01-02 10:00", false, "2026-11-24 16:45", STATUS_UPCOMING, false },
		{ ASK, "2026-11-24 17:00", 2, "2026-12-08 12:00", SHOWING_DISMISSED, 0, NULL, false,
		  "2026-12-01 14:45", STATUS_UPCOMING, false },
		{ DANA, "2026-11-24 16:00", 1, "2026-11-24 16:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 10:45", STATUS_UPCOMING, true },
		{ DANA, "2026-11-21 16:00", 1, "2026-11-24 16:45", SHOWING_DISMISSED, 0, NULL,
		  false, "2026-11-25 10:45", STATUS_UPCOMING, true },
	};

	(void)state;
	check_all(rows, ELEMENTS(rows));
}

/* A message to them puts a check-in off that was on the screen; a reply makes it a new one. */
static void test_put_off(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_showing(&f, ASK, 1, clock_at(ZONE, "2026-12-01 14:45"), SHOWING_NONE);
	fact_sent_line(i, "2026-12-01 16:00", "other", "Dana");
	expect(&f, "2026-12-01 16:30", ASK,
	       "upcoming 12-04 16:00 | 12-04 16:00 | 12-09 10:00 | 12-09 18:00 | 12-04 16:00");
	fact_heard_line(i, "2026-12-02 10:00", "Dana", NULL);
	expect(&f, "2026-12-02 16:30", ASK,
	       "upcoming 12-09 10:00 | 12-09 10:00 | 12-15 10:00 | 12-16 10:00 | 12-09 10:00");
	facts_done(&f);
}

/* Snoozed, and then it is over all the same. */
static void test_snoozed_and_over(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	struct showing *s;

	(void)state;
	s = fact_showing(&f, DANA, 1, clock_at(ZONE, "2026-11-24 16:45"), SHOWING_LATER);
	s->snoozed_until = clock_at(ZONE, "2026-11-24 18:45");
	fact_outcome_line(i, "2026-11-24 17:30", OUTCOME_REJECTED, NULL);
	expect_status(&f, "2026-11-24 19:00", DANA, "moot");
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_on_screen_and_closed),
		cmocka_unit_test(test_expired),
		cmocka_unit_test(test_missed_until_a_weekend),
		cmocka_unit_test(test_snoozed),
		cmocka_unit_test(test_late),
		cmocka_unit_test(test_earlier_life),
		cmocka_unit_test(test_by_a_wrong_clock),
		cmocka_unit_test(test_put_off),
		cmocka_unit_test(test_snoozed_and_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

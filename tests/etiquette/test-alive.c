/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/etiquette/expect.h"

/*
 * No process dies silently: an offer that nobody answers, what was skipped, taken back, called off or said twice. Worked out by hand, as
 * "status opens | moment | last showing | deadline | next pop-up". The interview is on Tuesday, 24 November 2026, 14:00 to 14:45.
 */

#define MOVE_ON  "acme/move-on"
#define CHECK_IN "acme/check-in"

static void test_offer_without_a_date(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	/* A week after the offer, on Friday: an offer waits for no hour of the working day. */
	fact_outcome_line(i, "2026-12-04 16:30", OUTCOME_OFFER, NULL);
	expect(&f, "2026-12-04 16:30", MOVE_ON,
	       "upcoming 12-11 16:30 | 12-11 16:30 | - | - | 12-11 16:30");
	expect_finish(&f, "2026-12-04 16:30", MOVE_ON, "followupctl outcome acme accepted");
	expect_reason(
		&f, "2026-12-04 16:30", MOVE_ON,
		"They made you an offer on Fri 4 Dec 16:30, and no answer to it is recorded; 7 days after the last word it is time for one.");
	expect_status(&f, "2026-12-04 16:30", "acme/offer-decision", NULL);
	/* Who will not even thank them has an offer all the same. */
	fact_skip_line(i, "2026-12-05 10:00", "offer-reply", NULL);
	expect_status(&f, "2026-12-05 10:00", "acme/offer-reply", "skipped");
	expect(&f, "2027-02-05 10:00", MOVE_ON,
	       "due 12-11 16:30 | 12-11 16:30 | - | - | 12-11 16:30");
	/* What was said last counts, by whomever. */
	fact_sent_line(i, "2026-12-07 10:00", "offer-reply", "Dana");
	expect(&f, "2026-12-07 12:00", MOVE_ON,
	       "upcoming 12-14 10:00 | 12-14 10:00 | - | - | 12-14 10:00");
	fact_heard_line(i, "2026-12-09 09:00", "Dana", NULL);
	expect(&f, "2026-12-09 12:00", MOVE_ON,
	       "upcoming 12-16 09:00 | 12-16 09:00 | - | - | 12-16 09:00");
	fact_outcome_line(i, "2026-12-10 12:00", OUTCOME_DECLINED, NULL);
	expect_status(&f, "2026-12-10 12:00", MOVE_ON, NULL);
	facts_done(&f);
}

static void test_offer_with_a_date(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-12-04 16:30", OUTCOME_OFFER, "2026-12-11");
	/* Its decision stays, so that nothing else is needed. */
	expect_status(&f, "2027-01-11 12:00", MOVE_ON, NULL);
	fact_skip_line(i, "2026-12-05 10:00", "offer-reply", NULL);
	fact_skip_line(i, "2026-12-05 10:00", "offer-decision", NULL);
	expect_status(&f, "2026-12-05 12:00", "acme/offer-decision", "skipped");
	/* A week after the day they asked for, which ends at 18:00; */
	expect(&f, "2026-12-05 12:00", MOVE_ON,
	       "upcoming 12-18 18:00 | 12-18 18:00 | - | - | 12-18 18:00");
	/* and a week after the decision was skipped, if that comes later. */
	fact_skip_line(i, "2026-12-20 12:00", "offer-decision", NULL);
	expect(&f, "2026-12-20 12:00", MOVE_ON,
	       "upcoming 12-27 12:00 | 12-27 12:00 | - | - | 12-27 12:00");
	facts_done(&f);
}

/* They were thanked for it, and then named a day: it is the same offer; one after a no is another. */
static void test_an_offer_recorded_again(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-12-04 16:30", OUTCOME_OFFER, NULL);
	fact_sent_line(i, "2026-12-05 10:00", "offer-reply", "Dana");
	fact_outcome_line(i, "2026-12-07 10:00", OUTCOME_OFFER, "2026-12-11");
	expect_status(&f, "2026-12-07 12:00", "acme/offer-reply", "done");
	expect_status(&f, "2026-12-07 12:00", "acme/offer-decision", "upcoming");
	fact_outcome_line(i, "2026-12-08 10:00", OUTCOME_REJECTED, NULL);
	fact_outcome_line(i, "2026-12-10 10:00", OUTCOME_OFFER, NULL);
	expect_status(&f, "2026-12-10 12:00", "acme/offer-reply", "due");
	facts_done(&f);
}

static void test_skipping_a_move_on(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	/* The check-in passed on the 8th, 14:45, so it would be time on the 15th. */
	fact_skip_line(i, "2026-12-09 12:00", "move-on", NULL);
	expect(&f, "2026-12-09 12:00", MOVE_ON,
	       "upcoming 12-22 14:45 | 12-22 14:45 | - | - | 12-22 14:45");
	expect_reason(
		&f, "2026-12-09 12:00", MOVE_ON,
		"You skipped it, and the process is still open: it comes again 7 days after Tue 15 Dec 14:45.");
	/* As often as it is skipped. Wednesday, at 10:00 where it is read. */
	fact_skip_line(i, "2026-12-23 09:00", "move-on", NULL);
	expect(&f, "2026-12-23 09:00", MOVE_ON,
	       "upcoming 12-30 09:00 | 12-30 10:00 | - | - | 12-30 10:00");
	expect(&f, "2027-03-01 12:00", MOVE_ON,
	       "due 12-30 09:00 | 12-30 10:00 | - | - | 12-30 10:00");
	fact_outcome_line(i, "2027-03-01 12:00", OUTCOME_NO_RESPONSE, NULL);
	expect_status(&f, "2027-03-01 12:00", MOVE_ON, "done");
	facts_done(&f);
}

static void test_skipping_an_offer(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-12-04 16:30", OUTCOME_OFFER, NULL);
	fact_skip_line(i, "2026-12-12 10:00", "move-on", NULL);
	expect(&f, "2026-12-12 10:00", MOVE_ON,
	       "upcoming 12-19 10:00 | 12-19 10:00 | - | - | 12-19 10:00");
	facts_done(&f);
}

static void test_a_withdrawal_taken_back(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-11-26 10:00", OUTCOME_WITHDRAWN, NULL);
	fact_sent_line(i, "2026-11-26 12:00", "withdraw", "Dana");
	expect_status(&f, "2026-11-30 12:00", MOVE_ON, NULL);
	fact_outcome_line(i, "2026-11-30 12:00", OUTCOME_OPEN, NULL);
	expect(&f, "2026-11-30 12:00", CHECK_IN,
	       "upcoming 12-07 12:00 | 12-07 12:00 | 12-14 10:00 | 12-14 12:00 | 12-07 12:00");
	expect_status(&f, "2026-11-30 12:00", "acme/withdraw", NULL);
	/* And once more: they are to be told anew. */
	fact_outcome_line(i, "2026-12-02 10:00", OUTCOME_WITHDRAWN, NULL);
	expect_status(&f, "2026-12-02 12:00", "acme/withdraw", "due");
	expect_status(&f, "2026-12-02 12:00", CHECK_IN, "moot");
	fact_sent_line(i, "2026-12-02 15:00", "withdraw", "Dana");
	expect_status(&f, "2026-12-02 15:00", "acme/withdraw", "done");
	facts_done(&f);
}

/* The job elsewhere came to nothing, or the user goes on here all the same. */
static void test_open_beside_another_job(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f), *globex;

	(void)state;
	globex = fact_interview(&f, "globex", "Globex", "Europe/Berlin", "2026-11-20 10:00", 60);
	fact_outcome_line(globex, "2026-11-27 09:00", OUTCOME_ACCEPTED, NULL);
	fact_sent_line(i, "2026-11-27 12:00", "withdraw", "Dana");
	expect_status(&f, "2026-12-01 12:00", "acme/withdraw", "done");
	fact_outcome_line(i, "2026-12-01 12:00", OUTCOME_OPEN, NULL);
	expect_status(&f, "2026-12-01 12:00", "acme/withdraw", NULL);
	expect_status(&f, "2026-12-01 12:00", CHECK_IN, "upcoming");
	fact_outcome_line(globex, "2026-12-02 09:00", OUTCOME_OPEN, NULL);
	expect(&f, "2026-12-02 12:00", CHECK_IN,
	       "upcoming 12-08 12:00 | 12-08 12:00 | 12-15 10:00 | 12-15 12:00 | 12-08 12:00");
	facts_done(&f);
}

/* One date has a stamp, the other has none: who knows which is the last? */
static void test_two_dates(void **state)
{
	struct facts f;
	struct interview *phone = facts_acme(&f), *onsite;

	(void)state;
	onsite = fact_interview(&f, "onsite", "Acme Corp", "Europe/Berlin", "2026-12-01 14:00", 45);
	fact_heard_line(phone, "2026-12-03 10:00", "Dana", "2026-12-11");
	fact_decision_line(onsite, "2027-01-15");
	/* The later one, and five working days. */
	expect(&f, "2026-12-04 12:00", "onsite/check-in",
	       "upcoming 2027-01-22 10:00 | 2027-01-22 10:00 | 2027-01-29 10:00 | 2027-01-29 18:00 | 2027-01-22 10:00");
	fact_decision_line(onsite, "2026-12-08");
	expect(&f, "2026-12-04 12:00", "onsite/check-in",
	       "upcoming 12-18 10:00 | 12-18 10:00 | 12-25 10:00 | 12-25 18:00 | 12-18 10:00");
	/* One of an interview after the stamp was given after it. */
	onsite->start += 3 * USEC_PER_DAY;
	onsite->end += 3 * USEC_PER_DAY;
	expect(&f, "2026-12-05 12:00", "onsite/check-in",
	       "upcoming 12-15 10:00 | 12-15 10:00 | 12-22 10:00 | 12-22 18:00 | 12-15 10:00");
	facts_done(&f);
}

/* Cancelled, and what they said then: that there is to be another time. */
static void test_another_time(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_heard_line(i, "2026-11-20 09:00", "Dana", NULL);
	fact_state_line(i, STATE_CANCELLED, "2026-11-23 14:00");
	expect_status(&f, "2026-11-23 15:00", CHECK_IN, NULL);
	expect_status(&f, "2026-11-23 15:00", MOVE_ON, "upcoming");
	/* On that day, though before it was recorded as cancelled; from which the week counts. */
	fact_heard_line(i, "2026-11-23 12:00", "Dana", NULL);
	expect(&f, "2026-11-23 15:00", CHECK_IN,
	       "upcoming 11-30 14:00 | 11-30 14:00 | 12-07 10:00 | 12-07 14:00 | 11-30 14:00");
	fact_heard_line(i, "2026-11-24 12:00", "Dana", "2026-12-11");
	expect(&f, "2026-11-24 13:00", CHECK_IN,
	       "upcoming 12-18 10:00 | 12-18 10:00 | 12-25 10:00 | 12-25 18:00 | 12-18 10:00");
	/* And it ends as everything does: a week after the second question. */
	fact_sent_line(i, "2026-12-18 11:00", "check-in", "Dana");
	fact_sent_line(i, "2026-12-28 11:00", "second-check-in", "Dana");
	expect(&f, "2026-12-28 12:00", MOVE_ON,
	       "upcoming 2027-01-04 11:00 | 2027-01-04 11:00 | - | - | 2027-01-04 11:00");
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_offer_without_a_date),
		cmocka_unit_test(test_offer_with_a_date),
		cmocka_unit_test(test_an_offer_recorded_again),
		cmocka_unit_test(test_skipping_a_move_on),
		cmocka_unit_test(test_skipping_an_offer),
		cmocka_unit_test(test_a_withdrawal_taken_back),
		cmocka_unit_test(test_open_beside_another_job),
		cmocka_unit_test(test_two_dates),
		cmocka_unit_test(test_another_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

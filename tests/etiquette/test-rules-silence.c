/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "tests/etiquette/expect.h"

/*
 * The rules that fill the silence: next-steps, check-ins, move-on; week-ahead and custom ones. Worked out by hand, as
 * "status opens | moment | last showing | deadline | next pop-up". The interview is on Tuesday, 24 November 2026, 14:00 to 14:45.
 */

static void test_next_steps(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	expect_status(&f, "2026-11-24 15:00", "acme/next-steps", NULL);
	f.settings.etiquette.next_steps = true;
	expect(&f, "2026-11-24 15:00", "acme/next-steps",
	       "upcoming 11-27 10:00 | 11-27 10:00 | 12-01 10:00 | 12-01 18:00 | 11-27 10:00");
	/* It takes the place of the first check-in; unsent, it leaves it. */
	expect_status(&f, "2026-11-24 15:00", "acme/check-in", NULL);
	expect_assumes(&f, "2026-11-24 15:00", "acme/second-check-in",
		       "next-steps sent 2026-11-27");
	expect_status(&f, "2026-12-01 18:00", "acme/next-steps", "passed");
	expect_status(&f, "2026-12-01 18:00", "acme/check-in", "due");
	fact_promise_line(i, "2026-12-20", false, "something");
	expect_status(&f, "2026-11-24 15:00", "acme/next-steps", NULL);
	i->n_promises = 0;
	fact_decision_line(i, "2026-12-04");
	expect_status(&f, "2026-11-24 15:00", "acme/next-steps", NULL);
	facts_done(&f);
}

static void test_check_in(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	expect(&f, "2026-11-26 12:00", "acme/check-in",
	       "upcoming 12-01 14:45 | 12-01 14:45 | 12-08 10:00 | 12-08 14:45 | 12-01 14:45");
	expect_assumes(&f, "2026-11-26 12:00", "acme/check-in", NULL);
	expect_status(&f, "2026-12-08 14:45", "acme/check-in", "passed");
	/* Friday the 4th plus five working days, and plus ten. */
	fact_decision_line(i, "2026-12-04");
	expect(&f, "2026-11-26 12:00", "acme/check-in",
	       "upcoming 12-11 10:00 | 12-11 10:00 | 12-18 10:00 | 12-18 18:00 | 12-11 10:00");
	expect_finish(&f, "2026-11-26 12:00", "acme/check-in", "followupctl sent acme check-in");
	facts_done(&f);
}

static void test_second_check_in(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_sent_line(i, "2026-12-02 11:20", "check-in", "Dana");
	expect_status(&f, "2026-12-03 12:00", "acme/check-in", "done");
	expect(&f, "2026-12-03 12:00", "acme/second-check-in",
	       "upcoming 12-09 11:20 | 12-09 11:20 | 12-16 10:00 | 12-16 11:20 | 12-09 11:20");
	expect_assumes(&f, "2026-12-03 12:00", "acme/second-check-in", NULL);
	/* The later of sent + 7 days and the 4th + 5 working days. */
	fact_decision_line(i, "2026-12-04");
	expect(&f, "2026-12-03 12:00", "acme/second-check-in",
	       "upcoming 12-11 10:00 | 12-11 10:00 | 12-17 10:00 | 12-18 10:00 | 12-11 10:00");
	fact_sent_line(i, "2026-12-11 12:00", "second-check-in", "Dana");
	expect_status(&f, "2026-12-12 12:00", "acme/second-check-in", "done");
	expect_status(&f, "2026-12-12 12:00", "acme/second-check-in/3", NULL);
	f.settings.etiquette.max_check_ins = 3;
	expect_status(&f, "2026-12-12 12:00", "acme/second-check-in/3", "upcoming");
	facts_done(&f);
}

static void test_move_on(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	/* The check-in passed on the 8th, 14:45. */
	expect(&f, "2026-12-09 12:00", "acme/move-on",
	       "upcoming 12-15 14:45 | 12-15 14:45 | - | - | 12-15 14:45");
	expect(&f, "2027-03-09 12:00", "acme/move-on",
	       "due 12-15 14:45 | 12-15 14:45 | - | - | 12-15 14:45");
	expect_finish(&f, "2026-12-09 12:00", "acme/move-on",
		      "followupctl outcome acme no-response");
	fact_sent_line(i, "2026-12-01 15:00", "check-in", "Dana");
	fact_sent_line(i, "2026-12-09 15:00", "second-check-in", "Dana");
	expect(&f, "2026-12-09 16:00", "acme/move-on",
	       "upcoming 12-16 15:00 | 12-16 15:00 | - | - | 12-16 15:00");
	/* They answered: two weeks. Wednesday the 23rd then is a working day here. */
	fact_heard_line(i, "2026-12-09 17:00", "Dana", NULL);
	expect(&f, "2026-12-10 16:00", "acme/move-on",
	       "upcoming 12-23 17:00 | 12-24 10:00 | - | - | 12-24 10:00");
	fact_outcome_line(i, "2026-12-24 12:00", OUTCOME_NO_RESPONSE, NULL);
	expect_status(&f, "2026-12-24 13:00", "acme/move-on", "done");
	facts_done(&f);
}

/* What it says is what it counts with, also where two facts compete. */
static void test_move_on_says_what_it_counts(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	/* Asked twice before the 11th, when they would decide: ten working days behind that. */
	fact_sent_line(i, "2026-12-01 15:00", "check-in", "Dana");
	fact_sent_line(i, "2026-12-04 15:00", "second-check-in", "Dana");
	expect_reason(
		&f, "2026-12-05 12:00", "acme/move-on",
		"Your last message went on Fri 4 Dec 15:00; after 7 days without an answer it is best to move on.");
	fact_decision_line(i, "2026-12-11");
	expect(&f, "2026-12-05 12:00", "acme/move-on",
	       "upcoming 12-25 10:00 | 12-25 10:00 | - | - | 12-25 10:00");
	expect_reason(
		&f, "2026-12-05 12:00", "acme/move-on",
		"They said they would decide by Fri 11 Dec; 10 working days later it is best to move on.");
	facts_done(&f);

	/* They answered the first question, and promised something that is still to be asked for. */
	i = facts_acme(&f);
	fact_sent_line(i, "2026-12-01 15:00", "check-in", "Dana");
	fact_heard_line(i, "2026-12-02 09:00", "Dana", NULL);
	fact_promise_line(i, "2027-01-11", true, "the contract");
	expect_assumes(&f, "2026-12-03 12:00", "acme/move-on", "promise asked for 2027-01-12");
	expect(&f, "2026-12-03 12:00", "acme/move-on",
	       "upcoming 2027-01-19 10:00 | 2027-01-19 10:00 | - | - | 2027-01-19 10:00");
	expect_reason(
		&f, "2026-12-03 12:00", "acme/move-on",
		"If the last message, sent on Tue 12 Jan 2027 10:00, stays unanswered for 7 days, it is best to move on.");
	facts_done(&f);
}

static void test_week_ahead(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	struct plan p;

	(void)state;
	expect(&f, "2026-11-20 12:00", "week-ahead/2026-11-23",
	       "upcoming 11-23 09:00 | 11-23 09:00 | - | 11-25 09:00 | 11-23 09:00");
	p = facts_plan(&f, "2026-11-20 12:00");
	assert_int_equal(plan_key(&p, "week-ahead/2026-11-23")->n_open, 1);
	assert_int_equal(plan_key(&p, "week-ahead/2026-11-23")->n_ahead,
			 2); /* the interview, its thank-you */
	plan_done(&p);
	f.settings.etiquette.week_ahead_min = 8 * 60 + 30;
	expect_reason(&f, "2026-11-20 12:00", "week-ahead/2026-11-23",
		      "It comes on the week's first working day, at 08:30.");
	f.settings.etiquette.week_ahead_min = 9 * 60;
	/* Monday is a holiday, and Tuesday, the day of the interview, speaks for itself. */
	fact_holiday(&f, "2026-11-23", NULL);
	expect_status(&f, "2026-11-20 12:00", "week-ahead/2026-11-23", NULL);
	fact_interview(&f, "globex", "Globex", "Europe/Berlin", "2026-11-26 10:00", 45);
	expect(&f, "2026-11-20 12:00", "week-ahead/2026-11-23",
	       "upcoming 11-24 09:00 | 11-24 09:00 | - | 11-26 09:00 | 11-24 09:00");
	fact_outcome_line(&f.book.interviews[1], "2026-11-20 10:00", OUTCOME_WITHDRAWN, NULL);
	i = &f.book.interviews[0];
	fact_outcome_line(i, "2026-11-20 10:00", OUTCOME_WITHDRAWN, NULL);
	expect_status(&f, "2026-11-20 12:00", "week-ahead/2026-11-23", NULL);
	facts_done(&f);
}

/* Thanked, and heard of nothing since: a check-in on Tuesday, a last one a week later, move-on a week after that. */
static void test_week_ahead_of_one_thing(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_sent_line(i, "2026-11-24 17:00", "thank-you", "Dana Li <dana@acme.example>");
	expect_status(&f, "2026-11-27 12:00", "week-ahead/2026-11-30", NULL);
	/* Nobody wrote: move-on on Tuesday the 15th is one thing; from then on nothing else would speak of it. */
	expect_status(&f, "2026-12-14 10:00", "week-ahead/2026-12-14", NULL);
	expect_status(&f, "2026-12-16 10:00", "week-ahead/2026-12-21", "upcoming");
	expect_status(&f, "2026-12-28 10:00", "week-ahead/2026-12-28", "due");
	/* Another check-in, on Thursday. */
	i = fact_interview(&f, "globex", "Globex", "Europe/Berlin", "2026-11-26 10:00", 45);
	fact_sent_line(i, "2026-11-26 17:00", "thank-you", NULL);
	expect_status(&f, "2026-11-27 12:00", "week-ahead/2026-11-30", "upcoming");
	facts_done(&f);
}

static void test_custom(void **state)
{
	static struct custom_milestone custom[] = {
		{ (char *)"handwritten-card",
		  (char *)"interview",
		  { DURATION_DAYS, 2 },
		  { DURATION_DAYS, 4 },
		  (char *)"Send a card" },
		{ (char *)"portfolio",
		  (char *)"check-in",
		  { DURATION_WORKING_DAYS, 1 },
		  { DURATION_WORKING_DAYS, 3 },
		  (char *)"New work" },
	};
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	f.settings.etiquette.custom = custom;
	f.settings.etiquette.n_custom = 2;
	expect(&f, "2026-11-24 15:00", "acme/handwritten-card",
	       "upcoming 11-26 14:45 | 11-26 14:45 | 11-27 10:00 | 11-28 14:45 | 11-26 14:45");
	expect(&f, "2026-11-24 15:00", "acme/portfolio",
	       "upcoming 12-02 10:00 | 12-02 10:00 | 12-04 10:00 | 12-04 18:00 | 12-02 10:00");
	expect_assumes(&f, "2026-11-24 15:00", "acme/portfolio", "check-in sent 2026-12-01");
	expect_finish(&f, "2026-11-24 15:00", "acme/handwritten-card",
		      "followupctl sent acme handwritten-card");
	fact_sent_line(i, "2026-11-25 15:00", "handwritten-card", "Dana");
	fact_sent_line(i, "2026-12-03 15:00", "check-in", "Dana");
	expect_status(&f, "2026-12-03 15:00", "acme/portfolio", "upcoming");
	expect_assumes(&f, "2026-12-03 15:00", "acme/portfolio", NULL);
	facts_done(&f);
}

/* LinkedIn was mentioned once with Dana if the first round's check-in was on the screen, and not if only a wrong clock said so. */
static void test_linkedin_once(void **state)
{
	static const struct {
		const char *shown_at;
		bool hints;
	} rows[] = { { NULL, true }, { "2026-12-01 15:00", false }, { "2050-01-01 12:00", true } };

	(void)state;
	for (size_t k = 0; k < ELEMENTS(rows); k++) {
		struct facts f;
		struct interview *i = facts_acme(&f);
		const struct milestone *m;
		struct plan p;

		i->people[0].rapport = RAPPORT_GOOD;
		i = fact_interview(&f, "acme-2", "Acme Corp", "Europe/Berlin", "2026-12-07 10:00",
				   60);
		fact_interviewer(i, "Dana Li", "dana@acme.example")->rapport = RAPPORT_GOOD;
		fact_sent_line(i, "2026-12-07 15:00", "thank-you", "Dana");
		if (rows[k].shown_at)
			fact_showing(&f, "acme/check-in", 1,
				     clock_at("Europe/Berlin", rows[k].shown_at),
				     SHOWING_DISMISSED);
		p = facts_plan(&f, "2026-12-15 12:00");
		m = plan_key(&p, "acme-2/check-in");
		assert_non_null(m);
		assert_int_equal(m->connect != NULL, rows[k].hints);
		plan_done(&p);
		facts_done(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_linkedin_once),
		cmocka_unit_test(test_next_steps),
		cmocka_unit_test(test_check_in),
		cmocka_unit_test(test_second_check_in),
		cmocka_unit_test(test_move_on),
		cmocka_unit_test(test_move_on_says_what_it_counts),
		cmocka_unit_test(test_week_ahead),
		cmocka_unit_test(test_week_ahead_of_one_thing),
		cmocka_unit_test(test_custom),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/text.h"
#include "tests/etiquette/expect.h"

/* The rules that tie the milestones of a process together, and the traps that others fell into. */

#define DANA "acme/thank-you/dana@acme.example"

/* Time runs from the end, exactly: 24 hours are 86,400 seconds also on the day that has 23 of them. */
static void test_time_runs_from_the_end(void **state)
{
	struct facts f;
	struct plan p;
	const struct milestone *m;
	struct interview *i;

	(void)state;
	facts_init(&f);
	i = fact_interview(&f, "acme", "Acme", "Europe/Berlin", "2026-03-28 14:00", 90);
	p = facts_plan(&f, "2026-03-28 16:00");
	m = plan_key(&p, "acme/thank-you");
	assert_true(m->deadline - i->end == 86400 * USEC_PER_SEC);
	assert_true(m->opens - i->end == 7200 * USEC_PER_SEC);
	plan_done(&p);
	expect(&f, "2026-03-28 16:00", "acme/thank-you",
	       "upcoming 03-28 17:30 | 03-28 17:30 | 03-29 12:30 | 03-29 16:30 | 03-28 17:30");
	facts_done(&f);
}

/* Sent before its window opened is sent. */
static void test_early_counts(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_sent_line(i, "2026-11-24 15:00", "thank-you", "Dana");
	fact_sent_line(i, "2026-11-26 15:00", "check-in", "Dana");
	expect_status(&f, "2026-11-24 15:05", DANA, "done");
	expect_status(&f, "2026-11-26 16:00", "acme/check-in", "done");
	expect_status(&f, "2026-11-26 16:00", "acme/second-check-in", "upcoming");
	facts_done(&f);
}

/* A date five weeks off holds everything back; a reply before it leaves it, one on its day uses it up. */
static void test_timeline(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_decision_line(i, "2026-12-31");
	expect(&f, "2026-12-20 12:00", "acme/check-in",
	       "upcoming 2027-01-07 10:00 | 2027-01-07 10:00 | 2027-01-14 10:00 | 2027-01-14 18:00 | 2027-01-07 10:00");
	expect_reason(
		&f, "2026-12-20 12:00", "acme/check-in",
		"They said they would decide by Thu 31 Dec; 5 working days later it is fine to ask, and not earlier.");
	fact_heard_line(i, "2026-12-10 09:00", "Dana", NULL);
	expect(&f, "2026-12-20 12:00", "acme/check-in",
	       "upcoming 2027-01-07 10:00 | 2027-01-07 10:00 | 2027-01-14 10:00 | 2027-01-14 18:00 | 2027-01-07 10:00");
	fact_heard_line(i, "2026-12-31 09:00", "Dana", NULL);
	expect(&f, "2026-12-31 12:00", "acme/check-in",
	       "upcoming 2027-01-07 09:00 | 2027-01-07 10:00 | 2027-01-13 10:00 | 2027-01-14 09:00 | 2027-01-07 10:00");
	facts_done(&f);
}

/* A date on a weekend, one before the interview, and one that came after the first check-in. */
static void test_odd_timelines(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_decision_line(i, "2026-12-05");
	expect(&f, "2026-11-25 12:00", "acme/check-in",
	       "upcoming 12-11 10:00 | 12-11 10:00 | 12-18 10:00 | 12-18 18:00 | 12-11 10:00");
	fact_decision_line(i, "2026-11-20");
	expect(&f, "2026-11-25 12:00", "acme/check-in",
	       "upcoming 12-01 14:45 | 12-01 14:45 | 12-08 10:00 | 12-08 14:45 | 12-01 14:45");
	fact_sent_line(i, "2026-12-01 15:00", "check-in", "Dana");
	fact_heard_line(i, "2026-12-02 15:00", "Dana", "2026-12-18");
	/* Friday the 18th plus five working days. */
	expect(&f, "2026-12-03 12:00", "acme/second-check-in",
	       "upcoming 12-25 10:00 | 12-25 10:00 | 12-31 10:00 | 2027-01-01 10:00 | 12-25 10:00");
	facts_done(&f);
}

/* A reply restarts the window, once, and gives no new budget. */
static void test_reply(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_heard_line(i, "2026-11-30 09:30", "Dana", NULL);
	expect(&f, "2026-12-01 12:00", "acme/check-in",
	       "upcoming 12-07 09:30 | 12-07 10:00 | 12-11 10:00 | 12-14 09:30 | 12-07 10:00");
	expect_reason(
		&f, "2026-12-01 12:00", "acme/check-in",
		"They last wrote on Mon 30 Nov 09:30; 7 days later it is fine to ask how things stand.");
	fact_sent_line(i, "2026-12-07 11:00", "check-in", "Dana");
	fact_heard_line(i, "2026-12-09 11:00", "Dana", NULL);
	expect(&f, "2026-12-10 12:00", "acme/second-check-in",
	       "upcoming 12-16 11:00 | 12-16 11:00 | 12-23 10:00 | 12-23 11:00 | 12-16 11:00");
	fact_sent_line(i, "2026-12-16 11:30", "second-check-in", "Dana");
	fact_heard_line(i, "2026-12-18 11:00", "Dana", NULL);
	expect_status(&f, "2026-12-19 12:00", "acme/second-check-in/3", NULL);
	/* They answered: two weeks from their last word. */
	expect(&f, "2026-12-19 12:00", "acme/move-on",
	       "upcoming 2027-01-01 11:00 | 2027-01-01 11:00 | - | - | 2027-01-01 11:00");
	facts_done(&f);
}

/* Three calendar days after any message to the company, of whatever kind and process. */
static void test_minimum_gap(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f), *other;

	(void)state;
	fact_sent_line(i, "2026-11-30 16:00", "other", "Dana");
	expect(&f, "2026-12-01 12:00", "acme/check-in",
	       "upcoming 12-03 16:00 | 12-03 16:00 | 12-08 10:00 | 12-08 18:00 | 12-03 16:00");
	expect_reason(
		&f, "2026-12-01 12:00", "acme/check-in",
		"The interview ended on Tue 24 Nov 14:45 and you have heard nothing since; 7 days later it is fine "
		"to ask how things stand. It waits until Thu 3 Dec 16:00, because 3 days should lie between two messages to "
		"one company.");
	/* The same house, another team, written in another way. */
	other = fact_interview(&f, "acme-sre", "ACME corp.", "Europe/Berlin", "2026-11-25 10:00",
			       60);
	other->process = (char *)"sre";
	expect_status(&f, "2026-12-01 12:00", "acme-sre/check-in", "upcoming");
	expect(&f, "2026-12-01 12:00", "acme-sre/check-in",
	       "upcoming 12-06 16:00 | 12-07 10:00 | 12-10 10:00 | 12-10 18:00 | 12-07 10:00");
	expect_assumes(&f, "2026-12-01 12:00", "acme-sre/check-in", "check-in sent 2026-12-03");
	facts_done(&f);
}

/* The user's own promise, kept or to be kept, is a message too. */
static void test_promise_starts_the_gap(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_promise_line(i, "2026-12-02", false, "the sample");
	expect(&f, "2026-11-26 12:00", "acme/check-in",
	       "upcoming 12-04 10:00 | 12-04 10:00 | 12-09 10:00 | 12-09 18:00 | 12-04 10:00");
	expect_assumes(&f, "2026-11-26 12:00", "acme/check-in", "promise kept 2026-12-01");
	i->promises[0].kept_at = clock_at("Europe/Berlin", "2026-11-27 09:00");
	expect(&f, "2026-11-27 12:00", "acme/check-in",
	       "upcoming 12-01 14:45 | 12-01 14:45 | 12-08 10:00 | 12-08 14:45 | 12-01 14:45");
	facts_done(&f);
}

/* A next round takes over, as soon as it is in the book; what was not thanked for stays. */
static void test_next_round(void **state)
{
	struct facts f;
	struct interview *next;

	(void)state;
	facts_acme(&f);
	next = fact_interview(&f, "acme-onsite", "acme corp", "Europe/Berlin", "2026-12-10 10:00",
			      180);
	expect_status(&f, "2026-11-24 17:00", DANA, "due");
	expect_status(&f, "2026-12-02 12:00", "acme/check-in", "moot");
	expect_status(&f, "2026-12-02 12:00", "acme/move-on", NULL);
	expect(&f, "2026-12-02 12:00", "acme-onsite/check-in",
	       "upcoming 12-17 13:00 | 12-17 13:00 | 12-24 10:00 | 12-24 13:00 | 12-17 13:00");
	/* Cancelled, it takes nothing over; that it was cancelled is the last that happened. */
	fact_state_line(next, STATE_CANCELLED, "2026-12-08 10:00");
	expect(&f, "2026-12-08 12:00", "acme/check-in",
	       "upcoming 12-15 10:00 | 12-15 10:00 | 12-21 10:00 | 12-22 10:00 | 12-15 10:00");
	facts_done(&f);
}

static void test_all_cancelled(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_state_line(i, STATE_CANCELLED, "2026-11-23 10:00");
	expect_status(&f, "2026-11-23 11:00", "acme/check-in", NULL);
	expect_status(&f, "2026-11-23 11:00", DANA, NULL);
	expect(&f, "2026-11-23 11:00", "acme/move-on",
	       "upcoming 11-30 10:00 | 11-30 10:00 | - | - | 11-30 10:00");
	facts_done(&f);
}

/* Neither a no-show nor one that the user missed dies silently. */
static void test_nothing_was_held(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_state_line(i, STATE_MISSED, "2026-11-24 15:00");
	expect(&f, "2026-11-24 16:00", "acme/check-in",
	       "upcoming 12-01 15:00 | 12-01 15:00 | 12-08 10:00 | 12-08 15:00 | 12-01 15:00");
	fact_state_line(i, STATE_NO_SHOW, "2026-11-24 14:20");
	expect(&f, "2026-11-24 16:00", "acme/check-in",
	       "upcoming 12-01 14:20 | 12-01 14:20 | 12-08 10:00 | 12-08 14:20 | 12-01 14:20");
	facts_done(&f);
}

/* An outcome ends all but its own; another interview later reopens the process. */
static void test_outcome(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_promise_line(i, "2026-12-02", false, "the sample");
	fact_outcome_line(i, "2026-11-25 09:00", OUTCOME_DECLINED, NULL);
	expect_status(&f, "2026-11-25 10:00", DANA, "moot");
	expect_status(&f, "2026-11-25 10:00", "acme/check-in", "moot");
	expect_status(&f, "2026-11-25 10:00", "acme/promise/2026-12-02-the-sample", "moot");
	expect_status(&f, "2026-11-25 10:00", "acme/gracious-reply", NULL);
	expect_status(&f, "2026-11-25 10:00", "acme/move-on", NULL);
	fact_interview(&f, "acme-2", "Acme Corp", "Europe/Berlin", "2027-03-02 10:00", 60);
	expect_status(&f, "2027-03-01 10:00", "acme-2/prepare", "upcoming");
	expect_status(&f, "2027-03-03 10:00", "acme-2/check-in", "upcoming");
	facts_done(&f);
}

/* They wrote after all, when it was closed for want of an answer. */
static void test_no_response_and_then_one(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-12-20 09:00", OUTCOME_NO_RESPONSE, NULL);
	expect_status(&f, "2026-12-21 09:00", "acme/move-on", "done");
	fact_heard_line(i, "2027-01-05 09:00", "Dana", NULL);
	expect_status(&f, "2027-01-05 10:00", "acme/check-in", "upcoming");
	facts_done(&f);
}

/* "2 of 3 sent", and the deadline stays for the third alone. */
static void test_panel(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	struct plan p;

	(void)state;
	fact_interviewer(i, "Sam Roe", "sam@acme.example");
	fact_interviewer(i, "Eva Stone", NULL);
	fact_sent_line(i, "2026-11-24 17:00", "thank-you", "Dana");
	fact_sent_line(i, "2026-11-24 17:10", "thank-you", "sam@acme.example");
	expect_status(&f, "2026-11-24 18:00", DANA, "done");
	expect_status(&f, "2026-11-24 18:00", "acme/thank-you/Eva Stone", "due");
	p = facts_plan(&f, "2026-11-24 18:00");
	assert_int_equal(plan_key(&p, "acme/thank-you/Eva Stone")->done_of, 2);
	assert_int_equal(plan_key(&p, "acme/thank-you/Eva Stone")->of_people, 3);
	assert_string_equal(plan_key(&p, "acme/thank-you/Eva Stone")->tag, plan_key(&p, DANA)->tag);
	plan_done(&p);
	fact_skip_line(i, "2026-11-24 18:00", "thank-you", "Eva");
	expect_status(&f, "2026-11-24 18:10", "acme/thank-you/Eva Stone", "skipped");
	facts_done(&f);
}

/* A note to somebody who was renamed since does not ask for another one. */
static void test_renamed(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_interviewer(i, "Sam Roe", "sam@acme.example");
	fact_sent_line(i, "2026-11-24 17:00", "thank-you", "Samuel Roe");
	expect_status(&f, "2026-11-24 18:00", DANA, "due");
	expect_status(&f, "2026-11-24 18:00", "acme/thank-you/sam@acme.example", "done");
	facts_done(&f);
}

/* The same person twice on one day gets one note, from the last end. */
static void test_twice_on_one_day(void **state)
{
	struct facts f;
	struct interview *i;

	(void)state;
	facts_acme(&f);
	i = fact_interview(&f, "acme-2", "Acme Corp", "Europe/Berlin", "2026-11-24 16:00", 60);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	expect_status(&f, "2026-11-24 17:30", DANA, "moot");
	expect(&f, "2026-11-24 17:30", "acme-2/thank-you/dana@acme.example",
	       "upcoming 11-24 19:00 | 11-24 19:00 | 11-25 13:00 | 11-25 17:00 | 11-24 19:00");
	fact_sent_line(i, "2026-11-24 19:10", "thank-you", "Dana");
	expect_status(&f, "2026-11-24 19:30", DANA, "done");
	facts_done(&f);
}

/* Who last wrote; else the recruiter; else the first interviewer with an address; never a robot. */
static void test_whom_to_write_to(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	static const char key[] = "acme/check-in", now[] = "2026-11-26 12:00";

	(void)state;
	fact_interviewer(i, "Sam Roe", "sam@acme.example");
	expect_to(&f, now, key, "Dana Li <dana@acme.example>");
	i->people[0].address = (char *)"no-reply@acme.example";
	expect_to(&f, now, key, "Sam Roe <sam@acme.example>");
	expect_to(&f, now, "acme/thank-you/no-reply@acme.example", "Dana Li");
	fact_contact_person(i, "Ines Lopes", "ines@agency.example", POST_RECRUITER);
	expect_to(&f, now, key, "Ines Lopes <ines@agency.example>");
	fact_heard_line(i, "2026-11-25 09:00", "Sam", NULL);
	expect_to(&f, now, key, "Sam Roe <sam@acme.example>");
	facts_done(&f);
	facts_init(&f);
	i = fact_interview(&f, "acme", "Acme", "Europe/Berlin", "2026-11-24 14:00", 45);
	expect_to(&f, now, key, "");
	fact_interviewer(i, "Dana Li", NULL);
	expect_to(&f, now, key, "Dana Li");
	facts_done(&f);
}

/* Moved back three weeks: a question, not four pop-ups. */
static void test_moved_into_the_past(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	struct plan p;
	size_t due = 0;

	(void)state;
	i->start -= 21 * USEC_PER_DAY;
	i->end -= 21 * USEC_PER_DAY;
	f.settings.etiquette.week_ahead = false;
	p = facts_plan(&f, "2026-11-24 12:00");
	for (size_t k = 0; k < p.n_milestones; k++)
		due += p.milestones[k]->next_popup <= clock_at("Europe/Berlin", "2026-11-25 20:00");
	assert_int_equal(due, 1);
	plan_done(&p);
	expect_status(&f, "2026-11-24 15:00", "acme/move-on", "due");
	facts_done(&f);
}

/* Whatever is skipped, something follows; skipping early is no reason to give up early. */
static void test_skipping(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_skip_line(i, "2026-11-25 09:00", "check-in", NULL);
	expect_status(&f, "2026-11-25 12:00", "acme/check-in", "skipped");
	expect(&f, "2026-11-25 12:00", "acme/move-on",
	       "upcoming 12-08 14:45 | 12-08 14:45 | - | - | 12-08 14:45");
	/* A word from them makes it a new question. */
	fact_heard_line(i, "2026-11-30 09:00", "Dana", NULL);
	expect_status(&f, "2026-11-30 12:00", "acme/check-in", "upcoming");
	fact_skip_line(i, "2027-01-30 09:00", "move-on", NULL);
	/* Put off by a week, to a Saturday. */
	expect(&f, "2027-01-30 12:00", "acme/move-on",
	       "upcoming 2027-02-06 09:00 | 2027-02-08 10:00 | - | - | 2027-02-08 10:00");
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_time_runs_from_the_end),
		cmocka_unit_test(test_early_counts),
		cmocka_unit_test(test_timeline),
		cmocka_unit_test(test_odd_timelines),
		cmocka_unit_test(test_reply),
		cmocka_unit_test(test_minimum_gap),
		cmocka_unit_test(test_promise_starts_the_gap),
		cmocka_unit_test(test_next_round),
		cmocka_unit_test(test_all_cancelled),
		cmocka_unit_test(test_nothing_was_held),
		cmocka_unit_test(test_outcome),
		cmocka_unit_test(test_no_response_and_then_one),
		cmocka_unit_test(test_panel),
		cmocka_unit_test(test_renamed),
		cmocka_unit_test(test_twice_on_one_day),
		cmocka_unit_test(test_whom_to_write_to),
		cmocka_unit_test(test_moved_into_the_past),
		cmocka_unit_test(test_skipping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/text.h"
#include "etiquette/pace.h"
#include "tests/etiquette/facts.h"

/* May it go now? The interview ended on Tuesday, 24 November 2026, 14:45. */

#define ZONE "Europe/Berlin"

static void ask(struct facts *f, const struct interview *i, enum rule_id rule,
		const struct person *to, const char *at, enum pace pace, const char *fine_at,
		const char *why)
{
	struct plan_input in = {
		.book = &f->book, .settings = &f->settings, .memory = &f->memory, .zone = f->zone
	};
	struct pace_answer answer;
	char text[INSTANT_SIZE];

	in.now = clock_at(ZONE, at);
	assert_int_equal(pace_ask(&in, i, &rules[rule], to, in.now, &answer), 0);
	if (!text_equal(answer.why, why))
		fail_msg("\"%s\" instead of \"%s\"", answer.why ? answer.why : "nothing",
			 why ? why : "nothing");
	assert_int_equal(answer.pace, pace);
	assert_string_equal(clock_text(ZONE, answer.fine_at, text), fine_at);
	pace_answer_done(&answer);
}

static void test_fine(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-12-01 14:45", PACE_FINE, "2026-12-01 14:45", NULL);
	/* Thanks, promises of one's own and replies are never refused. */
	fact_outcome_line(i, "2026-11-26 09:00", OUTCOME_REJECTED, NULL);
	ask(&f, i, RULE_THANK_YOU, NULL, "2026-11-24 15:00", PACE_FINE, "2026-11-24 15:00", NULL);
	ask(&f, i, RULE_GRACIOUS_REPLY, NULL, "2026-11-26 09:00", PACE_FINE, "2026-11-26 09:00",
	    NULL);
	ask(&f, i, RULE_PROMISE_MINE, NULL, "2026-11-26 09:00", PACE_FINE, "2026-11-26 09:00",
	    NULL);
	facts_done(&f);
}

static void test_too_early(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-11-26 09:00", PACE_TOO_EARLY, "2026-12-01 14:45",
	    "That is too early and may come across as impatient; Tue 1 Dec 14:45 would be fine.");
	ask(&f, i, RULE_NEXT_STEPS, NULL, "2026-11-26 09:00", PACE_TOO_EARLY, "2026-11-27 10:00",
	    "That is too early and may come across as impatient; Fri 27 Nov 10:00 would be fine.");
	fact_decision_line(i, "2026-12-04");
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-12-02 09:00", PACE_TOO_EARLY, "2026-12-11 10:00",
	    "They said they would decide by Fri 4 Dec; asking is fine from Fri 11 Dec 10:00 on.");
	fact_promise_line(i, "2026-12-08", true, "the form");
	ask(&f, i, RULE_PROMISE_THEIRS, NULL, "2026-12-08 09:00", PACE_TOO_EARLY,
	    "2026-12-09 10:00",
	    "That is too early and may come across as impatient; Wed 9 Dec 10:00 would be fine.");
	ask(&f, i, RULE_PROMISE_THEIRS, NULL, "2026-12-09 10:00", PACE_FINE, "2026-12-09 10:00",
	    NULL);
	facts_done(&f);
}

static void test_too_soon(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f), *other;

	(void)state;
	fact_sent_line(i, "2026-12-01 16:00", "other", "Dana");
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-12-03 12:00", PACE_TOO_SOON, "2026-12-04 16:00",
	    "Your last message to them went on Tue 1 Dec 16:00, and 3 days should lie between two; Fri 4 Dec 16:00 would be fine.");
	/* Another process of the same house. */
	other = fact_interview(&f, "acme-sre", "ACME Corp", ZONE, "2026-11-20 10:00", 60);
	other->process = (char *)"sre";
	ask(&f, other, RULE_CHECK_IN, NULL, "2026-12-02 12:00", PACE_TOO_SOON, "2026-12-04 16:00",
	    "Your last message to them went on Tue 1 Dec 16:00, and 3 days should lie between two; Fri 4 Dec 16:00 would be fine.");
	/* One that is recorded belatedly is held to the same gap. */
	fact_sent_line(i, "2026-12-09 10:00", "check-in", "Dana");
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-12-07 10:00", PACE_TOO_SOON, "2026-12-16 10:00",
	    "A message to them is recorded for Wed 9 Dec 10:00, and 3 days should lie between two; Wed 16 Dec 10:00 would be fine.");
	/* The day that would be fine is: seven days after the one of Wednesday the 9th, and not three. */
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-12-14 10:00", PACE_TOO_EARLY, "2026-12-16 10:00",
	    "That is too early and may come across as impatient; Wed 16 Dec 10:00 would be fine.");
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-12-16 10:00", PACE_FINE, "2026-12-16 10:00", NULL);
	facts_done(&f);
}

static void test_spent(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f), *next;

	(void)state;
	fact_sent_line(i, "2026-12-01 16:00", "check-in", "Dana");
	fact_sent_line(i, "2026-12-08 16:00", "second-check-in", "Dana")->forced = true;
	ask(&f, i, RULE_SECOND_CHECK_IN, NULL, "2026-12-20 12:00", PACE_SPENT, "-",
	    "You have asked for news twice since the last interview, and that is enough.");
	/* A held round refills the budget, a reply does not. */
	fact_heard_line(i, "2026-12-09 16:00", "Dana", NULL);
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-12-20 12:00", PACE_SPENT, "-",
	    "You have asked for news twice since the last interview, and that is enough.");
	next = fact_interview(&f, "acme-2", "Acme Corp", ZONE, "2026-12-14 10:00", 60);
	ask(&f, next, RULE_CHECK_IN, NULL, "2026-12-21 11:00", PACE_FINE, "2026-12-21 11:00", NULL);
	f.settings.etiquette.max_check_ins = 0;
	ask(&f, next, RULE_CHECK_IN, NULL, "2026-12-21 11:00", PACE_SPENT, "-",
	    "Your settings allow no message that asks for news.");
	facts_done(&f);
}

static void test_ended(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-12-01 16:00", OUTCOME_OFFER, NULL);
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-12-20 12:00", PACE_ENDED, "-",
	    "They made you an offer: there is no news to ask for.");
	fact_outcome_line(i, "2026-12-02 16:00", OUTCOME_DECLINED, NULL);
	ask(&f, i, RULE_CHECK_IN, NULL, "2026-12-20 12:00", PACE_ENDED, "-",
	    "The process has come to an end: there is no news to ask for.");
	facts_done(&f);
}

static void test_robot(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	struct person *robot;

	(void)state;
	robot = fact_contact_person(i, "Acme Jobs", "no-reply@acme.example", POST_NONE);
	ask(&f, i, RULE_CHECK_IN, robot, "2026-12-20 12:00", PACE_ROBOT, "-",
	    "Nobody reads what is sent to no-reply@acme.example; write to Dana Li.");
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fine),     cmocka_unit_test(test_too_early),
		cmocka_unit_test(test_too_soon), cmocka_unit_test(test_spent),
		cmocka_unit_test(test_ended),    cmocka_unit_test(test_robot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

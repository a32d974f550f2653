/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "etiquette/derive.h"
#include "tests/etiquette/expect.h"

/*
 * The rules that belong to one round: prepare, debrief, thank-you, promises. Worked out by hand, as
 * "status opens | moment | last showing | deadline | next pop-up". The interview is on Tuesday, 24 November 2026, 14:00 to 14:45.
 */

/* The table itself: every row stands in its place, has a derivation, a name and a source. */
static void test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < RULE_COUNT; i++) {
		assert_int_equal(rules[i].id, i);
		assert_non_null(rules[i].name);
		assert_non_null(rules[i].source);
		assert_non_null(rules[i].summary);
		assert_true(rules[i].showings > 0);
		assert_int_not_equal(rules[i].buttons[0], BUTTON_NONE);
		assert_non_null(derivations[i]);
		/* More than one showing needs a time for the last one. */
		assert_int_equal(rules[i].showings > 1, rules[i].second != SECOND_NONE);
	}
	assert_ptr_equal(rule_find("thank-you"), &rules[RULE_THANK_YOU]);
	assert_ptr_equal(rule_find("promise"), &rules[RULE_PROMISE_MINE]);
	assert_null(rule_find("custom"));
	assert_null(rule_find("thankyou"));
	assert_string_equal(rule_nearest("thankyou"), "thank-you");
	assert_string_equal(rule_nearest("chekin"), "check-in");
	assert_null(rule_nearest("bicycle"));
}

static void test_prepare(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	expect(&f, "2026-11-20 12:00", "acme/prepare",
	       "upcoming 11-23 18:00 | 11-23 18:00 | - | 11-24 14:00 | 11-23 18:00");
	expect(&f, "2026-11-24 07:00", "acme/prepare",
	       "due 11-23 18:00 | 11-23 18:00 | - | 11-24 14:00 | 11-24 09:00");
	expect(&f, "2026-11-24 14:00", "acme/prepare", NULL);
	/* The user's evening, wherever the interview is. */
	f.zone = "Asia/Tokyo";
	expect(&f, "2026-11-20 12:00", "acme/prepare",
	       "upcoming 11-23 18:00 | 11-23 18:00 | - | 11-24 22:00 | 11-23 18:00");
	f.settings.etiquette.prepare = false;
	expect(&f, "2026-11-20 12:00", "acme/prepare", NULL);
	f.settings.etiquette.prepare = true;
	fact_state_line(i, STATE_CANCELLED, NULL);
	expect(&f, "2026-11-20 12:00", "acme/prepare", NULL);
	facts_done(&f);
}

/* All interviews of a day share one pop-up. */
static void test_prepare_for_a_day(void **state)
{
	struct facts f;
	struct plan p;

	(void)state;
	facts_acme(&f);
	fact_interview(&f, "globex", "Globex", "Europe/Berlin", "2026-11-24 17:00", 45);
	fact_interview(&f, "initech", "Initech", "Europe/Berlin", "2026-11-25 09:00", 45);
	p = facts_plan(&f, "2026-11-20 12:00");
	assert_string_equal(plan_key(&p, "acme/prepare")->tag, "prepare/2026-11-24");
	assert_string_equal(plan_key(&p, "globex/prepare")->tag, "prepare/2026-11-24");
	assert_string_equal(plan_key(&p, "initech/prepare")->tag, "prepare/2026-11-25");
	plan_done(&p);
	facts_done(&f);
}

static void test_debrief(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	expect(&f, "2026-11-24 14:50", "acme/debrief",
	       "upcoming 11-24 15:00 | 11-24 15:00 | - | 11-24 18:45 | 11-24 15:00");
	expect_status(&f, "2026-11-24 18:45", "acme/debrief", "passed");
	expect_finish(&f, "2026-11-24 14:50", "acme/debrief",
		      "followupctl note acme 'what you talked about'");
	fact_note(i, NOTE_TOPIC, "zero-copy parsers");
	expect_status(&f, "2026-11-24 14:50", "acme/debrief", "done");
	facts_done(&f);
}

static void test_thank_you(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	expect(&f, "2026-11-24 15:00", "acme/thank-you/dana@acme.example",
	       "upcoming 11-24 16:45 | 11-24 16:45 | 11-25 10:45 | 11-25 14:45 | 11-24 16:45");
	expect(&f, "2026-11-24 17:00", "acme/thank-you/dana@acme.example",
	       "due 11-24 16:45 | 11-24 16:45 | 11-25 10:45 | 11-25 14:45 | 11-24 16:45");
	/* Never shown: once at wake, for five working days, then no more. */
	expect(&f, "2026-11-27 08:30", "acme/thank-you/dana@acme.example",
	       "late 11-24 16:45 | 11-24 16:45 | 11-25 10:45 | 11-25 14:45 | 11-27 09:00");
	expect_status(&f, "2026-12-01 17:59", "acme/thank-you/dana@acme.example", "late");
	expect_status(&f, "2026-12-01 18:00", "acme/thank-you/dana@acme.example", "passed");
	expect_finish(&f, "2026-11-24 17:00", "acme/thank-you/dana@acme.example",
		      "followupctl sent acme --to Dana");
	expect_to(&f, "2026-11-24 17:00", "acme/thank-you/dana@acme.example",
		  "Dana Li <dana@acme.example>");
	/* A date alone stands for noon, which was before the interview: it still was that day's note. */
	fact_sent_line(i, "2026-11-24 12:00", "thank-you", "Dana");
	expect_status(&f, "2026-11-24 15:00", "acme/thank-you/dana@acme.example", "done");
	facts_done(&f);
}

static void test_thank_you_nobody(void **state)
{
	struct facts f;
	struct interview *i;

	(void)state;
	facts_init(&f);
	i = fact_interview(&f, "acme", "Acme", "Europe/Berlin", "2026-11-24 14:00", 45);
	expect_status(&f, "2026-11-24 17:00", "acme/thank-you", "due");
	expect_to(&f, "2026-11-24 17:00", "acme/thank-you", "");
	fact_sent_line(i, "2026-11-24 18:00", "thank-you", "Somebody");
	expect_status(&f, "2026-11-24 18:00", "acme/thank-you", "done");
	facts_done(&f);
}

static void test_promise_mine(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	struct promise *p = fact_promise_line(i, "2026-11-30", false, "Send the work sample!");
	static const char key[] = "acme/promise/2026-11-30-send-the-work-sample-";

	(void)state;
	/* A working day before a Monday is Friday. */
	expect(&f, "2026-11-26 12:00", key,
	       "upcoming 11-27 10:00 | 11-27 10:00 | 11-30 14:00 | 11-30 18:00 | 11-27 10:00");
	expect(&f, "2026-12-21 12:00", key,
	       "late 11-27 10:00 | 11-27 10:00 | 11-30 14:00 | 11-30 18:00 | 11-30 18:00");
	/* What nobody saw in time waits for a working day, too: that was a Sunday. */
	expect(&f, "2026-12-20 12:00", key,
	       "late 11-27 10:00 | 11-27 10:00 | 11-30 14:00 | 11-30 18:00 | 12-21 09:00");
	expect_finish(&f, "2026-11-26 12:00", key, "followupctl kept acme");
	p->lead = DURATION_WORKING(2);
	expect_status(&f, "2026-11-26 12:00", key, "due");
	p->lead = DURATION_HOURS(3);
	expect(&f, "2026-11-26 12:00", key,
	       "upcoming 11-30 15:00 | 11-30 15:00 | - | 11-30 18:00 | 11-30 15:00");
	fact_promise_line(i, "2026-12-01", false, "tell Sam's team");
	expect_finish(&f, "2026-11-26 12:00", key, "followupctl kept acme 'Send the work sample!'");
	expect_finish(&f, "2026-11-26 12:00", "acme/promise/2026-12-01-tell-sam-s-team",
		      "followupctl kept acme 'tell Sam'\\''s team'");
	i->promises[0].kept_at = clock_at("Europe/Berlin", "2026-11-26 09:00");
	expect_status(&f, "2026-11-26 12:00", key, "done");
	facts_done(&f);
}

static void test_promise_theirs(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	static const char key[] = "acme/promise/2026-11-27-the-form";

	(void)state;
	fact_promise_line(i, "2026-11-27", true, "the form");
	/* A working day after a Friday is Monday; five after that. */
	expect(&f, "2026-11-26 12:00", key,
	       "upcoming 11-30 10:00 | 11-30 10:00 | 12-07 10:00 | 12-07 18:00 | 11-30 10:00");
	expect_status(&f, "2026-12-07 18:00", key, "passed");
	expect_finish(&f, "2026-11-26 12:00", key, "followupctl sent acme promise");
	/* Asking for it is one of two; only one check-in is left, three days behind it. */
	expect(&f, "2026-11-30 09:00", "acme/check-in",
	       "upcoming 12-03 10:00 | 12-03 10:00 | 12-08 10:00 | 12-08 18:00 | 12-03 10:00");
	expect_assumes(&f, "2026-11-30 09:00", "acme/check-in", "promise asked for 2026-11-30");
	expect_status(&f, "2026-11-30 09:00", "acme/second-check-in", NULL);
	fact_sent_line(i, "2026-11-30 11:00", "promise", "Dana");
	expect_status(&f, "2026-11-30 12:00", key, "done");
	expect(&f, "2026-11-30 12:00", "acme/second-check-in",
	       "upcoming 12-07 11:00 | 12-07 11:00 | 12-14 10:00 | 12-14 11:00 | 12-07 11:00");
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_prepare),
		cmocka_unit_test(test_prepare_for_a_day),
		cmocka_unit_test(test_debrief),
		cmocka_unit_test(test_thank_you),
		cmocka_unit_test(test_thank_you_nobody),
		cmocka_unit_test(test_promise_mine),
		cmocka_unit_test(test_promise_theirs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/etiquette/expect.h"

/*
 * The rules that answer to what happened: outcomes, a no-show, a job elsewhere. Worked out by hand, as
 * "status opens | moment | last showing | deadline | next pop-up". The interview is on Tuesday, 24 November 2026, 14:00 to 14:45.
 */

static void test_gracious_reply(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-11-26 15:00", OUTCOME_REJECTED, NULL);
	/* Just typed: not within the hour. Two working days end on Monday. */
	expect(&f, "2026-11-26 15:00", "acme/gracious-reply",
	       "due 11-26 15:00 | 11-26 16:00 | 11-30 10:00 | 11-30 18:00 | 11-26 16:00");
	expect(&f, "2026-12-02 15:00", "acme/gracious-reply",
	       "late 11-26 15:00 | 11-26 16:00 | 11-30 10:00 | 11-30 18:00 | 11-30 18:00");
	expect_status(&f, "2026-12-03 18:00", "acme/gracious-reply", "passed");
	/* An open thank-you folds into it. */
	expect_status(&f, "2026-11-26 15:00", "acme/thank-you/dana@acme.example", "moot");
	fact_sent_line(i, "2026-11-27 09:00", "reply", "Dana");
	expect_status(&f, "2026-11-27 10:00", "acme/gracious-reply", "done");
	facts_done(&f);
}

static void test_offer(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-12-04 16:30", OUTCOME_OFFER, "2026-12-11");
	/* Friday: by Monday evening. */
	expect(&f, "2026-12-04 16:30", "acme/offer-reply",
	       "due 12-04 16:30 | 12-04 17:30 | 12-07 14:00 | 12-07 18:00 | 12-04 17:30");
	expect(&f, "2026-12-04 16:30", "acme/offer-decision",
	       "upcoming 12-09 10:00 | 12-09 10:00 | 12-11 14:00 | 12-11 18:00 | 12-09 10:00");
	expect_finish(&f, "2026-12-04 16:30", "acme/offer-decision",
		      "followupctl outcome acme accepted");
	/* Kept, as long as it takes. */
	expect_status(&f, "2027-01-11 12:00", "acme/offer-decision", "late");
	expect_status(&f, "2026-12-04 16:30", "acme/check-in", "moot");
	fact_outcome_line(i, "2026-12-10 12:00", OUTCOME_ACCEPTED, NULL);
	expect_status(&f, "2026-12-10 12:00", "acme/offer-decision", "done");
	expect_status(&f, "2026-12-10 12:00", "acme/offer-reply", "moot");
	facts_done(&f);
}

static void test_no_show(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_state_line(i, STATE_NO_SHOW, "2026-11-24 14:20");
	expect(&f, "2026-11-24 14:20", "acme/no-show",
	       "due 11-24 14:20 | 11-24 15:20 | 11-25 08:00 | 11-25 12:00 | 11-24 15:20");
	expect_status(&f, "2026-11-24 16:50", "acme/thank-you/dana@acme.example", NULL);
	expect_finish(&f, "2026-11-24 14:20", "acme/no-show", "followupctl sent acme no-show");
	expect_reason(
		&f, "2026-11-24 15:00", "acme/no-show",
		"Nobody came, as you recorded on Tue 24 Nov 14:20; write on the same day, or by 12:00 on the next working day.");
	f.settings.etiquette.no_show_min = 9 * 60 + 30;
	expect_reason(
		&f, "2026-11-24 15:00", "acme/no-show",
		"Nobody came, as you recorded on Tue 24 Nov 14:20; write on the same day, or by 09:30 on the next working day.");
	f.settings.etiquette.no_show_min = 12 * 60;
	/* Without a stamp it counts from the end. */
	fact_state_line(i, STATE_NO_SHOW, NULL);
	expect(&f, "2026-11-24 14:50", "acme/no-show",
	       "due 11-24 14:45 | 11-24 14:45 | 11-25 08:00 | 11-25 12:00 | 11-24 14:45");
	fact_heard_line(i, "2026-11-24 17:00", "Dana", NULL);
	expect_status(&f, "2026-11-24 17:00", "acme/no-show", "moot");
	facts_done(&f);
}

static void test_withdraw(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f), *globex;

	(void)state;
	globex = fact_interview(&f, "globex", "Globex", "Europe/Berlin", "2026-11-20 10:00", 60);
	fact_outcome_line(globex, "2026-11-26 15:00", OUTCOME_ACCEPTED, NULL);
	expect(&f, "2026-11-26 15:00", "acme/withdraw",
	       "due 11-26 15:00 | 11-26 16:00 | 11-30 10:00 | 11-30 18:00 | 11-26 16:00");
	expect_status(&f, "2026-11-26 15:00", "acme/check-in", "moot");
	expect_status(&f, "2026-11-26 15:00", "globex/withdraw", NULL);
	/* Ignored, the process is still to be closed some day. */
	expect(&f, "2026-12-20 15:00", "acme/move-on",
	       "due 12-10 18:00 | 12-11 10:00 | - | - | 12-21 09:00"); /* a Sunday: Monday will do */
	fact_sent_line(i, "2026-11-27 10:00", "withdraw", "Dana");
	expect_status(&f, "2026-11-27 10:00", "acme/withdraw", "done");
	expect_status(&f, "2026-11-27 10:00", "acme/move-on", NULL);
	facts_done(&f);
}

/* An old process that went silent, and one that begins long after, are not told. */
static void test_withdraw_from_whom(void **state)
{
	struct facts f;
	struct interview *globex;

	(void)state;
	facts_acme(&f);
	globex = fact_interview(&f, "globex", "Globex", "Europe/Berlin", "2026-12-20 10:00", 60);
	fact_outcome_line(globex, "2027-02-01 15:00", OUTCOME_ACCEPTED, NULL);
	fact_interview(&f, "initech", "Initech", "Europe/Berlin", "2027-02-10 10:00", 60);
	fact_interview(&f, "hooli", "Hooli", "Europe/Berlin", "2027-06-10 10:00", 60);
	expect_status(&f, "2027-02-01 16:00", "acme/withdraw", NULL);
	expect_status(&f, "2027-02-01 16:00", "initech/withdraw", "due");
	expect_status(&f, "2027-02-01 16:00", "hooli/withdraw", NULL);
	facts_done(&f);
}

static void test_withdrawn(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-11-26 15:00", OUTCOME_WITHDRAWN, NULL);
	expect_status(&f, "2026-11-26 15:00", "acme/withdraw", "due");
	expect_status(&f, "2026-11-26 15:00", "acme/move-on", NULL);
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gracious_reply),
		cmocka_unit_test(test_offer),
		cmocka_unit_test(test_no_show),
		cmocka_unit_test(test_withdraw),
		cmocka_unit_test(test_withdraw_from_whom),
		cmocka_unit_test(test_withdrawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

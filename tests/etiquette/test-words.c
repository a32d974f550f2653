/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "etiquette/phrase.h"
#include "etiquette/words.h"
#include "tests/etiquette/facts.h"

/* What people read, byte for byte. */

#define GROUP_MAX 32

static struct words_input input(const struct facts *f, const char *now)
{
	return (struct words_input){ .now = clock_at(f->zone, now),
				     .zone = f->zone,
				     .settings = &f->settings };
}

/* The pop-up of all that is open or to come with that tag. */
static void reads(struct facts *f, const char *now, const char *tag, const char *summary,
		  const char *body, const char *command)
{
	struct plan p = facts_plan(f, now);
	struct words_input in = input(f, now);
	const struct milestone *group[GROUP_MAX];
	struct popup_words words;
	size_t n = 0;

	for (size_t i = 0; i < p.n_milestones && n < GROUP_MAX; i++)
		if (text_equal(p.milestones[i]->tag, tag) &&
		    (p.milestones[i]->status == STATUS_UPCOMING ||
		     milestone_is_open(p.milestones[i])))
			group[n++] = p.milestones[i];
	assert_int_not_equal(n, 0);
	assert_int_equal(words_popup(&in, group, n, &words), 0);
	assert_string_equal(words.summary, summary);
	assert_string_equal(words.body, body);
	assert_string_equal(words.command, command);
	popup_words_done(&words);
	plan_done(&p);
}

static void test_thank_you(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	f.zone = "Europe/Lisbon";
	reads(&f, "2026-11-24 16:00", "acme/thank-you", "Thank Dana Li (Acme Corp)",
	      "By tomorrow 13:45 (14:45 in Berlin).\nNothing is noted yet: followupctl note acme 'what you talked about'",
	      "followupctl sent acme --to Dana");
	fact_note(i, NOTE_TOPIC, "zero-copy parsers");
	reads(&f, "2026-11-24 16:00", "acme/thank-you", "Thank Dana Li (Acme Corp)",
	      "By tomorrow 13:45 (14:45 in Berlin). You talked about zero-copy parsers.",
	      "followupctl sent acme --to Dana");
	reads(&f, "2026-11-25 09:45", "acme/thank-you", "Thank Dana Li (Acme Corp)",
	      "Only 4 hours left: by today 13:45 (14:45 in Berlin). You talked about zero-copy parsers.",
	      "followupctl sent acme --to Dana");
	reads(&f, "2026-11-26 09:00", "acme/thank-you", "Thank Dana Li (Acme Corp)",
	      "It was due yesterday 13:45 (14:45 in Berlin), 19 hours ago. A late note is still worth sending. You talked about "
	      "zero-copy parsers.\nIf you sent it: followupctl sent acme --to Dana --at 'tue 15:45'",
	      "followupctl sent acme --to Dana");
	facts_done(&f);
}

static void test_panel(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_interviewer(i, "Sam Roe", "no-reply@acme.example");
	fact_interviewer(i, "Eva Stone", "eva@acme.example");
	fact_contact_person(i, "Ines Lopes", "ines@agency.example", POST_RECRUITER);
	fact_note(i, NOTE_LEARNED, "they pair");
	reads(&f, "2026-11-24 17:00", "acme/thank-you", "Thank Dana, Sam and Eva (Acme Corp)",
	      "By tomorrow 14:45. Write each of them a note of their own. Nobody reads mail to the address of Sam Roe in the book: ask Ines "
	      "Lopes for a better one.",
	      "followupctl sent acme --all");
	fact_sent_line(i, "2026-11-24 17:10", "thank-you", "Dana");
	fact_sent_line(i, "2026-11-24 17:10", "thank-you", "Sam");
	reads(&f, "2026-11-24 17:20", "acme/thank-you", "Thank Eva Stone (Acme Corp)",
	      "By tomorrow 14:45. 2 of 3 sent.", "followupctl sent acme --to Eva");
	facts_done(&f);
}

/* Who has the same first name as somebody else is named in full. */
static void test_names(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_interviewer(i, "Dana Lund", "lund@acme.example");
	fact_note(i, NOTE_LEARNED, "they pair");
	reads(&f, "2026-11-24 17:00", "acme/thank-you", "Thank Dana Li and Dana Lund (Acme Corp)",
	      "By tomorrow 14:45. Write each of them a note of their own.",
	      "followupctl sent acme --all");
	fact_interviewer(i, "Eva Stone", "eva@acme.example");
	fact_interviewer(i, "Kim Poe", "kim@acme.example");
	fact_interviewer(i, "Lou Ray", "lou@acme.example");
	reads(&f, "2026-11-24 17:00", "acme/thank-you",
	      "Thank Dana Li, Dana Lund, Eva Stone and 2 others (Acme Corp)",
	      "By tomorrow 14:45. Write each of them a note of their own.",
	      "followupctl sent acme --all");
	facts_done(&f);
}

static void test_check_in(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	i->people[0].rapport = RAPPORT_GOOD;
	reads(&f, "2026-12-02 15:00", "acme/check-in", "Check in with Dana Li (Acme Corp)",
	      "By Tue 8 Dec 14:45. The interview ended on Tue 24 Nov 14:45 and you have heard nothing since; 7 days later it is fine "
	      "to ask how things stand. Be brief and kind, and ask when you may hear from them. No thank-you to Dana Li is recorded: put your thanks into this message.\n"
	      "If you sent it: followupctl sent acme thank-you --to Dana --at '2026-11-24 16:45'",
	      "followupctl sent acme check-in");
	fact_sent_line(i, "2026-11-24 17:10", "thank-you", "Dana");
	fact_heard_line(i, "2026-11-25 09:00", "Dana", NULL);
	reads(&f, "2026-12-02 12:00", "acme/check-in", "Check in with Dana Li (Acme Corp)",
	      "By Wed 9 Dec 09:00. They last wrote on Wed 25 Nov 09:00; 7 days later it is fine to ask how things stand. Be brief and "
	      "kind, and ask when you may hear from them. You got on well with Dana Li: an invitation on LinkedIn is fine now.\n"
	      "If they named a date: followupctl set acme decision-by=DATE",
	      "followupctl sent acme check-in");
	fact_decision_line(i, "2026-12-04");
	fact_sent_line(i, "2026-12-02 12:10", "check-in", "Dana");
	i->people[0].phone = (char *)"+49 30 1234567";
	reads(&f, "2026-12-11 10:00", "acme/second-check-in",
	      "Check in a last time with Dana Li (Acme Corp)",
	      "By Fri 18 Dec 10:00. They said they would decide by Fri 4 Dec; 5 working days later it is fine to ask, and not "
	      "earlier. Be brief and kind, and ask when you may hear from them. A phone call may do better this time: +49 30 1234567.",
	      "followupctl sent acme second-check-in");
	facts_done(&f);
}

static void test_move_on(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_sent_line(i, "2026-12-01 15:00", "check-in", "Dana");
	fact_sent_line(i, "2026-12-08 15:00", "second-check-in", "Dana");
	reads(&f, "2026-12-15 15:00", "acme/move-on", "Time to move on from Acme Corp",
	      "Your last message went on Tue 8 Dec 15:00; after 7 days without an answer it is best to move on. Every interview was "
	      "good practice. Silence sometimes means that they chose somebody else. Nothing else is open: go on searching.",
	      "followupctl outcome acme no-response");
	fact_interview(&f, "globex", "Globex", "Europe/Berlin", "2026-12-29 10:00", 60);
	fact_state_line(i, STATE_CANCELLED, "2026-11-24 10:00");
	i->n_contacts = 0;
	reads(&f, "2026-12-15 15:00", "acme/move-on", "Time to move on from Acme Corp",
	      "The interview was cancelled on Tue 24 Nov 10:00; if there is no new date after 7 days, it is best to move on. What "
	      "you prepared for it is not lost. One other process is open: go on with that one, and go on searching.",
	      "followupctl outcome acme no-response");
	facts_done(&f);
}

static void test_promises(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_promise_line(i, "2026-11-27", false, "send the work sample");
	reads(&f, "2026-11-28 14:00", "acme/promise/2026-11-27-send-the-work-sample",
	      "You promised Acme Corp: send the work sample",
	      "It was due yesterday 18:00, 20 hours ago. Send it today, or write when it will come.",
	      "followupctl kept acme");
	fact_promise_line(i, "2026-11-30", true, "the form");
	reads(&f, "2026-12-02 14:00", "acme/promise/2026-11-30-the-form",
	      "Ask Dana Li for what was promised (Acme Corp)",
	      "By Tue 8 Dec 18:00. They promised it for Mon 30 Nov: the form. Ask kindly whether it is on its way.\n"
	      "If it came: followupctl kept acme 'the form'",
	      "followupctl sent acme promise --text 'the form'");
	facts_done(&f);
}

static void test_outcomes(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_outcome_line(i, "2026-11-27 10:00", OUTCOME_REJECTED, NULL);
	reads(&f, "2026-11-27 11:00", "acme/gracious-reply",
	      "Answer Dana Li graciously (Acme Corp)",
	      "By Tue 1 Dec 18:00. Thank them, say in one sentence that you regret it, and ask for feedback, once. "
	      "No thank-you to Dana Li is recorded: put your thanks into this message.\n"
	      "If you sent it: followupctl sent acme thank-you --to Dana --at 'tue 16:45'",
	      "followupctl sent acme gracious-reply");
	i->outcomes[0].kind = OUTCOME_OFFER;
	i->outcomes[0].answer_by = (struct date){ 2026, 12, 11 };
	reads(&f, "2026-11-27 11:00", "acme/offer-reply", "Thank Dana Li for the offer (Acme Corp)",
	      "By Mon 30 Nov 18:00. Thank them whatever you will decide, and make sure that you know by when they need your answer.",
	      "followupctl sent acme offer-reply");
	reads(&f, "2026-12-11 14:30", "acme/offer-decision", "Answer the offer from Acme Corp",
	      "Only 3 hours 30 minutes left: by today 18:00. They wait for your yes or no. If you need more time, ask for it before "
	      "then.",
	      "followupctl outcome acme accepted");
	i->n_outcomes = 0;
	fact_state_line(i, STATE_NO_SHOW, "2026-11-24 14:20");
	reads(&f, "2026-11-24 15:30", "acme/no-show", "Nobody came: write to Dana Li (Acme Corp)",
	      "By tomorrow 12:00. There may be a good reason. Ask kindly for a new time, without a reproach.",
	      "followupctl sent acme no-show");
	facts_done(&f);
}

static void test_days_and_weeks(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_promise_line(i, "2026-11-27", false, "send the sample");
	reads(&f, "2026-11-23 18:00", "prepare/2026-11-24", "Tomorrow: interview with Acme Corp",
	      "It begins tomorrow 14:00, with Dana Li.", "followupctl show acme");
	reads(&f, "2026-11-22 18:00", "week-ahead", "Your week ahead: one process is open",
	      "Tue 24 Nov 14:00: interview with Acme Corp\nTue 24 Nov: Thank Dana Li (Acme Corp)\n"
	      "Thu 26 Nov: You promised Acme Corp: send the sample",
	      "followupctl status");
	fact_interview(&f, "globex", "Globex", "Europe/Berlin", "2026-11-24 16:30", 30);
	reads(&f, "2026-11-24 09:00", "prepare/2026-11-24", "Today: 2 interviews",
	      "14:00 Acme Corp\n16:30 Globex", "followupctl show acme");
	facts_done(&f);
}

static void test_digest(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	struct words_input in = input(&f, "2026-11-26 10:00");
	const struct milestone *due[3];
	struct popup_words words;
	struct plan p;

	(void)state;
	fact_promise_line(i, "2026-11-27", false, "send the sample");
	fact_interviewer(i, "Sam Roe", "sam@acme.example");
	p = facts_plan(&f, "2026-11-26 10:00");
	due[0] = plan_key(&p, "acme/thank-you/dana@acme.example");
	due[1] = plan_key(&p, "acme/thank-you/sam@acme.example");
	due[2] = plan_key(&p, "acme/promise/2026-11-27-send-the-sample");
	assert_int_equal(words_digest(&in, due, 3, &words), 0);
	assert_string_equal(words.summary, "2 things are due");
	assert_string_equal(
		words.body,
		"Thank Dana and Sam (Acme Corp): 19 hours late\nYou promised Acme Corp: send the sample");
	popup_words_done(&words);
	in.privacy = true;
	assert_int_equal(words_digest(&in, due, 3, &words), 0);
	assert_string_equal(words.summary, "2 things are due");
	assert_string_equal(words.body,
			    "Time for a thank-you: 19 hours late\nYou promised something");
	popup_words_done(&words);
	plan_done(&p);
	facts_done(&f);
}

static void test_instants(void **state)
{
	static const struct {
		const char *at, *theirs, *expected;
	} rows[] = {
		{ "2026-11-24 14:00", NULL, "today 14:00" },
		{ "2026-11-25 09:00", NULL, "tomorrow 09:00" },
		{ "2026-11-23 23:59", NULL, "yesterday 23:59" },
		{ "2026-11-26 14:00", NULL, "Thu 26 Nov 14:00" },
		{ "2027-01-02 14:00", NULL, "Sat 2 Jan 2027 14:00" },
		{ "2026-11-24 14:00", "Europe/Paris", "today 14:00" },
		{ "2026-11-24 14:00", "America/New_York", "today 14:00 (08:00 in New York)" },
		{ "2026-11-24 20:00", "Asia/Tokyo", "today 20:00 (Wed 04:00 in Tokyo)" },
	};
	struct facts f;
	struct words_input in;

	(void)state;
	facts_acme(&f);
	in = input(&f, "2026-11-24 12:00");
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *text =
			words_instant(&in, clock_at(f.zone, rows[i].at), rows[i].theirs);

		assert_string_equal(text, rows[i].expected);
	}
	facts_done(&f);
}

static void test_spans(void **state)
{
	static const struct {
		usec_t span;
		const char *expected;
	} rows[] = {
		{ 2 * USEC_PER_HOUR, "2 hours" },
		{ USEC_PER_DAY + 4 * USEC_PER_HOUR, "1 day 4 hours" },
		{ 3 * USEC_PER_DAY, "3 days" },
		{ USEC_PER_HOUR + USEC_PER_MIN, "1 hour 1 minute" },
		{ 61 * USEC_PER_SEC, "1 minute 1 second" },
		{ 0, "0 seconds" },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		char buffer[PHRASE_SIZE];

		assert_string_equal(phrase_span(NULL, rows[i].span, buffer), rows[i].expected);
	}
}

static void test_why(void **state)
{
	struct facts f;
	struct words_input in;
	struct plan p;
	char *why;

	(void)state;
	facts_acme(&f);
	in = input(&f, "2026-11-26 12:00");
	p = facts_plan(&f, "2026-11-26 12:00");
	why = words_why(&in, plan_key(&p, "acme/second-check-in"));
	assert_string_equal(
		why,
		"Ask a last time when the first message went unanswered.\n"
		"If you send the message before it on Tue 1 Dec 14:45 and hear nothing, a last one is fine 7 days later.\n"
		"It is right from Tue 8 Dec 14:45 until Tue 15 Dec 14:45. If need be it is brought up once more Tue 15 Dec 10:00.\n"
		"This supposes something that is yet to come: check-in sent 2026-12-01.\n"
		"A date they name, an answer, or another message to them moves it; the next interview with them replaces it.\n"
		"When you have done it: followupctl sent acme second-check-in\n"
		"The rule comes from “Post-Interview Etiquette: Following Up Professionally”: it's acceptable to follow up again after "
		"a reasonable period.");
	free(why);
	plan_done(&p);
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_thank_you), cmocka_unit_test(test_panel),
		cmocka_unit_test(test_names),     cmocka_unit_test(test_check_in),
		cmocka_unit_test(test_move_on),   cmocka_unit_test(test_promises),
		cmocka_unit_test(test_outcomes),  cmocka_unit_test(test_days_and_weeks),
		cmocka_unit_test(test_digest),    cmocka_unit_test(test_instants),
		cmocka_unit_test(test_spans),     cmocka_unit_test(test_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

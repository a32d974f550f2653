/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "etiquette/command.h"
#include "etiquette/names.h"
#include "etiquette/person.h"
#include "etiquette/process.h"
#include "tests/etiquette/facts.h"

/* Who is meant, who is no person at all, and how things are called. */

static void test_finding(void **state)
{
	static const struct {
		const char *text;
		int result, index;
	} rows[] = {
		{ "dana@acme.example", 0, 0 },
		{ "DANA@acme.example", 0, 0 },
		{ "Dana Li", 0, 0 },
		{ "dana li", 0, 0 },
		{ "Dana Li <dana@acme.example>", 0, 0 },
		/* The address says who it is, the name may have changed. */
		{ "Dana Lee <dana@acme.example>", 0, 0 },
		{ "Sam", 0, 1 },
		{ "Inês", 0, 3 },
		{ "Inês Lopes", 0, 3 },
		{ "Dana", -ENOTUNIQ, 0 },
		{ "Dana Lund", 0, 2 },
		{ "Li", -ENOENT, 0 },
		{ "", -ENOENT, 0 },
		{ "Kim <kim@acme.example>", -ENOENT, 0 },
	};
	struct facts f;
	struct interview *i = facts_acme(&f);

	(void)state;
	fact_interviewer(i, "Sam Roe", "sam@acme.example");
	fact_interviewer(i, "Dana Lund", NULL);
	fact_contact_person(i, "Inês Lopes", "ines@agency.example", POST_RECRUITER);
	for (size_t k = 0; k < ELEMENTS(rows); k++) {
		const struct person *found = NULL;

		assert_int_equal(person_find(i, rows[k].text, &found), rows[k].result);
		assert_ptr_equal(found, rows[k].result == 0 ? &i->people[rows[k].index] : NULL);
	}
	facts_done(&f);
}

/* The same person as interviewer and as contact is not two. */
static void test_finding_one_who_stands_twice(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	const struct person *found;

	(void)state;
	fact_contact_person(i, "Dana Li", "dana@acme.example", POST_RECRUITER);
	assert_int_equal(person_find(i, "Dana", &found), 0);
	assert_ptr_equal(found, &i->people[0]);
	facts_done(&f);
}

static void test_robots(void **state)
{
	static const struct {
		const char *address;
		bool robot;
	} rows[] = {
		{ "no-reply@acme.example", true },
		{ "NoReply@acme.example", true },
		{ "jobs-noreply@acme.example", true },
		{ "do_not_reply@acme.example", true },
		{ "donotreply+7f3@acme.example", true },
		{ "notifications@acme.example", true },
		{ "MAILER-DAEMON@acme.example", true },
		{ "anything@us.greenhouse-mail.io", true },
		{ "acme@myworkday.com", true },
		{ "dana@hire.lever.co", true },
		{ "dana@acme.example", false },
		{ "norah.eply@acme.example", false },
		{ "notification.team.lead@acme.example", false },
		{ "dana@notmyworkday.com", false },
		{ "dana@lever.co", false },
		{ "dana", false },
		{ "", false },
		{ NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (address_is_robot(rows[i].address) != rows[i].robot)
			fail_msg("%s", rows[i].address);
}

static void test_texts_of_people(void **state)
{
	struct person p = { .name = (char *)"Dana Li", .address = (char *)"dana@acme.example" };
	char *text = person_to_text(&p);

	(void)state;
	assert_string_equal(text, "Dana Li <dana@acme.example>");
	free(text);
	p.address = NULL;
	text = person_to_text(&p);
	assert_string_equal(text, "Dana Li");
	free(text);
}

/* What a shell would make of it. */
static void test_words_for_a_shell(void **state)
{
	static const struct {
		const char *text, *word;
	} rows[] = {
		{ "Dana", "Dana" },
		{ "Inês", "Inês" },
		{ "Dana Li", "'Dana Li'" },
		{ "O'Hara", "'O'\\''Hara'" },
		{ "", "''" },
		{ "-x", "'-x'" },
		{ "a;b", "'a;b'" },
		{ "$HOME", "'$HOME'" },
		{ "dana@acme.example", "dana@acme.example" },
		{ "100%", "100%" },
		{ "~root", "'~root'" },
		{ "line\nbreak", "'line\nbreak'" },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		assert_string_equal(command_word(&arena, rows[i].text), rows[i].word);
	arena_done(&arena);
}

static void test_commands(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	struct arena arena = { 0 };

	(void)state;
	assert_string_equal(command_sent(&arena, i, NULL, &i->people[0]),
			    "followupctl sent acme --to Dana");
	fact_interviewer(i, "Dana Lund", "lund@acme.example");
	fact_interviewer(i, "Dana Li", "li@acme.example");
	/* Neither the first name nor the name is enough. */
	assert_string_equal(command_sent(&arena, i, NULL, &i->people[0]),
			    "followupctl sent acme --to dana@acme.example");
	assert_string_equal(command_sent(&arena, i, NULL, &i->people[1]),
			    "followupctl sent acme --to 'Dana Lund'");
	assert_string_equal(command_sent(&arena, i, "check-in", NULL),
			    "followupctl sent acme check-in");
	assert_string_equal(command_outcome(&arena, i, OUTCOME_NO_RESPONSE),
			    "followupctl outcome acme no-response");
	arena_done(&arena);
	facts_done(&f);
}

/* Companies are the same whatever case, dots and blanks they are written with; a process key tells apart. */
static void test_companies(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{ "Acme Corp", "ACME corp.", true },
		{ "Acme Corp", "AcmeCorp", true },
		{ "Acme, Inc.", "acme inc", true },
		{ "École Ä. Ö", "éCOLE äö", true },
		{ "Acme", "Acme Corp", false },
		{ "Acme-Corp", "Acme Corp", false },
		{ "", ".", true },
		{ "×", "÷", false },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		struct interview a = { .company = (char *)rows[i].a },
				 b = { .company = (char *)rows[i].b };

		assert_int_equal(company_is_shared(&a, &b), rows[i].same);
		assert_int_equal(process_is_shared(&a, &b), rows[i].same);
		b.process = (char *)"sre";
		assert_int_equal(company_is_shared(&a, &b), rows[i].same);
		assert_false(process_is_shared(&a, &b));
	}
}

static void test_names(void **state)
{
	char list[100];
	enum outcome_kind outcome;
	enum channel channel;
	enum interview_state interview_state;

	(void)state;
	assert_int_equal(outcome_kind_from_text("No-Response", &outcome), 0);
	assert_int_equal(outcome, OUTCOME_NO_RESPONSE);
	assert_string_equal(outcome_kind_to_text(OUTCOME_NO_RESPONSE), "no-response");
	assert_int_equal(outcome_kind_from_text("ghosted", &outcome), -EINVAL);
	assert_int_equal(channel_from_text("", &channel), -EINVAL);
	assert_string_equal(channel_to_text(CHANNEL_NONE), "");
	assert_int_equal(interview_state_from_text("held", &interview_state), 0);
	assert_string_equal(names_listed(NAMES_CHANNEL, list, sizeof(list)),
			    "email, phone, linkedin, letter, other");
	assert_string_equal(names_listed(NAMES_STATE, list, sizeof(list)),
			    "held, cancelled, no-show, missed");
	assert_string_equal(names_listed(NAMES_STATE, list, 8), "held, c");
	assert_string_equal(names_nearest(NAMES_OUTCOME, "rejectd"), "rejected");
	assert_string_equal(names_nearest(NAMES_CHANNEL, "linkdin"), "linkedin");
	assert_null(names_nearest(NAMES_KIND, "bicycle"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finding),
		cmocka_unit_test(test_finding_one_who_stands_twice),
		cmocka_unit_test(test_robots),
		cmocka_unit_test(test_texts_of_people),
		cmocka_unit_test(test_words_for_a_shell),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_companies),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

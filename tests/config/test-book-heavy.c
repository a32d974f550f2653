/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "config/book.h"
#include "etiquette/plan.h"
#include "tests/config/nasty.h"
#include "tests/etiquette/facts.h"

/*
 * A book that somebody made to be slow, or a program that ran wild: while it is read or planned the daemon does nothing else. Each of these took
 * from 13 s to minutes, when every line was compared with all others or with each zone there is.
 */

#define LINES     30000
#define SECONDS   5
#define INTERVIEW "company = A\nwhen = 2026-01-01 10:00\n"
#define HEAD      "[a]\nzone = UTC\n" INTERVIEW

static void read_in_time(const struct text *text, struct complaints *c)
{
	cleanup_book struct book b = { 0 };
	clock_t begun = clock();

	assert_int_equal(book_parse(text->data, text->size, "book", "UTC", NULL, &b, c), 0);
	assert_true((clock() - begun) / CLOCKS_PER_SEC < SECONDS);
}

static void test_unknown_zones(void **state)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_text struct text text = { 0 };
	size_t n = (size_t)nasty_tries(LINES);
	(void)state;

	for (size_t i = 0; i < n; i++)
		text_add(&text, "[a%zu]\nzone = Europe/Berln%zu\n" INTERVIEW, i, i);
	read_in_time(&text, &c);
	assert_int_equal(c.n_errors, n);
	assert_non_null(strstr(c.items[COMPLAINTS_MAX - 1].text, "did you mean `Europe/Berlin`?"));
}

static void test_people(void **state)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_text struct text text = { 0 };
	size_t n = (size_t)nasty_tries(LINES);
	(void)state;

	text_add(&text, HEAD);
	for (size_t i = 0; i < n; i++)
		text_add(&text, "%s = Dana%zu Li\n", i % 2 ? "contact" : "interviewer", i);
	for (size_t i = 0; i < n; i++)
		text_add(&text, "sent = 2026-01-01 11:00 thank-you email to Dana%zu Li\n", i);
	read_in_time(&text, &c);
	assert_int_equal(c.n_errors, n - INTERVIEW_PEOPLE_MAX);
	assert_string_equal(
		c.items[0].text,
		"interviewer: there are 200 of them in this interview, and no more are read; leave some out");
	assert_int_equal(c.items[0].line, 5 + INTERVIEW_PEOPLE_MAX);
}

static void test_promises(void **state)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_text struct text text = { 0 };
	size_t n = (size_t)nasty_tries(LINES);
	(void)state;

	text_add(&text, HEAD);
	for (size_t i = 0; i < n; i++)
		text_add(&text, "promise = 2026-01-02 mine: send %zu\n", i);
	for (size_t i = 0; i < n; i++)
		text_add(&text, "kept = 2026-01-02 09:00: send %zu\n", i);
	read_in_time(&text, &c);
	assert_int_equal(c.n_errors, n - INTERVIEW_PROMISES_MAX);
}

/* Each line that names a promise looks at the promises, and not at all lines above it. */
static void test_skips(void **state)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_text struct text text = { 0 };
	size_t n = (size_t)nasty_tries(LINES);
	(void)state;

	text_add(&text, HEAD);
	for (size_t i = 0; i < INTERVIEW_PROMISES_MAX; i++)
		text_add(&text, "promise = 2026-01-02 mine: send %zu\n", i);
	for (size_t i = 0; i < n; i++)
		text_add(&text, "skipped = 2026-01-01 11:00 check-in\n");
	for (size_t i = 0; i < n; i++)
		text_add(&text, "skipped = 2026-01-01 11:00 promise: nothing of it\n");
	read_in_time(&text, &c);
	assert_int_equal(c.n_errors, 0);
	assert_int_equal(c.items[0].line, 5 + INTERVIEW_PROMISES_MAX + n);
}

/* In time; how many milestones there are of that status. */
static size_t plan_in_time(const struct text *text, enum milestone_status status)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_book struct book b = { 0 };
	struct facts settings;
	struct plan_input in = { .book = &b, .zone = "UTC" };
	struct plan p;
	clock_t begun;
	size_t n = 0;

	assert_int_equal(book_parse(text->data, text->size, "book", "UTC", NULL, &b, &c), 0);
	facts_init(&settings);
	in.settings = &settings.settings;
	in.now = clock_at("UTC", "2026-01-01 12:00");
	begun = clock();
	assert_int_equal(plan_make(&in, &p), 0);
	assert_true((clock() - begun) / CLOCKS_PER_SEC < SECONDS);
	for (size_t i = 0; i < p.n_milestones; i++)
		n += p.milestones[i]->status == status;
	plan_done(&p);
	facts_done(&settings);
	return n;
}

/* Which promise a message is about is found out once, not once for each promise. */
static void test_plan_of_messages(void **state)
{
	cleanup_text struct text text = { 0 };
	size_t n = (size_t)nasty_tries(LINES);
	(void)state;

	text_add(&text, HEAD);
	for (size_t i = 0; i < INTERVIEW_PROMISES_MAX; i++)
		text_add(&text, "promise = 2026-01-02 mine: send the sample with the number %zu\n",
			 i);
	for (size_t i = 0; i < n; i++)
		text_add(
			&text,
			"sent = 2026-01-01 11:00 promise email: send the sample with the number %s\n",
			i == n / 2 ? "7" : "unknown");
	assert_int_equal(plan_in_time(&text, STATUS_DONE), 1);
}

/* Whom a note went to is told by a few words of the name that is nobody's any more, not by each. */
static void test_plan_of_names(void **state)
{
	cleanup_text struct text text = { 0 };
	size_t n = (size_t)nasty_tries(LINES);
	(void)state;

	text_add(&text, HEAD "interviewer = Dana");
	for (size_t i = 0; i < n; i++)
		text_add(&text, " Li");
	text_add(&text, "\nsent = 2026-01-01 11:30 thank-you email to Eva");
	for (size_t i = 0; i < n; i++)
		text_add(&text, " Lee");
	text_add(&text, "\n");
	assert_int_equal(plan_in_time(&text, STATUS_DONE), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unknown_zones),    cmocka_unit_test(test_people),
		cmocka_unit_test(test_promises),         cmocka_unit_test(test_skips),
		cmocka_unit_test(test_plan_of_messages), cmocka_unit_test(test_plan_of_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

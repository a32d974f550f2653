/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "etiquette/phrase.h"
#include "etiquette/premise.h"
#include "etiquette/words.h"
#include "tests/etiquette/random.h"

/* Whatever the book, there are words for it, and private ones that tell nothing. */

#define BOOKS 150

static bool has_part(const struct popup_words *w, const char *part)
{
	return part && *part &&
	       (strstr(w->summary, part) || strstr(w->body, part) || strstr(w->command, part));
}

/* Nothing of a book's words is in a private pop-up. */
static void check_private(const struct popup_words *w, const struct book *b)
{
	for (size_t i = 0; i < b->n_interviews; i++) {
		const struct interview *k = &b->interviews[i];

		assert_false(has_part(w, k->company));
		for (size_t p = 0; p < k->n_people; p++) {
			assert_false(has_part(w, k->people[p].name));
			assert_false(has_part(w, k->people[p].address));
		}
		for (size_t p = 0; p < k->n_notes; p++)
			assert_false(has_part(w, k->notes[p].text));
		for (size_t p = 0; p < k->n_promises; p++)
			assert_false(has_part(w, k->promises[p].text));
	}
	assert_null(strstr(w->body, " in "));
}

/* Shows `look` each milestone of random books, `user` with it; returns how many books there were. */
static uint64_t each_milestone(uint64_t salt,
			       void (*look)(const struct milestone *m, const struct words_input *in,
					    const struct book *b, void *user),
			       void *user)
{
	const char *wrapper = getenv("WRAPPER");
	uint64_t wanted = wrapper && *wrapper ? 5 : BOOKS;

	for (uint64_t seed = 1; seed <= wanted; seed++) {
		struct dice dice = { seed * salt };
		struct words_input in = { 0 };
		struct facts f;
		struct plan p;

		facts_init(&f);
		random_facts(&dice, &f, 40, &in.now);
		in.zone = f.zone;
		in.settings = &f.settings;
		p = facts_plan_at(&f, in.now);
		for (size_t i = 0; i < p.n_milestones; i++)
			look(p.milestones[i], &in, &f.book, user);
		plan_done(&p);
		facts_done(&f);
	}
	return wanted;
}

static void check_words(const struct milestone *m, const struct words_input *in,
			const struct book *b, void *user)
{
	struct words_input private = *in;
	struct popup_words words;
	char *text;

	(void)user;
	assert_int_equal(words_popup(in, &m, 1, &words), 0);
	assert_null(strchr(words.summary, '{'));
	assert_null(strchr(words.body, '{'));
	assert_true(*words.summary && *words.command);
	popup_words_done(&words);
	text = words_why(in, m);
	assert_null(strchr(text, '{'));
	assert_null(strstr(text, "1970"));
	free(text);
	private.privacy = true;
	assert_int_equal(words_popup(&private, &m, 1, &words), 0);
	check_private(&words, b);
	popup_words_done(&words);
}

/* Every milestone has words, without a place left open, public and private. */
static void test_every_milestone_has_words(void **state)
{
	(void)state;
	each_milestone(977, check_words, NULL);
}

/* A setting that a sentence leaves to who wants to know it. */
static bool is_untold(const struct milestone *m, const char *name)
{
	return strcmp(name, "max-check-ins") == 0 || strcmp(name, "offer-decision-lead") == 0 ||
	       m->cause.id == CAUSE_NO_ROOM;
}

static const char *in_words(const struct premise *one, const struct place *user,
			    const struct place *there, usec_t now, char buffer[static PHRASE_SIZE])
{
	struct duration span;

	if (one->at != USEC_NEVER)
		return phrase_instant(NULL, user, now, one->at, buffer);
	if (date_is_set(one->date))
		return phrase_date(NULL, there, now, one->date, buffer);
	return duration_from_text(one->value, &span) == 0 ? phrase_duration(NULL, span, buffer)
							  : one->value;
}

/* What programs are told is what people are told: each figure stands in the sentence, and no sentence has one that programs are not told. */
static void check_premises(const struct milestone *m, const struct words_input *in,
			   const struct book *b, void *user)
{
	size_t *seen = user;
	struct place here = place_get(NULL, NULL, in->zone);
	struct place there = place_get(NULL, NULL, m->base ? m->base->zone : in->zone);
	struct premise list[PREMISES_MAX];
	size_t n = premises_of(m, &in->settings->etiquette, list);
	cleanup_why_words struct why_words why;

	(void)b;
	assert_int_equal(words_explain(in, m, &why), 0);
	assert_true(*why.rule && *why.source && *why.arithmetic && n <= PREMISES_MAX);
	assert_true(!why.change == (m->status != STATUS_UPCOMING && !milestone_is_open(m)));
	for (size_t k = 0; k < n; k++) {
		char buffer[PHRASE_SIZE];

		assert_int_equal((list[k].at != USEC_NEVER) + date_is_set(list[k].date) +
					 (*list[k].value != '\0'),
				 1);
		if (is_untold(m, list[k].name))
			continue;
		assert_non_null(
			strstr(why.arithmetic, in_words(&list[k], &here, &there, in->now, buffer)));
	}
	assert_true(n > 0 || !strpbrk(why.arithmetic, "0123456789"));
	seen[m->cause.id] += n;
}

static void test_premises_are_what_the_reason_says(void **state)
{
	size_t seen[CAUSE_COUNT] = { 0 }, n_seen = 0;
	uint64_t books = each_milestone(1013, check_premises, seen);

	(void)state;
	for (size_t id = 0; id < CAUSE_COUNT; id++)
		n_seen += seen[id] > 0;
	assert_true(n_seen >= (books < BOOKS ? 15u : 35u));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_milestone_has_words),
		cmocka_unit_test(test_premises_are_what_the_reason_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "etiquette/words.h"
#include "tests/etiquette/random.h"

/* Whatever the book, there are words for it, and private ones that tell nothing. */

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

/* Every milestone has words, without a place left open, public and private. */
static void test_every_milestone_has_words(void **state)
{
	const char *wrapper = getenv("WRAPPER");
	uint64_t wanted = wrapper && *wrapper ? 5 : 150;

	(void)state;
	for (uint64_t seed = 1; seed <= wanted; seed++) {
		struct dice dice = { seed * 977u };
		struct facts f;
		struct plan p;
		usec_t now;

		facts_init(&f);
		random_facts(&dice, &f, 40, &now);
		p = facts_plan_at(&f, now);
		for (size_t i = 0; i < p.n_milestones; i++) {
			const struct milestone *m = p.milestones[i];
			struct words_input in = { .now = now,
						  .zone = f.zone,
						  .settings = &f.settings };
			struct popup_words words;
			char *text;

			assert_int_equal(words_popup(&in, &m, 1, &words), 0);
			assert_null(strchr(words.summary, '{'));
			assert_null(strchr(words.body, '{'));
			assert_true(*words.summary && *words.command);
			popup_words_done(&words);
			text = words_why(&in, m);
			assert_null(strchr(text, '{'));
			assert_null(strstr(text, "1970"));
			free(text);
			in.privacy = true;
			assert_int_equal(words_popup(&in, &m, 1, &words), 0);
			check_private(&words, &f.book);
			popup_words_done(&words);
		}
		plan_done(&p);
		facts_done(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_milestone_has_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

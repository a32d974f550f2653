/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <malloc.h>

#include "common/text.h"
#include "tests/etiquette/properties.h"

/* What must hold for every book there is, tried with random ones. */

/* ---- All of it ---------------------------------------------------------------------------------- */

static void check_keys(const struct trial *t)
{
	for (size_t i = 0; i < t->plan.n_milestones; i++)
		for (size_t k = 0; k < i; k++)
			holds(t,
			      !text_equal(t->plan.milestones[i]->key, t->plan.milestones[k]->key));
}

/* What says something about some milestones only, and how many it has to have looked at when all is over. */
static const struct sieve {
	const char *name;
	bool (*check)(const struct trial *t, const struct milestone *m);
	size_t least; /* of 100,000 processes */
} sieves[] = {
	{ "24 hours are 86,400 seconds", check_thank_you, 20000 },
	{ "days between two messages", check_gap, 40000 },
	{ "days before a check-in", check_lower_bound, 12000 },
	{ "no check-in before their own date", check_timeline, 7000 },
	{ "nothing after an outcome but its own", check_ended, 5000 },
};
#define N_SIEVES (sizeof(sieves) / sizeof(sieves[0]))

static void check_milestone(const struct trial *t, const struct milestone *m, size_t looked[])
{
	check_window(t, m);
	if (!is_to_do(m))
		return;
	check_popup(t, m);
	check_showings(t, m);
	for (size_t i = 0; m->interview && i < N_SIEVES; i++)
		looked[i] += sieves[i].check(t, m);
}

static void check_trial(struct trial *t, size_t looked[])
{
	check_keys(t);
	for (size_t i = 0; i < t->plan.n_milestones; i++)
		check_milestone(t, t->plan.milestones[i], looked);
	for (size_t i = 0; i < t->facts.book.n_interviews; i++) {
		check_cap(t, &t->facts.book.interviews[i]);
		check_alive(t, &t->facts.book.interviews[i]);
	}
	for (size_t i = 0; i < t->plan.n_milestones && t->seed % 50 == 0; i++)
		if (t->plan.milestones[i]->interview && is_to_do(t->plan.milestones[i]))
			check_best(t, t->plan.milestones[i]);
	/* Beside a stranger it is planned again, too; this one looks at the weeks ahead as well. */
	if (t->seed % 8 == 0)
		check_again(t);
	check_strangers(t);
}

static void test_every_book(void **state)
{
	struct places places = { .much = true };
	/* Plans come and go: what one gives back is for the next, and not for the kernel. */
	int kept = mallopt(M_MMAP_THRESHOLD, 64 << 20) & mallopt(M_TRIM_THRESHOLD, 256 << 20);
	size_t wanted = processes_wanted(100000), processes = 0, looked[N_SIEVES] = { 0 };

	(void)state;
	(void)kept;
	for (uint64_t seed = first_seed(); processes < wanted; seed++) {
		struct trial t;

		trial_init(&t, &places, seed);
		processes += processes_count(&t.facts);
		check_trial(&t, looked);
		trial_done(&t);
	}
	places_done(&places);
	/* One that looked at nothing has shown nothing. */
	for (size_t i = 0; i < N_SIEVES; i++)
		if (looked[i] < sieves[i].least * (wanted / 1000) / 100)
			fail_msg("%s: tried on %zu milestones only", sieves[i].name, looked[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_book),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

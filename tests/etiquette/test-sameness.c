/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/text.h"
#include "tests/etiquette/trial.h"

/* The same book gives the same plan: asked again, beside strangers, and until something is said to change. */

static bool milestones_equal(const struct milestone *a, const struct milestone *b)
{
	return text_equal(a->key, b->key) && text_equal(a->tag, b->tag) && a->rule == b->rule &&
	       a->status == b->status && a->born == b->born && a->opens == b->opens &&
	       a->deadline == b->deadline && a->late_until == b->late_until &&
	       a->moment == b->moment && a->last_call == b->last_call &&
	       a->next_popup == b->next_popup && a->shown == b->shown && a->of == b->of &&
	       a->done_at == b->done_at && a->pressing == b->pressing &&
	       text_equal(a->assumes, b->assumes) && text_equal(a->reason, b->reason) &&
	       text_equal(a->finish, b->finish);
}

static void test_twice_is_the_same(void **state)
{
	struct places places = { .much = true };
	(void)state;
	for (uint64_t seed = first_seed(); seed < first_seed() + processes_wanted() / 300; seed++) {
		struct trial t;
		struct plan again;

		trial_init(&t, &places, seed);
		again = facts_plan_at(&t.facts, t.now);
		holds(&t, again.n_milestones == t.plan.n_milestones);
		holds(&t, again.next_popup == t.plan.next_popup &&
				  again.next_change == t.plan.next_change);
		for (size_t i = 0; i < again.n_milestones; i++)
			holds(&t, milestones_equal(&again.milestones[i], &t.plan.milestones[i]));
		plan_done(&again);
		trial_done(&t);
	}
	places_done(&places);
}

/* Years away, so that the user is not busy with it. */
static void test_strangers_change_nothing(void **state)
{
	struct places places = { .much = true };
	(void)state;
	for (uint64_t seed = first_seed(); seed < first_seed() + processes_wanted() / 300; seed++) {
		struct trial t;
		struct plan with;
		struct interview *i;

		trial_init(&t, &places, seed);
		i = random_interview(&t.dice, &t.facts, "Unrelated", t.now - 900 * USEC_PER_DAY,
				     t.now - 880 * USEC_PER_DAY);
		i->n_outcomes = 0;
		with = facts_plan_at(&t.facts, t.now);
		for (size_t k = 0; k < t.plan.n_milestones; k++) {
			const struct milestone *m = &t.plan.milestones[k];
			const struct milestone *same = plan_key(&with, m->key);

			if (m->interview)
				holds(&t, same && milestones_equal(m, same));
		}
		plan_done(&with);
		trial_done(&t);
	}
	places_done(&places);
}

/* Until next_change nothing differs; so that a program that sleeps until then misses nothing. */
static void test_nothing_changes_before_next_change(void **state)
{
	struct places places = { .much = true };
	(void)state;
	for (uint64_t seed = first_seed(); seed < first_seed() + processes_wanted() / 300; seed++) {
		struct trial t;
		struct plan after;
		usec_t then;

		trial_init(&t, &places, seed);
		holds(&t, t.plan.next_change > t.now);
		then = t.plan.next_change == USEC_NEVER ? t.now + 400 * USEC_PER_DAY
							: t.plan.next_change - 1;
		/* What is due is shown then, which this test does not do. */
		for (size_t k = 0; k < t.plan.n_milestones; k++)
			if (t.plan.milestones[k].next_popup > t.now &&
			    t.plan.milestones[k].next_popup < then)
				then = t.plan.milestones[k].next_popup;
		then = chance(&t.dice, 50) ? then : t.now + (then - t.now) / 2;
		after = facts_plan_at(&t.facts, then);
		for (size_t k = 0; k < t.plan.n_milestones; k++) {
			const struct milestone *m = &t.plan.milestones[k],
					       *same = plan_key(&after, m->key);

			if (m->assumes || (same && same->assumes))
				continue;
			if (!same || same->status != m->status ||
			    !(same->next_popup == m->next_popup ||
			      (same->next_popup <= then && m->next_popup <= then))) {
				char a[INSTANT_SIZE], b[INSTANT_SIZE];

				fprintf(stderr, "%s at %s: %s, popup %s\n", m->key,
					clock_text(t.facts.zone, then, a),
					same ? milestone_status_to_text(same->status) : "gone",
					clock_text(t.facts.zone,
						   same ? same->next_popup : USEC_NEVER, b));
			}
			holds(&t, same && same->status == m->status);
			holds(&t, same->next_popup == m->next_popup ||
					  (same->next_popup <= then && m->next_popup <= then));
		}
		plan_done(&after);
		trial_done(&t);
	}
	places_done(&places);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_twice_is_the_same),
		cmocka_unit_test(test_strangers_change_nothing),
		cmocka_unit_test(test_nothing_changes_before_next_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

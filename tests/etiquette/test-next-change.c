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

/* The plan stays as it is until something is said to change. */

/* Until next_change nothing differs; so that a program that sleeps until then misses nothing. */
static void test_nothing_changes_before_next_change(void **state)
{
	struct places places = { .much = true };
	size_t wanted = processes_wanted(5000), processes = 0;

	(void)state;
	for (uint64_t seed = first_seed(); processes < wanted; seed++) {
		struct trial t;
		struct plan after;
		usec_t then;

		trial_init(&t, &places, seed);
		processes += processes_count(&t.facts);
		holds(&t, t.plan.next_change > t.now);
		then = t.plan.next_change == USEC_NEVER ? t.now + 400 * USEC_PER_DAY
							: t.plan.next_change - 1;
		/* What is due is shown then, which this test does not do. */
		for (size_t k = 0; k < t.plan.n_milestones; k++)
			if (t.plan.milestones[k]->next_popup > t.now &&
			    t.plan.milestones[k]->next_popup < then)
				then = t.plan.milestones[k]->next_popup;
		then = chance(&t.dice, 50) ? then : t.now + (then - t.now) / 2;
		after = facts_plan_at(&t.facts, then);
		for (size_t k = 0; k < t.plan.n_milestones; k++) {
			const struct milestone *m = t.plan.milestones[k],
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
		cmocka_unit_test(test_nothing_changes_before_next_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/properties.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/text.h"
#include "tests/etiquette/said.h"

static bool milestones_equal(const struct milestone *a, const struct milestone *b)
{
	return text_equal(a->key, b->key) && text_equal(a->tag, b->tag) && a->rule == b->rule &&
	       a->status == b->status && a->born == b->born && a->opens == b->opens &&
	       a->deadline == b->deadline && a->late_until == b->late_until &&
	       a->moment == b->moment && a->last_call == b->last_call &&
	       a->next_popup == b->next_popup && a->shown == b->shown && a->of == b->of &&
	       a->done_at == b->done_at && a->pressing == b->pressing && !a->assumes == !b->assumes;
}

/* To whoever asks, the same is said of both, and a reason for each. */
static bool words_equal(const struct trial *t, const struct milestone *a, const struct milestone *b)
{
	cleanup_milestone_words struct milestone_words x = said_of(&t->facts, a, t->now);
	cleanup_milestone_words struct milestone_words y = said_of(&t->facts, b, t->now);

	return *x.title && *x.reason && text_equal(x.title, y.title) &&
	       text_equal(x.reason, y.reason) && text_equal(x.finish, y.finish) &&
	       text_equal(x.assumes, y.assumes);
}

void check_again(const struct trial *t)
{
	struct plan again = facts_plan_at((struct facts *)&t->facts, t->now);

	holds(t, again.n_milestones == t->plan.n_milestones);
	holds(t,
	      again.next_popup == t->plan.next_popup && again.next_change == t->plan.next_change);
	for (size_t i = 0; i < again.n_milestones; i++)
		holds(t, milestones_equal(again.milestones[i], t->plan.milestones[i]) &&
				 words_equal(t, again.milestones[i], t->plan.milestones[i]));
	plan_done(&again);
}

/* The next one that is of an interview, and not of the stranger's; NULL: there is none. */
static const struct milestone *next_of(const struct plan *p, size_t *at, const char *stranger)
{
	while (*at < p->n_milestones) {
		const struct milestone *m = p->milestones[(*at)++];

		if (m->interview && !text_equal(m->interview->company, stranger))
			return m;
	}
	return NULL;
}

/*
 * Their talk was years ago, so that the user is not busy with it; all else between them is of these days. An acceptance would concern
 * the others, by rule, so there is no outcome.
 */
void check_strangers(struct trial *t)
{
	static const char name[] = "Unrelated";
	usec_t start = t->now - (usec_t)(1 + roll(&t->dice, 40)) * USEC_PER_DAY;
	struct interview *i = random_interview(&t->dice, &t->facts, name, start, t->now);
	const struct milestone *m, *same;
	struct plan with;
	size_t at = 0, at_with = 0;

	i->start -= 900 * USEC_PER_DAY;
	i->end -= 900 * USEC_PER_DAY;
	i->n_outcomes = 0;
	with = facts_plan_at(&t->facts, t->now);
	do {
		m = next_of(&t->plan, &at, name);
		same = next_of(&with, &at_with, name);
		holds(t, (m == NULL) == (same == NULL));
		holds(t, !m || (milestones_equal(m, same) && words_equal(t, m, same)));
	} while (m);
	plan_done(&with);
}

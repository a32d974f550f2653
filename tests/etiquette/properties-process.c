/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/properties.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/text.h"
#include "common/zone.h"

/* ---- Nothing dies silently ---------------------------------------------------------------------- */

const struct outcome *newest_outcome(const struct trial *t, const struct interview *i)
{
	const struct outcome *newest = NULL;

	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		for (size_t o = 0; o < round->n_outcomes && is_own_process(round, i); o++)
			if (!newest || round->outcomes[o].at >= newest->at)
				newest = &round->outcomes[o];
	}
	return newest;
}

static bool was_heard_after(const struct trial *t, const struct interview *i, usec_t at)
{
	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		for (size_t c = 0; c < round->n_contacts && is_own_process(round, i); c++)
			if (round->contacts[c].heard && round->contacts[c].at > at)
				return true;
	}
	return false;
}

/* Another interview than the one that the end is written to begins after it. */
static bool has_later_round(const struct trial *t, const struct interview *i,
			    const struct interview *written_to, usec_t at)
{
	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		if (round != written_to && round->state == STATE_HELD && round->start > at &&
		    is_own_process(round, i))
			return true;
	}
	return false;
}

static bool was_opened_from(const struct trial *t, const struct interview *i, usec_t at)
{
	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		for (size_t o = 0; o < round->n_outcomes && is_own_process(round, i); o++)
			if (round->outcomes[o].kind == OUTCOME_OPEN && round->outcomes[o].at >= at)
				return true;
	}
	return false;
}

/* A word of withdrawal was sent, and nothing opened the process again. */
static bool was_told_of_withdrawal(const struct trial *t, const struct interview *i)
{
	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		for (size_t n = 0; n < round->n_contacts && is_own_process(round, i); n++) {
			const struct contact *c = &round->contacts[n];

			if (!c->heard && text_equal(c->milestone, "withdraw") &&
			    !was_opened_from(t, i, c->at) && !has_later_round(t, i, round, c->at))
				return true;
		}
	}
	return false;
}

static const struct interview *round_of(const struct trial *t, const struct outcome *o)
{
	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		if (o >= round->outcomes && o < round->outcomes + round->n_outcomes)
			return round;
	}
	return NULL;
}

/* It came out in one way or another, or the user said no; an offer is no end, and an end may be taken back. */
static bool is_over(const struct trial *t, const struct interview *i)
{
	const struct outcome *newest = newest_outcome(t, i);

	if (!newest || newest->kind == OUTCOME_OPEN ||
	    has_later_round(t, i, round_of(t, newest), newest->at) ||
	    (newest->kind == OUTCOME_NO_RESPONSE && was_heard_after(t, i, newest->at)))
		return was_told_of_withdrawal(t, i);
	return newest->kind != OUTCOME_OFFER;
}

/* A process that is not over has something to come, be it only that it is time to move on; and that has no end. */
void check_alive(const struct trial *t, const struct interview *i)
{
	if (is_over(t, i))
		return;
	for (size_t k = 0; k < t->plan.n_milestones; k++) {
		const struct milestone *m = t->plan.milestones[k];

		if (m->interview && is_to_do(m) && is_own_process(m->interview, i) &&
		    (text_equal(m->name, "move-on") || text_equal(m->name, "offer-decision")))
			return;
	}
	trial_print(t);
	fail_msg("the process of %s dies silently for seed %llu", i->company,
		 (unsigned long long)t->seed);
}

/* It may have been opened again, by another interview or by an answer after all. */
static bool may_be_open_again(const struct trial *t, const struct interview *i,
			      const struct outcome *newest)
{
	usec_t last_start = 0;

	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		if (is_own_process(round, i) && round->start > last_start)
			last_start = round->start;
	}
	return last_start > newest->at ||
	       (newest->kind == OUTCOME_NO_RESPONSE && was_heard_after(t, i, newest->at));
}

/* What each outcome asks for itself; who accepted still keeps to what was agreed, and an offer is no end yet. */
static bool is_asked_for_by(enum outcome_kind outcome, enum rule_id rule)
{
	switch (rule) {
	case RULE_GRACIOUS_REPLY:
		return outcome == OUTCOME_REJECTED;
	case RULE_WITHDRAW:
		return outcome == OUTCOME_WITHDRAWN || outcome == OUTCOME_OFFER;
	case RULE_MOVE_ON_OFFER:
	case RULE_OFFER_REPLY:
	case RULE_OFFER_DECISION:
	case RULE_PREPARE:
	case RULE_DEBRIEF:
	case RULE_THANK_YOU:
	case RULE_NO_SHOW:
		return outcome == OUTCOME_OFFER;
	case RULE_PROMISE_MINE:
	case RULE_PROMISE_THEIRS:
		return outcome == OUTCOME_OFFER || outcome == OUTCOME_ACCEPTED;
	default:
		return false;
	}
}

bool check_ended(const struct trial *t, const struct milestone *m)
{
	const struct outcome *newest = newest_outcome(t, m->interview);

	if (!newest || newest->kind == OUTCOME_OPEN || may_be_open_again(t, m->interview, newest))
		return false;
	holds(t, is_asked_for_by(newest->kind, m->rule->id));
	return true;
}

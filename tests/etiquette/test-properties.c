/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/text.h"
#include "common/zone.h"
#include "tests/etiquette/trial.h"

/* What must hold for every book there is, tried with random ones. */

/* ---- Windows and moments ------------------------------------------------------------------------ */

static void check_window(const struct trial *t, const struct milestone *m)
{
	holds(t, m->opens <= m->deadline);
	holds(t, m->deadline <= m->late_until);
	holds(t, m->moment == USEC_NEVER || m->moment >= m->opens);
	holds(t, m->moment == USEC_NEVER || m->moment < m->deadline);
	holds(t, m->last_call == USEC_NEVER ||
			 (m->last_call > m->moment && m->last_call < m->deadline));
	holds(t, m->reason && *m->reason);
	holds(t, !m->pressing || m->next_popup != USEC_NEVER);
	if (m->status == STATUS_UPCOMING)
		holds(t, m->opens > t->now);
	if (m->status == STATUS_DUE)
		holds(t, m->opens <= t->now && t->now < m->deadline);
	if (m->status == STATUS_LATE)
		holds(t, m->deadline <= t->now && t->now < m->late_until);
	if (!is_to_do(m))
		holds(t, m->next_popup == USEC_NEVER);
}

static bool may_break_quiet(const struct trial *t, const struct milestone *m, usec_t at)
{
	return m->rule->id == RULE_DEBRIEF && !is_busy(t, at) &&
	       at <= m->interview->end + 30 * USEC_PER_MIN;
}

static bool was_snoozed(const struct trial *t, const struct milestone *m)
{
	const struct showing *s = memory_find(&t->facts.memory, m->key);

	return s && s->snoozed_until != USEC_NEVER;
}

/* Never in quiet hours or an own interview, never when it is over, never before it opens. */
static void check_popup(const struct trial *t, const struct milestone *m)
{
	usec_t at = m->next_popup > t->now ? m->next_popup : t->now;

	if (m->moment != USEC_NEVER)
		holds(t, is_good(t, m->moment) || may_break_quiet(t, m, m->moment));
	if (m->last_call != USEC_NEVER)
		holds(t, is_good(t, m->last_call));
	if (m->next_popup == USEC_NEVER)
		return;
	holds(t, at < m->late_until);
	holds(t, at >= m->opens);
	/* A time that the user asked for is kept as it is. */
	if (!was_snoozed(t, m))
		holds(t, is_good(t, at) || may_break_quiet(t, m, at));
	if (m->assumes)
		holds(t, m->next_popup > t->now);
	if (m->status != STATUS_LATE && m->next_popup >= m->deadline)
		holds(t,
		      m->rule->unshown != UNSHOWN_DROPPED && m->rule->unshown != UNSHOWN_NEXT_RULE);
}

/* A moment that is not the best one is so because there is no best one. Looks at every quarter of an hour. */
static void check_best(const struct trial *t, const struct milestone *m)
{
	usec_t span = t->facts.settings.etiquette.last_call.amount,
	       quarter = (m->deadline - m->opens) / 4, limit;

	if (m->moment == USEC_NEVER || m->rule->any_day || m->deadline == USEC_NEVER ||
	    m->deadline - m->opens > 15 * USEC_PER_DAY)
		return;
	/* A fact that was just typed keeps its hour. */
	limit = m->deadline - (span < quarter ? span : quarter);
	if (is_best(t, zone_of(m), m->moment)) {
		for (usec_t at = m->opens + USEC_PER_HOUR; at < m->moment; at += 15 * USEC_PER_MIN)
			holds(t, !is_best(t, zone_of(m), at) || is_dawn(t, at));
		return;
	}
	for (usec_t at = m->opens + USEC_PER_HOUR; at <= limit; at += 15 * USEC_PER_MIN)
		holds(t, !is_best(t, zone_of(m), at));
}

/* ---- Never pushy -------------------------------------------------------------------------------- */

/* When a message of the plan would go: at its moment, or now. */
static usec_t goes_at(const struct trial *t, const struct milestone *m)
{
	usec_t now = t->now - t->now % USEC_PER_MIN;

	return m->moment != USEC_NEVER && m->moment > now ? m->moment
	       : m->opens > now                           ? m->opens
							  : now;
}

/* Days as a calendar counts them: the same clock reading so many days later. */
static bool gap_is_kept(const struct trial *t, const char *zone, usec_t earlier, usec_t later)
{
	struct reading r = reading_at(t, zone, earlier);

	r.date = date_add_days(r.date, t->facts.settings.etiquette.minimum_gap.amount);
	return later + USEC_PER_SEC > zone_instant(zone, &r);
}

/* Two that are both yet to go may count the days on clocks of which one is set back in between. */
static void check_gap_to(const struct trial *t, const struct milestone *m, usec_t other,
			 usec_t slack)
{
	usec_t at = goes_at(t, m);

	if (other <= at)
		holds(t, gap_is_kept(t, zone_of(m), other, at + slack));
	else
		holds(t, gap_is_kept(t, zone_of(m), at, other + slack));
}

static void check_gap(const struct trial *t, const struct milestone *m)
{
	for (size_t i = 0; i < t->facts.book.n_interviews; i++) {
		const struct interview *round = &t->facts.book.interviews[i];

		if (!text_equal(round->company, m->interview->company))
			continue;
		for (size_t k = 0; k < round->n_contacts; k++)
			if (!round->contacts[k].heard)
				check_gap_to(t, m, round->contacts[k].at, 0);
	}
	for (size_t i = 0; i < t->plan.n_milestones; i++) {
		const struct milestone *other = &t->plan.milestones[i];

		if (other != m && other->interview && other->rule->asks_for_news &&
		    is_to_do(other) && text_equal(other->interview->company, m->interview->company))
			check_gap_to(t, m, goes_at(t, other), USEC_PER_HOUR);
	}
}

static usec_t last_end(const struct trial *t, const struct interview *i)
{
	usec_t end = 0;

	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		if (is_own_process(round, i) && round->state == STATE_HELD && round->end > end)
			end = round->end;
	}
	return end;
}

/* Messages sent since the last round and messages planned are not more than the settings allow. */
static void check_cap(const struct trial *t, const struct interview *i)
{
	usec_t end = last_end(t, i);
	size_t sent = 0, planned = 0, max = (size_t)t->facts.settings.etiquette.max_check_ins;

	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		for (size_t c = 0; c < round->n_contacts && is_own_process(round, i); c++)
			sent += surely_asks(&round->contacts[c]) && round->contacts[c].at >= end;
	}
	for (size_t k = 0; k < t->plan.n_milestones; k++) {
		const struct milestone *m = &t->plan.milestones[k];

		planned += m->interview && m->rule->asks_for_news && is_to_do(m) &&
			   is_own_process(m->interview, i);
	}
	holds(t, planned == 0 || sent + planned <= max);
}

/* ---- Nothing dies silently ---------------------------------------------------------------------- */

static bool move_on_was_skipped(const struct trial *t, const struct interview *i)
{
	for (size_t k = 0; k < t->plan.n_milestones; k++) {
		const struct milestone *m = &t->plan.milestones[k];

		if (m->interview && m->rule->id == RULE_MOVE_ON && m->status == STATUS_SKIPPED &&
		    is_own_process(m->interview, i))
			return true;
	}
	return false;
}

static const struct outcome *newest_outcome(const struct trial *t, const struct interview *i)
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

static bool has_line(const struct trial *t, const struct interview *i, const char *milestone)
{
	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		for (size_t c = 0; c < round->n_contacts && is_own_process(round, i); c++)
			if (text_equal(round->contacts[c].milestone, milestone))
				return true;
	}
	return false;
}

/* An open process has something to come, be it only that it is time to move on. */
static void check_alive(const struct trial *t, const struct interview *i)
{
	const struct outcome *newest = newest_outcome(t, i);

	if ((newest && newest->kind != OUTCOME_OPEN) || has_line(t, i, "withdraw") ||
	    move_on_was_skipped(t, i))
		return;
	for (size_t k = 0; k < t->plan.n_milestones; k++) {
		const struct milestone *m = &t->plan.milestones[k];

		if (m->interview && m->rule->id == RULE_MOVE_ON && is_to_do(m) &&
		    is_own_process(m->interview, i))
			return;
	}
	trial_print(t);
	fail_msg("the process of %s dies silently for seed %llu", i->company,
		 (unsigned long long)t->seed);
}

/* After an outcome there is only what it asks for itself. */
static void check_ended(const struct trial *t, const struct milestone *m)
{
	const struct outcome *newest = newest_outcome(t, m->interview);
	usec_t last_start = 0;

	if (!newest || newest->kind == OUTCOME_OPEN || newest->kind == OUTCOME_OFFER ||
	    newest->kind == OUTCOME_NO_RESPONSE)
		return;
	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		if (is_own_process(round, m->interview) && round->start > last_start)
			last_start = round->start;
	}
	if (last_start > newest->at)
		return; /* it may have been reopened */
	switch (m->rule->id) {
	case RULE_GRACIOUS_REPLY:
		holds(t, newest->kind == OUTCOME_REJECTED);
		break;
	case RULE_WITHDRAW:
		holds(t, newest->kind == OUTCOME_WITHDRAWN);
		break;
	case RULE_PROMISE_MINE:
	case RULE_PROMISE_THEIRS:
		holds(t, newest->kind == OUTCOME_ACCEPTED);
		break;
	default:
		holds(t, m->rule->id == RULE_COUNT); /* anything else */
	}
}

/* ---- The employer's own date -------------------------------------------------------------------- */

/* A date that was given in the last round after all others, and that nobody answered on or after, holds back every check-in. */
static void check_timeline(const struct trial *t, const struct milestone *m)
{
	const struct interview *i = m->interview;
	const struct decision *d = i->n_decisions ? &i->decisions[i->n_decisions - 1] : NULL;
	usec_t date_at;

	if (t->facts.book.n_interviews != 1 || !d || i->state != STATE_HELD ||
	    date_compare(d->date, reading_at(t, i->zone, i->start).date) < 0)
		return;
	for (size_t k = 0; k < i->n_contacts; k++)
		if (i->contacts[k].heard &&
		    date_compare(reading_at(t, i->zone, i->contacts[k].at).date, d->date) >= 0)
			return;
	date_at = zone_instant_at(i->zone, d->date, 23, 59);
	holds(t, m->opens > date_at);
}

/* ---- All of it ---------------------------------------------------------------------------------- */

static void check_keys(const struct trial *t)
{
	for (size_t i = 0; i < t->plan.n_milestones; i++)
		for (size_t k = 0; k < i; k++)
			holds(t, !text_equal(t->plan.milestones[i].key, t->plan.milestones[k].key));
}

static void check_milestone(const struct trial *t, const struct milestone *m)
{
	check_window(t, m);
	if (!is_to_do(m))
		return;
	check_popup(t, m);
	if (!m->interview)
		return;
	check_ended(t, m);
	if (m->rule->asks_for_news)
		check_gap(t, m);
	if (m->rule->id == RULE_CHECK_IN || m->rule->id == RULE_SECOND_CHECK_IN)
		check_timeline(t, m);
}

static size_t count_processes(const struct trial *t)
{
	size_t n = 0;

	for (size_t i = 0, k; i < t->facts.book.n_interviews; i++) {
		for (k = 0; k < i; k++)
			if (is_own_process(&t->facts.book.interviews[i],
					   &t->facts.book.interviews[k]))
				break;
		n += k == i;
	}
	return n;
}

static void test_every_book(void **state)
{
	struct places places = { .much = true };
	size_t wanted = processes_wanted(), processes = 0;

	(void)state;
	for (uint64_t seed = first_seed(); processes < wanted; seed++) {
		struct trial t;

		trial_init(&t, &places, seed);
		check_keys(&t);
		for (size_t i = 0; i < t.plan.n_milestones; i++)
			check_milestone(&t, &t.plan.milestones[i]);
		for (size_t i = 0; i < t.facts.book.n_interviews; i++) {
			check_cap(&t, &t.facts.book.interviews[i]);
			check_alive(&t, &t.facts.book.interviews[i]);
		}
		for (size_t i = 0; i < t.plan.n_milestones && seed % 50 == 0; i++)
			if (t.plan.milestones[i].interview && is_to_do(&t.plan.milestones[i]))
				check_best(&t, &t.plan.milestones[i]);
		processes += count_processes(&t);
		trial_done(&t);
	}
	places_done(&places);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_book),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

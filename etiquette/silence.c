/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include "common/limits.h"
#include "etiquette/reason.h"

/*
 * Messages that ask for news are kept apart from every other message to the company, of whatever process: from those that were
 * sent, and from those that this plan assumes.
 */

struct spacing {
	struct company *company;
	struct moment_input moments;
	struct place there; /* the recipient's clock counts the days */
	struct duration gap;
};

/* The message that stands too near to `at`; n_messages: none does. */
static size_t spacing_conflict(const struct spacing *s, usec_t at)
{
	usec_t next = place_add(&s->there, at, s->gap, OPENING_HOUR);
	size_t i;

	for (i = 0; i < s->company->n_messages; i++) {
		usec_t other = s->company->messages[i];

		if (other <= at ? place_add(&s->there, other, s->gap, OPENING_HOUR) > at
				: other < next)
			break;
	}
	return i;
}

/* Moves *opens behind all that stands in the way; returns the moment that results. *born follows the facts among them. */
static usec_t spacing_find(const struct spacing *s, usec_t *opens, usec_t *born)
{
	usec_t moment = *opens;

	for (size_t step = 0; step <= s->company->n_messages; step++) {
		usec_t last = *opens + DURATION_DAYS_MAX * USEC_PER_DAY;
		size_t other;

		moment = moment_first_best(&s->moments, *opens, last);
		if (moment == USEC_NEVER)
			moment = moment_first_good(&s->moments, *opens, last);
		if (moment == USEC_NEVER)
			moment = *opens;
		other = spacing_conflict(s, moment);
		if (other == s->company->n_messages)
			break;
		*opens = place_add(&s->there, s->company->messages[other], s->gap, OPENING_HOUR);
		if (other < s->company->n_facts && s->company->messages[other] > *born)
			*born = s->company->messages[other];
	}
	return moment;
}

static struct spacing spacing_of(struct planner *p, struct process *process,
				 const struct person *to)
{
	struct spacing s = {
		.company = process->company,
		.moments = planner_moments(p, process, to),
		.gap = p->in->settings->etiquette.minimum_gap,
	};

	s.there = place_get(&p->places, &p->in->settings->moment, s.moments.recipient_zone);
	return s;
}

usec_t silence_first_fine(struct planner *p, struct process *process, const struct person *to,
			  usec_t from)
{
	struct spacing spacing = spacing_of(p, process, to);
	usec_t born = 0;

	return spacing_find(&spacing, &from, &born);
}

struct milestone *silence_add(struct planner *p, struct process *process, struct sketch *s,
			      bool room)
{
	const struct settings *settings = p->in->settings;
	struct spacing spacing = spacing_of(p, process, s->to);
	usec_t opens = s->opens, moment, least;
	struct milestone *m;

	if (s->settled != STATUS_UPCOMING)
		return planner_add(p, process, s);
	moment = spacing_find(&spacing, &opens, &s->born);
	if (opens != s->opens)
		s->reason = reason_waits(p, process, s->reason, opens);
	s->opens = opens;
	least = place_add(&spacing.there, moment, settings->etiquette.check_in_room, CLOSING_HOUR);
	if (room && s->deadline < least)
		s->deadline = least;
	m = planner_add(p, process, s);
	if (!m || !(m->status == STATUS_UPCOMING || milestone_is_open(m)))
		return m;
	process->silence.asked_at = planner_assumed_at(p, m);
	if (company_add_message(process->company, &p->arena, process->silence.asked_at) < 0)
		return NULL;
	return m;
}

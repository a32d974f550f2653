/* SPDX-License-Identifier: MIT */
#include "etiquette/process.h"

/* The date by which they said they would decide, of all that were written down. */

/* A date that they gave. */
struct given {
	struct date date;
	const struct interview *in;
	usec_t since;
};

/* Given when: a stamp, else the round's own start. */
static usec_t decision_since(const struct decision *d, const struct interview *i)
{
	return d->given_at != USEC_NEVER ? d->given_at : i->start;
}

/* Used up by a reply on or after its date, or by another round on or after it; one before its own interview never was one. */
static bool timeline_is_used_up(const struct process *p, const struct timeline *t)
{
	for (size_t i = 0; i < p->n_rounds; i++) {
		const struct interview *round = p->rounds[i];
		int order = date_compare(place_date(&t->place, round->start), t->date);

		if (round->state == STATE_HELD &&
		    (order > 0 || (order == 0 && round != t->given_in)))
			return true;
	}
	return p->heard && date_compare(place_date(&t->place, p->heard->at), t->date) >= 0;
}

/* Of two that were given at one time the later date counts, as below. */
static bool given_replaces(const struct given *g, const struct given *other)
{
	if (!other->in || g->since != other->since)
		return !other->in || g->since > other->since;
	return date_compare(g->date, other->date) >= 0;
}

/* The last one that was given, of those that have a stamp, or of those that have none. */
static void find_last_decision(const struct process *p, bool stamped, struct given *ret)
{
	for (size_t i = 0; i < p->n_rounds; i++) {
		const struct interview *round = p->rounds[i];
		const struct decision *d =
			round->n_decisions ? &round->decisions[round->n_decisions - 1] : NULL;
		struct given g;

		if (!d || (d->given_at != USEC_NEVER) != stamped)
			continue;
		g = (struct given){ d->date, round, decision_since(d, round) };
		if (given_replaces(&g, ret))
			*ret = g;
	}
}

/*
 * The last one given counts. One without a stamp was given at the start of its round or at any time since, so nobody can say which of
 * the two is the last where the other one's stamp is of that time: then the later date counts, for to ask before their
 * date is a fault, and to wait a little longer is none.
 */
void process_find_timeline(struct process *p)
{
	struct given stamped = { 0 }, plain = { 0 }, *last = &plain;
	struct timeline t;

	find_last_decision(p, true, &stamped);
	find_last_decision(p, false, &plain);
	if (!plain.in || (stamped.in && stamped.since >= plain.since &&
			  date_compare(stamped.date, plain.date) > 0))
		last = &stamped;
	if (!last->in)
		return;
	t = (struct timeline){ .date = last->date,
			       .given_in = last->in,
			       .place = round_place(p, last->in) };
	if (date_is_set(t.date) && !timeline_is_used_up(p, &t))
		p->timeline = t;
}

/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>

/*
 * move-on: where everything ends that nobody ends. A process is open until it has an outcome, and one that is open always has
 * something to come, so this has no deadline, and who skips it only puts it off.
 */

static usec_t later(usec_t a, usec_t b)
{
	return a > b ? a : b;
}

static struct sketch move_on_sketch(const struct process *process, enum rule_id rule, usec_t since)
{
	return (struct sketch){
		.rule = rule,
		.interview = process->base,
		.to = process->correspondent,
		.born = since,
		.deadline = USEC_NEVER,
	};
}

/* One that was skipped comes again: a process that is open is put off, never forgotten. */
static void put_off(struct planner *p, const struct process *process, struct sketch *s,
		    usec_t since)
{
	usec_t at = process_last_skipped_at(process, RULE_MOVE_ON, since);

	if (at == USEC_NEVER || s->settled != STATUS_UPCOMING)
		return;
	/* Skipping early is no reason to see it earlier than somebody who waited. */
	at = later(at, s->opens);
	s->cause = (struct cause){ .id = CAUSE_PUT_OFF, .at = at };
	s->born = at;
	s->opens = place_add(&process->place, at, p->in->settings->etiquette.move_on_after,
			     OPENING_HOUR);
}

/* ---- After silence ------------------------------------------------------------------------------ */

static usec_t silence_ends(const struct planner *p, const struct process *process)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	const struct silence *silence = &process->silence;
	const struct place *place = &process->place;
	usec_t asked_at = later(silence->asked_at, silence->promise_asked_at);

	if (silence->given_up_at != USEC_NEVER)
		return place_add(place, silence->given_up_at, e->move_on_after, OPENING_HOUR);
	if (asked_at > 0 && !silence->assumes && process->heard && process->heard->at > asked_at)
		return place_add(place, process->heard->at, e->move_on_after_reply, OPENING_HOUR);
	return place_add(place, later(asked_at, process->anchor), e->move_on_after, OPENING_HOUR);
}

/* Never before the timeline's own date. */
static void move_on_window(const struct planner *p, const struct process *process, struct sketch *s)
{
	usec_t decided = 0;

	s->opens = silence_ends(p, process);
	if (date_is_set(process->timeline.date))
		decided = date_plus(&process->timeline.place, process->timeline.date,
				    p->in->settings->etiquette.move_on_grace, OPENING_HOUR);
	s->cause = cause_of_move_on(process, decided > s->opens);
	s->opens = later(s->opens, decided);
}

int derive_move_on(struct planner *p, struct process *process)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	struct sketch s = move_on_sketch(process, RULE_MOVE_ON, process->anchor);
	bool given_up = process->outcome && process->outcome->kind == OUTCOME_NO_RESPONSE;
	struct milestone *m;

	s.assumes = process->silence.assumes;
	if ((process->closed || process->outcome) && !given_up)
		return 0;
	/* Who accepted elsewhere waits no longer than it takes to say so. */
	if (process->withdraw_since != USEC_NEVER)
		process->silence.given_up_at = place_add(&process->place, process->withdraw_since,
							 e->reply_late, CLOSING_HOUR);
	if (!s.assumes && process->silence.given_up_at == USEC_NEVER)
		s.assumes = process->silence.promise_assumes;
	move_on_window(p, process, &s);
	if (given_up)
		sketch_done(&s, process->outcome->at);
	if (!s.assumes)
		put_off(p, process, &s, process->anchor);
	m = planner_add(p, process, &s);
	if (m && p->n_open > 0)
		m->n_open = (unsigned)p->n_open - 1;
	if (m)
		m->accepted_elsewhere = process->withdraw_since != USEC_NEVER;
	return m ? 0 : -ENOMEM;
}

/* ---- An offer ----------------------------------------------------------------------------------- */

/* The last thing that either side said, or that the user decided not to do. */
static usec_t offer_rests_since(const struct process *process, const struct outcome *offer)
{
	usec_t since = offer->at, skipped;

	for (size_t i = 0; i < process->n_rounds; i++)
		for (size_t k = 0; k < process->rounds[i]->n_contacts; k++)
			if (process->rounds[i]->contacts[k].at > since)
				since = process->rounds[i]->contacts[k].at;
	if (!date_is_set(offer->answer_by))
		return since;
	skipped = process_last_skipped_at(process, RULE_OFFER_DECISION, offer->at);
	since = later(since, place_at(&process->place, offer->answer_by, CLOSING_HOUR, 0));
	return skipped != USEC_NEVER ? later(since, skipped) : since;
}

/* An offer that nobody answers: without a day to answer by, or where the user skipped its decision. */
int derive_move_on_offer(struct planner *p, struct process *process)
{
	const struct outcome *offer = process->outcome;
	struct sketch s;

	if (!offer || offer->kind != OUTCOME_OFFER ||
	    (date_is_set(offer->answer_by) &&
	     process_skipped_at(process, RULE_OFFER_DECISION, offer->at) == USEC_NEVER))
		return 0;
	s = move_on_sketch(process, RULE_MOVE_ON_OFFER, offer_rests_since(process, offer));
	s.opens = place_add(&process->place, s.born, p->in->settings->etiquette.move_on_after,
			    OPENING_HOUR);
	s.cause = (struct cause){ .id = CAUSE_OFFER_OPEN, .at = offer->at };
	put_off(p, process, &s, s.born);
	return planner_add(p, process, &s) ? 0 : -ENOMEM;
}

/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>

/* What an outcome asks for: a gracious reply to a no, thanks and a decision for an offer, a word of withdrawal. */

static struct sketch outcome_sketch(struct planner *p, const struct process *process,
				    enum rule_id rule, usec_t at)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;

	return (struct sketch){
		.rule = rule,
		.interview = process->base,
		.to = process->correspondent,
		.born = at,
		.typed_at = at,
		.opens = at,
		.deadline = place_add(&process->place, at, e->reply_deadline, CLOSING_HOUR),
		.late_until = place_add(&process->place, at, e->reply_late, CLOSING_HOUR),
	};
}

static int outcome_add(struct planner *p, struct process *process, struct sketch *s)
{
	sketch_skip(s, process_skipped_at(process, s->rule, s->born));
	return planner_add(p, process, s) ? 0 : -ENOMEM;
}

int derive_gracious_reply(struct planner *p, struct process *process)
{
	const struct outcome *o = process->outcome;
	struct sketch s;

	if (!o || o->kind != OUTCOME_REJECTED)
		return 0;
	s = outcome_sketch(p, process, RULE_GRACIOUS_REPLY, o->at);
	s.cause = (struct cause){ .id = CAUSE_REJECTION, .at = o->at };
	s.unthanked = process->unthanked;
	s.n_unthanked = process->n_unthanked;
	sketch_done(&s, process_sent_at(process, RULE_GRACIOUS_REPLY, o->at));
	return outcome_add(p, process, &s);
}

/* ---- Offers ------------------------------------------------------------------------------------- */

/* The newest offer, if the outcome is that offer or the answer to it. */
static const struct outcome *process_offer(const struct process *process)
{
	const struct outcome *offer = NULL;

	if (!process->outcome || (process->outcome->kind != OUTCOME_OFFER &&
				  process->outcome->kind != OUTCOME_ACCEPTED &&
				  process->outcome->kind != OUTCOME_DECLINED))
		return NULL;
	for (size_t i = 0; i < process->n_rounds; i++)
		for (size_t k = 0; k < process->rounds[i]->n_outcomes; k++) {
			const struct outcome *o = &process->rounds[i]->outcomes[k];

			if (o->kind == OUTCOME_OFFER && (!offer || o->at >= offer->at))
				offer = o;
		}
	return offer;
}

/* Recorded again, with another day to answer by, it is the same offer: it came when it was recorded first. */
static const struct outcome *offer_as_it_came(const struct process *process,
					      const struct outcome *offer)
{
	usec_t since = 0;

	for (size_t i = 0; i < process->n_rounds; i++)
		for (size_t k = 0; k < process->rounds[i]->n_outcomes; k++) {
			const struct outcome *o = &process->rounds[i]->outcomes[k];

			if (o->kind != OUTCOME_OFFER && o->at <= offer->at && o->at > since)
				since = o->at;
		}
	for (size_t i = 0; i < process->n_rounds; i++)
		for (size_t k = 0; k < process->rounds[i]->n_outcomes; k++) {
			const struct outcome *o = &process->rounds[i]->outcomes[k];

			if (o->kind == OUTCOME_OFFER && o->at >= since && o->at < offer->at)
				offer = o;
		}
	return offer;
}

int derive_offer_reply(struct planner *p, struct process *process)
{
	const struct outcome *newest = process_offer(process), *offer;
	const struct place *place = &process->place;
	usec_t next_day;
	struct sketch s;

	if (!newest)
		return 0;
	offer = offer_as_it_came(process, newest);
	s = outcome_sketch(p, process, RULE_OFFER_REPLY, offer->at);
	s.deadline = place_add(place, offer->at, p->in->settings->etiquette.offer_reply_deadline,
			       CLOSING_HOUR);
	next_day = place_at(place, place_workday_after(place, place_date(place, offer->at), 1),
			    CLOSING_HOUR, 0);
	if (s.deadline < next_day)
		s.deadline = next_day;
	s.late_until = USEC_NEVER;
	s.cause = (struct cause){ .id = CAUSE_OFFER, .at = offer->at };
	sketch_done(&s, process_sent_at(process, RULE_OFFER_REPLY, offer->at));
	if (newest != process->outcome)
		sketch_moot(&s, cause_of_end(process));
	return outcome_add(p, process, &s);
}

int derive_offer_decision(struct planner *p, struct process *process)
{
	const struct outcome *offer = process_offer(process);
	const struct place *place = &process->place;
	struct sketch s;

	if (!offer || !date_is_set(offer->answer_by))
		return 0;
	s = outcome_sketch(p, process, RULE_OFFER_DECISION, offer->at);
	s.opens = date_minus(place, offer->answer_by,
			     p->in->settings->etiquette.offer_decision_lead, OPENING_HOUR);
	s.deadline = place_at(place, offer->answer_by, CLOSING_HOUR, 0);
	if (s.opens < offer->at)
		s.opens = offer->at;
	if (s.opens > s.deadline)
		s.opens = s.deadline; /* recorded when the day was over */
	s.late_until = USEC_NEVER;
	s.cause = (struct cause){ .id = CAUSE_ANSWER_BY, .date = offer->answer_by };
	if (offer != process->outcome)
		sketch_done(&s, process->outcome->at);
	return outcome_add(p, process, &s);
}

/* ---- Withdrawing -------------------------------------------------------------------------------- */

/*
 * Another process was accepted: those that are still going are to be told. Not one that was silent for so long that its move-on had come before, nor
 * one that begins well after, which belongs to another search, nor one that the user has opened again since.
 */
usec_t process_withdraws_since(struct planner *p, const struct process *process)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	usec_t accepted = p->accepted ? p->accepted->outcome->at : USEC_NEVER, silent;

	if (!p->accepted || p->accepted == process || process->closed || process->called_off)
		return USEC_NEVER;
	if (process->opened_at >= accepted)
		return USEC_NEVER;
	silent = place_add(&process->place, process->anchor, e->check_in_deadline, CLOSING_HOUR);
	silent = place_add(&process->place, silent, e->move_on_after, CLOSING_HOUR);
	if (silent <= accepted &&
	    (!date_is_set(process->timeline.date) ||
	     date_compare(process->timeline.date, place_date(&process->place, accepted)) < 0))
		return USEC_NEVER;
	if (process->latest &&
	    process->latest->start >
		    place_add(&process->place, accepted, e->check_in_deadline, CLOSING_HOUR))
		return USEC_NEVER;
	return accepted;
}

int derive_withdraw(struct planner *p, struct process *process)
{
	bool chose = process->outcome && process->outcome->kind == OUTCOME_WITHDRAWN;
	usec_t since = chose ? process->outcome->at : process->withdraw_since;
	usec_t sent = process_withdrawal_sent_at(process);
	struct sketch s;

	if (since == USEC_NEVER && !(process->closed && !process->outcome))
		return 0;
	if (since == USEC_NEVER)
		since = sent;
	s = outcome_sketch(p, process, RULE_WITHDRAW, since);
	s.cause = (struct cause){
		.id = process->withdraw_since != USEC_NEVER ? CAUSE_TELL_OTHERS : CAUSE_WITHDRAWING,
		.at = since,
	};
	if (sent != USEC_NEVER && stamp_reaches(&process->place, sent, since))
		sketch_done(&s, sent);
	return outcome_add(p, process, &s);
}

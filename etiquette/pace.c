/* SPDX-License-Identifier: MIT */
#include "etiquette/pace.h"

#include <errno.h>
#include <stdlib.h>

#include "common/text.h"
#include "etiquette/derive.h"
#include "etiquette/person.h"
#include "etiquette/reason.h"

/* One question, and what the process was like at that time. */
struct question {
	struct planner *planner;
	struct process *process;
	const struct interview *interview;
	const struct rule *rule;
	const struct person *to;
	usec_t at;
	struct telling telling;
	usec_t held_at;  /* the end of the last round before; 0: there was none */
	usec_t heard_at; /* the last word from them before; 0: none since the round */
	usec_t asked_at; /* the last message that asked for news before; 0: none since the round */
	size_t n_asks;   /* between that round and the next one */
};

static usec_t later(usec_t a, usec_t b)
{
	return a > b ? a : b;
}

static bool reaches(const struct question *q, usec_t stamp, usec_t event)
{
	return stamp_reaches(&q->process->place, stamp, event);
}

/* ---- What it was like --------------------------------------------------------------------------- */

static void question_count(struct question *q, const struct interview *i, usec_t next_round)
{
	for (size_t k = 0; k < i->n_contacts; k++) {
		const struct contact *c = &i->contacts[k];

		if (!reaches(q, c->at, q->held_at) || c->at >= next_round)
			continue;
		if (c->heard && c->at <= q->at)
			q->heard_at = later(q->heard_at, c->at);
		if (!contact_asks_for_news(i, c))
			continue;
		q->n_asks++;
		if (c->at <= q->at)
			q->asked_at = later(q->asked_at, c->at);
	}
}

static void question_weigh(struct question *q)
{
	usec_t next_round = USEC_NEVER;

	for (size_t i = 0; i < q->process->n_rounds; i++) {
		const struct interview *round = q->process->rounds[i];

		if (round->state != STATE_HELD)
			continue;
		if (reaches(q, q->at, round->end))
			q->held_at = later(q->held_at, round->end);
		else if (round->end < next_round)
			next_round = round->end;
	}
	for (size_t i = 0; i < q->process->n_rounds; i++)
		question_count(q, q->process->rounds[i], next_round);
}

/* ---- What good manners say ---------------------------------------------------------------------- */

static usec_t promised_opens(const struct question *q)
{
	const struct etiquette_settings *e = &q->planner->in->settings->etiquette;
	struct place there = round_place(q->process, q->interview);
	usec_t first = USEC_NEVER;

	for (size_t k = 0; k < q->interview->n_promises; k++) {
		const struct promise *promise = &q->interview->promises[k];
		usec_t opens =
			date_plus(&there, promise->date, e->promise_theirs_opens, OPENING_HOUR);

		if (promise->theirs && promise->kept_at == USEC_NEVER && opens < first)
			first = opens;
	}
	return first == USEC_NEVER ? 0 : first;
}

static usec_t check_in_opens(const struct question *q)
{
	const struct etiquette_settings *e = &q->planner->in->settings->etiquette;
	const struct process *process = q->process;
	bool second = q->asked_at > 0;
	usec_t since = later(q->held_at, q->heard_at), opens = 0;

	if (second && q->asked_at >= since)
		opens = place_add(&process->place, q->asked_at, e->second_check_in_after,
				  OPENING_HOUR);
	else if (since > 0)
		opens = place_add(&process->place, since, e->check_in_opens, OPENING_HOUR);
	if (!date_is_set(process->timeline.date))
		return opens;
	if (!second)
		return date_plus(&process->timeline.place, process->timeline.date,
				 e->check_in_grace, OPENING_HOUR);
	return later(opens, date_plus(&process->timeline.place, process->timeline.date,
				      e->second_check_in_grace, OPENING_HOUR));
}

/* When the window opens. Without an interview before, there is none. */
static usec_t question_opens(const struct question *q)
{
	const struct etiquette_settings *e = &q->planner->in->settings->etiquette;

	switch (q->rule->id) {
	case RULE_PROMISE_THEIRS:
		return promised_opens(q);
	case RULE_NEXT_STEPS:
		return q->held_at ? place_add(&q->process->place, q->held_at, e->next_steps_opens,
					      OPENING_HOUR)
				  : 0;
	default:
		return check_in_opens(q);
	}
}

/* The message to the company that stands too near; USEC_NEVER: none. Of those to come only what asks for news too. */
static usec_t too_near(const struct question *q)
{
	struct duration gap = q->planner->in->settings->etiquette.minimum_gap;
	const char *zone = q->to && q->to->zone ? q->to->zone : q->process->base->zone;
	struct place there =
		place_get(&q->planner->places, &q->planner->in->settings->moment, zone);
	usec_t until = place_add(&there, q->at, gap, OPENING_HOUR);

	for (size_t i = 0; i < q->process->company->n_messages; i++) {
		usec_t other = q->process->company->messages[i];

		if (other <= q->at && place_add(&there, other, gap, OPENING_HOUR) > q->at)
			return other;
	}
	for (size_t i = 0; i < q->process->n_asks; i++)
		if (q->process->asks[i]->at > q->at && q->process->asks[i]->at < until)
			return q->process->asks[i]->at;
	return USEC_NEVER;
}

static void answer_early(struct question *q, usec_t opens, struct pace_answer *ret)
{
	bool timeline =
		date_is_set(q->process->timeline.date) && q->rule->id != RULE_PROMISE_THEIRS;

	ret->pace = PACE_TOO_EARLY;
	ret->fine_at = silence_first_fine(q->planner, q->process, q->to, opens);
	ret->why = reason_too_early(&q->telling, q->process, timeline, ret->fine_at);
}

static void answer_soon(struct question *q, usec_t other, struct pace_answer *ret)
{
	usec_t from = q->at;

	/* Behind a question that is recorded for later, the next one has a window of its own. */
	if (other > q->at) {
		q->asked_at = other;
		from = later(from, question_opens(q));
	}
	ret->pace = PACE_TOO_SOON;
	ret->fine_at = silence_first_fine(q->planner, q->process, q->to, from);
	ret->why = reason_too_soon(&q->telling, other, other <= q->at, ret->fine_at);
}

static void question_answer(struct question *q, struct pace_answer *ret)
{
	int max = q->planner->in->settings->etiquette.max_check_ins;
	usec_t opens, other;

	/* Where nobody else is known, it went to them in another way. */
	if (q->to && q->to != q->process->correspondent && address_is_robot(q->to->address)) {
		ret->pace = PACE_ROBOT;
		ret->why = reason_robot(&q->telling, q->process, q->to);
	} else if (q->process->closed || q->process->outcome) {
		ret->pace = PACE_ENDED;
		ret->why = reason_ended(&q->telling, q->process);
	} else if (max <= 0 || q->n_asks >= (size_t)max) {
		ret->pace = PACE_SPENT;
		ret->why = reason_spent(&q->telling, q->n_asks);
	} else if ((opens = question_opens(q)) > q->at) {
		answer_early(q, opens, ret);
	} else if ((other = too_near(q)) != USEC_NEVER) {
		answer_soon(q, other, ret);
	}
}

static struct telling telling_of(struct planner *p, const struct process *process)
{
	return (struct telling){
		.arena = &p->arena,
		.tongue = p->in->tongue,
		.settings = p->in->settings,
		.now = p->in->now,
		.user = p->user,
		.there = process->place,
	};
}

static struct process *planner_process(struct planner *p, const struct interview *i)
{
	for (size_t k = 0; k < p->n_processes; k++)
		if (process_is_shared(p->processes[k].base, i))
			return &p->processes[k];
	return NULL;
}

int pace_ask(const struct plan_input *in, const struct interview *i, const struct rule *rule,
	     const struct person *to, usec_t at, struct pace_answer *ret)
{
	cleanup_planner struct planner planner = { 0 };
	struct question q = {
		.planner = &planner, .interview = i, .rule = rule, .to = to, .at = at
	};
	struct pace_answer answer = { .pace = PACE_FINE, .fine_at = USEC_NEVER };

	if (!rule->asks_for_news) {
		answer.fine_at = at;
		*ret = answer;
		return 0;
	}
	if (planner_init(&planner, in) < 0)
		return -ENOMEM;
	q.process = planner_process(&planner, i);
	if (q.process) {
		if (!q.to)
			q.to = q.process->correspondent;
		q.telling = telling_of(&planner, q.process);
		question_weigh(&q);
		question_answer(&q, &answer);
	}
	if (answer.pace == PACE_FINE)
		answer.fine_at = at;
	else
		answer.why = text_copy(answer.why);
	if (planner.arena.failed || (answer.pace != PACE_FINE && !answer.why))
		return -ENOMEM;
	*ret = answer;
	return 0;
}

void pace_answer_done(struct pace_answer *a)
{
	free(a->why);
	*a = (struct pace_answer){ 0 };
}

int pace_outcome(const struct plan_input *in, const struct interview *i, enum outcome_kind *ret)
{
	cleanup_planner struct planner planner = { 0 };
	const struct process *process;

	if (planner_init(&planner, in) < 0)
		return -ENOMEM;
	process = planner_process(&planner, i);
	*ret = process && process->outcome  ? process->outcome->kind
	       : process && process->closed ? OUTCOME_WITHDRAWN
					    : OUTCOME_OPEN;
	return 0;
}

int pace_correspondent(const struct plan_input *in, const struct interview *i,
		       const struct person **ret)
{
	cleanup_planner struct planner planner = { 0 };
	const struct process *process;

	if (planner_init(&planner, in) < 0)
		return -ENOMEM;
	process = planner_process(&planner, i);
	*ret = process ? process->correspondent : NULL;
	return 0;
}

int pace_rule(const struct plan_input *in, const struct interview *i, const struct rule **ret)
{
	static const enum rule_id of_outcome[] = {
		[OUTCOME_OPEN] = RULE_CHECK_IN,           [OUTCOME_OFFER] = RULE_OFFER_REPLY,
		[OUTCOME_ACCEPTED] = RULE_OFFER_DECISION, [OUTCOME_DECLINED] = RULE_OFFER_DECISION,
		[OUTCOME_REJECTED] = RULE_GRACIOUS_REPLY, [OUTCOME_WITHDRAWN] = RULE_WITHDRAW,
		[OUTCOME_NO_RESPONSE] = RULE_CHECK_IN,
	};
	enum outcome_kind outcome;
	int r = pace_outcome(in, i, &outcome);

	if (r >= 0)
		*ret = &rules[of_outcome[outcome]];
	return r;
}

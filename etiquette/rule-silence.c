/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>
#include <stdio.h>

#include "common/text.h"
#include "etiquette/person.h"

/*
 * What fills the silence after an interview: next-steps, check-in, second-check-in and at last move-on. Each follows from what was done, and where nothing was done
 * yet, from the assumption that the one before it goes out at its moment. Whatever is ignored, skipped or answered, this ends in move-on, and that in an outcome.
 */

static usec_t later(usec_t a, usec_t b)
{
	return a > b ? a : b;
}

/* Nothing is asked of a process that has an outcome, that the user leaves for another job, or that was called off. */
static bool nothing_to_ask(const struct process *process)
{
	return process->closed || process->outcome || process->withdraw_since != USEC_NEVER ||
	       process->called_off;
}

static bool budget_is_left(const struct planner *p, const struct process *process)
{
	int max = p->in->settings->etiquette.max_check_ins;

	return process->silence.given_up_at == USEC_NEVER && max > 0 &&
	       process->silence.spent + process->silence.reserved < (unsigned)max;
}

static bool ask_is(const struct process *process, size_t k, enum rule_id rule)
{
	return k < process->n_asks &&
	       text_equal_fold(process->asks[k]->milestone, rules[rule].name);
}

/* Puts the next message into the plan and draws the conclusions for those behind it. */
static int silence_plan(struct planner *p, struct process *process, struct sketch *s, bool room)
{
	struct silence *silence = &process->silence;
	const struct milestone *m = silence_add(p, process, s, room);

	if (!m)
		return -ENOMEM;
	if (m->status == STATUS_UPCOMING || milestone_is_open(m)) {
		silence->spent++;
	} else if (m->status == STATUS_SKIPPED) {
		/* Skipping early is no reason to give up earlier than somebody who wrote. */
		silence->given_up_at = later(s->settled_at, s->opens);
	} else {
		/* It passed, or there is no day for it. */
		silence->given_up_at = later(s->deadline, s->opens);
	}
	return p->arena.failed ? -ENOMEM : 0;
}

static struct sketch silence_sketch(const struct process *process, enum rule_id rule)
{
	return (struct sketch){
		.rule = rule,
		.interview = process->base,
		.to = process->correspondent,
		.born = process->anchor,
		.assumes = process->silence.assumes,
	};
}

/* ---- next-steps --------------------------------------------------------------------------------- */

static bool promise_is_open(const struct process *process)
{
	for (size_t i = 0; i < process->n_rounds; i++)
		for (size_t k = 0; k < process->rounds[i]->n_promises; k++)
			if (process->rounds[i]->promises[k].kept_at == USEC_NEVER)
				return true;
	return false;
}

int derive_next_steps(struct planner *p, struct process *process)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	struct sketch s = silence_sketch(process, RULE_NEXT_STEPS);
	bool sent = ask_is(process, 0, RULE_NEXT_STEPS);
	usec_t end = process->base->end;
	int r;

	if (!sent && (!e->next_steps || nothing_to_ask(process) || !process->has_round ||
		      process->silence.spent > 0 || process->anchor != end ||
		      date_is_set(process->timeline.date) || promise_is_open(process) ||
		      !budget_is_left(p, process)))
		return 0;
	s.born = end;
	s.opens = place_add(&process->place, end, e->next_steps_opens, OPENING_HOUR);
	s.deadline = place_add(&process->place, end, e->next_steps_deadline, CLOSING_HOUR);
	s.cause.id = CAUSE_NEXT_STEPS;
	if (sent)
		sketch_done(&s, process->asks[0]->at);
	sketch_skip(&s, process_skipped_at(process, RULE_NEXT_STEPS, end));
	r = silence_plan(p, process, &s, false);
	/* The check-in comes after it in any case. */
	if (process->silence.given_up_at != USEC_NEVER)
		process->silence.unused_until =
			later(process->silence.unused_until, process->silence.given_up_at);
	process->silence.given_up_at = USEC_NEVER;
	return r;
}

/* ---- check-in ----------------------------------------------------------------------------------- */

/* The time runs from `anchor`. */
static void check_in_window(const struct planner *p, const struct place *place, usec_t anchor,
			    struct sketch *s)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;

	s->opens = place_add(place, anchor, e->check_in_opens, OPENING_HOUR);
	s->deadline = place_add(place, anchor, e->check_in_deadline, CLOSING_HOUR);
}

/* The employer's own date comes first. */
static void check_in_window_now(const struct planner *p, const struct process *process,
				struct sketch *s)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	const struct timeline *t = &process->timeline;

	check_in_window(p, &process->place, process->anchor, s);
	if (!date_is_set(t->date))
		return;
	s->opens = date_plus(&t->place, t->date, e->check_in_grace, OPENING_HOUR);
	s->deadline = date_plus(&t->place, t->date, e->check_in_grace_deadline, CLOSING_HOUR);
}

/* An earlier round's: done if something was asked in it, else the next round made it needless. */
static int earlier_check_in(struct planner *p, struct process *process, const struct interview *i)
{
	struct place there = round_place(process, i);
	struct sketch s = silence_sketch(process, RULE_CHECK_IN);

	s.interview = i;
	s.born = i->end;
	check_in_window(p, &there, i->end, &s);
	for (size_t k = 0; k < i->n_contacts; k++)
		if (contact_asks_for_news(i, &i->contacts[k]) &&
		    i->contacts[k].at < process->base->end)
			sketch_done(&s, i->contacts[k].at);
	if (s.settled == STATUS_DONE)
		s.cause = (struct cause){ .id = CAUSE_ASKED, .at = s.settled_at };
	sketch_moot(&s, (struct cause){ .id = CAUSE_NEXT_ROUND });
	return planner_add(p, process, &s) ? 0 : -ENOMEM;
}

static int earlier_check_ins(struct planner *p, struct process *process)
{
	int r = 0;

	for (size_t i = 0; i < process->n_rounds && process->rounds[i] != process->base && r >= 0;
	     i++)
		if (process->rounds[i]->state == STATE_HELD)
			r = earlier_check_in(p, process, process->rounds[i]);
	return r;
}

static bool has_rapport_with(const struct interview *round, const struct person *who)
{
	for (size_t k = 0; k < round->n_people; k++)
		if (round->people[k].rapport == RAPPORT_GOOD &&
		    person_is_same(&round->people[k], who))
			return true;
	return false;
}

/* Its check-in was on the screen, with the hint in it. */
static bool hint_was_shown(struct planner *p, const struct interview *round)
{
	const char *key = arena_join(&p->arena, round->id, "/", rules[RULE_CHECK_IN].name, NULL);
	const struct showing *showing = key ? planner_showing(p, key, INT64_MIN) : NULL;

	return showing && showing->shown > 0;
}

/* LinkedIn was used with that person in a round, or came up in it. */
static bool was_hinted_at(struct planner *p, const struct process *process,
			  const struct interview *round, const struct person *who)
{
	for (size_t k = 0; k < round->n_contacts; k++)
		if (round->contacts[k].who && round->contacts[k].channel == CHANNEL_LINKEDIN &&
		    person_is_same(round->contacts[k].who, who))
			return true;
	return round != process->base && has_rapport_with(round, who) && hint_was_shown(p, round);
}

static bool was_thanked(const struct interview *round, const struct person *who)
{
	for (size_t k = 0; k < round->n_contacts; k++)
		if (round->contacts[k].who == who &&
		    contact_is_of(&round->contacts[k], RULE_THANK_YOU))
			return true;
	return false;
}

/* Somebody with good rapport who was thanked; the hint at LinkedIn comes once a person. */
static const struct person *person_to_connect(struct planner *p, const struct process *process)
{
	const struct interview *base = process->base;

	for (size_t k = 0; k < base->n_people; k++) {
		const struct person *who = &base->people[k];
		bool hinted = false;

		if (who->rapport != RAPPORT_GOOD || !was_thanked(base, who))
			continue;
		for (size_t i = 0; i < process->n_rounds && !hinted; i++)
			hinted = was_hinted_at(p, process, process->rounds[i], who);
		if (!hinted)
			return who;
	}
	return NULL;
}

static struct cause why_nothing_is_asked(const struct process *process)
{
	if (process->withdraw_since != USEC_NEVER && !process->outcome)
		return (struct cause){ .id = CAUSE_ANOTHER_JOB };
	return cause_of_end(process);
}

int derive_check_in(struct planner *p, struct process *process)
{
	struct sketch s = silence_sketch(process, RULE_CHECK_IN);
	int r = earlier_check_ins(p, process);

	if (r < 0 || process->called_off)
		return r;
	s.unthanked = process->unthanked;
	s.n_unthanked = process->n_unthanked;
	s.connect = person_to_connect(p, process);
	if (process->n_asks > 0) {
		/* The first message that asked was the check-in, unless it went by another name. */
		if (ask_is(process, 0, RULE_NEXT_STEPS) || ask_is(process, 0, RULE_PROMISE_THEIRS))
			return 0;
		s.born = process->has_round ? process->base->end : 0;
		check_in_window(p, &process->place,
				process->has_round ? process->base->end : process->asks[0]->at, &s);
		sketch_done(&s, process->asks[0]->at);
		s.cause = (struct cause){ .id = CAUSE_ASKED, .at = process->asks[0]->at };
		return planner_add(p, process, &s) ? 0 : -ENOMEM;
	}
	check_in_window_now(p, process, &s);
	s.cause = cause_of_check_in(process);
	if (nothing_to_ask(process)) {
		sketch_moot(&s, why_nothing_is_asked(process));
		return planner_add(p, process, &s) ? 0 : -ENOMEM;
	}
	if (p->in->settings->etiquette.max_check_ins == 0)
		process->silence.given_up_at = s.deadline;
	if (process->silence.spent > 0 || !budget_is_left(p, process))
		return 0;
	sketch_skip(&s, process_skipped_at(process, RULE_CHECK_IN, process->anchor));
	if (s.settled == STATUS_UPCOMING && process->silence.unused_until > s.opens) {
		s.opens = process->silence.unused_until;
		if (!sketch_add_cause(p, &s, CAUSE_TAKES_OVER, s.opens))
			return -ENOMEM;
	}
	return silence_plan(p, process, &s, true);
}

/* ---- second-check-in ---------------------------------------------------------------------------- */

/* What came last counts: the message that was sent, or their answer to it. And never before the timeline's own date. */
static void second_check_in_window(struct planner *p, const struct process *process,
				   struct sketch *s)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	const struct silence *silence = &process->silence;
	const struct place *place = &process->place;
	usec_t decided = 0;

	s->opens = place_add(place, silence->asked_at, e->second_check_in_after, OPENING_HOUR);
	if (!silence->assumes && process->anchor > silence->asked_at)
		s->opens = later(s->opens, place_add(place, process->anchor, e->check_in_opens,
						     OPENING_HOUR));
	if (date_is_set(process->timeline.date))
		decided = date_plus(&process->timeline.place, process->timeline.date,
				    e->second_check_in_grace, OPENING_HOUR);
	s->cause = cause_of_second_check_in(process, decided > s->opens);
	s->opens = later(s->opens, decided);
	s->deadline = place_add(place, s->opens, e->second_check_in_deadline, CLOSING_HOUR);
}

/* The third, where the settings allow one, has a key of its own. */
static const char *second_part(struct planner *p, size_t k)
{
	return k >= 2 ? arena_format(&p->arena, "%zu", k + 1) : NULL;
}

static int second_check_in_sent(struct planner *p, struct process *process, size_t k)
{
	struct sketch s = silence_sketch(process, RULE_SECOND_CHECK_IN);
	const struct etiquette_settings *e = &p->in->settings->etiquette;

	s.assumes = NULL;
	s.part = second_part(p, k);
	s.born = process->asks[k - 1]->at;
	s.opens = place_add(&process->place, s.born, e->second_check_in_after, OPENING_HOUR);
	s.deadline = place_add(&process->place, s.opens, e->second_check_in_deadline, CLOSING_HOUR);
	s.cause = (struct cause){ .id = CAUSE_ASKED, .at = process->asks[k]->at };
	sketch_done(&s, process->asks[k]->at);
	return planner_add(p, process, &s) ? 0 : -ENOMEM;
}

int derive_second_check_in(struct planner *p, struct process *process)
{
	struct silence *silence = &process->silence;
	int r = 0;

	for (size_t k = 1; k < process->n_asks && r >= 0; k++)
		if (!ask_is(process, k, RULE_PROMISE_THEIRS))
			r = second_check_in_sent(p, process, k);
	while (r >= 0 && !nothing_to_ask(process) && silence->spent > 0 &&
	       budget_is_left(p, process)) {
		struct sketch s = silence_sketch(process, RULE_SECOND_CHECK_IN);

		s.part = second_part(p, silence->spent);
		second_check_in_window(p, process, &s);
		if (!s.assumes)
			sketch_skip(&s, process_skipped_at(process, RULE_SECOND_CHECK_IN,
							   process->anchor));
		r = silence_plan(p, process, &s, true);
	}
	return r;
}

/* SPDX-License-Identifier: MIT */
#include "etiquette/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "etiquette/person.h"
#include "etiquette/rule.h"

/* What the facts of a process's rounds amount to. */

static usec_t later(usec_t a, usec_t b)
{
	return a > b ? a : b;
}

static void process_note_start(struct process *p, const struct interview *round)
{
	if (!p->latest || round->start >= p->latest->start) {
		p->second_latest = p->latest;
		p->latest = round;
	} else if (!p->second_latest || round->start > p->second_latest->start) {
		p->second_latest = round;
	}
}

void process_choose_base(struct process *p)
{
	p->base = p->rounds[p->n_rounds - 1];
	p->all_cancelled = true;
	for (size_t i = 0; i < p->n_rounds; i++) {
		if (p->rounds[i]->state == STATE_HELD) {
			p->base = p->rounds[i];
			process_note_start(p, p->base);
		}
		p->all_cancelled &= p->rounds[i]->state == STATE_CANCELLED;
	}
	p->has_round = p->latest;
}

/* ---- The outcome -------------------------------------------------------------------------------- */

/* A round that begins later reopens a closed process, unless it is the one that the end was written to. */
static bool process_reopened(const struct process *p, usec_t ended_at,
			     const struct interview *written_to)
{
	const struct interview *other = p->latest == written_to ? p->second_latest : p->latest;
	struct place there;

	if (!other)
		return false;
	there = round_place(p, other);
	return !stamp_reaches(&there, ended_at, other->start);
}

/* An answer after all reopens what was closed for want of one. */
static bool outcome_stands(const struct process *p, const struct outcome *o,
			   const struct interview *written_to)
{
	if (process_reopened(p, o->at, written_to))
		return false;
	return o->kind != OUTCOME_NO_RESPONSE || !p->heard || p->heard->at <= o->at;
}

/* The user's own word opens it again, too. */
static bool withdrawal_stands(const struct process *p, const struct contact *c,
			      const struct interview *written_to)
{
	return !process_reopened(p, c->at, written_to) &&
	       !(p->opened_at > 0 && stamp_reaches(&p->place, p->opened_at, c->at));
}

usec_t process_withdrawal_sent_at(const struct process *p)
{
	usec_t last = USEC_NEVER;

	for (size_t i = 0; i < p->n_rounds; i++)
		for (size_t k = 0; k < p->rounds[i]->n_contacts; k++) {
			const struct contact *c = &p->rounds[i]->contacts[k];

			if (!c->heard && text_equal_fold(c->milestone, rules[RULE_WITHDRAW].name) &&
			    (last == USEC_NEVER || c->at > last) &&
			    withdrawal_stands(p, c, p->rounds[i]))
				last = c->at;
		}
	return last;
}

static void process_find_outcome(struct process *p)
{
	const struct outcome *newest = NULL;
	const struct interview *written_to = NULL;

	for (size_t i = 0; i < p->n_rounds; i++)
		for (size_t k = 0; k < p->rounds[i]->n_outcomes; k++) {
			const struct outcome *o = &p->rounds[i]->outcomes[k];

			if (o->kind == OUTCOME_OPEN)
				p->opened_at = later(p->opened_at, o->at);
			if (!newest || o->at >= newest->at) {
				newest = o;
				written_to = p->rounds[i];
			}
		}
	if (!newest)
		return;
	if (newest->kind == OUTCOME_OPEN)
		p->anchor = later(p->anchor, newest->at);
	else if (outcome_stands(p, newest, written_to))
		p->outcome = newest;
}

/* ---- Contacts ----------------------------------------------------------------------------------- */

static void process_find_heard(struct process *p)
{
	for (size_t i = 0; i < p->n_rounds; i++)
		for (size_t k = 0; k < p->rounds[i]->n_contacts; k++) {
			const struct contact *c = &p->rounds[i]->contacts[k];

			if (c->heard && (!p->heard || c->at >= p->heard->at))
				p->heard = c;
		}
}

/* Asking what became of something they promised is a message that asks for news; sending what the user promised is none. */
bool contact_asks_for_news(const struct interview *i, const struct contact *c)
{
	const struct rule *rule;

	if (c->heard || !c->milestone)
		return false;
	if (text_equal_fold(c->milestone, rules[RULE_PROMISE_THEIRS].name)) {
		const struct promise *promise = contact_promise(i, c);

		return promise && promise->theirs;
	}
	rule = rule_find(c->milestone);
	return rule && rule->asks_for_news;
}

bool promise_begins(const struct promise *p, const char *text)
{
	return text && text_starts_fold(text, p->text) && text[strlen(p->text)] == ':';
}

/*
 * The promise that the text equals, else the first that it begins, or that it begins with before a colon; of the same the first that was
 * not kept by then.
 */
static const struct promise *promise_meant(const struct interview *i, const char *text, usec_t at)
{
	const struct promise *best = NULL;
	int best_fit = 0;

	for (size_t k = 0; text && *text && k < i->n_promises; k++) {
		const struct promise *p = &i->promises[k];
		int fit;

		if (!text_starts_fold(p->text, text) && !promise_begins(p, text))
			continue;
		fit = 1 + (p->kept_at >= at) + 2 * text_equal_fold(p->text, text);
		if (fit > best_fit) {
			best = p;
			best_fit = fit;
		}
	}
	return best;
}

/* Which promise a `sent … promise` line is about: by its text; else theirs whose day was over; else the only one of the user's. */
const struct promise *contact_promise(const struct interview *i, const struct contact *c)
{
	struct place there = { .zone = i->zone };
	struct date day = place_date(&there, c->at);
	const struct promise *theirs = NULL, *mine = NULL;
	const struct promise *meant = promise_meant(i, c->text, c->at);
	size_t n_mine = 0;

	if (meant)
		return meant;
	for (size_t k = 0; k < i->n_promises; k++) {
		const struct promise *p = &i->promises[k];

		if (p->kept_at < c->at)
			continue;
		if (!p->theirs) {
			mine = p;
			n_mine++;
		} else if (date_compare(p->date, day) < 0 && !theirs) {
			theirs = p;
		}
	}
	return theirs ? theirs : n_mine == 1 ? mine : NULL;
}

static int contact_compare(const void *left, const void *right)
{
	const struct contact *const *a = left, *const *b = right;

	if ((*a)->at != (*b)->at)
		return (*a)->at < (*b)->at ? -1 : 1;
	return (*a)->line < (*b)->line ? -1 : (*a)->line > (*b)->line;
}

static size_t process_count_contacts(const struct process *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_rounds; i++)
		n += p->rounds[i]->n_contacts;
	return n;
}

/* The messages that asked for news since the base ended: they spend the budget, and each moves the anchor. */
static int process_find_asks(struct process *p, struct arena *arena)
{
	size_t n = process_count_contacts(p);

	if (n == 0)
		return 0;
	p->asks = arena_get(arena, n * sizeof(*p->asks));
	if (!p->asks)
		return -ENOMEM;
	for (size_t i = 0; i < p->n_rounds; i++)
		for (size_t k = 0; k < p->rounds[i]->n_contacts; k++) {
			const struct contact *c = &p->rounds[i]->contacts[k];

			if (contact_asks_for_news(p->rounds[i], c) &&
			    (!p->has_round || stamp_reaches(&p->place, c->at, p->base->end)))
				p->asks[p->n_asks++] = c;
		}
	qsort(p->asks, p->n_asks, sizeof(*p->asks), contact_compare);
	return 0;
}

/* ---- The anchor --------------------------------------------------------------------------------- */

/* That a round was cancelled says when something happened only if it has a stamp, or if nothing else did. */
static bool state_is_event(const struct process *p, const struct interview *round)
{
	switch (round->state) {
	case STATE_NO_SHOW:
	case STATE_MISSED:
		return true;
	case STATE_CANCELLED:
		return round->state_at != USEC_NEVER || p->all_cancelled;
	case STATE_HELD:
	default:
		return false;
	}
}

static void process_find_anchor(struct process *p)
{
	p->anchor = p->has_round ? p->base->end : 0;
	for (size_t i = 0; i < p->n_rounds; i++)
		if (state_is_event(p, p->rounds[i]))
			p->anchor = later(p->anchor, interview_state_since(p->rounds[i]));
	if (p->heard)
		p->anchor = later(p->anchor, p->heard->at);
	if (p->n_asks > 0)
		p->anchor = later(p->anchor, p->asks[p->n_asks - 1]->at);
	/* Nothing but cancelled rounds and rounds that never were. */
	if (p->anchor == 0)
		p->anchor = interview_state_since(p->base);
}

/* Whoever wrote on the day on which it was cancelled, or since, has left something to ask for: another time. */
static bool process_is_called_off(const struct process *p)
{
	usec_t last = 0;

	if (!p->all_cancelled)
		return false;
	for (size_t i = 0; i < p->n_rounds; i++)
		last = later(last, interview_state_since(p->rounds[i]));
	return !p->heard ||
	       date_compare(place_date(&p->place, p->heard->at), place_date(&p->place, last)) < 0;
}

/* ---- The correspondent -------------------------------------------------------------------------- */

static bool person_can_be_written_to(const struct person *p)
{
	return p && p->address && !address_is_robot(p->address);
}

/* Later rounds first. */
static const struct person *process_first_person(const struct process *p,
						 bool (*fits)(const struct person *))
{
	for (size_t i = p->n_rounds; i-- > 0;)
		for (size_t k = 0; k < p->rounds[i]->n_people; k++)
			if (fits(&p->rounds[i]->people[k]))
				return &p->rounds[i]->people[k];
	return NULL;
}

static bool is_recruiter(const struct person *p)
{
	return (p->post == POST_RECRUITER || !p->interviewer) && person_can_be_written_to(p);
}

static bool is_interviewer_with_address(const struct person *p)
{
	return p->interviewer && person_can_be_written_to(p);
}

static bool is_interviewer(const struct person *p)
{
	return p->interviewer;
}

/* Who last wrote; else the recruiter; else the first interviewer, with an address if there is one. Never a robot. */
static void process_find_correspondent(struct process *p)
{
	const struct contact *last = NULL;

	for (size_t i = 0; i < p->n_rounds; i++)
		for (size_t k = 0; k < p->rounds[i]->n_contacts; k++) {
			const struct contact *c = &p->rounds[i]->contacts[k];

			if (c->heard && person_can_be_written_to(c->who) &&
			    (!last || c->at >= last->at))
				last = c;
		}
	p->correspondent = last ? last->who : process_first_person(p, is_recruiter);
	if (!p->correspondent)
		p->correspondent = process_first_person(p, is_interviewer_with_address);
	if (!p->correspondent)
		p->correspondent = process_first_person(p, is_interviewer);
}

int process_weigh(struct process *p, struct arena *arena)
{
	process_find_heard(p);
	p->called_off = process_is_called_off(p);
	if (process_find_asks(p, arena) < 0)
		return -ENOMEM;
	process_find_anchor(p);
	process_find_outcome(p);
	process_find_timeline(p);
	process_find_correspondent(p);
	p->closed = p->outcome ? p->outcome->kind != OUTCOME_OFFER
			       : process_withdrawal_sent_at(p) != USEC_NEVER;
	p->withdraw_since = USEC_NEVER;
	p->silence = (struct silence){
		.spent = (unsigned)p->n_asks,
		.asked_at = p->n_asks ? p->asks[p->n_asks - 1]->at : 0,
		.given_up_at = USEC_NEVER,
	};
	return 0;
}

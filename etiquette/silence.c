/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include "common/limits.h"

/*
 * Messages that ask for news are kept apart from every other message to the company, of whatever process: from those that were
 * sent, and from those that this plan assumes.
 */

struct spacing {
	const struct company *company;
	struct moment_input moments;
	struct place there; /* the recipient's clock counts the days */
	const struct settings *settings;
	usec_t now;
	bool room; /* the deadline gives way */
};

/* Where a message may go; what pushed it is noted. */
struct slot {
	usec_t opens, deadline, moment;
	usec_t pushed_by;                 /* the last message that stood in the way; 0: none did */
	const struct assumption *assumes; /* one that is yet to be sent stood in the way */
};

static usec_t spacing_after(const struct spacing *s, usec_t message)
{
	return place_add(&s->there, message, s->settings->etiquette.minimum_gap, OPENING_HOUR);
}

static void slot_settle(const struct spacing *s, struct slot *slot)
{
	usec_t last = slot->opens + DURATION_DAYS_MAX * USEC_PER_DAY, least;

	slot->moment = moment_first_best(&s->moments, slot->opens, last);
	if (slot->moment == USEC_NEVER)
		slot->moment = moment_first_good(&s->moments, slot->opens, last);
	if (slot->moment == USEC_NEVER)
		slot->moment = slot->opens;
	least = place_add(&s->there, slot->moment, s->settings->etiquette.check_in_room,
			  CLOSING_HOUR);
	if (s->room && slot->deadline < least)
		slot->deadline = least;
}

/* When it would go: at its moment; if that is over, now; if all is over, at the last. */
static usec_t slot_goes_at(const struct spacing *s, const struct slot *slot)
{
	if (slot->moment > s->now)
		return slot->moment;
	return s->now < slot->deadline ? s->now : slot->deadline - 1;
}

/* What was sent, by time: each message before the deadline holds it back. One with a stamp yet to come keeps its distance, too. */
static void slot_pass_facts(const struct spacing *s, struct slot *slot)
{
	for (size_t i = 0; i < s->company->n_messages; i++) {
		usec_t message = s->company->messages[i], after = spacing_after(s, message);

		if (after <= slot->opens)
			continue;
		if (message >= slot->deadline &&
		    (message <= s->now || spacing_after(s, slot_goes_at(s, slot)) <= message))
			continue;
		slot->opens = after;
		slot->pushed_by = message;
		slot_settle(s, slot);
	}
}

/* What is assumed to be sent: too near, before or behind. True if it had to give way. */
static bool slot_pass_assumed(const struct spacing *s, struct slot *slot)
{
	for (size_t i = 0; i < s->company->n_assumed; i++) {
		const struct assumption *other = s->company->assumed[i];
		usec_t at = slot_goes_at(s, slot), after = spacing_after(s, other->at);

		if (other->at <= at ? after <= at : spacing_after(s, at) <= other->at)
			continue;
		slot->opens = after;
		slot->assumes = other;
		slot_settle(s, slot);
		return true;
	}
	return false;
}

static struct slot spacing_find(const struct spacing *s, usec_t opens, usec_t deadline)
{
	struct slot slot = { .opens = opens, .deadline = deadline };

	slot_settle(s, &slot);
	/* Each round gets behind one more of the assumed ones, of which there are few. */
	for (size_t round = 0; round <= s->company->n_assumed; round++) {
		slot_pass_facts(s, &slot);
		if (!slot_pass_assumed(s, &slot))
			break;
	}
	return slot;
}

static struct spacing spacing_of(struct planner *p, struct process *process,
				 const struct interview *i, const struct person *to, bool room)
{
	struct spacing s = {
		.company = process->company,
		.moments = planner_moments(p, i, to),
		.settings = p->in->settings,
		.now = p->in->now - p->in->now % USEC_PER_MIN,
		.room = room,
	};

	s.there = place_get(&p->places, &p->in->settings->moment, s.moments.recipient_zone);
	return s;
}

usec_t silence_first_fine(struct planner *p, struct process *process, const struct person *to,
			  usec_t from)
{
	struct spacing spacing = spacing_of(p, process, process->base, to, true);

	return spacing_find(&spacing, from, from).moment;
}

bool planner_assume(struct planner *p, struct process *process, const struct milestone *m)
{
	struct silence *silence = &process->silence;
	struct assumption *a = arena_get(&p->arena, sizeof(*a));

	if (!a)
		return false;
	*a = (struct assumption){
		.rule = m->rule,
		.name = m->name,
		.zone = process->place.zone,
		.at = planner_assumed_at(p, m),
	};
	if (m->rule->id == RULE_PROMISE_THEIRS) {
		silence->promise_asked_at = a->at;
		silence->promise_assumes = a;
	} else if (m->rule->asks_for_news) {
		silence->asked_at = a->at;
		silence->assumes = a;
	}
	return company_assume(process->company, &p->arena, a) >= 0;
}

struct milestone *silence_add(struct planner *p, struct process *process, struct sketch *s,
			      bool room)
{
	struct spacing spacing = spacing_of(p, process, s->interview, s->to, room);
	struct milestone *m;
	struct slot slot;

	if (s->settled != STATUS_UPCOMING)
		return planner_add(p, process, s);
	slot = spacing_find(&spacing, s->opens, s->deadline);
	if (slot.moment >= slot.deadline) {
		sketch_moot(s, (struct cause){ .id = CAUSE_NO_ROOM });
		return planner_add(p, process, s);
	}
	if (slot.opens != s->opens && !sketch_add_cause(p, s, CAUSE_WAITS, slot.opens))
		return NULL;
	if (slot.pushed_by > s->born)
		s->born = slot.pushed_by;
	if (!s->assumes)
		s->assumes = slot.assumes;
	s->opens = slot.opens;
	s->deadline = slot.deadline;
	m = planner_add(p, process, s);
	if (!m || !(m->status == STATUS_UPCOMING || milestone_is_open(m)))
		return m;
	return planner_assume(p, process, m) ? m : NULL;
}

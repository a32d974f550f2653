/* SPDX-License-Identifier: MIT */
#include "etiquette/planner.h"

#include "common/text.h"

/*
 * When a milestone is brought up next. Inside its window: at its moment; once more each time a pop-up went away unseen, after a
 * while that doubles; and at last call (or on the last day), for which one showing is kept. What the user closed is seen and comes back at last
 * call only. Later comes back when it said. Behind the deadline: what the row allows, once, saying how late.
 */
#define DOUBLINGS_MAX 8

struct schedule {
	struct milestone *m;
	const struct moment_input *in;
	const struct showing *showing; /* of this life; NULL: none */
	usec_t now;
};

static usec_t later(usec_t a, usec_t b)
{
	return a > b ? a : b;
}

static usec_t earlier(usec_t a, usec_t b)
{
	return a < b ? a : b;
}

static bool was_shown(const struct schedule *s)
{
	return s->showing && s->showing->shown > 0 && s->showing->shown_at != USEC_NEVER;
}

/* Snoozed, and not shown since. */
static bool is_snoozed(const struct schedule *s)
{
	return s->showing && s->showing->snoozed_until != USEC_NEVER &&
	       (s->showing->shown_at == USEC_NEVER ||
		s->showing->shown_at < s->showing->snoozed_until);
}

/* On a working day, if the row wants one and one is left; but what the user chose is right on any. */
static usec_t missed_from_now(const struct schedule *s, usec_t at, usec_t last)
{
	usec_t good = s->m->rule->any_day || is_snoozed(s)
			      ? USEC_NEVER
			      : moment_missed_message(s->in, at, s->now, last);

	return good != USEC_NEVER ? good : moment_missed(s->in, at, s->now, last);
}

/* `at` if it is to come or now is good; else the next good instant. USEC_NEVER: none before `until`. */
static usec_t good_from_now(const struct schedule *s, usec_t at, usec_t until)
{
	usec_t last = until == USEC_NEVER ? later(at, s->now) + 31 * USEC_PER_DAY : until - 1;
	usec_t good;

	if (at > s->now)
		return at <= last ? at : USEC_NEVER;
	if (s->now > last)
		return USEC_NEVER;
	if (s->m->rule->id == RULE_DEBRIEF &&
	    s->now <= moment_debrief_quiet_end(s->in->settings, s->m->opens))
		return at;
	good = missed_from_now(s, at, last);
	return good == s->now ? at : good;
}

/* Setting repeat-after, doubled for each time that nobody saw it. */
static usec_t repeat_at(const struct schedule *s)
{
	struct place user = place_get(s->in->places, &s->in->settings->moment, s->in->zone);
	struct duration d = s->in->settings->popup.repeat_after;
	unsigned doublings = s->showing->repeated > 1 ? s->showing->repeated - 1 : 0;

	d.amount <<= doublings < DOUBLINGS_MAX ? doublings : DOUBLINGS_MAX;
	return place_add(&user, s->showing->shown_at, d, 10);
}

/* Two showings so near to each other are one: then the last call is left out. */
static bool is_near_last_call(const struct schedule *s, usec_t at)
{
	return at < s->m->last_call &&
	       moment_last_call(s->in, s->m->rule, at, s->m->deadline) == USEC_NEVER;
}

/* After a first showing: again, if the row has showings left. */
static usec_t next_repeat(const struct schedule *s)
{
	const struct milestone *m = s->m;
	bool over =
		m->last_call <= s->showing->shown_at || is_near_last_call(s, s->showing->shown_at);
	usec_t last_call = over ? USEC_NEVER : m->last_call;
	unsigned kept = last_call != USEC_NEVER ? 1 : 0;
	usec_t last = m->deadline == USEC_NEVER ? USEC_NEVER : m->deadline - 1, again;

	if (s->showing->shown >= m->rule->showings)
		return USEC_NEVER;
	if (s->showing->ended != SHOWING_EXPIRED || s->showing->shown + kept >= m->rule->showings)
		return last_call;
	again = repeat_at(s);
	if (again > s->now)
		again = moment_first_good(s->in, again,
					  last == USEC_NEVER ? again + 31 * USEC_PER_DAY : last);
	return earlier(again, last_call);
}

static usec_t next_in_window(const struct schedule *s)
{
	usec_t next = was_shown(s) ? next_repeat(s) : s->m->moment;

	/* Shown, and then put off: not again before its new time. */
	if (s->m->status == STATUS_UPCOMING && s->m->moment != USEC_NEVER)
		next = later(next, s->m->moment);
	return next == USEC_NEVER ? USEC_NEVER : good_from_now(s, next, s->m->deadline);
}

static bool late_is_allowed(const struct schedule *s)
{
	const struct rule *rule = s->m->rule;

	switch (rule->unshown) {
	case UNSHOWN_ONCE_LATE:
		return rule->late_showings ? !s->showing || !s->showing->late_shown : !was_shown(s);
	case UNSHOWN_STAYS_LATE:
		return !s->showing || !s->showing->late_shown;
	case UNSHOWN_KEPT:
		return !was_shown(s) || s->showing->shown < rule->showings;
	case UNSHOWN_DROPPED:
	case UNSHOWN_NEXT_RULE:
	default:
		return false;
	}
}

static usec_t next_when_late(const struct schedule *s)
{
	const struct milestone *m = s->m;
	usec_t from = m->deadline, last;

	if (m->deadline == USEC_NEVER || m->late_until <= m->deadline || !late_is_allowed(s))
		return USEC_NEVER;
	if (was_shown(s))
		from = later(from, repeat_at(s));
	if (from <= s->now)
		return good_from_now(s, from, m->late_until);
	last = m->late_until == USEC_NEVER ? from + 31 * USEC_PER_DAY : m->late_until - 1;
	return moment_first_good(s->in, from, last);
}

static usec_t next_after_snooze(const struct schedule *s)
{
	usec_t until = s->showing->snoozed_until;

	if (s->m->status == STATUS_UPCOMING)
		until = later(until, s->m->moment == USEC_NEVER ? s->m->opens : s->m->moment);
	return good_from_now(s, until, s->m->late_until);
}

static usec_t next_popup(const struct schedule *s)
{
	usec_t next;

	if (s->m->assumes)
		return s->m->moment > s->now ? s->m->moment : USEC_NEVER;
	if (is_snoozed(s))
		return next_after_snooze(s);
	next = s->m->status == STATUS_LATE ? USEC_NEVER : next_in_window(s);
	return next != USEC_NEVER ? next : next_when_late(s);
}

static enum milestone_status status_by_window(const struct milestone *m, usec_t now)
{
	if (now < m->opens)
		return STATUS_UPCOMING;
	if (now < m->deadline)
		return STATUS_DUE;
	return now < m->late_until ? STATUS_LATE : STATUS_PASSED;
}

/* What was typed just now waits until `not_before`, unless its last call is nearer. */
static usec_t first_moment_from(const struct schedule *s, usec_t not_before)
{
	const struct milestone *m = s->m;
	usec_t call = moment_last_call(s->in, m->rule, m->opens - USEC_PER_DAY, m->deadline);

	if (not_before <= m->opens)
		return m->opens;
	return call > m->opens && call < not_before ? call : not_before;
}

static void schedule_moments(struct schedule *s, usec_t not_before)
{
	struct milestone *m = s->m;

	m->moment = moment_find(s->in, m->rule, first_moment_from(s, not_before), m->deadline);
	if (m->moment == USEC_NEVER && not_before > m->opens)
		m->moment = moment_find(s->in, m->rule, m->opens, m->deadline);
	m->last_call = moment_last_call(s->in, m->rule, m->moment, m->deadline);
}

void milestone_schedule(struct milestone *m, const struct moment_input *in,
			const struct showing *showing, usec_t now, usec_t not_before)
{
	struct schedule s = { .m = m, .in = in, .showing = showing, .now = now };

	m->moment = m->last_call = m->next_popup = USEC_NEVER;
	m->shown = showing ? showing->shown : 0;
	m->of = m->rule->showings;
	if (m->status != STATUS_UPCOMING)
		return; /* done, skipped, moot */
	m->status = status_by_window(m, now);
	if (m->status == STATUS_PASSED)
		return;
	schedule_moments(&s, not_before);
	m->next_popup = next_popup(&s);
	if (m->status == STATUS_LATE)
		m->of += m->rule->late_showings;
	else
		m->pressing = later(m->next_popup, now) >= m->last_call &&
			      later(m->next_popup, now) < m->deadline;
	if (is_snoozed(&s) && milestone_is_open(m) && s.showing->snoozed_until > now)
		m->status = STATUS_SNOOZED;
}

/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>
#include <stdlib.h>

#include "common/text.h"
#include "etiquette/ahead.h"

/*
 * week-ahead: on the week's first working day, what lies ahead in all processes, if that is worth a pop-up: this week's, and the
 * next one's that is.
 */

#define DAYS_A_WEEK 7
#define WEEKS_MAX   10 /* that are looked at, one after the other */

static bool can_lie_ahead(const struct milestone *m)
{
	return m->interview && m->rule->id != RULE_DEBRIEF && m->rule->id != RULE_PREPARE &&
	       (m->status == STATUS_UPCOMING || milestone_is_open(m));
}

/* Something that a week may bring. All of it is looked at for each week, so its times are here side by side. */
struct candidate {
	usec_t ready_at; /* from then on */
	usec_t over_at;
	const struct milestone *m;
};

struct candidates {
	struct candidate *items;
	size_t n;
};

static struct candidate candidate_of(const struct milestone *m)
{
	bool waits = m->moment != USEC_NEVER && m->moment > m->opens;

	return (struct candidate){
		.ready_at = waits ? m->moment : m->opens,
		.over_at = m->deadline > m->late_until ? m->deadline : m->late_until,
		.m = m,
	};
}

/* All that is in the plan so far. -ENOMEM. */
static int candidates_find(struct planner *p, struct candidates *ret)
{
	size_t n = 0;

	for (size_t k = 0; k < p->n; k++)
		n += can_lie_ahead(p->items[k]);
	*ret = (struct candidates){ .items =
					    arena_get(&p->arena, (n + 1) * sizeof(ret->items[0])) };
	if (!ret->items)
		return -ENOMEM;
	for (size_t k = 0; k < p->n; k++)
		if (can_lie_ahead(p->items[k]))
			ret->items[ret->n++] = candidate_of(p->items[k]);
	return 0;
}

/* The days from a week's first working day on. */
struct week {
	usec_t from, tomorrow, to;
	bool was_shown; /* and goes on to say what is left */
	bool assumes;   /* what rests on something not yet done counts, too */
	const struct candidates *others;
	struct ahead *ahead;
	size_t n_ahead;
};

static bool belongs_to_week(const struct week *week, const struct candidate *c)
{
	return c->ready_at < week->to && c->over_at > week->from &&
	       (week->assumes || !c->m->assumes);
}

static bool is_within(const struct week *week, usec_t at)
{
	return at >= week->from && at < week->to;
}

static bool is_later(const struct week *week, usec_t at)
{
	return at >= week->tomorrow && at < week->to;
}

/* When it comes up by itself in that week; USEC_NEVER: it does not. */
static usec_t comes_up_at(const struct week *week, const struct milestone *m)
{
	if (is_within(week, m->moment))
		return m->moment;
	return is_within(week, m->last_call) ? m->last_call : USEC_NEVER;
}

/* In order of time; at the same time as in the book. */
static int ahead_compare(const void *left, const void *right)
{
	const struct ahead *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->interview != b->interview)
		return a->interview < b->interview ? -1 : 1;
	return (a->rule->id > b->rule->id) - (a->rule->id < b->rule->id);
}

/* The same for several people of one round is one line. */
static bool ahead_joins(const struct week *week, const struct milestone *m)
{
	const struct ahead *last = week->n_ahead ? &week->ahead[week->n_ahead - 1] : NULL;

	return last && last->rule == m->rule && last->interview == m->interview && !m->promise &&
	       !m->custom;
}

static void week_take(struct planner *p, struct week *week, const struct milestone *m)
{
	struct ahead *a = &week->ahead[week->n_ahead];

	if (ahead_joins(week, m)) {
		a--;
	} else {
		week->n_ahead++;
		*a = (struct ahead){
			.rule = m->rule,
			.interview = m->interview,
			.people = arena_get(&p->arena,
					    (m->interview->n_people + 1) * sizeof(a->people[0])),
			.promise = m->promise,
			.custom = m->custom,
			.at = m->moment != USEC_NEVER ? m->moment : m->opens,
		};
	}
	a->waits |= comes_up_at(week, m) == USEC_NEVER;
	a->later |= is_later(week, comes_up_at(week, m));
	if (m->person && a->people && a->n_people <= a->interview->n_people)
		a->people[a->n_people++] = m->person;
}

/* The interviews that begin in that time: adds them to `week`, if that has room. Returns how many there are. */
static size_t week_interviews(const struct planner *p, struct week *week)
{
	size_t n = 0;

	for (size_t k = 0; k < p->n_processes; k++)
		for (size_t i = 0; i < p->processes[k].n_rounds; i++) {
			const struct interview *round = p->processes[k].rounds[i];
			bool later = is_later(week, round->start);

			if (p->processes[k].closed || round->state != STATE_HELD ||
			    !is_within(week, round->start) || round->start <= p->in->now)
				continue;
			n++;
			if (week->ahead)
				week->ahead[week->n_ahead++] = (struct ahead){
					.rule = &rules[RULE_PREPARE],
					.interview = round,
					.at = round->start,
					.later = later,
					.waits = later && !p->in->settings->etiquette.prepare,
				};
		}
	return n;
}

/* What lies ahead in it, in order. -ENOMEM. */
static int week_fill(struct planner *p, struct week *week)
{
	size_t n;

	week->ahead = NULL;
	week->n_ahead = 0;
	n = week_interviews(p, week);
	for (size_t k = 0; k < week->others->n; k++)
		n += belongs_to_week(week, &week->others->items[k]);
	if (n == 0)
		return 0;
	week->ahead = arena_get(&p->arena, n * sizeof(*week->ahead));
	if (!week->ahead)
		return -ENOMEM;
	for (size_t k = 0; k < week->others->n; k++)
		if (belongs_to_week(week, &week->others->items[k]))
			week_take(p, week, week->others->items[k].m);
	week_interviews(p, week);
	qsort(week->ahead, week->n_ahead, sizeof(*week->ahead), ahead_compare);
	return p->arena.failed ? -ENOMEM : 0;
}

bool ahead_is_worth_it(const struct ahead *ahead, size_t n, const char *except)
{
	size_t n_later = 0;

	for (size_t k = 0; k < n; k++) {
		if (except && text_equal(ahead[k].interview->id, except))
			continue;
		if (ahead[k].waits)
			return true;
		n_later += ahead[k].later;
	}
	return n_later > 1;
}

static bool week_is_worth_it(const struct week *week)
{
	if (week->was_shown)
		return week->n_ahead > 0;
	return ahead_is_worth_it(week->ahead, week->n_ahead, NULL);
}

/* The first instant, `from` at the earliest, at which something lies ahead; USEC_NEVER: there is none. */
static usec_t week_next(const struct planner *p, const struct candidates *others, usec_t from)
{
	usec_t next = USEC_NEVER;

	for (size_t k = 0; k < others->n; k++) {
		const struct candidate *c = &others->items[k];
		usec_t ready = c->ready_at > from ? c->ready_at : from;

		if (ready < next && c->over_at > ready)
			next = ready;
	}
	for (size_t k = 0; k < p->n_processes; k++)
		for (size_t i = 0; i < p->processes[k].n_rounds; i++) {
			const struct interview *round = p->processes[k].rounds[i];

			if (!p->processes[k].closed && round->state == STATE_HELD &&
			    round->start >= from && round->start < next)
				next = round->start;
		}
	return next;
}

/* What the first thing in that week supposes that may come to lie in it; NULL: there is none. */
static const struct assumption *week_assumes(const struct week *week)
{
	for (size_t k = 0; k < week->others->n; k++) {
		const struct candidate *c = &week->others->items[k];

		if (c->m->assumes && belongs_to_week(week, c))
			return c->m->assumes;
	}
	return NULL;
}

/* 1: it is worth a pop-up; 0: it is not. -ENOMEM. *ret_assumes as in a milestone. */
static int week_look(struct planner *p, struct week *week, const struct assumption **ret_assumes)
{
	int r = week_fill(p, week);

	*ret_assumes = NULL;
	if (r < 0 || week_is_worth_it(week))
		return r < 0 ? r : 1;
	if (week->from <= p->in->now)
		return 0;
	week->assumes = true;
	r = week_fill(p, week);
	if (r < 0 || !week_is_worth_it(week))
		return r;
	*ret_assumes = week_assumes(week);
	week->assumes = false;
	r = week_fill(p, week); /* for what is known is what it says */
	return r < 0 ? r : *ret_assumes != NULL;
}

/* Only what was typed after its time made it worth saying, and needs no pop-up then. */
static bool was_typed(const struct sketch *s, const struct showing *showing)
{
	return showing && showing->shown == 0 && showing->typed_at != USEC_NEVER &&
	       showing->typed_at >= s->opens;
}

/* 1: there is one; 0: there is none. -ENOMEM. */
static int week_add(struct planner *p, const struct candidates *others, struct date monday)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	struct date first = place_workday_after(&p->user, monday, 0);
	struct date next_monday = date_add_days(monday, DAYS_A_WEEK);
	char date[DATE_TEXT_SIZE];
	struct sketch s = {
		.rule = RULE_WEEK_AHEAD,
		.opens = place_at(&p->user, first, e->week_ahead_min / 60, e->week_ahead_min % 60),
		.part = date_to_text(monday, date),
		.cause.id = CAUSE_WEEK_AHEAD,
	};
	struct week week = {
		.from = s.opens,
		.tomorrow = place_at(&p->user, date_add_days(first, 1), 0, 0),
		.to = place_at(&p->user, next_monday, 0, 0),
		.others = others,
	};
	const struct showing *showing;
	struct milestone *m;
	int r;

	/* A week without a working day has none. */
	if (date_compare(first, next_monday) >= 0)
		return 0;
	s.key = planner_key(p, &s);
	if (!s.key)
		return -ENOMEM;
	showing = planner_showing(p, s.key, s.opens);
	week.was_shown = showing && showing->shown > 0;
	r = week_look(p, &week, &s.assumes);
	if (r <= 0 || was_typed(&s, showing))
		return r < 0 ? r : 0;
	s.born = s.opens;
	s.deadline = place_add(&p->user, s.opens, e->week_ahead_deadline, CLOSING_HOUR);
	m = planner_add(p, NULL, &s);
	if (!m)
		return -ENOMEM;
	m->n_open = (unsigned)p->n_open;
	m->ahead = week.ahead;
	m->n_ahead = week.n_ahead;
	return 1;
}

static struct date monday_of(const struct planner *p, usec_t at)
{
	struct date day = place_date(&p->user, at);

	return date_add_days(day, -(int64_t)date_weekday(day));
}

int derive_week_ahead(struct planner *p, struct process *process)
{
	struct date monday = monday_of(p, p->in->now);
	struct candidates others;
	int r;

	(void)process;
	if (!p->in->settings->etiquette.week_ahead || p->n_open == 0)
		return 0;
	r = candidates_find(p, &others);
	if (r >= 0)
		r = week_add(p, &others, monday);
	/* And the next one that brings something. */
	for (int i = 0; i < WEEKS_MAX && r >= 0; i++) {
		usec_t next = week_next(
			p, &others, place_at(&p->user, date_add_days(monday, DAYS_A_WEEK), 0, 0));

		if (next == USEC_NEVER)
			break;
		monday = monday_of(p, next);
		r = week_add(p, &others, monday);
		if (r > 0)
			break;
	}
	return r < 0 ? r : 0;
}

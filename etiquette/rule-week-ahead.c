/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>
#include <stdlib.h>

#include "etiquette/reason.h"

/* week-ahead: on the week's first working day, what lies ahead in all processes, if anything does: this week's, and the next one's that brings something. */

#define DAYS_A_WEEK 7
#define WEEKS_MAX   10 /* without a working day, one after the other */

static bool can_lie_ahead(const struct milestone *m)
{
	return m->interview && m->rule->id != RULE_DEBRIEF && m->rule->id != RULE_PREPARE &&
	       (m->status == STATUS_UPCOMING || milestone_is_open(m));
}

/* From when on it is something that a week brings. */
static usec_t ready_at(const struct milestone *m)
{
	bool waits = m->moment != USEC_NEVER && m->moment > m->opens;

	return waits ? m->moment : m->opens;
}

static bool is_over_by(const struct milestone *m, usec_t at)
{
	return m->deadline <= at && m->late_until <= at;
}

static bool belongs_to_week(const struct milestone *m, usec_t from, usec_t to)
{
	return can_lie_ahead(m) && ready_at(m) < to && !is_over_by(m, from) && !m->assumes;
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
static bool ahead_joins(const struct milestone *week, const struct milestone *m)
{
	const struct ahead *last = week->n_ahead ? &week->ahead[week->n_ahead - 1] : NULL;

	return last && last->rule == m->rule && last->interview == m->interview && !m->promise &&
	       !m->custom;
}

static void week_take(struct planner *p, struct milestone *week, const struct milestone *m)
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
	if (m->person && a->people && a->n_people <= a->interview->n_people)
		a->people[a->n_people++] = m->person;
}

/* The interviews that begin in that time: adds them to `week`, unless that is NULL. Returns how many there are. */
static size_t week_interviews(const struct planner *p, usec_t from, usec_t to,
			      struct milestone *week)
{
	size_t n = 0;

	for (size_t k = 0; k < p->n_processes; k++)
		for (size_t i = 0; i < p->processes[k].n_rounds; i++) {
			const struct interview *round = p->processes[k].rounds[i];

			if (p->processes[k].closed || round->state != STATE_HELD ||
			    round->start < from || round->start <= p->in->now || round->start >= to)
				continue;
			n++;
			if (week)
				week->ahead[week->n_ahead++] =
					(struct ahead){ .rule = &rules[RULE_PREPARE],
							.interview = round,
							.at = round->start };
		}
	return n;
}

static size_t week_count(const struct planner *p, size_t n_others, usec_t from, usec_t to)
{
	size_t n = week_interviews(p, from, to, NULL);

	for (size_t k = 0; k < n_others; k++)
		n += belongs_to_week(&p->items[k], from, to);
	return n;
}

static int week_fill(struct planner *p, size_t n_others, struct milestone *week, usec_t to)
{
	size_t n = week_count(p, n_others, week->opens, to);

	week->ahead = arena_get(&p->arena, (n + 1) * sizeof(*week->ahead));
	if (!week->ahead)
		return -ENOMEM;
	for (size_t k = 0; k < n_others; k++)
		if (belongs_to_week(&p->items[k], week->opens, to))
			week_take(p, week, &p->items[k]);
	week_interviews(p, week->opens, to, week);
	qsort(week->ahead, week->n_ahead, sizeof(*week->ahead), ahead_compare);
	return p->arena.failed ? -ENOMEM : 0;
}

/* The first instant, `from` at the earliest, at which something lies ahead; USEC_NEVER: there is none. */
static usec_t week_next(const struct planner *p, size_t n_others, usec_t from)
{
	usec_t next = USEC_NEVER;

	for (size_t k = 0; k < n_others; k++) {
		usec_t ready = ready_at(&p->items[k]);

		ready = ready > from ? ready : from;
		if (can_lie_ahead(&p->items[k]) && ready < next && !is_over_by(&p->items[k], ready))
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

/* 1: there is one; 0: there is none. */
/* What the first thing in that week supposes that may come to lie in it; NULL: there is none. */
static const char *week_assumes(const struct planner *p, size_t n_others, usec_t from, usec_t to)
{
	for (size_t k = 0; k < n_others; k++) {
		const struct milestone *m = &p->items[k];

		if (m->assumes && can_lie_ahead(m) && ready_at(m) < to && !is_over_by(m, from))
			return m->assumes;
	}
	return NULL;
}

static int week_add(struct planner *p, size_t n_others, struct date monday)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	struct date first = place_workday_after(&p->user, monday, 0);
	char date[DATE_TEXT_SIZE];
	struct sketch s = {
		.rule = RULE_WEEK_AHEAD,
		.opens = place_at(&p->user, first, e->week_ahead_min / 60, e->week_ahead_min % 60),
		.part = date_to_text(monday, date),
		.reason = reason_week_ahead(p),
	};
	struct milestone *m;
	usec_t to;
	int r;

	/* A week without a working day has none, nor one in which nothing lies ahead. */
	if (date_compare(first, date_add_days(monday, DAYS_A_WEEK)) >= 0)
		return 0;
	to = place_at(&p->user, date_add_days(monday, DAYS_A_WEEK), 0, 0);
	if (week_count(p, n_others, s.opens, to) == 0) {
		s.assumes = s.opens > p->in->now ? week_assumes(p, n_others, s.opens, to) : NULL;
		if (!s.assumes)
			return 0;
	}
	s.born = s.opens;
	s.deadline = place_add(&p->user, s.opens, e->week_ahead_deadline, CLOSING_HOUR);
	m = planner_add(p, NULL, &s);
	if (!m)
		return -ENOMEM;
	m->n_open = (unsigned)p->n_open;
	r = week_fill(p, n_others, m, to);
	return r < 0 ? r : 1;
}

static struct date monday_of(const struct planner *p, usec_t at)
{
	struct date day = place_date(&p->user, at);

	return date_add_days(day, -(int64_t)date_weekday(day));
}

int derive_week_ahead(struct planner *p, struct process *process)
{
	struct date monday = monday_of(p, p->in->now);
	size_t n_others = p->n;
	int r;

	(void)process;
	if (!p->in->settings->etiquette.week_ahead || p->n_open == 0)
		return 0;
	r = week_add(p, n_others, monday);
	/* And the next one that brings something. */
	for (int i = 0; i < WEEKS_MAX && r >= 0; i++) {
		usec_t next = week_next(
			p, n_others, place_at(&p->user, date_add_days(monday, DAYS_A_WEEK), 0, 0));

		if (next == USEC_NEVER)
			break;
		monday = monday_of(p, next);
		r = week_add(p, n_others, monday);
		if (r > 0)
			break;
	}
	return r < 0 ? r : 0;
}

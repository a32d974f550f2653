/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>
#include <stdlib.h>

#include "etiquette/reason.h"

/* week-ahead: on the week's first working day, what lies ahead in all processes. This week's, and next week's. */

#define MORNING_HOUR 9
#define LASTING_DAYS 2
#define DAYS_A_WEEK  7

static bool belongs_to_week(const struct milestone *m, usec_t to)
{
	if (!m->interview || m->assumes || m->rule->id == RULE_DEBRIEF ||
	    m->rule->id == RULE_PREPARE || !(m->status == STATUS_UPCOMING || milestone_is_open(m)))
		return false;
	if (m->rule->id == RULE_MOVE_ON)
		return m->opens < to;
	return m->opens < to && (m->moment == USEC_NEVER || m->moment < to);
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
		n += belongs_to_week(&p->items[k], to);
	return n;
}

static int week_fill(struct planner *p, size_t n_others, struct milestone *week, usec_t to)
{
	size_t n = week_count(p, n_others, week->opens, to);

	week->ahead = arena_get(&p->arena, (n + 1) * sizeof(*week->ahead));
	if (!week->ahead)
		return -ENOMEM;
	for (size_t k = 0; k < n_others; k++)
		if (belongs_to_week(&p->items[k], to))
			week_take(p, week, &p->items[k]);
	week_interviews(p, week->opens, to, week);
	qsort(week->ahead, week->n_ahead, sizeof(*week->ahead), ahead_compare);
	return p->arena.failed ? -ENOMEM : 0;
}

static int week_add(struct planner *p, size_t n_others, struct date monday)
{
	struct date first = place_workday_after(&p->user, monday, 0);
	char date[DATE_TEXT_SIZE];
	struct sketch s = {
		.rule = RULE_WEEK_AHEAD,
		.opens = place_at(&p->user, first, MORNING_HOUR, 0),
		.deadline = place_at(&p->user, date_add_days(first, LASTING_DAYS), MORNING_HOUR, 0),
		.part = date_to_text(monday, date),
		.reason = reason_week_ahead(p),
	};
	struct milestone *m;
	usec_t to;

	/* A week without a working day has none, nor one in which nothing lies ahead. */
	if (date_compare(first, date_add_days(monday, DAYS_A_WEEK)) >= 0)
		return 0;
	to = place_at(&p->user, date_add_days(monday, DAYS_A_WEEK), 0, 0);
	if (week_count(p, n_others, s.opens, to) == 0)
		return 0;
	s.born = s.opens;
	m = planner_add(p, NULL, &s);
	if (!m)
		return -ENOMEM;
	m->n_open = (unsigned)p->n_open;
	return week_fill(p, n_others, m, to);
}

int derive_week_ahead(struct planner *p, struct process *process)
{
	struct date today = place_date(&p->user, p->in->now);
	struct date monday = date_add_days(today, -(int64_t)date_weekday(today));
	size_t n_others = p->n;
	int r;

	(void)process;
	if (!p->in->settings->etiquette.week_ahead || p->n_open == 0)
		return 0;
	r = week_add(p, n_others, monday);
	return r < 0 ? r : week_add(p, n_others, date_add_days(monday, DAYS_A_WEEK));
}

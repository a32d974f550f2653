/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>
#include <stdlib.h>

#include "etiquette/reason.h"

/* week-ahead: on the week's first working day, what lies ahead in all processes. This week's, and next week's. */

#define MORNING_HOUR 9
#define LASTING_DAYS 2
#define DAYS_A_WEEK  7

static bool belongs_to_week(const struct milestone *m, usec_t from, usec_t to)
{
	if (!m->interview || m->status == STATUS_PASSED ||
	    !(m->status == STATUS_UPCOMING || milestone_is_open(m)))
		return false;
	if (m->rule->id == RULE_MOVE_ON)
		return m->opens < to && !m->assumes;
	if (m->rule->id == RULE_DEBRIEF || m->assumes)
		return false;
	if (m->rule->id == RULE_PREPARE)
		return m->deadline >= from && m->deadline < to;
	return m->opens < to && (m->moment == USEC_NEVER || m->moment < to);
}

static int ahead_compare(const void *left, const void *right)
{
	const struct ahead *a = left, *b = right;

	return (a->at > b->at) - (a->at < b->at);
}

/* The same for several people of one round is one line. */
static bool is_repeated(const struct planner *p, const struct milestone *m)
{
	const struct milestone *before = m > p->items ? m - 1 : NULL;

	return before && before->interview == m->interview && before->rule == m->rule &&
	       !m->promise;
}

static int week_fill(struct planner *p, size_t n_others, struct milestone *week, usec_t to)
{
	size_t n = 0;

	for (size_t k = 0; k < n_others; k++)
		n += belongs_to_week(&p->items[k], week->opens, to) &&
		     !is_repeated(p, &p->items[k]);
	week->ahead = arena_get(&p->arena, (n + 1) * sizeof(*week->ahead));
	if (!week->ahead)
		return -ENOMEM;
	for (size_t k = 0; k < n_others; k++) {
		const struct milestone *m = &p->items[k];
		usec_t at = m->rule->id == RULE_PREPARE ? m->deadline
			    : m->moment != USEC_NEVER   ? m->moment
							: m->opens;

		if (belongs_to_week(m, week->opens, to) && !is_repeated(p, m))
			week->ahead[week->n_ahead++] = (struct ahead){
				.rule = m->rule,
				.interview = m->interview,
				.person = m->person,
				.promise = m->promise,
				.custom = m->custom,
				.at = at,
			};
	}
	qsort(week->ahead, week->n_ahead, sizeof(*week->ahead), ahead_compare);
	return 0;
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

	/* A week without a working day has none. */
	if (date_compare(first, date_add_days(monday, DAYS_A_WEEK)) >= 0)
		return 0;
	s.born = s.opens;
	m = planner_add(p, NULL, &s);
	if (!m)
		return -ENOMEM;
	m->n_open = (unsigned)p->n_open;
	return week_fill(p, n_others, m,
			 place_at(&p->user, date_add_days(monday, DAYS_A_WEEK), 0, 0));
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

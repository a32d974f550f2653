/* SPDX-License-Identifier: MIT */
#include "etiquette/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "etiquette/derive.h"
#include "etiquette/plan-order.h"

struct plan_memory {
	struct arena arena;
};

/* ---- The rules ---------------------------------------------------------------------------------- */

/* Rule by rule over all processes of one company, so that none of its messages comes too near to another process's. */
static int planner_derive_company(struct planner *p, size_t first, size_t last)
{
	int r = 0;

	for (size_t rule = 0; rule < RULE_COUNT; rule++)
		for (size_t i = first; i < last && r >= 0; i++)
			if (rules[rule].scope != SCOPE_ALL)
				r = derivations[rule](p, &p->processes[i]);
	return r;
}

static int planner_derive(struct planner *p)
{
	int r = 0;

	for (size_t first = 0, last; first < p->n_processes && r >= 0; first = last) {
		for (last = first + 1; last < p->n_processes; last++)
			if (p->processes[last].company != p->processes[first].company)
				break;
		r = planner_derive_company(p, first, last);
	}
	for (size_t rule = 0; rule < RULE_COUNT && r >= 0; rule++)
		if (rules[rule].scope == SCOPE_ALL)
			r = derivations[rule](p, NULL);
	return r;
}

/* ---- The whole ---------------------------------------------------------------------------------- */

static void sooner(usec_t *change, usec_t at, usec_t now)
{
	if (at > now && at < *change)
		*change = at;
}

/* Statuses change at the window's edges; a pop-up that waits for now changes when now is no longer good. */
static usec_t milestone_changes(struct planner *p, const struct milestone *m)
{
	usec_t now = p->in->now, change = USEC_NEVER;
	struct moment_input moments;

	if (m->status != STATUS_UPCOMING && !milestone_is_open(m))
		return USEC_NEVER;
	sooner(&change, m->opens, now);
	sooner(&change, m->deadline, now);
	sooner(&change, m->late_until, now);
	if (m->status == STATUS_SNOOZED)
		sooner(&change, m->next_popup, now);
	if (m->rule->id == RULE_DEBRIEF)
		sooner(&change, moment_debrief_quiet_end(p->in->settings, m->opens) + 1, now);
	if (m->next_popup > now)
		return change;
	moments = planner_moments(p, m->interview, m->person);
	/* What waits for somebody to see it waits for a working day, too. */
	if (!m->rule->any_day) {
		struct place there =
			place_get(&p->places, &p->in->settings->moment, moments.recipient_zone);

		sooner(&change, place_day_at(&there, place_day(&there, now, NULL) + 1, 0), now);
		sooner(&change, place_day_at(&p->user, place_day(&p->user, now, NULL) + 1, 0), now);
	}
	if (moment_is_good(&moments, now))
		sooner(&change, moment_next_bad(&moments, now), now);
	return change;
}

/* What rests on something yet to be done will not come by itself. */
static void plan_sum_up(struct plan *plan, struct planner *p)
{
	struct date today = place_date(&p->user, p->in->now);

	plan->next_popup = plan->next_change = USEC_NEVER;
	for (size_t i = 0; i < plan->n_milestones; i++) {
		const struct milestone *m = plan->milestones[i];

		if (m->assumes)
			continue;
		if (m->next_popup < plan->next_popup)
			plan->next_popup = m->next_popup;
		sooner(&plan->next_change, milestone_changes(p, m), p->in->now);
	}
	for (size_t i = 0; i < p->in->book->n_interviews; i++) {
		const struct interview *round = &p->in->book->interviews[i];

		if (round->state != STATE_HELD)
			continue;
		sooner(&plan->next_change, round->start, p->in->now);
		sooner(&plan->next_change, round->end, p->in->now);
	}
	/* The week ahead is another one from Monday on. */
	if (p->n_open > 0)
		sooner(&plan->next_change,
		       place_at(&p->user, date_add_days(today, 7 - (int64_t)date_weekday(today)), 0,
				0),
		       p->in->now);
}

int plan_make(const struct plan_input *in, struct plan *ret)
{
	cleanup_planner struct planner p = { 0 };
	struct plan plan = { 0 };
	int r = planner_init(&p, in);

	if (r >= 0)
		r = planner_derive(&p);
	if (r < 0 || p.arena.failed)
		return -ENOMEM;
	plan.memory = malloc(sizeof(*plan.memory));
	if (!plan.memory)
		return -ENOMEM;
	plan.milestones = p.items;
	plan.n_milestones = p.n;
	plan_sum_up(&plan, &p);
	if (milestones_sort(plan.milestones, plan.n_milestones) < 0) {
		free(plan.memory);
		return -ENOMEM;
	}
	plan.memory->arena = p.arena;
	p.arena = (struct arena){ 0 };
	p.items = NULL;
	*ret = plan;
	return 0;
}

void plan_done(struct plan *p)
{
	if (p->memory)
		arena_done(&p->memory->arena);
	free(p->memory);
	free(p->milestones);
	*p = (struct plan){ 0 };
}

/* ---- Finding ------------------------------------------------------------------------------------ */

static bool milestone_is_of(const struct milestone *m, const struct interview *i)
{
	if (m->rule->scope == SCOPE_ALL || text_equal(m->interview->id, i->id))
		return true;
	return m->rule->scope == SCOPE_PROCESS && process_is_shared(m->interview, i);
}

/* What is late comes before what is due, and that before what is to come; then by deadline. */
static int urgency_compare(const void *left, const void *right)
{
	const struct milestone *const *a = left, *const *b = right;
	bool a_open = milestone_is_open(*a), b_open = milestone_is_open(*b);
	bool a_assumed = (*a)->assumes, b_assumed = (*b)->assumes;

	if (a_open != b_open)
		return a_open ? -1 : 1;
	if (a_assumed != b_assumed)
		return b_assumed ? -1 : 1;
	if ((*a)->deadline != (*b)->deadline)
		return (*a)->deadline < (*b)->deadline ? -1 : 1;
	return milestone_compare(*a, *b);
}

static bool milestone_is_meant(const struct milestone *m, const struct interview *i,
			       const char *name, bool open)
{
	if (name)
		return text_equal_fold(m->name, name) && milestone_is_of(m, i);
	if (m->rule->scope == SCOPE_ALL || !milestone_is_of(m, i))
		return false;
	return open ? milestone_is_open(m) : m->status == STATUS_UPCOMING && !m->assumes;
}

size_t plan_find(const struct plan *p, const struct interview *i, const char *milestone,
		 const struct milestone *ret[], size_t max)
{
	size_t n = 0;

	for (int open = 1; open >= 0 && n == 0; open--)
		for (size_t k = 0; k < p->n_milestones && n < max; k++)
			if (milestone_is_meant(p->milestones[k], i, milestone, open))
				ret[n++] = p->milestones[k];
	qsort(ret, n, sizeof(*ret), urgency_compare);
	return n;
}

/* SPDX-License-Identifier: MIT */
#include "daemon/group.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "common/zone.h"

int group_add(struct group *g, const struct milestone *m)
{
	const struct milestone **grown = reallocarray(g->items, g->n + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	g->items = grown;
	g->items[g->n++] = m;
	return 0;
}

void group_done(struct group *g)
{
	free(g->items);
	*g = (struct group){ 0 };
}

static int by_tag(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	int r = strcmp(left->milestone->tag, right->milestone->tag);

	return r ? r : (left->at > right->at) - (left->at < right->at);
}

static int by_place(const void *a, const void *b)
{
	const struct group *left = a, *right = b;

	return (left->place > right->place) - (left->place < right->place);
}

int groups_make(struct candidate *candidates, size_t n, struct group **ret, size_t *ret_n)
{
	struct group *groups;
	size_t n_groups = 0;

	if (n == 0)
		return 0;
	groups = calloc(n, sizeof(*groups));
	if (!groups)
		return -ENOMEM;
	qsort(candidates, n, sizeof(*candidates), by_tag);
	for (size_t i = 0; i < n; i++) {
		const struct milestone *m = candidates[i].milestone;

		if (i == 0 || !text_equal(candidates[i - 1].milestone->tag, m->tag))
			groups[n_groups++].place = candidates[i].at;
		if (group_add(&groups[n_groups - 1], m) < 0) {
			groups_free(groups, n_groups);
			return -ENOMEM;
		}
		groups[n_groups - 1].due |= candidates[i].due;
	}
	qsort(groups, n_groups, sizeof(*groups), by_place);
	*ret = groups;
	*ret_n = n_groups;
	return 0;
}

void groups_free(struct group *groups, size_t n)
{
	for (size_t i = 0; i < n; i++)
		group_done(&groups[i]);
	free(groups);
}

size_t group_n_tags(const struct group *g)
{
	size_t n = 0;

	/* More than a few are as good as many: nobody asks for more. */
	for (size_t i = 0; i < g->n && n <= BUTTONS_MAX; i++) {
		size_t k = 0;

		while (!text_equal(g->items[k]->tag, g->items[i]->tag))
			k++;
		n += k == i;
	}
	return n;
}

bool group_is_pressing(const struct group *g, usec_t now)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->items[i]->last_call != USEC_NEVER && now >= g->items[i]->last_call)
			return true;
	return false;
}

/* In the order of what presses most, and those with one tag together. */
struct ranked {
	const struct milestone *milestone;
	usec_t first; /* the deadline of its tag's first one */
};

static int by_tag_of(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;
	int r = strcmp(left->milestone->tag, right->milestone->tag);

	return r ? r : (left->first > right->first) - (left->first < right->first);
}

static int by_rank(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;

	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	if (!text_equal(left->milestone->tag, right->milestone->tag))
		return strcmp(left->milestone->tag, right->milestone->tag);
	return strcmp(left->milestone->key, right->milestone->key);
}

int group_sort(struct group *g)
{
	struct ranked *ranked = calloc(g->n + 1, sizeof(*ranked));

	if (!ranked)
		return -ENOMEM;
	for (size_t i = 0; i < g->n; i++)
		ranked[i] = (struct ranked){ g->items[i], g->items[i]->deadline };
	qsort(ranked, g->n, sizeof(*ranked), by_tag_of);
	for (size_t i = 1; i < g->n; i++)
		if (text_equal(ranked[i].milestone->tag, ranked[i - 1].milestone->tag))
			ranked[i].first = ranked[i - 1].first;
	qsort(ranked, g->n, sizeof(*ranked), by_rank);
	for (size_t i = 0; i < g->n; i++)
		g->items[i] = ranked[i].milestone;
	free(ranked);
	return 0;
}

/*
 * Late is said by the showing that comes for it; once said, it stays. Upcoming is on screen only
 * because the clock was set back.
 */
static enum milestone_status status_to_say(const struct milestone *m, struct popup *u, usec_t now)
{
	const struct popup_milestone *part = popup_find_milestone(u, m->key);
	bool comes = m->next_popup > now && m->next_popup != USEC_NEVER;

	if (m->status == STATUS_LATE && comes && !(part && part->late))
		return STATUS_DUE;
	return m->status == STATUS_UPCOMING ? STATUS_DUE : m->status;
}

bool group_is_to_be_late(const struct group *g, struct popup *u, usec_t now)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->items[i]->status == STATUS_LATE &&
		    status_to_say(g->items[i], u, now) != STATUS_LATE)
			return true;
	return false;
}

char *group_facts(const struct group *g, struct popup *u, usec_t now, const char *zone)
{
	struct text facts = { 0 };

	text_add(&facts, "%s;", zone);
	for (size_t i = 0; i < g->n; i++) {
		const struct milestone *m = g->items[i];

		text_add(&facts, "%s %d %lld %u/%u;", m->key, (int)status_to_say(m, u, now),
			 (long long)m->deadline, m->done_of, m->of_people);
	}
	return text_take(&facts);
}

/* A week is told by its dates. */
static bool names_a_day(const struct milestone *m, const char *zone, struct date today)
{
	int64_t days;

	if (m->rule->id == RULE_WEEK_AHEAD || m->deadline == USEC_NEVER)
		return false;
	days = date_to_days(zone_date(zone, m->deadline)) - date_to_days(today);
	return days >= -1 && days <= 1;
}

bool group_names_a_day(const struct group *g, usec_t now, const char *zone)
{
	struct date today = zone_date(zone, now);

	for (size_t i = 0; i < g->n; i++)
		if (names_a_day(g->items[i], zone, today))
			return true;
	return false;
}

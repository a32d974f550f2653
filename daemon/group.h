/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Milestones that share a pop-up. Zero-initialised is empty; the milestones are borrowed from the
 * plan.
 */

#include "daemon/popup.h"

struct group {
	const struct milestone **items;
	size_t n;
	size_t place; /* of its first one in the plan */
	bool due;     /* to be brought up, not only put back */
};

/* One that is to be sorted into a group. */
struct candidate {
	const struct milestone *milestone;
	bool due;
	size_t at; /* its place in the plan */
};

int group_add(struct group *g, const struct milestone *m); /* -ENOMEM */
void group_done(struct group *g);
#define cleanup_group __attribute__((cleanup(group_done)))

/*
 * Sorts the candidates into groups by tag; the groups keep the order of the plan. Changes the
 * candidates' order. -ENOMEM.
 */
int groups_make(struct candidate *candidates, size_t n, struct group **ret, size_t *ret_n);
void groups_free(struct group *groups, size_t n);

/*
 * What presses most comes first, and the same milestones always come in the same order: the plan's
 * own changes with each showing. -ENOMEM.
 */
int group_sort(struct group *g);
/* How many tags there are in it; counted up to BUTTONS_MAX + 1. */
size_t group_n_tags(const struct group *g);
/* True if for one of them it is the last call. */
bool group_is_pressing(const struct group *g, usec_t now);

/*
 * What the words about it rest on but for the date and the time of day: a pop-up that stands is
 * reworded when this is another one, not whenever "in 3 hours" has become "in 2 hours". That a deadline
 * has passed is left to the showing that is still to come for it on `u`. Caller frees.
 */
char *group_facts(const struct group *g, struct popup *u, usec_t now, const char *zone);
/* True if for one of them the showing that says that it is late is still to come. */
bool group_is_to_be_late(const struct group *g, struct popup *u, usec_t now);
/* True if words made now may say yesterday, today or tomorrow, which is wrong on the next day. */
bool group_names_a_day(const struct group *g, usec_t now, const char *zone);

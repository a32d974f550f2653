/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Milestones that share a pop-up. Zero-initialised is empty; the milestones are borrowed from the
 * plan.
 */

#include "etiquette/milestone.h"

struct group {
	const struct milestone **items;
	size_t n;
	bool due; /* to be brought up, not only put back */
};

int group_add(struct group *g, const struct milestone *m); /* -ENOMEM */
void group_done(struct group *g);
#define cleanup_group __attribute__((cleanup(group_done)))

/* Sorts one into the group of its tag, made if need be. -ENOMEM. */
int groups_add(struct group **groups, size_t *n, const struct milestone *m, bool due);
void groups_free(struct group *groups, size_t n);

size_t group_n_tags(const struct group *g);
/* True if for one of them it is the last call. */
bool group_is_pressing(const struct group *g, usec_t now);

/*
 * What the words about it rest on but for the time of day: a pop-up that stands is reworded when
 * this is another one, not whenever "in 3 hours" has become "in 2 hours". That a deadline has
 * passed is left to the showing that is still to come for it. Caller frees.
 */
char *group_facts(const struct group *g, usec_t now);

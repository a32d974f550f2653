/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The plan: facts in, milestones out. Pure: the same input gives the same plan, whenever and how often it is made. A milestone of
 * the past is in the plan too (done, passed, moot), so that `show` and `why` can speak of it. What rests on something that is yet to
 * happen (the second check-in on the first) is planned as if each thing were done at its moment, and says so in `assumes`.
 */

#include "common/tongue.h"
#include "etiquette/milestone.h"

struct plan_input {
	const struct book *book;
	const struct settings *settings;
	const struct memory *memory;
	usec_t now;
	const char *zone;            /* the user's present one */
	const struct tongue *tongue; /* of what pace.h says; a plan has no words; NULL: English */
};

struct plan_memory;

struct plan {
	struct milestone **milestones; /* by next_popup, then opens, then key */
	size_t n_milestones;
	usec_t next_popup; /* the earliest of all that rest on nothing yet to be done; USEC_NEVER: none */
	usec_t next_change; /* the earliest instant after now at which a status or next_popup would differ; USEC_NEVER: none */
	struct plan_memory *memory; /* what the milestones are made of */
};

/* -ENOMEM. The plan borrows from the book, which must outlive it. */
int plan_make(const struct plan_input *in, struct plan *ret);
void plan_done(struct plan *p);
#define cleanup_plan __attribute__((cleanup(plan_done)))

/*
 * The milestones a user means by an interview's id and a milestone's name (NULL: whatever is open, most urgent first; if nothing is, what
 * comes next): at most `max` borrowed pointers into the plan. Process-wide milestones belong to every round of their process.
 * Returns how many. Who wants a message to be sent looks for BUTTON_SENT among the buttons of the rule.
 */
size_t plan_find(const struct plan *p, const struct interview *i, const char *milestone,
		 const struct milestone *ret[], size_t max);

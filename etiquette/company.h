/* SPDX-License-Identifier: MIT */
#pragma once

/* A company: what it is called, what went to it, and what is to go. It may have several processes with the user. */

#include "etiquette/arena.h"
#include "etiquette/assumption.h"
#include "etiquette/interview.h"

#define ASSUMED_MAX 64 /* a plan looks no further than these */

/* The user's own promises count as messages when they are kept. */
struct company {
	const char *key;  /* its name, folded */
	usec_t *messages; /* that were sent, by time once all are there */
	size_t n_messages, room;
	const struct assumption *
		*assumed; /* would go if the plan is followed; in the order of planning */
	size_t n_assumed, room_assumed;
};

/* True if both are with the same company: names are compared without case, dots, commas and blanks. */
bool company_is_shared(const struct interview *a, const struct interview *b);
/* < 0, 0, > 0; either may be NULL. */
int company_compare_names(const char *a, const char *b);
/* Equal for names that compare as equal. */
uint64_t company_hash(const char *name);
/* The name as it is compared, in the arena. */
const char *company_fold_name(struct arena *arena, const char *name);

/* Puts what was sent in a round into the list. 0 or -ENOMEM. */
int company_add_round(struct company *c, struct arena *arena, const struct interview *i);
/* When all are there. */
void company_sort(struct company *c);
/* Puts a message that is to go into the list. 0 or -ENOMEM. */
int company_assume(struct company *c, struct arena *arena, const struct assumption *a);

/* SPDX-License-Identifier: MIT */
#pragma once

/* A letter that is asked for: what it is for, to whom it goes, what it is about. */

#include "daemon/answers.h"

#define LETTER_PEOPLE_MAX     32
#define LETTER_MILESTONES_MAX 64

/* All but the list is borrowed, from the question, the book and the plan. */
struct letter {
	struct question *question;
	const struct interview *interview;
	const char *name;        /* of the milestone */
	const struct rule *rule; /* NULL: reply, other */
	const struct milestone *found[LETTER_MILESTONES_MAX];
	size_t n_found;
	const struct promise *promise; /* that it is about; or NULL */
	const struct person *to[LETTER_PEOPLE_MAX];
	size_t n_to;
};

/* Tells the asker why not, by an error's name without the interface; takes over `parameters`. Returns 0. */
int letter_refuse(const struct letter *l, const char *error, json_t *parameters);
/* Open, to come or over, and not done: there may be a letter for it yet. */
bool letter_is_left_to_do(const struct milestone *m);
/* Finds out what it is for. 1: name, rule, milestones and promise are set; 0: the asker was told why not. */
int letter_read_purpose(struct letter *l);

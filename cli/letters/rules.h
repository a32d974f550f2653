/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What manners ask of a letter: one row each in rules.c, with what it applies to, how it is looked for, why, and how to mend it.
 */

#include <stdbool.h>

/* What a letter is for, as bits; a rule may apply to several. */
enum purpose {
	FOR_THANKS = 1u << 0,
	FOR_NEWS = 1u << 1,    /* check-in, second-check-in, next-steps */
	FOR_PROMISE = 1u << 2, /* of either side */
	FOR_REJECTION = 1u << 3,
	FOR_OFFER = 1u << 4, /* offer-reply, offer-decision */
	FOR_NO_SHOW = 1u << 5,
	FOR_WITHDRAWAL = 1u << 6,
	FOR_UNKNOWN = 1u << 7,
};
#define FOR_ALL 0xffu

enum level { LEVEL_MUST, LEVEL_SHOULD, LEVEL_MAY };

struct check;

struct check_rule {
	const char *id;
	enum level level;
	unsigned purposes;
	bool short_too;   /* also for a message on LinkedIn, which is no whole letter */
	const char *list; /* the word list or the kind of note it looks for, or NULL */
	void (*look)(struct check *c, const struct check_rule *rule);
	const char *what; /* behind the words it is about, or alone; all three in English, N_() */
	const char *why;  /* with its source */
	const char *mend;
};

extern const struct check_rule check_rules[];      /* the first without an id ends them */
enum purpose check_purpose(const char *milestone); /* NULL: FOR_UNKNOWN */
const char *check_level_to_text(enum level level);
/* Why, with its source, in the language of the user. Caller frees; NULL: memory is out. */
char *check_why(const struct check_rule *rule);

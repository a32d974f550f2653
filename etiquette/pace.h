/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Never pushy: whether a message may go now. The planner keeps the same rules; this is the answer to somebody who is about to
 * send (or says they did).
 */

#include "etiquette/plan.h"

enum pace {
	PACE_FINE,
	PACE_TOO_EARLY, /* before the employer's own date, or before the window opens */
	PACE_TOO_SOON,  /* minimum-gap since the last message to the company is not over */
	PACE_SPENT, /* max-check-ins messages that ask for news were sent since the last held round */
	PACE_ENDED, /* the process has an outcome; there is nothing to ask for */
	PACE_ROBOT, /* the address is a machine's, and it goes to somebody else by rule */
};

struct pace_answer {
	enum pace pace;
	usec_t fine_at; /* the first instant at which it would be fine; USEC_NEVER: never */
	char *why;      /* one plain sentence; NULL if fine */
};

/*
 * May a message of `rule` to `to` (NULL: whoever it goes to by rule) of the process of `i` go at `at`? Contacts after `at` are looked at too,
 * so that one recorded belatedly is held to the same gap. -ENOMEM. Thank-yous, own promises, replies and everything that does not ask for news are always fine.
 */
int pace_ask(const struct plan_input *in, const struct interview *i, const struct rule *rule,
	     const struct person *to, usec_t at, struct pace_answer *ret);
void pace_answer_done(struct pace_answer *a);

/* How the process of `i` came out: OUTCOME_OPEN while nothing stands; a word of withdrawal that was sent counts as one. -ENOMEM. */
int pace_outcome(const struct plan_input *in, const struct interview *i, enum outcome_kind *ret);

/* Whom news of the process of `i` go to by rule; NULL: nobody is known. Borrowed from the book, maybe of another round. -ENOMEM. */
int pace_correspondent(const struct plan_input *in, const struct interview *i,
		       const struct person **ret);

/* What a message to them is for while no rule asks for one: a question how things stand, or what an outcome asks for. -ENOMEM. */
int pace_rule(const struct plan_input *in, const struct interview *i, const struct rule **ret);

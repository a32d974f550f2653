/* SPDX-License-Identifier: MIT */
#pragma once

/* How the silence after the last word is filled; the rules from `promise` to `move-on` hand it on from one to the next. */

#include "etiquette/assumption.h"

struct silence {
	unsigned spent; /* messages asking for news since the last round: sent, or assumed to be */
	unsigned reserved;  /* of the budget, to ask for what they promised */
	usec_t asked_at;    /* the last of them; 0: none */
	usec_t given_up_at; /* skipped or passed: nothing is asked any more; USEC_NEVER: no */
	usec_t unused_until; /* a window for asking passed then; the next message takes its place; 0: none */
	const struct assumption
		*assumes;        /* what all this rests on, if it is not yet done; else NULL */
	usec_t promise_asked_at; /* the same of asking for what they promised; 0: it is not planned */
	const struct assumption *promise_assumes;
};

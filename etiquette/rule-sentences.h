/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What the pop-up of each rule says, as a table of whole sentences. Places to fill in: {who} the people, {company}, {text} of the promise
 * or of the user's own milestone, {day} of the promise, {reason} why it falls when it does.
 */

#include "etiquette/rule.h"

/* NULL: nothing is said. */
struct rule_sentences {
	const char *title;        /* the summary, and the line in lists */
	const char *title_nobody; /* when no person is known; NULL: the same */
	const char *title_private;
	const char *body;      /* behind the sentence about the deadline */
	const char *body_late; /* the same after the deadline; NULL: as `body` */
	const char *change;    /* for `why`: what would change when it falls */
};

extern const struct rule_sentences sentences_of[RULE_COUNT];

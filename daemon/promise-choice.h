/* SPDX-License-Identifier: MIT */
#pragma once

/* Which of several promises a change or a letter is about: what is not clear is asked back about rather than guessed. */

#include "common/limits.h"
#include "daemon/changes.h"
#include "etiquette/plan.h"

/* Those that may be meant, at most as many as an interview has. */
struct promise_list {
	const struct promise *items[INTERVIEW_PROMISES_MAX]; /* borrowed from the book */
	size_t n;
};

/* Those of the interview that are neither kept, asked for, skipped nor moot. */
void promises_open(const struct plan *plan, const struct interview *i, struct promise_list *ret);
/*
 * Leaves those that a message on that day can be about, unless that were none: asking for what they promised is for when its day
 * is over; what the user promised may be sent at any time.
 */
void promises_keep_ripe(struct promise_list *list, struct date day);
/*
 * The promise whose text equals, or else alone begins with, or else alone contains what was typed; without a text the only one.
 * NULL: it is not clear which.
 */
const struct promise *promise_choose(const struct promise_list *list, const char *text);
/* The promise with all of which the text begins, before a colon; *ret_rest: what is said behind that. NULL: none, and it stays. */
const struct promise *promise_named_whole(const struct promise_list *list, const char *text,
					  const char **ret_rest);
/*
 * A sentence that names all of them, and the command that says which is meant, of `verb` and what stands behind the id; or that there is
 * none. Caller frees; NULL: memory is out.
 */
char *promise_which(const struct interview *i, const struct promise_list *list, const char *verb,
		    const char *rest);
/* Refuses a change with that sentence. 0 or negative errno. */
int promise_ask_which(struct change *c, const struct interview *i, const struct promise_list *list,
		      const char *verb, const char *rest);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Word lists of the checker, a file a language: sections in brackets, a phrase a line, # for comments.
 *
 *	still waiting        these words in a row, in any case
 *	disappoint*          any word that begins so
 *	can't|cannot wait    any of these
 *	let me know ~ by     some words (at most five) may stand in between
 *	_                    any one word
 *	^ sorry              at the beginning of a sentence
 *	any news ?           in a question; "!" in an exclamation
 *	- still waiting for the train     no fault: what shares words with this is not reported
 */

#include <stdbool.h>
#include <stddef.h>

#include "common/complaint.h"

#define PHRASE_GAP_MAX   5
#define PHRASE_WORDS_MAX 16
#define PHRASES_MAX      4096

struct prose;

struct phrase {
	const char *list; /* the section's name */
	const char *words[PHRASE_WORDS_MAX];
	size_t n_words;
	bool excuses; /* begins with "-" */
	bool starts;  /* begins with "^" */
	char mark;    /* '?', '!' or 0 */
};

struct phrases {
	char *text;
	struct phrase *items;
	size_t n;
};

struct match {
	size_t first, end; /* words */
};

/* Takes over `text`. -EINVAL: see complaints. -ENOMEM. */
int phrases_read(const char *file, char *text, struct phrases *ret, struct complaints *complaints);
void phrases_done(struct phrases *p);
#define cleanup_phrases __attribute__((cleanup(phrases_done)))

/* The first match of a list at or behind word `from`, before word `end`. Excused ones are left out. */
bool phrases_find(const struct phrases *p, const char *list, const struct prose *prose, size_t from,
		  size_t end, struct match *ret);
/* True if the word, lower-case, is in the list by itself. */
bool phrases_have_word(const struct phrases *p, const char *list, const char *folded);

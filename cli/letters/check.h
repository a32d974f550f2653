/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The checker of letters. Each thing that manners ask of a letter is one row of the table in rules.c: what it applies to, how it is
 * looked for, why, and how to mend it. Lists of words are files, see phrases.h.
 */

#include <jansson.h>

#include "cli/letters/language.h"
#include "cli/letters/phrases.h"
#include "cli/letters/prose.h"
#include "cli/letters/rules.h"

struct finding {
	const struct check_rule *rule;
	enum level level;
	unsigned line, column;
	char *text; /* what it says, in a sentence */
};

/* What the book knows of a letter. */
struct letter_context {
	const json_t *reply; /* of Draft, or NULL */
	const json_t *to;    /* of its people, or NULL */
	const struct language *language;
	const struct phrases *phrases;
	enum purpose purpose;
	bool is_short; /* LinkedIn */
};

struct speller;

/* One letter that is looked at. */
struct check {
	const char *file;    /* as shown */
	unsigned first_line; /* where it begins in its file */
	struct prose prose;
	const struct letter_context *context;
	struct speller *speller;    /* borrowed; NULL: no dictionary */
	const struct check *others; /* the letters beside it */
	size_t n_others;
	struct finding *findings;
	size_t n_findings, room;
	bool failed; /* memory ran out */
};

/* Looks at everything and sorts what was found by place. -ENOMEM. */
int check_letter(struct check *c);
void check_done(struct check *c);

/* For the functions of rules: at a word, at any place, or about the letter as a whole (at its first word). */
void check_add(struct check *c, const struct check_rule *rule, enum level level, const char *at,
	       const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The nth text of a list of words in this letter's text: the next match at or behind `from`. */
bool check_find(const struct check *c, const char *list, size_t from, struct match *ret);
size_t check_text_begin(
	const struct check *c); /* words of the text: without greeting and closing */
size_t check_text_end(const struct check *c);

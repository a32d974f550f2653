/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A speech: what is said about some milestones that share a pop-up, while it is put together. The facts fill the places of
 * sentences.c; the sentences follow each other in one text. They are handed in in English, and said in the tongue of the input.
 */

#include "etiquette/arena.h"
#include "etiquette/place.h"
#include "etiquette/rule-sentences.h"
#include "etiquette/sentences.h"
#include "etiquette/template.h"
#include "etiquette/words.h"

#define SPEECH_FIELDS_MAX 32

struct speech {
	const struct words_input *in;
	const struct milestone *const *group;
	size_t n;
	const struct milestone *m; /* the first of them */
	const struct rule_sentences *rule;
	struct place user;
	struct arena arena; /* of the values below */
	struct field fields[SPEECH_FIELDS_MAX];
	size_t n_fields;
	struct text text; /* what was said so far */
	bool line_is_full;
};

void speech_init(struct speech *s, const struct words_input *in,
		 const struct milestone *const group[], size_t n);
void speech_done(struct speech *s);
#define cleanup_speech __attribute__((cleanup(speech_done)))

/* Fills in a place from now on; a value that was set before is replaced. The value must live as long, as those in the arena do. */
void speech_set(struct speech *s, const char *name, const char *value);
void speech_set_number(struct speech *s, const char *name, size_t value);
/* Adds a sentence; NULL adds nothing. */
void speech_say(struct speech *s, const char *sentence);
/* The same on a line of its own. */
void speech_line(struct speech *s, const char *sentence);
/* The same, and what is said next begins a new line too: for sentences that end with a command. */
void speech_command(struct speech *s, const char *sentence);
/* What was said since the last time; NULL: memory is out. The caller frees. */
char *speech_take(struct speech *s);
/* The sentence for that number, and {n} filled with it; to be said by one of the above, or filled in. */
const char *speech_counted(struct speech *s, enum count count, size_t n);
/* A sentence filled in, in the arena. */
const char *speech_fill(struct speech *s, const char *sentence);

/* "Dana, Sam and Eva" of the people; first names where they tell them apart. In the arena. */
const char *speech_names(struct speech *s, const struct person *const people[], size_t n);
/* An instant for the user, with the other clock in brackets; in the arena. */
const char *speech_instant(struct speech *s, usec_t at);
/* "tue 16:45", or with the date if that is more than some days ago: for --at. In the arena. */
const char *speech_stamp(struct speech *s, usec_t at);
/* Why the first of the group falls when it does, and what has to happen before it, or NULL. In the arena. */
const char *speech_reason(struct speech *s);
const char *speech_assumes(struct speech *s);
/* The title of the first of the group. */
const char *speech_title(struct speech *s);
/* What the pop-up of the group has for a summary: the title, or how many interviews or processes there are. */
const char *speech_summary(struct speech *s);
/* A text from the book, cut short if it is long; in the arena or as it is. */
const char *speech_value(struct speech *s, const char *text);

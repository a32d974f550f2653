/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What the readers of single facts share, inside config/ only. A fact_reader goes through the lines of one section and fills one interview; each key
 * has a function that reads its value. They complain about what is wrong, and leave the fact out.
 */

#include "common/complaint.h"
#include "config/book-keys.h"
#include "etiquette/arena.h"
#include "etiquette/interview.h"
#include "etiquette/names.h"

/* Interviews of one zone share its name, so that it is known as the same at a glance. */
#define ZONES_SHARED 8

struct fact_reader {
	struct arena *arena; /* all that the interview keeps */
	const char *file;
	struct complaints *complaints;
	struct interview *interview; /* its lists have room for every fact of the section */
	const struct book_key *key;  /* of the line at hand */
	unsigned line;
	char *zones[ZONES_SHARED]; /* that were read lately */
	size_t n_zones;            /* counted on, also when older ones are forgotten */
};

/* A complaint about the line at hand, with its key before it and an example behind it. The hint has no example. */
void fact_complain(struct fact_reader *f, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void fact_hint(struct fact_reader *f, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* "`emial` is no channel; did you mean `email`?", or the words there are. */
void fact_complain_word(struct fact_reader *f, const char *noun, enum name_list list,
			const char *word);

/* book-words.c: pieces of a value. Each moves *rest behind what it took; false: complained. */
bool fact_take_date(struct fact_reader *f, char **rest, struct date *ret);
bool fact_take_stamp(struct fact_reader *f, char **rest, usec_t *ret);
/* Cuts the text behind the first colon off; NULL: there is none. What is left of `value` has no blanks at its end. */
char *fact_cut_text(char *value);
/* Reads a fact from its value, which is cut up. Escaped blanks at the edges belong to a text; elsewhere they mean nothing. */
void fact_read(struct fact_reader *f, const struct book_key *key, char *value, unsigned line);
/* Cuts `value` before the whole word `word` (any case), and gives what follows it; NULL: it is not there. */
char *fact_cut_behind(char *value, const char *word);
/* Nothing may be left over: what is not understood was meant to say something. */
bool fact_all_is_read(struct fact_reader *f, char *rest);
/* False, and complained, if the interview has `max` of these already. */
bool fact_has_room(struct fact_reader *f, size_t n, size_t max);
bool fact_zone_is_good(struct fact_reader *f, const char *zone);

/* book-times.c: start and end of all interviews, whose `when` stand in these lines. 0 or -ENOMEM. */
int book_make_times(const struct fact_reader *f, struct book *b, const unsigned when_lines[]);

/*
 * book-facts.c: the promise that a `skipped` line is about, which counts as skipped from there on. Without a text all above it are, and
 * *ret is NULL; false: hinted, no promise is meant.
 */
bool fact_take_promise(struct fact_reader *f, const char *text, const struct promise **ret);

/* book-people.c, book-facts.c, book-sent.c: the readers of the table in book-keys.c. */
void read_interviewer(struct fact_reader *f, char *value);
void read_contact(struct fact_reader *f, char *value);
void read_promise(struct fact_reader *f, char *value);
void read_kept(struct fact_reader *f, char *value);
void read_sent(struct fact_reader *f, char *value);
void read_heard(struct fact_reader *f, char *value);
void read_skipped(struct fact_reader *f, char *value);
void read_outcome(struct fact_reader *f, char *value);
void read_state(struct fact_reader *f, char *value);
void read_decision_by(struct fact_reader *f, char *value);

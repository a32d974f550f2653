/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The book: INI text to struct book. Keys are one table in book-keys.c; followupd.interviews(5) explains them. And the other way:
 * one fact to the value of one line (fact_*), so that reading and writing stand side by side.
 */

#include "common/complaint.h"
#include "etiquette/interview.h"
#include "etiquette/memory.h"

/*
 * Reads the whole text. Sections or lines that are wrong are complained about; errors in `complaints` mean that the book must not be taken over or
 * edited, hints hinder nothing. Sections without `zone` are where `memory` (or NULL) first saw them, else in `zone`. 0 or -ENOMEM.
 */
int book_parse(const char *text, size_t size, const char *file, const char *zone,
	       const struct memory *memory, struct book *ret, struct complaints *complaints);
/*
 * Takes out of a book that was read with errors what they may have spoilt: all interviews with a company of which a line could not be
 * read, since a round, an answer or an outcome may be among those. What is left can be relied upon. 0; -ENOMEM: only done with it.
 */
int book_drop_doubtful(struct book *b);
void book_done(struct book *b);
#define cleanup_book __attribute__((cleanup(book_done)))

/* By exact id; NULL if there is none. Quick: the book keeps an index. */
const struct interview *book_find(const struct book *b, const char *id);

/*
 * By what a person typed: exact id, else unique beginning, else unique part of an id or a company (case folded). 0; -ENOENT; -ENOTUNIQ. In either
 * failure *ret_candidates (may be NULL) gets up to a few ids for "did you mean", comma separated; caller frees.
 */
int book_resolve(const struct book *b, const char *text, const struct interview **ret,
		 char **ret_candidates);

/* True for a-z 0-9 '-', first a letter or digit, 1 to ID_MAX characters. */
bool book_id_is_valid(const char *id);
/* The id that a text would make: "acme-corp-onsite" of "Acme Corp (onsite)". Caller frees; NULL: memory is out. */
char *book_id_from_text(const char *text);
/* An id for a new interview of that company and kind that is not taken: "acme-onsite", "acme-onsite-2". Caller frees. */
char *book_id_propose(const struct book *b, const char *company, enum interview_kind kind);

/* The names of all keys, for hints and completion; ends with NULL. */
const char *const *book_key_names(void);
/* True if the key may stand several times in a section (interviewer, topic, sent …). False for an unknown one. */
bool book_key_is_repeatable(const char *key);
/*
 * 0 if `value` is right for `key`; else -EINVAL and what is wrong and would be right in *ret_why; -ENOENT: no such key, with
 * a hint if one is like it, else NULL.
 */
int book_value_check(const char *key, const char *value, const char *zone, char **ret_why);

/* Values of fact lines. `zone` is the interview's; stamps are written with its offset. Optional texts may be NULL. Callers free; NULL: memory is out. */
char *fact_stamp(usec_t at,
		 const char *zone); /* "2026-11-24 17:10+01:00", with seconds where `at` has some */
char *fact_person(
	const struct person *p); /* "Dana Li <dana@acme.example> (manager, rapport good)" */
char *fact_sent(usec_t at, const char *zone, const char *milestone, enum channel c,
		const char *person, bool forced, const char *text);
char *fact_heard(usec_t at, const char *zone, enum channel c, const char *person,
		 struct date decision_by, const char *text);
char *fact_promise(struct date by, bool theirs, const struct duration *lead, const char *text);
char *fact_kept(usec_t at, const char *zone, const char *text);
char *fact_skipped(usec_t at, const char *zone, const char *milestone, const char *person,
		   const char *text);
char *fact_outcome(usec_t at, const char *zone, enum outcome_kind k, struct date answer_by,
		   const char *text);
/* "2026-12-04 given 2026-11-24 17:00+01:00"; the stamp is optional when reading */
char *fact_decision(struct date by, usec_t at, const char *zone);
char *fact_state(
	usec_t at, const char *zone,
	enum interview_state
		s); /* "2026-11-24 14:20+01:00 no-show"; the stamp is optional when reading */

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The facts: what a book of interviews says, and nothing that is derived from it. An interview is
 * one conversation with one company, a section of the book; its lists keep the order of the book's
 * lines. config/book.h makes these from text. Everything is owned by the book and freed with it.
 */

#include "etiquette/facts.h"

struct interview {
	char *id;
	char *company;
	char *process;  /* the `process` key, or NULL */
	char *role;     /* or NULL */
	char *language; /* of letters to them: "de"; or NULL */
	char *thread;   /* Message-ID of their last mail, with its <>; or NULL */
	char *zone;     /* never NULL: as given, else the one it was read in */
	bool zone_given;
	struct reading when;
	struct duration duration;
	usec_t start, end; /* of `when` and `duration` on the clock of `zone` */
	enum interview_kind kind;
	enum interview_state state;
	usec_t state_at; /* USEC_NEVER: not stamped */
	struct person *people;
	size_t n_people; /* interviewers and contacts */
	struct note *notes;
	size_t n_notes;
	struct promise *promises;
	size_t n_promises;
	struct contact *contacts;
	size_t n_contacts;
	struct skip *skips;
	size_t n_skips;
	struct outcome *outcomes;
	size_t n_outcomes;
	struct decision *decisions;
	size_t n_decisions; /* the last one counts */
	unsigned line;      /* of the section's header */
};

struct book {
	struct interview *interviews;
	size_t n_interviews;
	struct book_memory *
		memory; /* config/book.c's: where all of it lives, and its index; NULL: a book made by hand */
};

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Books for tests, put together in C: each call is one line of a book. Texts are borrowed from the test. Everything is freed by
 * facts_done(). Times are "2026-11-24 14:00" on the clock of the interview's zone.
 */

#include "etiquette/plan.h"

struct facts {
	struct book book;
	struct settings settings; /* the defaults, to be changed at will */
	struct memory memory;
	const char *zone; /* the user's; "Europe/Berlin" */
	char **owned;     /* texts that were made for it */
	size_t n_owned;
};

#define FACTS_INTERVIEWS_MAX 64

void facts_init(struct facts *f);
void facts_done(struct facts *f);
/* One interview to begin with: Acme Corp, 24 November 2026, 14:00 to 14:45 in Berlin, with Dana Li. */
struct interview *facts_acme(struct facts *f);
/* A text that lives as long as the facts. */
char *facts_text(struct facts *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The plan at that time on the user's clock; freed by plan_done(). */
struct plan facts_plan(struct facts *f, const char *now);
struct plan facts_plan_at(struct facts *f, usec_t now);

/* A section; "minutes" long. */
struct interview *fact_interview(struct facts *f, const char *id, const char *company,
				 const char *zone, const char *when, int minutes);
/* All people before the first contact, since contacts point to them. */
struct person *fact_interviewer(struct interview *i, const char *name, const char *address);
struct person *fact_contact_person(struct interview *i, const char *name, const char *address,
				   enum post post);
void fact_note(struct interview *i, enum note_kind kind, const char *text);
struct promise *fact_promise_line(struct interview *i, const char *date, bool theirs,
				  const char *text);
struct contact *fact_sent_line(struct interview *i, const char *at, const char *milestone,
			       const char *person);
struct contact *fact_heard_line(struct interview *i, const char *at, const char *person,
				const char *decision_by);
void fact_skip_line(struct interview *i, const char *at, const char *milestone, const char *person);
void fact_decision_line(struct interview *i, const char *date);
void fact_outcome_line(struct interview *i, const char *at, enum outcome_kind kind,
		       const char *answer_by);
void fact_state_line(struct interview *i, enum interview_state state, const char *at);
void fact_holiday(struct facts *f, const char *date, const char *zone);

struct showing *fact_showing(struct facts *f, const char *key, unsigned shown, usec_t shown_at,
			     enum showing_end ended);

/* "2026-11-24 14:00" in a zone. Fails the test if it is none. */
usec_t clock_at(const char *zone, const char *text);
/* The instant on that clock, "2026-11-24 14:00" (with seconds only if there are any), or "-". */
#define INSTANT_SIZE 48
const char *clock_text(const char *zone, usec_t at, char buffer[static INSTANT_SIZE]);

/* The milestone of that key, or NULL. */
const struct milestone *plan_key(const struct plan *p, const char *key);

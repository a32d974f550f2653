/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The facts: what a book of interviews says, and nothing that is derived from it. An interview is one conversation with one
 * company, a section of the book; its lists keep the order of the book's lines. config/book.h makes these from text.
 * Everything is owned by the book and freed with it.
 */

#include <stdbool.h>
#include <stddef.h>

#include "common/duration.h"
#include "common/time.h"

enum interview_kind {
	KIND_NONE,
	KIND_SCREENING,
	KIND_PHONE,
	KIND_VIDEO,
	KIND_ONSITE,
	KIND_PANEL,
	KIND_FINAL
};
enum interview_state { STATE_HELD, STATE_CANCELLED, STATE_NO_SHOW, STATE_MISSED };
enum channel {
	CHANNEL_NONE,
	CHANNEL_EMAIL,
	CHANNEL_PHONE,
	CHANNEL_LINKEDIN,
	CHANNEL_LETTER,
	CHANNEL_OTHER
};
enum post { POST_NONE, POST_MANAGER, POST_PEER, POST_RECRUITER, POST_COORDINATOR };
enum rapport { RAPPORT_NONE, RAPPORT_SOME, RAPPORT_GOOD };
enum note_kind { NOTE_TOPIC, NOTE_LEARNED, NOTE_CONCERN, NOTE_NEWS, NOTE_PERSONAL, NOTE_MISHAP };
enum outcome_kind {
	OUTCOME_OPEN,
	OUTCOME_OFFER,
	OUTCOME_ACCEPTED,
	OUTCOME_DECLINED,
	OUTCOME_REJECTED,
	OUTCOME_WITHDRAWN,
	OUTCOME_NO_RESPONSE
};

/* Somebody at the company or its agency. */
struct person {
	char *name;
	char *address;    /* of e-mail, or NULL */
	char *phone;      /* or NULL */
	char *zone;       /* where they sit, or NULL: the interview's */
	bool interviewer; /* false: a `contact` line, not somebody who interviewed */
	enum post post;
	enum rapport rapport;
	unsigned channels; /* bits, 1u << enum channel, that the entry offers */
	unsigned line;
};

struct note {
	enum note_kind kind;
	char *text;
	unsigned line;
};

/* Something agreed with a date. */
struct promise {
	char *text;
	struct date date;
	bool theirs;
	struct duration lead; /* unit exact with amount 0: not given */
	usec_t kept_at;       /* USEC_NEVER: open */
	unsigned line;
};

/* A message sent or received. */
struct contact {
	bool heard; /* else sent by us */
	usec_t at;
	enum channel channel;
	char *milestone; /* sent: a milestone's name, "promise", "reply" or "other"; heard: NULL */
	char *person;    /* as written, or NULL */
	const struct person
		*who; /* the person meant, or NULL if none matches; borrowed from the interview */
	char *text;   /* or NULL */
	struct date decision_by; /* heard: the date they named, if any */
	bool forced;             /* sent against good manners, by --force */
	unsigned line;
};

struct skip {
	usec_t at;
	char *milestone;
	char *person;             /* as written, or NULL: all */
	const struct person *who; /* or NULL */
	unsigned line;
};

struct outcome {
	usec_t at;
	enum outcome_kind kind;
	struct date answer_by; /* an offer's, if any */
	char *text;            /* or NULL */
	unsigned line;
};

/* A date by which they said they would decide: a `decision-by` line, or one inside a `heard` line (then given_at is its stamp). */
struct decision {
	struct date date;
	usec_t given_at; /* USEC_NEVER: not known */
	unsigned line;
};

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

/* SPDX-License-Identifier: MIT */
#pragma once

/* Single facts about an interview, each a line of the book, which owns them; `line` counts from 1. */

#include <stdbool.h>
#include <stddef.h>

#include "common/duration.h"
#include "common/time.h"
#include "etiquette/kinds.h"

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
	bool skipped;         /* by a line that names it */
	unsigned line;
};

/* A message sent or received. */
struct contact {
	bool heard; /* else sent by us */
	usec_t at;
	enum channel channel;
	char *milestone; /* sent: a milestone's name, "promise", "reply" or "other"; heard: NULL */
	char *person;    /* as written, or NULL */
	const struct person *who; /* the one meant, borrowed; NULL: none matches */
	char *text;               /* or NULL */
	struct date decision_by;  /* heard: the date they named, if any */
	bool forced;              /* sent against good manners, by --force */
	unsigned line;
};

struct skip {
	usec_t at;
	char *milestone;
	char *person;                  /* as written, or NULL: all */
	const struct person *who;      /* or NULL */
	const struct promise *promise; /* "promise": the one meant, borrowed; NULL: all above it */
	unsigned line;
};

struct outcome {
	usec_t at;
	enum outcome_kind kind;
	struct date answer_by; /* an offer's, if any */
	char *text;            /* or NULL */
	unsigned line;
};

/* A date by which they said they would decide: a `decision-by` line, or one inside a `heard` line, whose stamp is given_at then. */
struct decision {
	struct date date;
	usec_t given_at; /* USEC_NEVER: not known */
	unsigned line;
};

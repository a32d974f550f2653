/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What this machine remembers of pop-ups: shown, how it ended, snoozed, paused; and where it was when it first saw an interview that
 * names no zone. Not facts that the user wrote; losing it costs at most a repeated pop-up, and such an interview its zone. config/memory-file.h keeps it on disk.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/time.h"

enum showing_end {
	SHOWING_NONE, /* on screen, as far as we know */
	SHOWING_EXPIRED, /* the server's or nobody's doing: still pending, offered again after a while */
	SHOWING_DISMISSED, /* the user closed it: seen, comes back at last call or the second showing only */
	SHOWING_LATER, /* the user pressed Later: snoozed_until says when */
};

struct showing {
	char *key;     /* the milestone's */
	char *company; /* with `start`: finds the row again when the interview's id was changed */
	usec_t start;
	unsigned shown; /* times */
	unsigned
		repeated; /* of them, how often in a row it expired without being seen: doubles repeat-after */
	usec_t shown_at; /* the last time; USEC_NEVER: never */
	enum showing_end ended;
	usec_t ended_at;      /* USEC_NEVER: not ended */
	usec_t snoozed_until; /* USEC_NEVER: not snoozed */
	usec_t typed_at; /* a command just wrote down what it comes from; USEC_NEVER: none did */
	bool late_shown; /* its one late showing was spent */
};

/*
 * Shown so long after `now` that a clock which was far ahead must have said so: of what that clock brought up
 * nothing counts. A little later is a clock that was set back, and was seen all the same.
 */
bool showing_is_of_a_wrong_clock(const struct showing *s, usec_t now);

/* A pop-up that stood on the screen when we last wrote: what a restarted daemon must replace. */
struct on_screen {
	char *tag;    /* the group's, see milestone.h */
	char *bus;    /* GUID of the bus */
	char *server; /* unique name of the notification server */
	uint32_t id;
};

/* The zone in which an interview was first seen that names none: the user may travel, it does not. */
struct seen_zone {
	char *id;
	char *zone;
};

struct memory {
	struct showing *showings;
	size_t n_showings;
	struct on_screen *on_screen;
	size_t n_on_screen;
	struct seen_zone *zones; /* sorted by id */
	size_t n_zones;
	usec_t paused_until; /* 0: not paused; USEC_NEVER: until resumed */
	struct date day;     /* the user's day that `shown_today` counts */
	unsigned shown_today;
};

/* NULL if there is none. */
const struct showing *memory_find(const struct memory *m, const char *key);
/* The zone that an interview without one was first seen in; NULL: it was not seen yet, or memory is lost. */
const char *memory_zone(const struct memory *m, const char *id);

/*
 * The history of an interview whose id was changed goes with it: a row whose id the book no longer has
 * moves to the one interview with the same company and start. True if a row moved. Memory that is out
 * leaves a row where it is.
 */
struct book;
bool memory_follow(struct memory *m, const struct book *b);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What people type for a time: "2026-11-24 14:00", "tomorrow 14:00", "last tue 14:00", "fri", "14:00", "+3d", "in 2 weeks",
 * RFC 3339, and each with a zone behind it ("14:00 America/New_York"). Pure: now and the zone are arguments.
 */

#include "common/complaint.h"
#include "common/time.h"

/* Which way a text without a date points: `14:00` of a contact was, of a snooze will be. */
enum when_bias {
	WHEN_FUTURE, /* the next one: times to come (add, snooze, by) */
	WHEN_PAST,   /* the latest one: things that happened (sent, heard, outcome) */
};

struct when {
	usec_t at;         /* the instant */
	struct date date;  /* on the clock of the zone it was said in */
	bool has_time;     /* false: only a date was given, `at` is its noon */
	char zone[64];     /* the zone it was said in: given behind it, else the caller's */
};

/*
 * 0, or -EINVAL with what was understood and what would be right in `*ret_why` (caller frees; may be NULL when memory is out):
 * nonsense, an unknown zone, a date that does not exist, a reading that is ambiguous ("03/04"), or past when it must be to come.
 */
int when_parse(const char *text, usec_t now, const char *zone, enum when_bias bias, struct when *ret, char **ret_why);

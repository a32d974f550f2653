/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What people type for a time: "2026-11-24 14:00", "tomorrow 14:00", "last tue 14:00", "fri", "24 nov 2pm", "14:00", "+3d", "-2h",
 * "in 2 weeks", "+5bd", "now", RFC 3339, and each with a zone behind it ("14:00 America/New_York"). Pure: now and the zone are arguments.
 *
 * - A weekday alone is never today; with a time it may be. "+3d" is a date, "+3d 9:00" and "+2h" are times.
 * - What means different days to different people is refused with both: "03/04", "midnight", "next fri" on a Monday.
 * - A reading that the zone's clock skips is refused; of one that comes twice the first counts.
 */

#include <stdbool.h>

#include "common/time.h"

/*
 * Which way a text without a date (or year) points: `14:00` of a contact was, of a snooze will be. What says its direction
 * itself ("yesterday", "+3d", a date) is not refused for it: whoever needs a time to come compares `at` with now.
 */
enum when_bias {
	WHEN_FUTURE, /* the next one: times to come (add, snooze, by) */
	WHEN_PAST,   /* the latest one: things that happened (sent, heard, outcome) */
};

struct when {
	usec_t at;        /* the instant */
	struct date date; /* on the clock of the zone it was said in */
	bool has_time;    /* false: only a date was given, `at` is its noon */
	char zone[64];    /* the zone it was said in: given behind it, else the caller's */
};

/*
 * 0, or -EINVAL with what was understood and what would be right in `*ret_why` (caller frees; may be NULL when memory is out):
 * nonsense, an unknown zone, a date or a reading that does not exist or is ambiguous. Then ret is untouched; on success ret_why is.
 */
int when_parse(const char *text, usec_t now, const char *zone, enum when_bias bias,
	       struct when *ret, char **ret_why);

/* Who knows which days are working days, for "+5bd" and "2 working days ago". */
struct when_calendar {
	/* The n-th working day after d in the zone; of a negative n, before. */
	struct date (*working_day)(const void *days, const char *zone, struct date d, int64_t n);
	const void *days;
};

/* The same with working days, which when_parse() refuses. `calendar` NULL: none. */
int when_parse_by(const struct when_calendar *calendar, const char *text, usec_t now,
		  const char *zone, enum when_bias bias, struct when *ret, char **ret_why);

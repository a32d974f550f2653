/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * How long: "45min", "2h", "1h30min", "7d", "2w", "5bd". `s`, `min` and `h` are exact time; `d`, `w` and
 * `bd` (working days) go by the calendar, so a day may have 23 or 25 hours. What a working day is, etiquette/workday.h says.
 */

#include "common/time.h"

enum duration_unit {
	DURATION_EXACT,        /* amount in microseconds */
	DURATION_DAYS,         /* amount in calendar days */
	DURATION_WORKING_DAYS, /* amount in working days */
};

struct duration {
	enum duration_unit unit;
	int64_t amount; /* never negative */
};

#define DURATION_SECONDS(n)  ((struct duration){ DURATION_EXACT, (n)*USEC_PER_SEC })
#define DURATION_MINUTES(n)  ((struct duration){ DURATION_EXACT, (n)*USEC_PER_MIN })
#define DURATION_HOURS(n)    ((struct duration){ DURATION_EXACT, (n)*USEC_PER_HOUR })
#define DURATION_CALENDAR(n) ((struct duration){ DURATION_DAYS, (n) })
#define DURATION_WORKING(n)  ((struct duration){ DURATION_WORKING_DAYS, (n) })

/*
 * One or more exact parts ("1h30min", "1h 30min"), or one calendar part ("5bd", "2w"). Units may be spelled out
 * ("2 hours", "3 days", "2 working days"). -EINVAL: no unit, no number, a mixture, or more than DURATION_DAYS_MAX days.
 */
int duration_from_text(const char *text, struct duration *ret);

/* A short text that duration_from_text() reads as the same: "90s", "1h30min", "24h", "14d", "5bd". Returns buffer. */
#define DURATION_TEXT_SIZE 48
const char *duration_to_text(struct duration d, char buffer[static DURATION_TEXT_SIZE]);

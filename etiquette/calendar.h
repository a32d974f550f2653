/* SPDX-License-Identifier: MIT */
#pragma once

/* Parts of days and years that the settings set apart: quiet hours, preferred time, closed spans, holidays. */

#include <stdbool.h>

#include "common/time.h"

struct span_of_day {
	bool none;            /* "none": there is no such span */
	int from_min, to_min; /* minutes after midnight; from > to runs over midnight */
};

/* One `closed` span, month and day of each year, over New Year if from > to. */
struct closed_span {
	int from_month, from_day, to_month, to_day;
};

struct holiday {
	char *zone; /* NULL: everywhere */
	struct date date;
};

/* A file with the days of holidays, which somebody else reads: `calendar =` of [holidays] or [holidays ZONE]. */
struct holiday_calendar {
	char *path;
	char *zone; /* NULL: everywhere */
	unsigned line;
};

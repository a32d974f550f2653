/* SPDX-License-Identifier: MIT */
#pragma once

/* Working days: no weekend, holiday or closed span, by the date at the place in question. */

#include "common/when.h"
#include "etiquette/settings.h"

bool workday_is(const struct moment_settings *s, const char *zone, struct date d);
/* The n-th working day after d (n = 0: d itself if it is one, else the next). Bounded: a calendar without working days gives d + n days. */
struct date workday_after(const struct moment_settings *s, const char *zone, struct date d,
			  int64_t n);
struct date workday_before(const struct moment_settings *s, const char *zone, struct date d,
			   int64_t n);

/*
 * `t` plus a duration on the clock of `zone`: exact for s, min, h; the same clock reading so many days later for d and w; for bd the
 * n-th working day after t's date at hour:00 (10 for something that opens, 18 for something that closes).
 */
usec_t workday_add(const struct moment_settings *s, const char *zone, usec_t t, struct duration d,
		   int hour);

/* For times that people type: "+5bd". Borrows `s`. */
struct when_calendar workday_calendar(const struct moment_settings *s);

/* SPDX-License-Identifier: MIT */
#pragma once

/* One event of a calendar: the days it takes. */

#include <libical/ical.h>
#include <stdbool.h>

#include "holidays/days.h"

/* An occurrence of a repeated event that stands in the calendar by itself, moved or cancelled. */
struct exception {
	const char *uid; /* borrowed from the event */
	int64_t day;     /* on which it would have been */
};

struct exceptions {
	struct exception *items;
	size_t n;
};

/* The day of a date that exists, from the years 1 to YEAR_MAX. */
bool event_day(struct icaltimetype t, int64_t *ret);

/* Takes note of it if it is such an occurrence. -ENOMEM. */
int exceptions_note(struct exceptions *e, icalcomponent *event);
void exceptions_sort(struct exceptions *e);
void exceptions_done(struct exceptions *e);

/*
 * Adds the days of an event to `days`. 1: it is a holiday, be it in other years; 0: it is none, since it has hours, was cancelled
 * or is marked as an observance; -ENOMEM; -E2BIG: too many days; -ELOOP: too many repetitions; `steps` counts those of the whole file.
 */
int event_add(icalcomponent *event, const struct exceptions *exceptions, struct days *days,
	      int *steps);

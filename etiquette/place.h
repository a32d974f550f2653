/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A place: its clock (a zone) and its calendar (which days are worked there). The same arithmetic as common/zone.h and
 * workday.h, but a place may remember: planning 100,000 interviews asks for the same days again and again, and a change of libc's
 * zone costs some microseconds.
 */

#include "etiquette/settings.h"

struct place_days;

struct place {
	const char *zone;
	const struct moment_settings *settings;
	struct place_days *days; /* what is remembered, owned by `places`; NULL: nothing is */
};

/* The memory of some places, for as long as one plan is made. Zero-initialised is empty. */
struct places {
	struct place_memory *items;
	size_t n, last;
	bool much; /* to be set before the first place is got: there is much to plan, so remember more */
};

/* The place of that zone. With `places` NULL, or when memory is out, it remembers nothing and is only slower. */
struct place place_get(struct places *places, const struct moment_settings *settings,
		       const char *zone);
void places_done(struct places *places);

struct reading place_reading(const struct place *p, usec_t at);
struct date place_date(const struct place *p, usec_t at);
usec_t place_at(const struct place *p, struct date d, int hour, int minute);
/* The same with days as numbers, since 1970-01-01 on that clock, and minutes after midnight, which may run into the next day. */
int64_t place_day(const struct place *p, usec_t at, int *ret_minute);
usec_t place_day_at(const struct place *p, int64_t day, int minute);
bool place_day_is_worked(const struct place *p, int64_t day);
/* The same clock reading (to the microsecond) `days` later. */
usec_t place_add_days(const struct place *p, usec_t t, int64_t days);

bool place_is_workday(const struct place *p, struct date d);
struct date place_workday_after(const struct place *p, struct date d, int64_t n);
struct date place_workday_before(const struct place *p, struct date d, int64_t n);

/* workday_add(), and the same backwards. */
usec_t place_add(const struct place *p, usec_t t, struct duration d, int hour);
usec_t place_sub(const struct place *p, usec_t t, struct duration d, int hour);

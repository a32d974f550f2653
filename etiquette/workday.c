/* SPDX-License-Identifier: MIT */
#include "etiquette/workday.h"

#include "etiquette/place.h"

bool workday_is(const struct moment_settings *s, const char *zone, struct date d)
{
	struct place place = place_get(NULL, s, zone);

	return place_is_workday(&place, d);
}

struct date workday_after(const struct moment_settings *s, const char *zone, struct date d,
			  int64_t n)
{
	struct place place = place_get(NULL, s, zone);

	return place_workday_after(&place, d, n);
}

struct date workday_before(const struct moment_settings *s, const char *zone, struct date d,
			   int64_t n)
{
	struct place place = place_get(NULL, s, zone);

	return place_workday_before(&place, d, n);
}

usec_t workday_add(const struct moment_settings *s, const char *zone, usec_t t, struct duration d,
		   int hour)
{
	struct place place = place_get(NULL, s, zone);

	return place_add(&place, t, d, hour);
}

static struct date working_day(const void *days, const char *zone, struct date d, int64_t n)
{
	return n < 0 ? workday_before(days, zone, d, -n) : workday_after(days, zone, d, n);
}

struct when_calendar workday_calendar(const struct moment_settings *s)
{
	return (struct when_calendar){ .working_day = working_day, .days = s };
}

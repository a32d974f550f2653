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

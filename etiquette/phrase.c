/* SPDX-License-Identifier: MIT */
#include "etiquette/phrase.h"

#include <stdio.h>
#include <string.h>

#include "common/cleanup.h"

static const char *const month_names[] = { "",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

const char *phrase_date(const struct place *p, usec_t now, struct date d,
			char buffer[static PHRASE_SIZE])
{
	const char *day = weekday_to_text(date_weekday(d));

	if (place_date(p, now).year == d.year)
		snprintf(buffer, PHRASE_SIZE, "%.3s %d %s", day, d.day, month_names[d.month]);
	else
		snprintf(buffer, PHRASE_SIZE, "%.3s %d %s %d", day, d.day, month_names[d.month],
			 d.year);
	return buffer;
}

const char *phrase_instant(const struct place *p, usec_t now, usec_t at,
			   char buffer[static PHRASE_SIZE])
{
	struct reading r = place_reading(p, at);
	char date[PHRASE_SIZE];

	phrase_date(p, now, r.date, date);
	snprintf(buffer, PHRASE_SIZE, "%.40s %02d:%02d", date, r.hour, r.minute);
	return buffer;
}

const char *phrase_near(const struct place *p, usec_t now, usec_t at,
			char buffer[static PHRASE_SIZE])
{
	static const char *const names[] = { "yesterday", "today", "tomorrow" };
	struct reading r = place_reading(p, at);
	int64_t days = date_to_days(r.date) - date_to_days(place_date(p, now));

	if (days < -1 || days > 1)
		return phrase_instant(p, now, at, buffer);
	snprintf(buffer, PHRASE_SIZE, "%s %02d:%02d", names[days + 1], r.hour, r.minute);
	return buffer;
}

/* ---- How long ----------------------------------------------------------------------------------- */

static const struct unit {
	usec_t size;
	const char *one, *many;
} units[] = {
	{ USEC_PER_DAY, "day", "days" },
	{ USEC_PER_HOUR, "hour", "hours" },
	{ USEC_PER_MIN, "minute", "minutes" },
	{ USEC_PER_SEC, "second", "seconds" },
};

static const char *counted(int64_t n, const char *one, const char *many,
			   char buffer[static PHRASE_SIZE])
{
	snprintf(buffer, PHRASE_SIZE, "%lld %s", (long long)n, n == 1 ? one : many);
	return buffer;
}

/* In units[first] and, if something is left, in the next smaller one. */
static const char *spelled(usec_t span, size_t first, char buffer[static PHRASE_SIZE])
{
	char large[PHRASE_SIZE], small[PHRASE_SIZE];
	int64_t rest;

	while (first < ELEMENTS(units) - 1 && span < units[first].size)
		first++;
	counted(span / units[first].size, units[first].one, units[first].many, large);
	rest = first + 1 < ELEMENTS(units) ? span % units[first].size / units[first + 1].size : 0;
	if (rest == 0)
		snprintf(buffer, PHRASE_SIZE, "%.30s", large);
	else
		snprintf(buffer, PHRASE_SIZE, "%.30s %.30s", large,
			 counted(rest, units[first + 1].one, units[first + 1].many, small));
	return buffer;
}

const char *phrase_span(usec_t span, char buffer[static PHRASE_SIZE])
{
	return spelled(span < 0 ? -span : span, 0, buffer);
}

const char *phrase_duration(struct duration d, char buffer[static PHRASE_SIZE])
{
	switch (d.unit) {
	case DURATION_DAYS:
		return counted(d.amount, "day", "days", buffer);
	case DURATION_WORKING_DAYS:
		return counted(d.amount, "working day", "working days", buffer);
	case DURATION_EXACT:
	default:
		return spelled(d.amount, 1, buffer); /* "24 hours", not "1 day" */
	}
}

/* ---- Where -------------------------------------------------------------------------------------- */

const char *phrase_city(const char *zone, char buffer[static PHRASE_SIZE])
{
	const char *slash = zone ? strrchr(zone, '/') : NULL;

	snprintf(buffer, PHRASE_SIZE, "%.63s", slash ? slash + 1 : zone && *zone ? zone : "UTC");
	for (char *c = buffer; *c; c++)
		if (*c == '_')
			*c = ' ';
	return buffer;
}

/* SPDX-License-Identifier: MIT */
#include "etiquette/phrase.h"

#include <stdio.h>
#include <string.h>

#include "common/cleanup.h"

static const char *const month_names[] = { "",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

/* By hand and not by snprintf(): a plan of many interviews says a great many dates. */
static char *put_text(char *at, const char *text, size_t size)
{
	memcpy(at, text, size);
	return at + size;
}

static char *put_number(char *at, int number, int digits)
{
	for (int i = digits - 1; i >= 0; i--, number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + digits;
}

static char *put_date(char *at, struct date d, bool year)
{
	at = put_text(at, weekday_to_text(date_weekday(d)), 3);
	*at++ = ' ';
	at = put_number(at, d.day, d.day < 10 ? 1 : 2);
	*at++ = ' ';
	at = put_text(at, month_names[d.month], 3);
	if (!year)
		return at;
	*at++ = ' ';
	return put_number(at, d.year, d.year > 9999 ? 5 : 4);
}

const char *phrase_date(const struct place *p, usec_t now, struct date d,
			char buffer[static PHRASE_SIZE])
{
	*put_date(buffer, d, place_date(p, now).year != d.year) = '\0';
	return buffer;
}

static char *put_clock(char *at, const struct reading *r)
{
	at = put_number(at, r->hour, 2);
	*at++ = ':';
	return put_number(at, r->minute, 2);
}

static char *put_instant(char *at, const struct reading *r, bool year)
{
	at = put_date(at, r->date, year);
	*at++ = ' ';
	return put_clock(at, r);
}

const char *phrase_instant(const struct place *p, usec_t now, usec_t at,
			   char buffer[static PHRASE_SIZE])
{
	struct reading r = place_reading(p, at);

	*put_instant(buffer, &r, place_date(p, now).year != r.date.year) = '\0';
	return buffer;
}

const char *phrase_both(const struct place *p, const struct place *theirs, usec_t now, usec_t at,
			char buffer[static PHRASE_SIZE])
{
	struct reading here = place_reading(p, at), there = place_reading(theirs, at);
	bool same_day = date_compare(here.date, there.date) == 0;
	char *end = put_instant(buffer, &here, place_date(p, now).year != here.date.year);
	char city[PHRASE_SIZE];

	if (!same_day || here.hour != there.hour || here.minute != there.minute) {
		end = put_text(end, " (", 2);
		if (!same_day)
			end = put_text(end, weekday_to_text(date_weekday(there.date)), 3);
		if (!same_day)
			*end++ = ' ';
		end = put_clock(end, &there);
		phrase_city(theirs->zone, city);
		end += snprintf(end, PHRASE_SIZE - (size_t)(end - buffer), " in %.20s)", city);
	}
	*end = '\0';
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

/* "24 hours" */
static char *put_counted(char *at, int64_t n, const char *one, const char *many)
{
	const char *word = n == 1 ? one : many;
	int digits = 1;

	for (int64_t rest = n / 10; rest > 0; rest /= 10)
		digits++;
	for (int i = digits - 1; i >= 0; i--, n /= 10)
		at[i] = (char)('0' + n % 10);
	at[digits] = ' ';
	return put_text(at + digits + 1, word, strlen(word));
}

static const char *counted(int64_t n, const char *one, const char *many,
			   char buffer[static PHRASE_SIZE])
{
	*put_counted(buffer, n, one, many) = '\0';
	return buffer;
}

/* In units[first] and, if something is left, in the next smaller one. */
static const char *spelled(usec_t span, size_t first, char buffer[static PHRASE_SIZE])
{
	int64_t rest;
	char *end;

	while (first < ELEMENTS(units) - 1 && span < units[first].size)
		first++;
	end = put_counted(buffer, span / units[first].size, units[first].one, units[first].many);
	rest = first + 1 < ELEMENTS(units) ? span % units[first].size / units[first + 1].size : 0;
	if (rest > 0) {
		*end++ = ' ';
		end = put_counted(end, rest, units[first + 1].one, units[first + 1].many);
	}
	*end = '\0';
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

/* SPDX-License-Identifier: MIT */
#include "etiquette/phrase.h"

#include <stdio.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"

/* TRANSLATORS: the days of the week, short, as they stand in dates */
static const char *const weekday_names[] = {
	[MONDAY] = N_("Mon"),   [TUESDAY] = N_("Tue"), [WEDNESDAY] = N_("Wed"),
	[THURSDAY] = N_("Thu"), [FRIDAY] = N_("Fri"),  [SATURDAY] = N_("Sat"),
	[SUNDAY] = N_("Sun"),
};

static const char *const month_names[] = {
	"",        N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};

/* ---- When --------------------------------------------------------------------------------------- */

/* By hand and not by snprintf(): a plan of many interviews says a great many dates. What does not fit is left out. */
struct filling {
	char *at, *end;
};

static void put_text(struct filling *f, const char *text, size_t size)
{
	size_t room = (size_t)(f->end - f->at);

	if (size > room)
		size = room;
	memcpy(f->at, text, size);
	f->at += size;
}

#define NUMBER_MAX 19 /* digits */

static void put_number(struct filling *f, int64_t number, int digits)
{
	char text[NUMBER_MAX];

	for (int i = digits - 1; i >= 0; i--, number /= 10)
		text[i] = (char)('0' + number % 10);
	put_text(f, text, (size_t)digits);
}

static void put_word(struct filling *f, const char *word)
{
	put_text(f, word, strlen(word));
}

/* What stands in a pattern for a part of an instant: {weekday}, {day}, {month}, {year}, {clock}. */
static void put_part(struct filling *f, const struct tongue *t, const struct reading *r, char part)
{
	switch (part) {
	case 'w':
		put_word(f, tongue_say(t, weekday_names[date_weekday(r->date)]));
		break;
	case 'd':
		put_number(f, r->date.day, r->date.day < 10 ? 1 : 2);
		break;
	case 'm':
		put_word(f, tongue_say(t, month_names[r->date.month]));
		break;
	case 'y':
		put_number(f, r->date.year, r->date.year > 9999 ? 5 : 4);
		break;
	default:
		put_number(f, r->hour, 2);
		put_text(f, ":", 1);
		put_number(f, r->minute, 2);
		break;
	}
}

/* Fills a pattern in; its parts differ by their first letter. */
static const char *fill(const struct tongue *t, const char *pattern, const struct reading *r,
			char *buffer)
{
	struct filling f = { buffer, buffer + PHRASE_SIZE - 1 };

	for (pattern = tongue_say(t, pattern); *pattern;) {
		size_t plain = strcspn(pattern, "{");

		put_text(&f, pattern, plain);
		pattern += plain;
		if (!*pattern)
			break;
		put_part(&f, t, r, pattern[1]);
		pattern += strcspn(pattern, "}");
		pattern += *pattern == '}';
	}
	*f.at = '\0';
	return buffer;
}

const char *phrase_date(const struct tongue *t, const struct place *p, usec_t now, struct date d,
			char buffer[static PHRASE_SIZE])
{
	struct reading r = { .date = d };

	return fill(t,
		    place_date(p, now).year == d.year ? N_("{weekday} {day} {month}")
						      : N_("{weekday} {day} {month} {year}"),
		    &r, buffer);
}

static const char *say_reading(const struct tongue *t, const struct reading *r, bool year,
			       char *buffer)
{
	return fill(t,
		    year ? N_("{weekday} {day} {month} {year} {clock}")
			 : N_("{weekday} {day} {month} {clock}"),
		    r, buffer);
}

const char *phrase_instant(const struct tongue *t, const struct place *p, usec_t now, usec_t at,
			   char buffer[static PHRASE_SIZE])
{
	struct reading r = place_reading(p, at);

	return say_reading(t, &r, place_date(p, now).year != r.date.year, buffer);
}

/* "14:45", or "Tue 14:45". */
static const char *say_clock(const struct tongue *t, const struct reading *r, bool day,
			     char *buffer)
{
	return fill(t, day ? N_("{weekday} {clock}") : "{clock}", r, buffer);
}

const char *phrase_both(const struct tongue *t, const struct place *p, const struct place *theirs,
			usec_t now, usec_t at, char buffer[static PHRASE_SIZE])
{
	struct reading here = place_reading(p, at), there = place_reading(theirs, at);
	bool same_day = date_compare(here.date, there.date) == 0;
	char clock[PHRASE_SIZE], city[PHRASE_SIZE];
	size_t used;

	say_reading(t, &here, place_date(p, now).year != here.date.year, buffer);
	if (same_day && here.hour == there.hour && here.minute == there.minute)
		return buffer;
	used = strlen(buffer);
	say_clock(t, &there, !same_day, clock);
	/* TRANSLATORS: behind a time of the user's own clock: what the clock shows in another city */
	snprintf(buffer + used, PHRASE_SIZE - used, tongue_say(t, " (%.40s in %.20s)"), clock,
		 phrase_city(theirs->zone, city));
	return buffer;
}

char *phrase_with_theirs(const struct tongue *t, const char *here, const struct reading *there,
			 bool other_day, const char *city)
{
	char clock[PHRASE_SIZE];

	/* TRANSLATORS: a time on the user's own clock, and what the clock shows in another city */
	return text_format(tongue_say(t, "%s (%s in %s)"), here,
			   say_clock(t, there, other_day, clock), city);
}

const char *phrase_near(const struct tongue *t, const struct place *p, usec_t now, usec_t at,
			char buffer[static PHRASE_SIZE])
{
	static const char *const near[] = { N_("yesterday {clock}"), N_("today {clock}"),
					    N_("tomorrow {clock}") };
	struct reading r = place_reading(p, at);
	int64_t days = date_to_days(r.date) - date_to_days(place_date(p, now));

	if (days < -1 || days > 1)
		return phrase_instant(t, p, now, at, buffer);
	return fill(t, near[days + 1], &r, buffer);
}

const char *phrase_month(const struct tongue *t, int month)
{
	return tongue_say(t, month_names[month >= 1 && month <= 12 ? month : 0]);
}

/* ---- How long ----------------------------------------------------------------------------------- */

enum unit {
	UNIT_DAYS,
	UNIT_HOURS,
	UNIT_MINUTES,
	UNIT_SECONDS,
	UNIT_COUNT,
};

static const usec_t unit_sizes[UNIT_COUNT] = { USEC_PER_DAY, USEC_PER_HOUR, USEC_PER_MIN,
					       USEC_PER_SEC };

/* A text with a number in the place of its "%lld", in half a phrase: there may be two of them. */
static const char *put_counted(const char *text, int64_t n, char *buffer)
{
	struct filling f = { buffer, buffer + PHRASE_SIZE / 2 - 1 };
	size_t before = strcspn(text, "%");
	int digits = 1;

	for (int64_t rest = n / 10; rest > 0 && digits < NUMBER_MAX; rest /= 10)
		digits++;
	put_text(&f, text, before);
	put_number(&f, n, digits);
	if (text[before])
		put_word(&f, text + before + strlen("%lld"));
	*f.at = '\0';
	return buffer;
}

static const char *counted(const struct tongue *t, int64_t n, enum unit unit, char *buffer)
{
	size_t u = (size_t)n;

	return put_counted(unit == UNIT_DAYS    ? tongue_count(t, "%lld day", "%lld days", u)
			   : unit == UNIT_HOURS ? tongue_count(t, "%lld hour", "%lld hours", u)
			   : unit == UNIT_MINUTES
				   ? tongue_count(t, "%lld minute", "%lld minutes", u)
				   : tongue_count(t, "%lld second", "%lld seconds", u),
			   n, buffer);
}

/* In that unit and, if something is left, in the next smaller one. */
static const char *spelled(const struct tongue *t, usec_t span, enum unit unit, char *buffer)
{
	int64_t rest;
	size_t used;

	while (unit < UNIT_SECONDS && span < unit_sizes[unit])
		unit++;
	counted(t, span / unit_sizes[unit], unit, buffer);
	rest = unit < UNIT_SECONDS ? span % unit_sizes[unit] / unit_sizes[unit + 1] : 0;
	if (rest == 0)
		return buffer;
	used = strlen(buffer);
	buffer[used++] = ' ';
	counted(t, rest, unit + 1, buffer + used);
	return buffer;
}

const char *phrase_span(const struct tongue *t, usec_t span, char buffer[static PHRASE_SIZE])
{
	return spelled(t, span < 0 ? -span : span, UNIT_DAYS, buffer);
}

const char *phrase_duration(const struct tongue *t, struct duration d,
			    char buffer[static PHRASE_SIZE])
{
	switch (d.unit) {
	case DURATION_DAYS:
		return counted(t, d.amount, UNIT_DAYS, buffer);
	case DURATION_WORKING_DAYS:
		return put_counted(
			tongue_count(t, "%lld working day", "%lld working days", (size_t)d.amount),
			d.amount, buffer);
	case DURATION_EXACT:
	default:
		return spelled(t, d.amount, UNIT_HOURS, buffer); /* "24 hours", not "1 day" */
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

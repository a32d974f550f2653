/* SPDX-License-Identifier: MIT */
#include "etiquette/place.h"

#include <stdlib.h>
#include <string.h>

#include "common/limits.h"
#include "common/text.h"
#include "common/zone.h"

/*
 * What is remembered. Of clocks: the offset from UTC at midnight UTC of every fourth day. Where two of them in a row are equal,
 * all between them have it too, since no zone changes twice within six days (see common/zone.c); where they differ, libc is
 * asked. Of calendars: which days are worked. What clashes forgets each other: that is years apart.
 */
#define STEP_DAYS       4
#define STEPS_AT_ONCE   8
#define SLOTS_FEW       256
#define SLOTS_MANY      4096
#define SECONDS_PER_DAY 86400

struct place_step {
	int32_t step; /* since 1970-01-01 */
	int32_t offset;
	bool known;
};

struct place_day {
	int32_t day; /* since 1970-01-01 */
	bool known, worked;
};

struct place_slot {
	struct place_step step;
	struct place_day day;
};

struct place_days {
	size_t n;
	struct place_slot slots[];
};

struct place_memory {
	const char *zone;
	struct place_days *days;
};

static bool zones_equal(const char *a, const char *b)
{
	return a == b || text_equal(a ? a : "", b ? b : "");
}

static struct place_days *place_days_new(size_t n)
{
	struct place_days *days = calloc(1, sizeof(*days) + n * sizeof(days->slots[0]));

	if (days)
		days->n = n;
	return days;
}

static struct place_days *places_find(struct places *p, const char *zone)
{
	struct place_memory *items;
	struct place_days *days;

	/* Most of a book share the names of their zones. */
	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].zone == zone)
			return p->items[i].days;
	if (p->n > 0 && zones_equal(p->items[p->last].zone, zone))
		return p->items[p->last].days;
	for (size_t i = 0; i < p->n; i++)
		if (zones_equal(p->items[i].zone, zone)) {
			p->last = i;
			return p->items[i].days;
		}
	days = place_days_new(p->much ? SLOTS_MANY : SLOTS_FEW);
	items = reallocarray(p->items, p->n + 1, sizeof(*items));
	if (items)
		p->items = items;
	if (!days || !items) {
		free(days);
		return NULL;
	}
	p->last = p->n;
	p->items[p->n++] = (struct place_memory){ .zone = zone, .days = days };
	return days;
}

struct place place_get(struct places *places, const struct moment_settings *settings,
		       const char *zone)
{
	return (struct place){
		.zone = zone,
		.settings = settings,
		.days = places ? places_find(places, zone) : NULL,
	};
}

void places_done(struct places *places)
{
	for (size_t i = 0; i < places->n; i++)
		free(places->items[i].days);
	free(places->items);
	*places = (struct places){ 0 };
}

/* ---- The clock ---------------------------------------------------------------------------------- */

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* `n` is a power of two. */
static struct place_slot *place_slot(const struct place *p, int64_t number)
{
	return &p->days->slots[(uint64_t)number & (p->days->n - 1)];
}

static struct place_step *place_step(const struct place *p, int64_t step)
{
	struct place_step *s = &place_slot(p, step)->step;

	if (s->step != step)
		*s = (struct place_step){ .step = (int32_t)step };
	return s;
}

/* Asks for some in a row, because libc reads the zone's file when it was in another zone before. */
static void place_learn(const struct place *p, int64_t step)
{
	int64_t first = step - step % STEPS_AT_ONCE;

	for (int64_t i = first; i < first + STEPS_AT_ONCE; i++) {
		struct place_step *s = place_step(p, i);
		int offset;

		zone_reading(p->zone, i * STEP_DAYS * USEC_PER_DAY, &offset);
		s->offset = offset;
		s->known = true;
	}
}

static int32_t place_offset(const struct place *p, int64_t step)
{
	struct place_step *s = place_step(p, step);

	if (!s->known)
		place_learn(p, step);
	return s->offset;
}

/* True, and the offset, if the zone keeps one from the midnight of `day` to that of `last`. Far away nothing is remembered. */
static bool place_is_steady(const struct place *p, int64_t day, int64_t last, int32_t *ret)
{
	int64_t step = day / STEP_DAYS;

	if (!p->days || day < 0 || last > (int64_t)(YEAR_MAX - 1970) * 365)
		return false;
	*ret = place_offset(p, step);
	while (step * STEP_DAYS < last)
		if (place_offset(p, ++step) != *ret)
			return false;
	return true;
}

/* Seconds since 1970 on the clock there. */
static int64_t place_local(const struct place *p, usec_t at)
{
	int64_t day = floor_div(at, USEC_PER_DAY);
	int32_t offset;

	if (!place_is_steady(p, day, day + 1, &offset)) {
		int there;

		zone_reading(p->zone, at, &there);
		offset = there;
	}
	return floor_div(at, USEC_PER_SEC) + offset;
}

int64_t place_day(const struct place *p, usec_t at, int *ret_minute)
{
	int64_t local = place_local(p, at), day = floor_div(local, SECONDS_PER_DAY);

	if (ret_minute)
		*ret_minute = (int)(local - day * SECONDS_PER_DAY) / 60;
	return day;
}

/* The instant of so many seconds since 1970 on the clock there. */
static usec_t place_instant(const struct place *p, int64_t local)
{
	int64_t day = floor_div(local, SECONDS_PER_DAY);
	int second = (int)(local - day * SECONDS_PER_DAY);
	int32_t offset;

	/* Offsets are between -12 h and +14 h, so the instant lies between these midnights. */
	if (place_is_steady(p, day - 1, day + 2, &offset))
		return (local - offset) * USEC_PER_SEC;
	return zone_instant(p->zone, &(struct reading){
					     .date = date_from_days(day),
					     .hour = second / 3600,
					     .minute = second / 60 % 60,
					     .second = second % 60,
				     });
}

usec_t place_day_at(const struct place *p, int64_t day, int minute)
{
	return place_instant(p, day * SECONDS_PER_DAY + minute * 60);
}

struct reading place_reading(const struct place *p, usec_t at)
{
	int64_t local = place_local(p, at), day = floor_div(local, SECONDS_PER_DAY);
	int second = (int)(local - day * SECONDS_PER_DAY);

	return (struct reading){
		.date = date_from_days(day),
		.hour = second / 3600,
		.minute = second / 60 % 60,
		.second = second % 60,
	};
}

struct date place_date(const struct place *p, usec_t at)
{
	return date_from_days(place_day(p, at, NULL));
}

usec_t place_at(const struct place *p, struct date d, int hour, int minute)
{
	return place_day_at(p, date_to_days(d), hour * 60 + minute);
}

usec_t place_add_days(const struct place *p, usec_t t, int64_t days)
{
	usec_t fraction = t - floor_div(t, USEC_PER_SEC) * USEC_PER_SEC;

	return place_instant(p, place_local(p, t) + days * SECONDS_PER_DAY) + fraction;
}

/* ---- The calendar ------------------------------------------------------------------------------- */

static bool span_has(const struct closed_span *s, struct date d)
{
	int day = d.month * 100 + d.day;
	int from = s->from_month * 100 + s->from_day;
	int to = s->to_month * 100 + s->to_day;

	return from <= to ? day >= from && day <= to : day >= from || day <= to;
}

static bool settings_have_workday(const struct moment_settings *s, const char *zone, int64_t day)
{
	struct date d = date_from_days(day);

	if (!(s->working_days & (1u << date_weekday(d))))
		return false;
	for (size_t i = 0; i < s->n_closed; i++)
		if (span_has(&s->closed[i], d))
			return false;
	for (size_t i = 0; i < s->n_holidays; i++)
		if (date_compare(s->holidays[i].date, d) == 0 &&
		    (!s->holidays[i].zone || zones_equal(s->holidays[i].zone, zone)))
			return false;
	return true;
}

bool place_day_is_worked(const struct place *p, int64_t day)
{
	struct place_day *slot;

	if (!p->days)
		return settings_have_workday(p->settings, p->zone, day);
	slot = &place_slot(p, day)->day;
	if (slot->day != day || !slot->known)
		*slot = (struct place_day){
			.day = (int32_t)day,
			.known = true,
			.worked = settings_have_workday(p->settings, p->zone, day),
		};
	return slot->worked;
}

/* A year and a day without working days is taken for a calendar that has none. */
#define SEARCH_DAYS 367

static bool workday_step(const struct place *p, int64_t *day, int direction)
{
	for (int i = 1; i <= SEARCH_DAYS; i++)
		if (place_day_is_worked(p, *day + direction * i)) {
			*day += direction * i;
			return true;
		}
	return false;
}

static int64_t workday_walk(const struct place *p, int64_t day, int64_t n, int direction)
{
	if (n <= 0 && place_day_is_worked(p, day))
		return day;
	if (n <= 0)
		n = 1;
	for (; n > 0; n--)
		if (!workday_step(p, &day, direction))
			return day + direction * n;
	return day;
}

bool place_is_workday(const struct place *p, struct date d)
{
	return place_day_is_worked(p, date_to_days(d));
}

struct date place_workday_after(const struct place *p, struct date d, int64_t n)
{
	return date_from_days(workday_walk(p, date_to_days(d), n, 1));
}

struct date place_workday_before(const struct place *p, struct date d, int64_t n)
{
	return date_from_days(workday_walk(p, date_to_days(d), n, -1));
}

usec_t place_add(const struct place *p, usec_t t, struct duration d, int hour)
{
	if (t == USEC_NEVER)
		return USEC_NEVER;
	switch (d.unit) {
	case DURATION_DAYS:
		return place_add_days(p, t, d.amount);
	case DURATION_WORKING_DAYS:
		return place_day_at(p, workday_walk(p, place_day(p, t, NULL), d.amount, 1),
				    hour * 60);
	case DURATION_EXACT:
	default:
		return t + d.amount;
	}
}

usec_t place_sub(const struct place *p, usec_t t, struct duration d, int hour)
{
	switch (d.unit) {
	case DURATION_DAYS:
		return place_add_days(p, t, -d.amount);
	case DURATION_WORKING_DAYS:
		return place_day_at(p, workday_walk(p, place_day(p, t, NULL), d.amount, -1),
				    hour * 60);
	case DURATION_EXACT:
	default:
		return t - d.amount;
	}
}

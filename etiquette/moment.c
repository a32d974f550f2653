/* SPDX-License-Identifier: MIT */
#include "etiquette/moment.h"

#include "common/limits.h"

/*
 * Every search walks forward from one bad stretch (quiet hours, an own interview) to its end, so each step gets on. The bounds
 * below are never reached by a sane calendar; they end the search where none of its instants is good.
 */
#define STEPS_MAX     400
#define BEST_DAYS_MAX 400
#define BEST_TRIES_MAX \
	10 /* working days are much alike: where ten have no best instant, none has */
#define LEAP_MINUTES_MAX 180
#define MINUTES_PER_DAY  (24 * 60)

struct stretch {
	usec_t from, to;
};

static struct place user_place(const struct moment_input *in)
{
	return place_get(in->places, &in->settings->moment, in->zone);
}

static struct place recipient_place(const struct moment_input *in)
{
	return place_get(in->places, &in->settings->moment, in->recipient_zone);
}

static usec_t earlier(usec_t a, usec_t b)
{
	return a < b ? a : b;
}

static usec_t later(usec_t a, usec_t b)
{
	return a > b ? a : b;
}

/* ---- What is not good --------------------------------------------------------------------------- */

static bool span_is_none(const struct span_of_day *s)
{
	return s->none || s->from_min == s->to_min;
}

/* The quiet hours that `at` lies in. */
static bool moment_is_quiet(const struct moment_input *in, usec_t at, struct stretch *ret)
{
	const struct span_of_day *quiet = &in->settings->moment.quiet_hours;
	struct place user = user_place(in);
	int from = quiet->from_min, to = quiet->to_min, minute;
	int64_t day;

	if (span_is_none(quiet))
		return false;
	day = place_day(&user, at, &minute);
	if (from > to && minute < to) {
		/* The night that began yesterday. */
		day--;
		minute += MINUTES_PER_DAY;
	}
	if (from > to)
		to += MINUTES_PER_DAY;
	if (minute < from || minute >= to)
		return false;
	if (!ret)
		return true;
	ret->from = place_day_at(&user, day, from);
	ret->to = place_day_at(&user, day, to);
	/* Clocks set back inside of quiet hours: this is the second time that the hour comes. */
	if (ret->to <= at)
		ret->to = at + (to - minute) * USEC_PER_MIN;
	return true;
}

/* The index of the first own interview that ends after `at`. */
static size_t busy_after(const struct moment_input *in, usec_t at)
{
	size_t low = 0, high = in->n_busy;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (in->busy[middle].to <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool moment_is_busy(const struct moment_input *in, usec_t at, struct stretch *ret)
{
	size_t i = busy_after(in, at);

	if (i == in->n_busy || in->busy[i].from > at)
		return false;
	if (ret)
		*ret = (struct stretch){ in->busy[i].from, in->busy[i].to };
	return true;
}

bool moment_is_good(const struct moment_input *in, usec_t at)
{
	return !moment_is_quiet(in, at, NULL) && !moment_is_busy(in, at, NULL);
}

usec_t moment_quiet_end(const struct moment_input *in, usec_t at)
{
	struct stretch bad;

	return moment_is_quiet(in, at, &bad) ? bad.to : at;
}

usec_t moment_next_bad(const struct moment_input *in, usec_t at)
{
	const struct span_of_day *quiet = &in->settings->moment.quiet_hours;
	size_t i = busy_after(in, at);
	usec_t bad = i < in->n_busy ? in->busy[i].from : USEC_NEVER;
	struct place user = user_place(in);
	int64_t today = place_day(&user, at, NULL);

	for (int day = 0; day <= 7 && !span_is_none(quiet); day++) {
		usec_t begin = place_day_at(&user, today + day, quiet->from_min);

		/* Where the clock leaps over it, quiet hours begin with the leap. */
		for (int k = 0; k < LEAP_MINUTES_MAX && moment_is_quiet(in, begin - 1, NULL); k++)
			begin -= begin % USEC_PER_MIN ? begin % USEC_PER_MIN : USEC_PER_MIN;
		if (begin > at)
			return earlier(bad, begin);
	}
	return bad;
}

/* ---- Searching ---------------------------------------------------------------------------------- */

/* Out of quiet hours one comes back at `morning`, not in a burst at their end. */
static usec_t moment_morning(const struct moment_input *in, usec_t quiet_end)
{
	struct place user = user_place(in);

	return later(quiet_end, place_day_at(&user, place_day(&user, quiet_end, NULL),
					     in->settings->moment.morning_min));
}

static usec_t good_from(const struct moment_input *in, usec_t from, usec_t to, bool morning)
{
	struct stretch bad;

	for (int i = 0; i < STEPS_MAX && from <= to; i++) {
		if (moment_is_quiet(in, from, &bad))
			from = morning ? moment_morning(in, bad.to) : bad.to;
		else if (moment_is_busy(in, from, &bad))
			from = bad.to;
		else
			return from;
	}
	return USEC_NEVER;
}

/* The other way round: the last good instant in from..to. */
static usec_t good_before(const struct moment_input *in, usec_t from, usec_t to)
{
	struct stretch bad;

	for (int i = 0; i < STEPS_MAX && from <= to; i++) {
		if (!moment_is_quiet(in, to, &bad) && !moment_is_busy(in, to, &bad))
			return to;
		to = bad.from - USEC_PER_MIN;
	}
	return USEC_NEVER;
}

usec_t moment_first_good(const struct moment_input *in, usec_t from, usec_t to)
{
	usec_t good = good_from(in, from, to, true);

	return good != USEC_NEVER ? good : good_from(in, from, to, false);
}

usec_t moment_missed(const struct moment_input *in, usec_t missed, usec_t now, usec_t to)
{
	const struct span_of_day *quiet = &in->settings->moment.quiet_hours;
	usec_t at = moment_first_good(in, now, to), dawn, morning;
	struct place user = user_place(in);

	if (at == USEC_NEVER || span_is_none(quiet))
		return at;
	/* What was missed in the night waits for the morning, so that it is no burst at its end. */
	dawn = place_day_at(&user, place_day(&user, at, NULL), quiet->to_min);
	if (at < dawn || missed >= dawn)
		return at;
	morning = moment_first_good(in, later(at, moment_morning(in, dawn)), to);
	return morning != USEC_NEVER ? morning : at;
}

/* The part of a day that is preferred; over midnight it ends on the next day. */
static struct stretch preferred_on(const struct moment_input *in, const struct place *p,
				   int64_t day)
{
	const struct span_of_day *s = &in->settings->moment.preferred_time;
	int from = s->from_min, to = s->to_min;

	if (span_is_none(s))
		from = 0, to = MINUTES_PER_DAY;
	else if (from > to)
		to += MINUTES_PER_DAY;
	return (struct stretch){ place_day_at(p, day, from), place_day_at(p, day, to) };
}

usec_t moment_first_best(const struct moment_input *in, usec_t from, usec_t to)
{
	struct place there = recipient_place(in);
	int64_t first = place_day(&there, from, NULL) - 1;
	int tries = 0;

	for (int64_t day = first; day < first + BEST_DAYS_MAX && tries < BEST_TRIES_MAX; day++) {
		struct stretch preferred;
		usec_t best;

		if (!place_day_is_worked(&there, day))
			continue;
		preferred = preferred_on(in, &there, day);
		if (preferred.from > to)
			break;
		if (preferred.to <= from)
			continue;
		tries++;
		best = moment_first_good(in, later(from, preferred.from),
					 earlier(to, preferred.to - 1));
		if (best != USEC_NEVER)
			return best;
	}
	return USEC_NEVER;
}

/* When the next day begins at a place, if the one of `at` is not worked there; else `at`. */
static usec_t off_a_free_day(const struct place *p, usec_t at)
{
	int64_t day = place_day(p, at, NULL);

	return place_day_is_worked(p, day) ? at : place_day_at(p, day + 1, 0);
}

static usec_t off_free_days(const struct moment_input *in, usec_t at)
{
	struct place here = user_place(in), there = recipient_place(in);

	return later(off_a_free_day(&here, at), off_a_free_day(&there, at));
}

usec_t moment_missed_message(const struct moment_input *in, usec_t missed, usec_t now, usec_t to)
{
	bool any_day = off_free_days(in, missed) != missed;

	for (int i = 0; i < STEPS_MAX; i++) {
		usec_t at = moment_missed(in, missed, now, to);

		if (at == USEC_NEVER || any_day)
			return at;
		now = off_free_days(in, at);
		if (now == at)
			return at;
	}
	return USEC_NEVER;
}

/* ---- The right one ------------------------------------------------------------------------------ */

/* Setting last-call as a span: a day is 24 hours here. */
static usec_t last_call_span(const struct moment_input *in)
{
	struct duration d = in->settings->etiquette.last_call;

	return d.unit == DURATION_EXACT ? d.amount : d.amount * USEC_PER_DAY;
}

/* Only a debrief may break quiet hours, within half an hour of the interview's end. */
static usec_t moment_of_debrief(const struct moment_input *in, usec_t opens, usec_t deadline)
{
	usec_t limit = moment_debrief_quiet_end(in->settings, opens);
	struct stretch busy;

	for (int i = 0; i < STEPS_MAX && opens <= earlier(limit, deadline - 1); i++) {
		if (!moment_is_busy(in, opens, &busy))
			return opens;
		opens = busy.to;
	}
	return moment_first_good(in, opens, deadline - 1);
}

usec_t moment_debrief_quiet_end(const struct settings *s, usec_t opens)
{
	struct duration d = s->etiquette.debrief_opens;
	usec_t after = d.unit == DURATION_EXACT ? d.amount : USEC_NEVER / 2;

	return opens - after + 30 * USEC_PER_MIN;
}

usec_t moment_find(const struct moment_input *in, const struct rule *rule, usec_t opens,
		   usec_t deadline)
{
	usec_t limit =
		deadline == USEC_NEVER ? opens + DURATION_DAYS_MAX * USEC_PER_DAY : deadline - 1;
	usec_t best = limit, moment;

	if (rule->id == RULE_DEBRIEF)
		return moment_of_debrief(in, opens, deadline);
	if (deadline != USEC_NEVER)
		best = earlier(limit,
			       deadline - earlier(last_call_span(in), (deadline - opens) / 4));
	moment = rule->any_day ? moment_first_good(in, opens, best)
			       : moment_first_best(in, opens, best);
	return moment != USEC_NEVER ? moment : moment_first_good(in, opens, limit);
}

/* ---- The last showing --------------------------------------------------------------------------- */

/* Some hours before the deadline; out of quiet hours at their end when half of that remains, else a while before they begin. */
static usec_t last_call_before(const struct moment_input *in, usec_t deadline)
{
	usec_t span = last_call_span(in), at = deadline - span;
	struct stretch bad;

	if (moment_is_quiet(in, at, &bad))
		at = deadline - bad.to >= span / 2 ? bad.to : bad.from - span / 4;
	if (moment_is_busy(in, at, &bad))
		at = deadline - bad.to >= span / 2 ? bad.to : bad.from - USEC_PER_MIN;
	return moment_is_good(in, at) ? at : good_before(in, at - USEC_PER_DAY, at);
}

static usec_t last_day_before(const struct moment_input *in, usec_t moment, usec_t deadline)
{
	struct place there = recipient_place(in);
	int64_t first = place_day(&there, moment, NULL),
		last = place_day(&there, deadline - 1, NULL);

	/* A day of which only the small hours are left has no best instant: then the one before it. */
	for (int64_t day = last; day > first && day > last - BEST_TRIES_MAX; day--) {
		usec_t end = earlier(deadline, place_day_at(&there, day + 1, 0));
		usec_t at = moment_first_best(in, place_day_at(&there, day, 0), end - 1);

		if (at != USEC_NEVER)
			return at;
	}
	return USEC_NEVER;
}

usec_t moment_last_call(const struct moment_input *in, const struct rule *rule, usec_t moment,
			usec_t deadline)
{
	usec_t at;

	if (rule->second == SECOND_NONE || moment == USEC_NEVER || deadline == USEC_NEVER)
		return USEC_NEVER;
	if (rule->second == SECOND_LAST_DAY)
		return last_day_before(in, moment, deadline);
	at = last_call_before(in, deadline);
	/* Two showings so near to each other are one. */
	return at == USEC_NEVER || at - moment < last_call_span(in) / 2 ? USEC_NEVER : at;
}

usec_t moment_later(const struct moment_input *in, usec_t now, usec_t deadline, bool *ret_capped)
{
	struct duration d = in->settings->popup.repeat_after;
	struct place user = user_place(in);
	usec_t hour = last_call_span(in) / 4; /* of its four */
	usec_t wish = place_add(&user, now, d, 10);
	usec_t limit = deadline > now ? deadline : USEC_NEVER;
	usec_t at = moment_first_good(in, wish, wish + 30 * USEC_PER_DAY);

	*ret_capped = false;
	if (at < limit)
		return at;
	*ret_capped = limit != USEC_NEVER;
	if (limit == USEC_NEVER)
		return at;
	/* With some time left to act; when little is left, after half of it. */
	wish = limit - hour > now + hour / 4 ? limit - hour : now + (limit - now) / 2;
	at = good_before(in, now + (limit - now) / 4, wish);
	return at != USEC_NEVER ? at : moment_first_good(in, wish, wish + 30 * USEC_PER_DAY);
}

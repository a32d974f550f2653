/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/trial.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/text.h"
#include "common/zone.h"
#include "etiquette/workday.h"
#include "tests/etiquette/said.h"

#define SEED 20261124u

size_t processes_wanted(size_t usual)
{
	const char *asked = getenv("FOLLOWUPD_PROCESSES"), *wrapper = getenv("WRAPPER");
	int64_t n;

	if (asked && text_to_int(asked, 1, 100000000, &n) == 0)
		return (size_t)n;
	if (wrapper && *wrapper)
		return usual / 300 + 10;
#ifdef __SANITIZE_ADDRESS__
	return usual / 10;
#else
	return usual;
#endif
}

size_t processes_count(const struct facts *f)
{
	size_t n = 0;

	for (size_t i = 0, k; i < f->book.n_interviews; i++) {
		for (k = 0; k < i; k++)
			if (is_own_process(&f->book.interviews[i], &f->book.interviews[k]))
				break;
		n += k == i;
	}
	return n;
}

uint64_t first_seed(void)
{
	const char *asked = getenv("FOLLOWUPD_SEED");
	int64_t n;

	return asked && text_to_int(asked, 1, INT64_MAX, &n) == 0 ? (uint64_t)n : 1;
}

void trial_print(const struct trial *t)
{
	char a[INSTANT_SIZE], b[INSTANT_SIZE], c[INSTANT_SIZE], d[INSTANT_SIZE];

	fprintf(stderr, "seed %llu, now %s in %s\n", (unsigned long long)t->seed,
		clock_text(t->facts.zone, t->now, a), t->facts.zone);
	for (size_t i = 0; i < t->plan.n_milestones; i++) {
		const struct milestone *m = t->plan.milestones[i];
		cleanup_milestone_words struct milestone_words said = said_of(&t->facts, m, t->now);

		fprintf(stderr, "  %-36s %-8s %s | %s | %s | popup %s %u/%u %s\n", m->key,
			milestone_status_to_text(m->status), clock_text(t->facts.zone, m->opens, a),
			clock_text(t->facts.zone, m->moment, b),
			clock_text(t->facts.zone, m->deadline, c),
			clock_text(t->facts.zone, m->next_popup, d), m->shown, m->of,
			said.assumes ? said.assumes : "");
	}
}

struct reading reading_at(const struct trial *t, const char *zone, usec_t at)
{
	struct place place = place_get(t->places, &t->facts.settings.moment, zone);

	return place_reading(&place, at);
}

void trial_init(struct trial *t, struct places *places, uint64_t seed)
{
	*t = (struct trial){ .places = places,
			     .seed = seed,
			     .dice = { SEED + seed * 2654435761u } };
	facts_init(&t->facts);
	random_facts(&t->dice, &t->facts, 40, &t->now);
	t->plan = facts_plan_at(&t->facts, t->now);
	if (chance(&t->dice, 25)) {
		random_memory(&t->dice, &t->facts, &t->plan, t->now);
		plan_done(&t->plan);
		t->plan = facts_plan_at(&t->facts, t->now);
	}
}

void trial_done(struct trial *t)
{
	plan_done(&t->plan);
	facts_done(&t->facts);
}

/* ---- Oracles ------------------------------------------------------------------------------------ */

static bool in_span(const struct span_of_day *s, int minute)
{
	if (s->none || s->from_min == s->to_min)
		return false;
	return s->from_min < s->to_min ? minute >= s->from_min && minute < s->to_min
				       : minute >= s->from_min || minute < s->to_min;
}

bool is_quiet(const struct trial *t, usec_t at)
{
	struct reading r = reading_at(t, t->facts.zone, at);

	return in_span(&t->facts.settings.moment.quiet_hours, r.hour * 60 + r.minute);
}

bool is_busy(const struct trial *t, usec_t at)
{
	for (size_t i = 0; i < t->facts.book.n_interviews; i++) {
		const struct interview *own = &t->facts.book.interviews[i];

		if (own->state != STATE_CANCELLED && at >= own->start - 15 * USEC_PER_MIN &&
		    at < own->end)
			return true;
	}
	return false;
}

bool is_good(const struct trial *t, usec_t at)
{
	return !is_quiet(t, at) && !is_busy(t, at);
}

bool is_dawn(const struct trial *t, usec_t at)
{
	const struct span_of_day *quiet = &t->facts.settings.moment.quiet_hours;
	struct reading r = reading_at(t, t->facts.zone, at);

	return !quiet->none && r.hour * 60 + r.minute >= quiet->to_min && r.hour < 9;
}

const char *zone_of(const struct milestone *m)
{
	return m->person && m->person->zone ? m->person->zone : m->interview->zone;
}

bool is_best(const struct trial *t, const char *zone, usec_t at)
{
	const struct moment_settings *s = &t->facts.settings.moment;
	struct reading r = reading_at(t, zone, at);
	int minute = r.hour * 60 + r.minute;
	struct date day = r.date;

	if (!is_good(t, at) || !in_span(&s->preferred_time, minute))
		return false;
	/* After midnight it is still the evening of the day before. */
	if (s->preferred_time.from_min > s->preferred_time.to_min &&
	    minute < s->preferred_time.to_min)
		day = date_add_days(day, -1);
	return workday_is(s, zone, day);
}

bool is_to_do(const struct milestone *m)
{
	return m->status == STATUS_UPCOMING || milestone_is_open(m);
}

bool is_own_process(const struct interview *a, const struct interview *b)
{
	return text_equal(a->company, b->company) && text_equal(a->process, b->process);
}

bool surely_asks(const struct contact *c)
{
	return !c->heard && (text_equal(c->milestone, "check-in") ||
			     text_equal(c->milestone, "second-check-in") ||
			     text_equal(c->milestone, "next-steps"));
}

bool may_ask(const struct contact *c)
{
	return surely_asks(c) || (!c->heard && text_equal(c->milestone, "promise"));
}

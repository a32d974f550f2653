/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/random.h"

#include <stdlib.h>

#include "common/cleanup.h"
#include "common/zone.h"

static const char *const zones[] = {
	"Europe/Berlin",
	"Europe/Lisbon",
	"America/New_York",
	"America/Los_Angeles",
	"Asia/Kolkata",
	"Asia/Tokyo",
	"Australia/Lord_Howe",
	"Pacific/Apia",
	"Pacific/Kiritimati",
	"Africa/Casablanca",
	"Antarctica/Troll",
	"America/Santiago",
	"UTC",
	"Etc/GMT+12",
	"Australia/Sydney",
};

/* xorshift64* */
static uint64_t next_number(struct dice *d)
{
	d->state ^= d->state >> 12;
	d->state ^= d->state << 25;
	d->state ^= d->state >> 27;
	return d->state * 2685821657736338717u;
}

unsigned roll(struct dice *d, unsigned n)
{
	return (unsigned)((next_number(d) >> 33) % n);
}

bool chance(struct dice *d, unsigned percent)
{
	return roll(d, 100) < percent;
}

const char *random_zone(struct dice *d)
{
	/* Most users never leave Europe. */
	return chance(d, 40) ? zones[0] : zones[roll(d, ELEMENTS(zones))];
}

static usec_t random_span(struct dice *d, usec_t max)
{
	return (usec_t)(next_number(d) % (uint64_t)(max / USEC_PER_SEC)) * USEC_PER_SEC;
}

/* ---- Settings ----------------------------------------------------------------------------------- */

static void random_settings(struct dice *d, struct facts *f)
{
	struct etiquette_settings *e = &f->settings.etiquette;
	struct moment_settings *m = &f->settings.moment;
	static const struct span_of_day quiet[] = {
		{ .none = true },
		{ .from_min = 22 * 60, .to_min = 7 * 60 },
		{ .from_min = 0, .to_min = 6 * 60 },
		{ .from_min = 150, .to_min = 9 * 60 + 30 },
		{ .from_min = 12 * 60, .to_min = 14 * 60 },
		{ .from_min = 17 * 60, .to_min = 16 * 60 },
	};
	static struct closed_span closed[] = { { 12, 24, 1, 2 }, { 3, 25, 4, 5 } };

	f->zone = random_zone(d);
	if (chance(d, 50))
		return;
	e->next_steps = chance(d, 40);
	if (chance(d, 30))
		e->max_check_ins = (int)roll(d, 4);
	if (chance(d, 30))
		e->minimum_gap = DURATION_CALENDAR(roll(d, 8));
	if (chance(d, 20))
		e->check_in_grace = DURATION_WORKING(1 + roll(d, 5));
	if (chance(d, 20))
		e->check_in_opens = DURATION_CALENDAR(roll(d, 10));
	if (chance(d, 30))
		m->quiet_hours = quiet[roll(d, ELEMENTS(quiet))];
	if (chance(d, 20))
		m->working_days = 1 + roll(d, 127);
	if (chance(d, 20)) {
		m->closed = closed;
		m->n_closed = 1 + roll(d, 2);
	}
	if (chance(d, 10))
		m->preferred_time = (struct span_of_day){ .from_min = 20 * 60, .to_min = 2 * 60 };
	for (unsigned n = roll(d, 4); n > 0; n--)
		fact_holiday(f, facts_text(f, "2026-%02u-%02u", 1 + roll(d, 12), 1 + roll(d, 28)),
			     NULL);
}

/* ---- Interviews --------------------------------------------------------------------------------- */

static void random_people(struct dice *d, struct interview *i)
{
	static const char *const names[] = { "Dana Li", "Sam Roe", "Eva Stone", "Dana Lund",
					     "Inês Lopes" };
	static const char *const addresses[] = { "dana@acme.example", "sam@acme.example",
						 "eva@acme.example", "no-reply@acme.example",
						 NULL };
	unsigned n = roll(d, 4);

	for (unsigned k = 0; k < n; k++) {
		unsigned who = (roll(d, 2) + k) % 5;

		fact_interviewer(i, names[who], chance(d, 90) ? addresses[who] : NULL);
		if (chance(d, 10))
			i->people[i->n_people - 1].zone = (char *)random_zone(d);
	}
	if (chance(d, 30))
		fact_contact_person(i, "Rita Corr",
				    chance(d, 80) ? "rita@agency.example" : "jobs@hire.lever.co",
				    POST_RECRUITER);
}

static const char *random_person(struct dice *d, const struct interview *i)
{
	if (i->n_people == 0 || chance(d, 10))
		return chance(d, 50) ? "Somebody Else" : NULL;
	return i->people[roll(d, (unsigned)i->n_people)].name;
}

static char *random_date(struct dice *d, struct facts *f, usec_t around)
{
	struct date day =
		zone_date("UTC", around + random_span(d, 40 * USEC_PER_DAY) - 10 * USEC_PER_DAY);

	return facts_text(f, "%04d-%02d-%02d", day.year, day.month, day.day);
}

/* Between the interview and now, mostly; never later than now. */
static usec_t random_stamp(struct dice *d, const struct interview *i, usec_t now)
{
	usec_t from = i->start - USEC_PER_DAY;

	if (from > now - 2 * USEC_PER_DAY)
		from = now - 2 * USEC_PER_DAY;
	return from + random_span(d, now - from);
}

static void random_contacts(struct dice *d, struct facts *f, struct interview *i, usec_t now)
{
	static const char *const kinds[] = { "thank-you",  "thank-you",      "thank-you",
					     "check-in",   "check-in",       "second-check-in",
					     "promise",    "reply",          "other",
					     "next-steps", "gracious-reply", "offer-reply",
					     "no-show",    "withdraw" };
	static const char *const skipped[] = { "thank-you",      "check-in", "second-check-in",
					       "move-on",        "debrief",  "gracious-reply",
					       "promise",        "prepare",  "offer-reply",
					       "offer-decision", "withdraw" };
	static const char any[] = "2026-01-01 12:00";

	for (unsigned n = roll(d, 5); n > 0 && chance(d, 70); n--)
		fact_sent_line(i, any, kinds[roll(d, ELEMENTS(kinds))], random_person(d, i))->at =
			random_stamp(d, i, now);
	for (unsigned n = roll(d, 3); n > 0 && chance(d, 50); n--) {
		struct contact *c = fact_heard_line(i, any, random_person(d, i),
						    chance(d, 50) ? random_date(d, f, now) : NULL);

		c->at = random_stamp(d, i, now);
		if (date_is_set(c->decision_by))
			i->decisions[i->n_decisions - 1].given_at = c->at;
	}
	for (unsigned n = roll(d, 4); n > 0 && chance(d, 20); n--) {
		fact_skip_line(i, any, skipped[roll(d, ELEMENTS(skipped))], NULL);
		i->skips[i->n_skips - 1].at = random_stamp(d, i, now);
	}
}

static void random_state(struct dice *d, struct interview *i, usec_t now)
{
	unsigned state = roll(d, 100);

	if (state < 80)
		return;
	i->state = state < 87 ? STATE_CANCELLED : state < 94 ? STATE_NO_SHOW : STATE_MISSED;
	if (chance(d, 70))
		i->state_at = random_stamp(d, i, now);
}

static void random_outcome(struct dice *d, struct facts *f, struct interview *i, usec_t now)
{
	static const char any[] = "2026-01-01 12:00";

	fact_outcome_line(i, any, (enum outcome_kind)roll(d, OUTCOME_NO_RESPONSE + 1),
			  chance(d, 50) ? random_date(d, f, now) : NULL);
	i->outcomes[i->n_outcomes - 1].at = random_stamp(d, i, now);
}

struct interview *random_interview(struct dice *d, struct facts *f, const char *company,
				   usec_t start, usec_t now)
{
	struct interview *i =
		fact_interview(f, facts_text(f, "i%zu", f->book.n_interviews), company,
			       random_zone(d), "2026-01-01 12:00", (int)(15 * (1 + roll(d, 16))));

	i->start = start;
	i->end = start + i->duration.amount;
	i->when = zone_reading(i->zone, start, NULL);
	random_people(d, i);
	if (chance(d, 40))
		fact_note(i, NOTE_TOPIC, "zero-copy parsers");
	if (chance(d, 25))
		fact_decision_line(i, random_date(d, f, now));
	for (unsigned n = roll(d, 3); n > 0 && chance(d, 40); n--) {
		struct promise *p = fact_promise_line(i, random_date(d, f, now), chance(d, 40),
						      chance(d, 50) ? "send it" : "tell");

		if (chance(d, 30))
			p->kept_at = random_stamp(d, i, now);
	}
	random_contacts(d, f, i, now);
	random_state(d, i, now);
	for (unsigned n = chance(d, 20) ? 1 + roll(d, 2) : 0; n > 0; n--)
		random_outcome(d, f, i, now);
	return i;
}

void random_facts(struct dice *d, struct facts *f, unsigned most, usec_t *ret_now)
{
	/* Both daylight changes of both halves of the earth are near one of these. */
	static const char *const around[] = { "2026-03-25 12:00", "2026-10-27 12:00",
					      "2026-12-20 12:00", "2026-04-04 12:00",
					      "2027-06-15 12:00" };
	usec_t now = clock_at("UTC", around[roll(d, ELEMENTS(around))]) +
		     random_span(d, 20 * USEC_PER_DAY);
	unsigned n = 1 + roll(d, most), n_companies = 1 + n * 2 / 3;

	random_settings(d, f);
	for (unsigned k = 0; k < n; k++) {
		usec_t start = now - random_span(d, 45 * USEC_PER_DAY) +
			       (chance(d, 25) ? random_span(d, 30 * USEC_PER_DAY) : 0);
		struct interview *i = random_interview(
			d, f, facts_text(f, "Company %u", roll(d, n_companies)), start, now);

		if (chance(d, 10))
			i->process = (char *)"other team";
	}
	*ret_now = now;
}

void random_memory(struct dice *d, struct facts *f, const struct plan *p, usec_t now)
{
	for (size_t i = 0; i < p->n_milestones; i++) {
		struct showing *s;

		if (!chance(d, 30))
			continue;
		s = fact_showing(f, facts_text(f, "%s", p->milestones[i]->key), roll(d, 4),
				 now - random_span(d, 6 * USEC_PER_DAY),
				 (enum showing_end)roll(d, 4));
		if (s->shown == 0)
			s->shown_at = USEC_NEVER;
		if (s->ended == SHOWING_LATER || chance(d, 10))
			s->snoozed_until =
				now + random_span(d, 6 * USEC_PER_DAY) - 3 * USEC_PER_DAY;
		s->late_shown = s->shown > 0 && chance(d, 30);
	}
}

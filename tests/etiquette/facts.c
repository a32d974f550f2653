/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/facts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"
#include "etiquette/person.h"

static _Noreturn void give_up(const char *what, const char *text)
{
	fprintf(stderr, "bad %s in a test: %s\n", what, text);
	abort();
}

/* ---- Times -------------------------------------------------------------------------------------- */

usec_t clock_at(const char *zone, const char *text)
{
	struct reading r = { 0 };
	char date[] = "2026-11-24";

	if (strlen(text) < strlen("2026-11-24 14:00"))
		give_up("time", text);
	memcpy(date, text, strlen(date));
	if (date_from_text(date, &r.date) < 0 ||
	    clock_from_text(text + strlen(date) + 1, &r.hour, &r.minute, &r.second) < 0)
		give_up("time", text);
	return zone_instant(zone, &r);
}

const char *clock_text(const char *zone, usec_t at, char buffer[static INSTANT_SIZE])
{
	struct reading r;

	if (at == USEC_NEVER) {
		snprintf(buffer, INSTANT_SIZE, "-");
		return buffer;
	}
	r = zone_reading(zone, at, NULL);
	snprintf(buffer, INSTANT_SIZE, "%04d-%02d-%02d %02d:%02d", r.date.year % 10000,
		 r.date.month % 100, r.date.day % 100, r.hour % 100, r.minute % 100);
	if (r.second != 0)
		snprintf(buffer + strlen(buffer), INSTANT_SIZE - strlen(buffer), ":%02d",
			 r.second % 100);
	return buffer;
}

static struct date date(const char *text)
{
	struct date d;

	if (date_from_text(text, &d) < 0)
		give_up("date", text);
	return d;
}

/* ---- Settings ----------------------------------------------------------------------------------- */

static const struct settings defaults = {
	.etiquette = {
		.thank_you_opens = { DURATION_EXACT, 2 * USEC_PER_HOUR },
		.thank_you_deadline = { DURATION_EXACT, 24 * USEC_PER_HOUR },
		.thank_you_late = { DURATION_EXACT, 72 * USEC_PER_HOUR },
		.thank_you_wake = { DURATION_WORKING_DAYS, 5 },
		.last_call = { DURATION_EXACT, 4 * USEC_PER_HOUR },
		.check_in_opens = { DURATION_DAYS, 7 },
		.check_in_deadline = { DURATION_DAYS, 14 },
		.check_in_grace = { DURATION_WORKING_DAYS, 5 },
		.check_in_grace_deadline = { DURATION_WORKING_DAYS, 10 },
		.check_in_room = { DURATION_WORKING_DAYS, 3 },
		.second_check_in_after = { DURATION_DAYS, 7 },
		.second_check_in_grace = { DURATION_WORKING_DAYS, 5 },
		.second_check_in_deadline = { DURATION_DAYS, 7 },
		.move_on_after = { DURATION_DAYS, 7 },
		.move_on_after_reply = { DURATION_DAYS, 14 },
		.move_on_grace = { DURATION_WORKING_DAYS, 10 },
		.minimum_gap = { DURATION_DAYS, 3 },
		.max_check_ins = 2,
		.debrief_opens = { DURATION_EXACT, 15 * USEC_PER_MIN },
		.debrief_deadline = { DURATION_EXACT, 4 * USEC_PER_HOUR },
		.promise_lead = { DURATION_WORKING_DAYS, 1 },
		.promise_theirs_opens = { DURATION_WORKING_DAYS, 1 },
		.promise_theirs_deadline = { DURATION_WORKING_DAYS, 5 },
		.next_steps_opens = { DURATION_WORKING_DAYS, 3 },
		.next_steps_deadline = { DURATION_WORKING_DAYS, 5 },
		.reply_deadline = { DURATION_WORKING_DAYS, 2 },
		.reply_late = { DURATION_WORKING_DAYS, 5 },
		.offer_reply_deadline = { DURATION_EXACT, 24 * USEC_PER_HOUR },
		.offer_decision_lead = { DURATION_WORKING_DAYS, 2 },
		.prepare = true, .debrief = true, .week_ahead = true,
		.prepare_min = 18 * 60, .no_show_min = 12 * 60, .week_ahead_min = 9 * 60,
		.week_ahead_deadline = { DURATION_DAYS, 2 },
	},
	.moment = {
		.quiet_hours = { .from_min = 21 * 60, .to_min = 8 * 60 },
		.preferred_time = { .from_min = 10 * 60, .to_min = 17 * 60 },
		.morning_min = 9 * 60,
		.working_days = 1u << MONDAY | 1u << TUESDAY | 1u << WEDNESDAY | 1u << THURSDAY | 1u << FRIDAY,
	},
	.popup = {
		.repeat_after = { DURATION_EXACT, 2 * USEC_PER_HOUR },
		.digest_above = 3,
		.per_day = 6,
	},
};

/* ---- Lists -------------------------------------------------------------------------------------- */

/* Room for one more at the end of a list, zeroed. */
static void *list_grow(void **items, size_t *n, size_t size)
{
	char *grown = realloc(*items, (*n + 1) * size);

	if (!grown)
		abort();
	*items = grown;
	memset(grown + *n * size, 0, size);
	return grown + (*n)++ * size;
}

#define GROW(list, count) list_grow((void **)&(list), &(count), sizeof(*(list)))

void facts_init(struct facts *f)
{
	*f = (struct facts){ .settings = defaults, .zone = "Europe/Berlin" };
	f->book.interviews = calloc(FACTS_INTERVIEWS_MAX, sizeof(*f->book.interviews));
	if (!f->book.interviews)
		abort();
}

void facts_done(struct facts *f)
{
	for (size_t i = 0; i < f->book.n_interviews; i++) {
		struct interview *interview = &f->book.interviews[i];

		free(interview->people);
		free(interview->notes);
		free(interview->promises);
		free(interview->contacts);
		free(interview->skips);
		free(interview->outcomes);
		free(interview->decisions);
	}
	free(f->book.interviews);
	for (size_t i = 0; i < f->n_owned; i++)
		free(f->owned[i]);
	free(f->owned);
	free(f->memory.showings);
	free(f->settings.moment.holidays);
	*f = (struct facts){ 0 };
}

char *facts_text(struct facts *f, const char *format, ...)
{
	char **text = GROW(f->owned, f->n_owned);
	va_list args;

	va_start(args, format);
	if (vasprintf(text, format, args) < 0)
		abort();
	va_end(args);
	return *text;
}

struct plan facts_plan_at(struct facts *f, usec_t now)
{
	struct plan_input in = { .book = &f->book,
				 .settings = &f->settings,
				 .memory = &f->memory,
				 .now = now,
				 .zone = f->zone };
	struct plan plan;

	if (plan_make(&in, &plan) < 0)
		abort();
	return plan;
}

struct plan facts_plan(struct facts *f, const char *now)
{
	return facts_plan_at(f, clock_at(f->zone, now));
}

/* ---- Lines of a section ------------------------------------------------------------------------- */

/* Lines are counted as they are added, since some rules go by the order of the book. */
static unsigned next_line(struct interview *i)
{
	return i->line + (unsigned)(1 + i->n_people + i->n_notes + i->n_promises + i->n_contacts +
				    i->n_skips + i->n_outcomes + i->n_decisions);
}

struct interview *fact_interview(struct facts *f, const char *id, const char *company,
				 const char *zone, const char *when, int minutes)
{
	struct interview *i = &f->book.interviews[f->book.n_interviews++];

	if (f->book.n_interviews > FACTS_INTERVIEWS_MAX)
		abort();
	*i = (struct interview){
		.id = (char *)id,
		.company = (char *)company,
		.zone = (char *)zone,
		.zone_given = true,
		.start = clock_at(zone, when),
		.duration = DURATION_MINUTES(minutes),
		.state_at = USEC_NEVER,
		.line = (unsigned)f->book.n_interviews * 1000,
	};
	i->when = zone_reading(zone, i->start, NULL);
	i->end = i->start + minutes * USEC_PER_MIN;
	return i;
}

struct interview *facts_acme(struct facts *f)
{
	struct interview *i;

	facts_init(f);
	i = fact_interview(f, "acme", "Acme Corp", "Europe/Berlin", "2026-11-24 14:00", 45);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	return i;
}

static struct person *person_add(struct interview *i, const char *name, const char *address)
{
	struct person *p;

	if (i->n_contacts > 0 || i->n_skips > 0)
		give_up("order: people come before contacts", name);
	p = GROW(i->people, i->n_people);
	p->name = (char *)name;
	p->address = (char *)address;
	p->channels = address ? 1u << CHANNEL_EMAIL : 0;
	return p;
}

struct person *fact_interviewer(struct interview *i, const char *name, const char *address)
{
	struct person *p = person_add(i, name, address);

	p->interviewer = true;
	return p;
}

struct person *fact_contact_person(struct interview *i, const char *name, const char *address,
				   enum post post)
{
	struct person *p = person_add(i, name, address);

	p->post = post;
	return p;
}

void fact_note(struct interview *i, enum note_kind kind, const char *text)
{
	struct note *n = GROW(i->notes, i->n_notes);

	n->kind = kind;
	n->text = (char *)text;
}

struct promise *fact_promise_line(struct interview *i, const char *by, bool theirs,
				  const char *text)
{
	unsigned line = next_line(i);
	struct promise *p = GROW(i->promises, i->n_promises);

	*p = (struct promise){ .text = (char *)text,
			       .date = date(by),
			       .theirs = theirs,
			       .kept_at = USEC_NEVER,
			       .line = line };
	return p;
}

static const struct person *who_is(const struct interview *i, const char *person)
{
	const struct person *found = NULL;

	if (person)
		person_find(i, person, &found);
	return found;
}

struct contact *fact_sent_line(struct interview *i, const char *at, const char *milestone,
			       const char *person)
{
	unsigned line = next_line(i);
	struct contact *c = GROW(i->contacts, i->n_contacts);

	*c = (struct contact){
		.at = clock_at(i->zone, at),
		.channel = CHANNEL_EMAIL,
		.milestone = (char *)milestone,
		.person = (char *)person,
		.who = who_is(i, person),
		.line = line,
	};
	return c;
}

struct contact *fact_heard_line(struct interview *i, const char *at, const char *person,
				const char *decision_by)
{
	unsigned line = next_line(i);
	struct contact *c = GROW(i->contacts, i->n_contacts);

	*c = (struct contact){
		.heard = true,
		.at = clock_at(i->zone, at),
		.channel = CHANNEL_EMAIL,
		.person = (char *)person,
		.who = who_is(i, person),
		.line = line,
	};
	if (decision_by) {
		struct decision *d = GROW(i->decisions, i->n_decisions);

		c->decision_by = date(decision_by);
		*d = (struct decision){ .date = c->decision_by, .given_at = c->at, .line = line };
	}
	return c;
}

void fact_skip_line(struct interview *i, const char *at, const char *milestone, const char *person)
{
	unsigned line = next_line(i);
	struct skip *s = GROW(i->skips, i->n_skips);

	*s = (struct skip){
		.at = clock_at(i->zone, at),
		.milestone = (char *)milestone,
		.person = (char *)person,
		.who = who_is(i, person),
		.line = line,
	};
}

void fact_decision_line(struct interview *i, const char *by)
{
	unsigned line = next_line(i);
	struct decision *d = GROW(i->decisions, i->n_decisions);

	*d = (struct decision){ .date = date(by), .given_at = USEC_NEVER, .line = line };
}

void fact_outcome_line(struct interview *i, const char *at, enum outcome_kind kind,
		       const char *answer_by)
{
	unsigned line = next_line(i);
	struct outcome *o = GROW(i->outcomes, i->n_outcomes);

	*o = (struct outcome){ .at = clock_at(i->zone, at), .kind = kind, .line = line };
	if (answer_by)
		o->answer_by = date(answer_by);
}

void fact_state_line(struct interview *i, enum interview_state state, const char *at)
{
	i->state = state;
	i->state_at = at ? clock_at(i->zone, at) : USEC_NEVER;
}

void fact_holiday(struct facts *f, const char *day, const char *zone)
{
	struct holiday *h = GROW(f->settings.moment.holidays, f->settings.moment.n_holidays);

	*h = (struct holiday){ .zone = (char *)zone, .date = date(day) };
}

struct showing *fact_showing(struct facts *f, const char *key, unsigned shown, usec_t shown_at,
			     enum showing_end ended)
{
	struct showing *s = GROW(f->memory.showings, f->memory.n_showings);

	*s = (struct showing){
		.key = (char *)key,
		.shown = shown,
		.shown_at = shown_at,
		.ended = ended,
		.ended_at = ended == SHOWING_NONE ? USEC_NEVER : shown_at,
		.repeated = ended == SHOWING_EXPIRED ? 1 : 0,
		.snoozed_until = USEC_NEVER,
	};
	return s;
}

const struct milestone *plan_key(const struct plan *p, const char *key)
{
	for (size_t i = 0; i < p->n_milestones; i++)
		if (text_equal(p->milestones[i]->key, key))
			return p->milestones[i];
	return NULL;
}

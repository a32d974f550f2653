/* SPDX-License-Identifier: MIT */
#include "etiquette/planner.h"

#include <errno.h>
#include <stdlib.h>

#include "common/text.h"

/* ---- Memory ------------------------------------------------------------------------------------- */

/* FNV-1a */
static size_t text_hash(const char *text)
{
	uint64_t hash = 14695981039346656037u;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return (size_t)hash;
}

/* Half of the slots stay empty, so that every search ends. */
int planner_index_memory(struct planner *p)
{
	const struct memory *memory = p->in->memory;

	if (!memory || memory->n_showings == 0)
		return 0;
	p->n_slots = memory->n_showings * 2;
	p->showings = calloc(p->n_slots, sizeof(*p->showings));
	if (!p->showings)
		return -ENOMEM;
	for (size_t i = 0; i < memory->n_showings; i++) {
		size_t slot = text_hash(memory->showings[i].key);

		while (p->showings[slot % p->n_slots])
			slot++;
		p->showings[slot % p->n_slots] = &memory->showings[i];
	}
	return 0;
}

static const struct showing *planner_remembered(const struct planner *p, const char *key)
{
	if (p->n_slots == 0)
		return NULL;
	for (size_t i = text_hash(key);; i++) {
		const struct showing *s = p->showings[i % p->n_slots];

		if (!s || text_equal(s->key, key))
			return s;
	}
}

const struct showing *planner_showing(const struct planner *p, const char *key, usec_t born)
{
	const struct showing *s = planner_remembered(p, key);

	if (!s || (s->shown_at != USEC_NEVER && s->shown_at < born))
		return NULL;
	if (showing_is_of_a_wrong_clock(s, p->in->now))
		return NULL;
	/* Never shown: a snooze that was set in an earlier life. */
	if (s->shown_at == USEC_NEVER && s->ended_at != USEC_NEVER && s->ended_at < born)
		return NULL;
	return s;
}

/* ---- Milestones --------------------------------------------------------------------------------- */

static struct milestone *planner_next(struct planner *p)
{
	if (p->n == p->room) {
		size_t room = p->room ? p->room * 2 : 64;
		struct milestone **grown = reallocarray(p->items, room, sizeof(*grown));

		if (!grown) {
			p->arena.failed = true;
			return NULL;
		}
		p->items = grown;
		p->room = room;
	}
	p->items[p->n] = arena_get(&p->arena, sizeof(*p->items[0]));
	return p->items[p->n];
}

struct moment_input planner_moments(struct planner *p, const struct interview *i,
				    const struct person *to)
{
	const char *there = i ? i->zone : p->in->zone;

	return (struct moment_input){
		.settings = p->in->settings,
		.zone = p->in->zone,
		.recipient_zone = to && to->zone ? to->zone : there,
		.busy = p->busy,
		.n_busy = p->n_busy,
		.places = &p->places,
	};
}

static const char *sketch_name(const struct sketch *s)
{
	return s->custom ? s->custom->name : rules[s->rule].name;
}

char *planner_key(struct planner *p, const struct sketch *s)
{
	const char *id = s->interview ? s->interview->id : "";

	return arena_join(&p->arena, id, *id ? "/" : "", sketch_name(s), s->part ? "/" : "",
			  s->part ? s->part : "", NULL);
}

/* The one before it has the same, if it is of the same round. */
static char *planner_tag(struct planner *p, const struct milestone *m)
{
	const struct milestone *last = p->n ? p->items[p->n - 1] : NULL;

	if (last && last->interview == m->interview && last->name == m->name)
		return last->tag;
	return m->interview ? arena_join(&p->arena, m->interview->id, "/", m->name, NULL)
			    : (char *)m->name;
}

static void milestone_name(struct milestone *m, struct planner *p, const struct sketch *s)
{
	m->rule = &rules[s->rule];
	m->name = sketch_name(s);
	m->key = s->key ? s->key : planner_key(p, s);
	m->tag = s->tag ? s->tag : s->part ? planner_tag(p, m) : m->key;
}

/* What was typed just now is its own first showing; a stamp of the book says so, or memory of what has none. */
static usec_t not_before(const struct sketch *s, const struct showing *showing)
{
	usec_t typed_at = s->typed_at;

	if (showing && showing->typed_at != USEC_NEVER && showing->typed_at > typed_at)
		typed_at = showing->typed_at;
	return typed_at ? typed_at + USEC_PER_HOUR : 0;
}

struct milestone *planner_add(struct planner *p, const struct process *process,
			      const struct sketch *s)
{
	struct milestone *m = planner_next(p);
	const struct showing *showing;
	struct moment_input moments;

	if (!m)
		return NULL;
	*m = (struct milestone){
		.interview = s->interview,
		.process = process ? (char *)process->name : NULL,
		.base = process ? process->base : NULL,
		.person = s->to,
		.promise = s->promise,
		.custom = s->custom,
		.unthanked = s->unthanked,
		.n_unthanked = s->n_unthanked,
		.connect = s->connect,
		.status = s->settled,
		.born = s->born < s->opens ? s->born : s->opens,
		.opens = s->opens,
		.deadline = s->deadline,
		.late_until = s->late_until ? s->late_until : s->deadline,
		.done_at = s->settled_at && s->settled != STATUS_MOOT ? s->settled_at : USEC_NEVER,
		.assumes = s->assumes,
		.cause = s->cause,
	};
	milestone_name(m, p, s);
	if (p->arena.failed)
		return NULL;
	moments = planner_moments(p, s->interview, s->to);
	showing = planner_showing(p, m->key, m->born);
	milestone_schedule(m, &moments, showing, p->in->now, not_before(s, showing));
	p->n++;
	return m;
}

usec_t planner_assumed_at(const struct planner *p, const struct milestone *m)
{
	usec_t now = p->in->now - p->in->now % USEC_PER_MIN;
	usec_t moment = m->moment != USEC_NEVER ? m->moment : m->opens;

	return moment > now ? moment : now;
}

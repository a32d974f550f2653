/* SPDX-License-Identifier: MIT */
#include "config/memory-rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "config/memory-file.h"
#include "etiquette/interview.h"

const struct showing blank_showing = {
	.shown_at = USEC_NEVER,
	.ended_at = USEC_NEVER,
	.snoozed_until = USEC_NEVER,
	.typed_at = USEC_NEVER,
};

void showing_done(struct showing *s)
{
	free(s->key);
	free(s->company);
}

void on_screen_done(struct on_screen *o)
{
	free(o->tag);
	free(o->bus);
	free(o->server);
}

void seen_zone_done(struct seen_zone *z)
{
	free(z->id);
	free(z->zone);
}

static int compare_zones(const void *a, const void *b)
{
	return strcmp(((const struct seen_zone *)a)->id, ((const struct seen_zone *)b)->id);
}

void seen_zones_sort(struct memory *m)
{
	if (m->n_zones > 1)
		qsort(m->zones, m->n_zones, sizeof(m->zones[0]), compare_zones);
}

/* True if there is a row for each interview that names no zone, and for no other. */
static bool zones_are_kept(const struct memory *m, const struct book *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_interviews; i++)
		if (!b->interviews[i].zone_given) {
			if (!memory_zone(m, b->interviews[i].id))
				return false;
			n++;
		}
	return n == m->n_zones;
}

int memory_keep_zones(struct memory *m, const struct book *b)
{
	struct memory kept = { 0 };

	/* A book without interviews may be one that is being replaced. */
	if (b->n_interviews == 0 || zones_are_kept(m, b))
		return 0;
	kept.zones = calloc(b->n_interviews, sizeof(kept.zones[0]));
	for (size_t i = 0; i < b->n_interviews && kept.zones; i++) {
		const struct interview *of = &b->interviews[i];
		struct seen_zone z = { text_copy(of->id), text_copy(of->zone) };

		if (of->zone_given || !z.id || !z.zone)
			seen_zone_done(&z);
		else
			kept.zones[kept.n_zones++] = z;
	}
	if (!kept.zones)
		return -ENOMEM;
	for (size_t i = 0; i < m->n_zones; i++)
		seen_zone_done(&m->zones[i]);
	free(m->zones);
	m->zones = kept.zones;
	m->n_zones = kept.n_zones;
	seen_zones_sort(m);
	return 1;
}

void memory_done(struct memory *m)
{
	for (size_t i = 0; i < m->n_showings; i++)
		showing_done(&m->showings[i]);
	for (size_t i = 0; i < m->n_on_screen; i++)
		on_screen_done(&m->on_screen[i]);
	for (size_t i = 0; i < m->n_zones; i++)
		seen_zone_done(&m->zones[i]);
	free(m->showings);
	free(m->on_screen);
	free(m->zones);
	*m = (struct memory){ 0 };
}

struct showing *memory_get(struct memory *m, const char *key)
{
	const struct showing *found = memory_find(m, key);
	struct showing new = blank_showing, *more;

	if (found)
		return &m->showings[found - m->showings];
	more = reallocarray(m->showings, m->n_showings + 1, sizeof(more[0]));
	if (!more)
		return NULL;
	m->showings = more;
	new.key = text_copy(key);
	if (!new.key)
		return NULL;
	more[m->n_showings] = new;
	return &more[m->n_showings++];
}

/* The last time that something happened to it, or will. */
static usec_t last_touch(const struct showing *s)
{
	const usec_t times[] = { s->shown_at, s->ended_at, s->snoozed_until, s->typed_at };
	usec_t last = INT64_MIN;

	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++)
		if (times[i] != USEC_NEVER && times[i] > last)
			last = times[i];
	return last;
}

static int compare_keys(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

void memory_prune(struct memory *m, const char *const keys[], size_t n, usec_t before)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->n_showings; i++) {
		struct showing *s = &m->showings[i];

		if (last_touch(s) < before &&
		    !(n > 0 && bsearch(s->key, keys, n, sizeof(keys[0]), compare_keys)))
			showing_done(s);
		else
			m->showings[kept++] = *s;
	}
	m->n_showings = kept;
}

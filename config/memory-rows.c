/* SPDX-License-Identifier: MIT */
#include "config/memory-rows.h"

#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "config/memory-file.h"

const struct showing blank_showing = {
	.shown_at = USEC_NEVER,
	.ended_at = USEC_NEVER,
	.snoozed_until = USEC_NEVER,
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

void memory_done(struct memory *m)
{
	for (size_t i = 0; i < m->n_showings; i++)
		showing_done(&m->showings[i]);
	for (size_t i = 0; i < m->n_on_screen; i++)
		on_screen_done(&m->on_screen[i]);
	free(m->showings);
	free(m->on_screen);
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
	const usec_t times[] = { s->shown_at, s->ended_at, s->snoozed_until };
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

/* SPDX-License-Identifier: MIT */
#include "etiquette/memory.h"

#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "etiquette/interview.h"

/* More than a clock is set back that was not wrong altogether. */
#define SLIP_USEC (7 * USEC_PER_DAY)

bool showing_is_of_a_wrong_clock(const struct showing *s, usec_t now)
{
	return s->shown_at != USEC_NEVER && s->shown_at > now && s->shown_at - now > SLIP_USEC;
}

const struct showing *memory_find(const struct memory *m, const char *key)
{
	for (size_t i = 0; i < m->n_showings; i++)
		if (text_equal(m->showings[i].key, key))
			return &m->showings[i];
	return NULL;
}

static int compare_ids(const void *id, const void *item)
{
	return strcmp(id, ((const struct seen_zone *)item)->id);
}

const char *memory_zone(const struct memory *m, const char *id)
{
	const struct seen_zone *found =
		m->n_zones ? bsearch(id, m->zones, m->n_zones, sizeof(m->zones[0]), compare_ids)
			   : NULL;

	return found ? found->zone : NULL;
}

/* A milestone's key begins with its interview's id and a slash. */
static bool key_is_of(const char *key, const char *id)
{
	size_t size = strlen(id);

	return strncmp(key, id, size) == 0 && key[size] == '/';
}

static bool book_has(const struct book *b, const char *key)
{
	for (size_t i = 0; i < b->n_interviews; i++)
		if (key_is_of(key, b->interviews[i].id))
			return true;
	return false;
}

/* The only interview with that company and start; NULL: none, or several. */
static const struct interview *find_same(const struct book *b, const struct showing *s)
{
	const struct interview *found = NULL;

	for (size_t i = 0; i < b->n_interviews; i++) {
		const struct interview *k = &b->interviews[i];

		if (k->start != s->start || !text_equal(k->company, s->company))
			continue;
		if (found)
			return NULL;
		found = k;
	}
	return found;
}

bool memory_follow(struct memory *m, const struct book *b)
{
	bool moved = false;

	for (size_t i = 0; i < m->n_showings; i++) {
		struct showing *s = &m->showings[i];
		const char *rest = strchr(s->key, '/');
		const struct interview *same;
		char *key;

		if (!rest || !s->company || book_has(b, s->key))
			continue;
		same = find_same(b, s);
		key = same ? text_format("%s%s", same->id, rest) : NULL;
		if (!key)
			continue;
		free(s->key);
		s->key = key;
		moved = true;
	}
	return moved;
}

/* SPDX-License-Identifier: MIT */
#include "config/name-index.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 16
#define SLOTS_LARGE \
	4096 /* from here on each growth is a larger one: to move all names takes its time */

/* FNV-1a. */
static uint32_t hash_of(const char *name, size_t size)
{
	uint32_t hash = 2166136261;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)name[i]) * 16777619;
	return hash;
}

/* The slot that has the name, or the free one where it belongs. There always is a free one. */
static struct name_slot *slot_of(const struct name_index *x, const char *name, size_t size,
				 uint32_t hash)
{
	size_t i = hash & (x->n_slots - 1);

	for (;; i = (i + 1) & (x->n_slots - 1)) {
		struct name_slot *s = &x->slots[i];

		if (!s->name ||
		    (s->hash == hash && s->size == size && memcmp(s->name, name, size) == 0))
			return s;
	}
}

/* Keeps at least half of the slots free. */
static int grow(struct name_index *x)
{
	size_t factor = x->n_slots < SLOTS_LARGE ? 2 : 4;
	struct name_index bigger = { .n_slots = x->n_slots ? x->n_slots * factor : SLOTS_FIRST,
				     .n = x->n };

	if ((x->n + 1) * 2 <= x->n_slots)
		return 0;
	bigger.slots = calloc(bigger.n_slots, sizeof(bigger.slots[0]));
	if (!bigger.slots)
		return -ENOMEM;
	for (size_t i = 0; i < x->n_slots; i++) {
		const struct name_slot *s = &x->slots[i];

		if (s->name)
			*slot_of(&bigger, s->name, s->size, s->hash) = *s;
	}
	free(x->slots);
	*x = bigger;
	return 0;
}

int name_index_put(struct name_index *x, const char *name, size_t size, size_t value,
		   size_t *ret_value)
{
	uint32_t hash = hash_of(name, size);
	struct name_slot *slot;

	if (size > UINT32_MAX || grow(x) < 0)
		return -ENOMEM;
	slot = slot_of(x, name, size, hash);
	if (slot->name) {
		if (ret_value)
			*ret_value = slot->value;
		return -EEXIST;
	}
	*slot = (struct name_slot){ name, (uint32_t)size, hash, value };
	x->n++;
	return 0;
}

bool name_index_get(const struct name_index *x, const char *name, size_t size, size_t *ret_value)
{
	const struct name_slot *slot;

	if (x->n_slots == 0)
		return false;
	slot = slot_of(x, name, size, hash_of(name, size));
	if (slot->name && ret_value)
		*ret_value = slot->value;
	return slot->name;
}

void name_index_done(struct name_index *x)
{
	free(x->slots);
	*x = (struct name_index){ 0 };
}

/* SPDX-License-Identifier: MIT */
#include "etiquette/company.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- Names -------------------------------------------------------------------------------------- */

/*
 * The next byte of a company's name that counts, folded; 0 at the end. Beyond ASCII the letters of Latin-1 are folded, so that
 * "ÉCOLE" is "École".
 */
static unsigned char name_next(const char **text, unsigned char before)
{
	for (; **text; (*text)++) {
		unsigned char c = (unsigned char)**text;

		if (c == ' ' || c == '\t' || c == '.' || c == ',')
			continue;
		(*text)++;
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + ('a' - 'A'));
		else if (before == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97)
			c = (unsigned char)(c + 0x20);
		return c;
	}
	return 0;
}

int company_compare_names(const char *a, const char *b)
{
	unsigned char x = 0, y = 0;

	a = a ? a : "";
	b = b ? b : "";
	do {
		x = name_next(&a, x);
		y = name_next(&b, y);
	} while (x == y && x);
	return (x > y) - (x < y);
}

uint64_t company_hash(const char *name)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	unsigned char c = 0;

	while ((c = name_next(&name, c)))
		hash = (hash ^ c) * 1099511628211u;
	return hash;
}

bool company_is_shared(const struct interview *a, const struct interview *b)
{
	return company_compare_names(a->company, b->company) == 0;
}

const char *company_fold_name(struct arena *arena, const char *name)
{
	char *folded = arena_get(arena, strlen(name) + 1), *end = folded;
	unsigned char c = 0;

	if (!folded)
		return NULL;
	while ((c = name_next(&name, c)))
		*end++ = (char)c;
	return folded;
}

/* ---- Messages ----------------------------------------------------------------------------------- */

/* Room for one more at the end of a list in the arena; NULL: memory is out. */
static void *list_room(struct arena *arena, void *items, size_t n, size_t *room, size_t size)
{
	void *grown;

	if (n < *room)
		return items;
	*room = *room ? *room * 2 : 8;
	grown = arena_get(arena, *room * size);
	return grown && n > 0 ? memcpy(grown, items, n * size) : grown;
}

static int company_add_message(struct company *c, struct arena *arena, usec_t at)
{
	usec_t *messages =
		list_room(arena, c->messages, c->n_messages, &c->room, sizeof(*messages));

	if (!messages)
		return -ENOMEM;
	c->messages = messages;
	messages[c->n_messages++] = at;
	return 0;
}

int company_assume(struct company *c, struct arena *arena, const struct assumption *a)
{
	const struct assumption **assumed;

	if (c->n_assumed == ASSUMED_MAX)
		return 0;
	assumed = list_room(arena, c->assumed, c->n_assumed, &c->room_assumed, sizeof(*assumed));

	if (!assumed)
		return -ENOMEM;
	c->assumed = assumed;
	assumed[c->n_assumed++] = a;
	return 0;
}

int company_add_round(struct company *c, struct arena *arena, const struct interview *i)
{
	int r = 0;

	for (size_t k = 0; k < i->n_contacts && r >= 0; k++)
		if (!i->contacts[k].heard)
			r = company_add_message(c, arena, i->contacts[k].at);
	for (size_t k = 0; k < i->n_promises && r >= 0; k++)
		if (!i->promises[k].theirs && i->promises[k].kept_at != USEC_NEVER)
			r = company_add_message(c, arena, i->promises[k].kept_at);
	return r;
}

static int instant_compare(const void *left, const void *right)
{
	const usec_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

void company_sort(struct company *c)
{
	if (c && c->n_messages > 1)
		qsort(c->messages, c->n_messages, sizeof(*c->messages), instant_compare);
}

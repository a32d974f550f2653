/* SPDX-License-Identifier: MIT */
#include "etiquette/plan-order.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int milestone_compare(const struct milestone *a, const struct milestone *b)
{
	if (a->next_popup != b->next_popup)
		return a->next_popup < b->next_popup ? -1 : 1;
	if (a->opens != b->opens)
		return a->opens < b->opens ? -1 : 1;
	return strcmp(a->key, b->key);
}

/*
 * What is sorted: of a large plan, milestones and their keys lie far apart in memory, and a look at each costs more than all
 * the rest. `head` is the beginning of the key, without what all keys begin with; it decides nearly always.
 */
struct place_in_order {
	usec_t next_popup, opens;
	uint64_t head;
	struct milestone *milestone;
};

static int place_compare(const void *left, const void *right)
{
	const struct place_in_order *a = left, *b = right;

	if (a->next_popup != b->next_popup)
		return a->next_popup < b->next_popup ? -1 : 1;
	if (a->opens != b->opens)
		return a->opens < b->opens ? -1 : 1;
	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	return strcmp(a->milestone->key, b->milestone->key);
}

/* How many bytes all keys have in common at their beginning. */
static size_t shared_size(struct milestone *const items[], size_t n)
{
	size_t size = strlen(items[0]->key);

	for (size_t i = 1; i < n && size > 0; i++) {
		size_t k = 0;

		while (k < size && items[i]->key[k] == items[0]->key[k])
			k++;
		size = k;
	}
	return size;
}

/* The next eight bytes as a number that compares as strcmp() does. */
static uint64_t head_of(const char *text)
{
	uint64_t head = 0;

	for (size_t i = 0; i < sizeof(head); i++) {
		head = head << 8 | (unsigned char)*text;
		text += *text != '\0';
	}
	return head;
}

int milestones_sort(struct milestone **items, size_t n)
{
	struct place_in_order *order;
	size_t shared;

	if (n < 2)
		return 0;
	order = reallocarray(NULL, n, sizeof(*order));
	if (!order)
		return -ENOMEM;
	shared = shared_size(items, n);
	for (size_t i = 0; i < n; i++)
		order[i] = (struct place_in_order){ items[i]->next_popup, items[i]->opens,
						    head_of(items[i]->key + shared), items[i] };
	qsort(order, n, sizeof(*order), place_compare);
	for (size_t i = 0; i < n; i++)
		items[i] = order[i].milestone;
	free(order);
	return 0;
}

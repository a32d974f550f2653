/* SPDX-License-Identifier: MIT */
#include "etiquette/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

/* ---- Names -------------------------------------------------------------------------------------- */

/*
 * The next byte of a company's name that counts, folded; 0 at the end. Beyond ASCII the letters of Latin-1 are folded, so that
 * "ÉCOLE" is "École".
 */
static unsigned char name_next(const char **text, unsigned char before)
{
	for (; **text; (*text)++) {
		unsigned char c = (unsigned char)**text;

		if (strchr(" \t.,", c))
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

static int name_compare(const char *a, const char *b)
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

bool company_is_shared(const struct interview *a, const struct interview *b)
{
	return name_compare(a->company, b->company) == 0;
}

bool process_is_shared(const struct interview *a, const struct interview *b)
{
	return company_is_shared(a, b) && name_compare(a->process, b->process) == 0;
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

int company_assume(struct company *c, struct arena *arena, usec_t at, const char *what)
{
	struct assumed *assumed =
		list_room(arena, c->assumed, c->n_assumed, &c->room_assumed, sizeof(*assumed));

	if (!assumed)
		return -ENOMEM;
	c->assumed = assumed;
	assumed[c->n_assumed++] = (struct assumed){ .at = at, .what = what };
	return 0;
}

static int company_add_round(struct company *c, struct arena *arena, const struct interview *i)
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

static void company_sort(struct company *c)
{
	if (c && c->n_messages > 1)
		qsort(c->messages, c->n_messages, sizeof(*c->messages), instant_compare);
}

/* ---- Grouping ----------------------------------------------------------------------------------- */

/* An interview with the folded name of its company, made once for many comparisons. */
struct card {
	const char *company;
	const struct interview *interview;
};

static const char *name_folded(struct arena *arena, const char *name)
{
	char *folded = arena_get(arena, strlen(name) + 1), *end = folded;
	unsigned char c = 0;

	if (!folded)
		return NULL;
	while ((c = name_next(&name, c)))
		*end++ = (char)c;
	return folded;
}

static int round_compare(const struct interview *a, const struct interview *b)
{
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return strcmp(a->id, b->id);
}

static int card_compare(const void *left, const void *right)
{
	const struct card *a = left, *b = right;
	int order = strcmp(a->company, b->company);

	if (order == 0)
		order = name_compare(a->interview->process, b->interview->process);
	return order ? order : round_compare(a->interview, b->interview);
}

static struct card *cards_make(struct arena *arena, const struct book *book)
{
	struct card *cards = arena_get(arena, (book->n_interviews + 1) * sizeof(*cards));

	for (size_t i = 0; cards && i < book->n_interviews; i++) {
		cards[i].interview = &book->interviews[i];
		cards[i].company = name_folded(arena, book->interviews[i].company);
	}
	if (arena->failed)
		return NULL;
	qsort(cards, book->n_interviews, sizeof(*cards), card_compare);
	return cards;
}

static const char *process_name(struct arena *arena, const struct interview *last)
{
	return last->process ? arena_join(arena, last->company, ": ", last->process, NULL)
			     : last->company;
}

/* Gathers the run of cards that begins at *at into one process. */
static void process_gather(struct process *p, struct arena *arena, const struct interview **rounds,
			   const struct card *cards, size_t n_cards, size_t *at)
{
	const struct card *first = &cards[*at];

	p->rounds = rounds + *at;
	for (; *at < n_cards; (*at)++) {
		const struct card *card = &cards[*at];

		if (strcmp(card->company, first->company) != 0 ||
		    name_compare(card->interview->process, first->interview->process) != 0)
			break;
		p->rounds[p->n_rounds++] = card->interview;
		company_add_round(p->company, arena, card->interview);
	}
	p->name = process_name(arena, p->rounds[p->n_rounds - 1]);
}

static struct company *company_make(struct arena *arena, const char *key)
{
	struct company *c = arena_get(arena, sizeof(*c));

	if (c)
		c->key = key;
	return c;
}

int processes_make(struct arena *arena, struct places *places,
		   const struct moment_settings *settings, const struct book *book,
		   struct process **ret, size_t *ret_n)
{
	size_t n = book->n_interviews, n_processes = 0;
	struct card *cards = cards_make(arena, book);
	const struct interview **rounds = arena_get(arena, (n + 1) * sizeof(*rounds));
	struct process *processes = arena_get(arena, (n + 1) * sizeof(*processes));
	struct company *company = NULL;

	if (arena->failed)
		return -ENOMEM;
	for (size_t at = 0; at < n;) {
		struct process *p = &processes[n_processes++];

		if (!company || strcmp(company->key, cards[at].company) != 0) {
			company_sort(company);
			company = company_make(arena, cards[at].company);
		}
		p->company = company;
		process_gather(p, arena, rounds, cards, n, &at);
		if (arena->failed)
			return -ENOMEM;
		process_choose_base(p);
		p->places = places;
		p->place = place_get(places, settings, p->base->zone);
		if (process_weigh(p, arena) < 0)
			return -ENOMEM;
	}
	company_sort(company);
	*ret = processes;
	*ret_n = n_processes;
	return 0;
}

/* ---- Stamps ------------------------------------------------------------------------------------- */

bool stamp_reaches(const struct place *p, usec_t stamp, usec_t event)
{
	struct reading r;

	if (stamp >= event)
		return true;
	r = place_reading(p, stamp);
	return r.hour == 12 && r.minute == 0 && r.second == 0 &&
	       date_compare(r.date, place_date(p, event)) == 0;
}

struct place round_place(const struct process *p, const struct interview *i)
{
	return i == p->base ? p->place : place_get(p->places, p->place.settings, i->zone);
}

usec_t interview_state_since(const struct interview *i)
{
	return i->state_at != USEC_NEVER ? i->state_at : i->end;
}

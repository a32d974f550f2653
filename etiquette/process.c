/* SPDX-License-Identifier: MIT */
#include "etiquette/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

bool process_is_shared(const struct interview *a, const struct interview *b)
{
	return company_is_shared(a, b) && company_compare_names(a->process, b->process) == 0;
}

/* ---- Grouping ----------------------------------------------------------------------------------- */

/* An interview with the folded name of its company, made once for many comparisons. */
struct card {
	const char *company;
	const struct interview *interview;
};

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
		order = company_compare_names(a->interview->process, b->interview->process);
	return order ? order : round_compare(a->interview, b->interview);
}

static struct card *cards_make(struct arena *arena, const struct book *book)
{
	struct card *cards = arena_get(arena, (book->n_interviews + 1) * sizeof(*cards));

	for (size_t i = 0; cards && i < book->n_interviews; i++) {
		cards[i].interview = &book->interviews[i];
		cards[i].company = company_fold_name(arena, book->interviews[i].company);
	}
	if (arena->failed)
		return NULL;
	qsort(cards, book->n_interviews, sizeof(*cards), card_compare);
	return cards;
}

static bool cards_share_process(const struct card *a, const struct card *b)
{
	return strcmp(a->company, b->company) == 0 &&
	       company_compare_names(a->interview->process, b->interview->process) == 0;
}

static size_t cards_count_processes(const struct card *cards, size_t n)
{
	size_t count = n > 0;

	for (size_t i = 1; i < n; i++)
		count += !cards_share_process(&cards[i - 1], &cards[i]);
	return count;
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

		if (!cards_share_process(first, card))
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
	struct process *processes = NULL;
	struct company *company = NULL;

	if (!arena->failed)
		processes = arena_get(arena,
				      (cards_count_processes(cards, n) + 1) * sizeof(*processes));
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

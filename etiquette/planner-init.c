/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>
#include <stdlib.h>

/* What all processes share: memory, the user's own interviews, who was accepted. */

#define BUSY_BEFORE (15 * USEC_PER_MIN)
#define BOOK_LARGE  1000 /* interviews */

static int busy_compare(const void *left, const void *right)
{
	const struct busy *a = left, *b = right;

	return (a->from > b->from) - (a->from < b->from);
}

/* The user's own interviews, sorted and joined where they overlap. */
static int planner_find_busy(struct planner *p)
{
	const struct book *book = p->in->book;
	size_t n = 0;

	p->busy = arena_get(&p->arena, (book->n_interviews + 1) * sizeof(*p->busy));
	if (!p->busy)
		return -ENOMEM;
	for (size_t i = 0; i < book->n_interviews; i++)
		if (book->interviews[i].state != STATE_CANCELLED)
			p->busy[n++] = (struct busy){ book->interviews[i].start - BUSY_BEFORE,
						      book->interviews[i].end };
	qsort(p->busy, n, sizeof(*p->busy), busy_compare);
	for (size_t i = 0; i < n; i++) {
		struct busy *last = p->n_busy ? &p->busy[p->n_busy - 1] : NULL;

		if (!last || p->busy[i].from > last->to)
			p->busy[p->n_busy++] = p->busy[i];
		else if (p->busy[i].to > last->to)
			last->to = p->busy[i].to;
	}
	return 0;
}

static void planner_count(struct planner *p)
{
	for (size_t i = 0; i < p->n_processes; i++) {
		const struct process *process = &p->processes[i];

		p->n_open += !process->closed;
		if (process->outcome && process->outcome->kind == OUTCOME_ACCEPTED &&
		    (!p->accepted || process->outcome->at > p->accepted->outcome->at))
			p->accepted = process;
	}
	for (size_t i = 0; i < p->n_processes; i++)
		p->processes[i].withdraw_since = process_withdraws_since(p, &p->processes[i]);
}

int planner_init(struct planner *p, const struct plan_input *in)
{
	int r;

	p->in = in;
	p->places.much = in->book->n_interviews > BOOK_LARGE;
	p->user = place_get(&p->places, &in->settings->moment, in->zone);
	r = planner_index_memory(p);
	if (r >= 0)
		r = planner_find_busy(p);
	if (r >= 0)
		r = processes_make(&p->arena, &p->places, &in->settings->moment, in->book,
				   &p->processes, &p->n_processes);
	if (r >= 0)
		planner_count(p);
	return r;
}

void planner_done(struct planner *p)
{
	arena_done(&p->arena);
	places_done(&p->places);
	free(p->showings);
	free(p->items);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/showings.h"

#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/text.h"
#include "common/zone.h"
#include "etiquette/plan.h"

/* So many rows more than the plan has milestones do no harm. */
#define ROWS_SPARE ((size_t)200)
/* Longer than anybody waits to take back that an interview was removed. */
#define KEPT_USEC (90 * USEC_PER_DAY)

static void forget_on_screen(struct memory *m, const char *tag)
{
	for (size_t i = 0; i < m->n_on_screen; i++) {
		struct on_screen *o = &m->on_screen[i];

		if (!text_equal(o->tag, tag))
			continue;
		free(o->tag), free(o->bus), free(o->server);
		*o = m->on_screen[--m->n_on_screen];
		return;
	}
}

static void remember_on_screen(struct memory *m, const struct popup *u)
{
	struct on_screen *grown;

	forget_on_screen(m, u->tag);
	grown = reallocarray(m->on_screen, m->n_on_screen + 1, sizeof(*grown));
	if (!grown)
		return;
	m->on_screen = grown;
	grown[m->n_on_screen] = (struct on_screen){ text_copy(u->tag), text_copy(u->bus),
						    text_copy(u->server), u->id };
	if (grown[m->n_on_screen].tag)
		m->n_on_screen++;
}

static void write_memory(struct shelf *shelf)
{
	int r = shelf_write_memory(shelf);

	if (r < 0)
		log_warning_errno(r, "Cannot write %s: a pop-up may come twice",
				  shelf->memory_path);
}

static void count_today(struct memory *m, struct date today)
{
	if (date_compare(today, m->day) != 0) {
		m->day = today;
		m->shown_today = 0;
	}
	m->shown_today++;
}

static void count_showing(struct memory *m, const struct popup_milestone *of, usec_t now)
{
	struct showing *s = memory_get(m, of->key);

	if (!s)
		return;
	if ((s->shown_at != USEC_NEVER && s->shown_at < of->born) ||
	    showing_is_of_a_wrong_clock(s, now)) {
		/* That was an earlier life of it: a reply came, or the date was moved. */
		s->shown = s->repeated = 0;
		s->late_shown = false;
	}
	text_replace(&s->company, of->company);
	s->start = of->start;
	s->shown++;
	s->shown_at = now;
	s->ended = SHOWING_NONE;
	s->ended_at = USEC_NEVER;
	s->snoozed_until = USEC_NEVER;
	s->late_shown |= of->late;
}

bool showings_shown(struct shelf *shelf, struct popup *u, usec_t now, const char *zone)
{
	bool any = false;

	for (size_t i = 0; i < u->n_milestones; i++) {
		struct popup_milestone *of = &u->milestones[i];

		if (of->counted)
			continue;
		any = true;
		count_showing(&shelf->memory, of, now);
		of->counted = true;
		if (!u->counted)
			count_today(&shelf->memory, zone_date(zone, now));
		u->counted = true; /* what joins a pop-up later makes it no further one */
	}
	remember_on_screen(&shelf->memory, u);
	write_memory(shelf);
	return any;
}

void showings_ended(struct shelf *shelf, const struct popup *u, usec_t now, enum showing_end end)
{
	for (size_t i = 0; i < u->n_milestones; i++) {
		struct showing *s = memory_get(&shelf->memory, u->milestones[i].key);

		if (!s || s->ended != SHOWING_NONE || s->shown == 0)
			continue;
		s->ended = end;
		s->ended_at = now;
		s->repeated = end == SHOWING_EXPIRED ? s->repeated + 1 : 0;
	}
	showings_off_screen(shelf, u->tag);
}

void showings_off_screen(struct shelf *shelf, const char *tag)
{
	forget_on_screen(&shelf->memory, tag);
	write_memory(shelf);
}

void showings_recall_place(const struct memory *m, struct popup *u)
{
	for (size_t i = 0; i < m->n_on_screen; i++)
		if (text_equal(m->on_screen[i].tag, u->tag)) {
			u->bus = text_copy(m->on_screen[i].bus);
			u->server = text_copy(m->on_screen[i].server);
			u->id = m->on_screen[i].id;
		}
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void showings_forget_old(struct shelf *shelf, const struct plan *plan, usec_t now)
{
	cleanup_free const char **keys = NULL;

	/* The plan of a book that cannot be read may be that of no book at all. */
	if (shelf->memory.n_showings <= plan->n_milestones + ROWS_SPARE || shelf_book_is_bad(shelf))
		return;
	keys = reallocarray(NULL, plan->n_milestones + 1, sizeof(*keys));
	if (!keys)
		return; /* the next time, then */
	for (size_t i = 0; i < plan->n_milestones; i++)
		keys[i] = plan->milestones[i]->key;
	qsort(keys, plan->n_milestones, sizeof(*keys), compare_keys);
	memory_prune(&shelf->memory, keys, plan->n_milestones, now - KEPT_USEC);
}

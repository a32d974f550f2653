/* SPDX-License-Identifier: MIT */
#include "daemon/typed.h"

#include <errno.h>

#include "common/cleanup.h"
#include "daemon/changes.h"
#include "etiquette/ahead.h"

/* ---- Whether it follows from what was typed ------------------------------------------------------ */

static bool follows_from_interview(const struct change *c, const struct milestone *m)
{
	return m->interview && text_equal(m->interview->id, c->id);
}

static bool follows_from_promise(const struct change *c, const struct milestone *m)
{
	const struct interview *i = m->interview;

	return i && m->promise && c->n_promises > 0 && c->n_promises <= i->n_promises &&
	       text_equal(i->id, c->id) && m->promise == &i->promises[c->n_promises - 1];
}

/* The week ahead, if only what was typed makes it worth a pop-up, after its time: there is nothing else to say in it. */
static bool makes_the_week(const struct change *c, const struct milestone *m)
{
	return m->rule->scope == SCOPE_ALL && m->opens <= c->now && m->shown == 0 &&
	       !ahead_is_worth_it(m->ahead, m->n_ahead, c->id);
}

static const struct {
	change_t make;
	bool (*follows)(const struct change *c, const struct milestone *m);
} rows[] = {
	{ change_add, follows_from_interview },
	{ change_move, follows_from_interview },
	{ change_promise, follows_from_promise },
};

/* ---- Remembering it ----------------------------------------------------------------------------- */

static bool comes_up_soon(const struct change *c, const struct milestone *m)
{
	return !m->assumes && m->shown == 0 && m->next_popup < c->now + USEC_PER_HOUR;
}

static int remember(const struct change *c, const struct milestone *m)
{
	struct showing *s = memory_get(&c->shelf->memory, m->key);

	if (!s)
		return -ENOMEM;
	s->typed_at = c->now;
	if (m->interview && !s->company) {
		s->company = text_copy(m->interview->company);
		s->start = m->interview->start;
		return s->company ? 0 : -ENOMEM;
	}
	return 0;
}

static size_t row_of(change_t make)
{
	size_t row = 0;

	while (row < ELEMENTS(rows) && rows[row].make != make)
		row++;
	return row;
}

bool typed_matters(change_t make)
{
	return row_of(make) < ELEMENTS(rows);
}

/* A promise is put behind the others; more may come behind it before all are written. */
void typed_keep(struct change *c, change_t make)
{
	const struct interview *i =
		make == change_promise && c->id ? book_find(c->book, c->id) : NULL;

	c->n_promises = i ? i->n_promises : 0;
}

int typed_remember(const struct change *c, change_t make, const struct plan *plan)
{
	size_t row = row_of(make);
	int n = 0;

	for (size_t k = 0; k < plan->n_milestones && row < ELEMENTS(rows); k++) {
		const struct milestone *m = plan->milestones[k];

		if (!makes_the_week(c, m) && !(comes_up_soon(c, m) && rows[row].follows(c, m)))
			continue;
		if (remember(c, m) < 0)
			return -ENOMEM;
		n++;
	}
	return n;
}

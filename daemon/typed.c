/* SPDX-License-Identifier: MIT */
#include "daemon/typed.h"

#include <errno.h>

#include "daemon/change-tools.h"
#include "etiquette/plan.h"

/* ---- Whether it follows from what was typed ------------------------------------------------------ */

/* An interview brings all that is its own, and the week ahead if it is the first thing in it. */
static bool follows_from_interview(const struct change *c, const struct milestone *m)
{
	return m->interview ? text_equal(m->interview->id, c->id)
			    : m->rule->scope == SCOPE_ALL && m->n_ahead > 0;
}

/* The last one in the book is the one that was just put there. */
static bool follows_from_promise(const struct change *c, const struct milestone *m)
{
	const struct interview *i = m->interview;

	if (!i || !m->promise || !text_equal(i->id, c->id))
		return false;
	for (size_t k = 0; k < i->n_promises; k++)
		if (i->promises[k].line > m->promise->line)
			return false;
	return true;
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

static int remember(struct change *c, const struct milestone *m)
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

int typed_remember(struct change *c, change_t make)
{
	cleanup_plan struct plan plan = { .next_popup = USEC_NEVER };
	size_t row = 0;
	int r;

	while (row < ELEMENTS(rows) && rows[row].make != make)
		row++;
	if (row == ELEMENTS(rows))
		return 0;
	r = change_plan(c, &plan);
	for (size_t k = 0; k < plan.n_milestones && r >= 0; k++) {
		const struct milestone *m = &plan.milestones[k];

		if (comes_up_soon(c, m) && rows[row].follows(c, m))
			r = remember(c, m);
	}
	return r;
}

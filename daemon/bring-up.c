/* SPDX-License-Identifier: MIT */
#include "daemon/bring-up.h"

#include <stdlib.h>

#include "common/text.h"

int bring_up_with(struct popup *u, const struct group *g)
{
	int r = 0;

	for (size_t i = 0; i < g->n && r >= 0; i++)
		r = popup_add_milestone(u, g->items[i], g->due);
	return r;
}

int bring_up(const struct turn *t, const struct group *g, struct popup **ret)
{
	struct popup *u = popups_find(t->popups, g->items[0]->tag);
	int r = u ? 0 : popups_add(t->popups, g->items[0]->tag, &u);

	if (r < 0)
		return r;
	u->kept = true;
	*ret = u;
	return bring_up_with(u, g);
}

/* It gave its pop-up the tag. */
static bool stood_alone(const struct turn *t, const struct group *g)
{
	const struct memory *m = &t->shelf->memory;

	for (size_t i = 0; i < m->n_on_screen; i++)
		if (text_equal(m->on_screen[i].tag, g->items[0]->tag))
			return true;
	return false;
}

static usec_t shown_at(const struct turn *t, const char *key)
{
	const struct showing *s = memory_find(&t->shelf->memory, key);

	return s ? s->shown_at : USEC_NEVER;
}

static bool came_up_together(usec_t a, usec_t b)
{
	return a == USEC_NEVER || b == USEC_NEVER ? a == b : llabs(a - b) < SHARE_USEC;
}

/* The pop-up that is brought back and came up with it, or so soon before that they shared it. */
static struct popup *find_companion(const struct turn *t, const struct group *g)
{
	usec_t at = shown_at(t, g->items[0]->key);

	for (struct popup *u = t->popups->first; u; u = u->next)
		for (size_t i = 0; u->state == POPUP_IS_WAITING && u->kept && i < u->n_milestones;
		     i++)
			if (came_up_together(shown_at(t, u->milestones[i].key), at))
				return u;
	return NULL;
}

int bring_back(const struct turn *t, const struct group groups[], size_t n)
{
	struct popup *u = NULL;
	int r = 0;

	for (size_t i = 0; i < n && r >= 0; i++)
		if (!groups[i].due && stood_alone(t, &groups[i]))
			r = bring_up(t, &groups[i], &u);
	for (size_t i = 0; i < n && r >= 0; i++) {
		const struct group *g = &groups[i];

		if (g->due || popups_holding(t->popups, g->items[0]->key))
			continue;
		u = find_companion(t, g);
		r = u ? bring_up_with(u, g) : bring_up(t, g, &u);
	}
	return r;
}

/* SPDX-License-Identifier: MIT */
#include "daemon/group.h"

#include <errno.h>
#include <stdlib.h>

#include "common/text.h"

int group_add(struct group *g, const struct milestone *m)
{
	const struct milestone **grown = reallocarray(g->items, g->n + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	g->items = grown;
	g->items[g->n++] = m;
	return 0;
}

void group_done(struct group *g)
{
	free(g->items);
	*g = (struct group){ 0 };
}

int groups_add(struct group **groups, size_t *n, const struct milestone *m, bool due)
{
	size_t at = 0;

	while (at < *n && !text_equal((*groups)[at].items[0]->tag, m->tag))
		at++;
	if (at == *n) {
		struct group *grown = reallocarray(*groups, *n + 1, sizeof(*grown));

		if (!grown)
			return -ENOMEM;
		*groups = grown;
		grown[at] = (struct group){ 0 };
	}
	if (group_add(&(*groups)[at], m) < 0)
		return -ENOMEM;
	(*groups)[at].due |= due;
	*n += at == *n;
	return 0;
}

void groups_free(struct group *groups, size_t n)
{
	for (size_t i = 0; i < n; i++)
		group_done(&groups[i]);
	free(groups);
}

size_t group_n_tags(const struct group *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		size_t k = 0;

		while (!text_equal(g->items[k]->tag, g->items[i]->tag))
			k++;
		n += k == i;
	}
	return n;
}

bool group_is_pressing(const struct group *g, usec_t now)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->items[i]->last_call != USEC_NEVER && now >= g->items[i]->last_call)
			return true;
	return false;
}

static enum milestone_status status_to_say(const struct milestone *m, usec_t now)
{
	bool comes = m->next_popup > now && m->next_popup != USEC_NEVER;

	return m->status == STATUS_LATE && comes ? STATUS_DUE : m->status;
}

char *group_facts(const struct group *g, usec_t now)
{
	struct text facts = { 0 };

	for (size_t i = 0; i < g->n; i++) {
		const struct milestone *m = g->items[i];

		text_add(&facts, "%s %d %lld %u/%u;", m->key, (int)status_to_say(m, now),
			 (long long)m->deadline, m->done_of, m->of_people);
	}
	return text_take(&facts);
}

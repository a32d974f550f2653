/* SPDX-License-Identifier: MIT */

#include <string.h>

#include "common/cleanup.h"
#include "popup/table.h"

static bool is_free(const struct popup *p)
{
	return p->request.tag == NULL;
}

void popup_forget(struct popup *p)
{
	if (p->notification) {
		g_signal_handlers_disconnect_by_data(p->notification, p);
		notify_notification_clear_actions(p->notification);
	}
	g_clear_object(&p->notification);
	g_clear_pointer(&p->told, g_hash_table_unref);
	if (!p->waiting)
		request_done(&p->request);
}

void popup_drop(struct popup *p)
{
	p->waiting = false;
	popup_forget(p);
}

void table_done(struct table *t)
{
	for (size_t i = 0; i < ELEMENTS(t->slots); i++)
		popup_drop(&t->slots[i]);
}

struct popup *table_find(struct table *t, const char *tag)
{
	for (size_t i = 0; i < ELEMENTS(t->slots); i++)
		if (!is_free(&t->slots[i]) && strcmp(t->slots[i].request.tag, tag) == 0)
			return &t->slots[i];
	return NULL;
}

static struct popup *find_free(struct table *t)
{
	for (size_t i = 0; i < ELEMENTS(t->slots); i++)
		if (is_free(&t->slots[i]))
			return &t->slots[i];
	return NULL;
}

struct popup *table_want(struct table *t, struct request *request)
{
	struct popup *p = table_find(t, request->tag);
	if (!p)
		p = find_free(t);
	if (!p)
		return NULL;
	if (!p->waiting)
		p->turn = t->turns++;
	p->waiting = true;
	p->rests = p->tried_again = false;
	request_move(&p->request, request);
	return p;
}

static bool may_be_shown(const struct popup *p, bool quiet)
{
	return p->waiting && !p->rests && (!quiet || p->notification || p->request.critical);
}

struct popup *table_first_waiting(struct table *t, bool quiet)
{
	struct popup *first = NULL;

	for (size_t i = 0; i < ELEMENTS(t->slots); i++) {
		struct popup *p = &t->slots[i];
		if (may_be_shown(p, quiet) && (!first || p->turn < first->turn))
			first = p;
	}
	return first;
}

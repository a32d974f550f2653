/* SPDX-License-Identifier: MIT */

#include <errno.h>

#include "popup/bus.h"
#include "popup/starter.h"

static gboolean on_rest_over(void *user)
{
	struct starter *s = user;

	s->rest_timer = 0;
	s->told(s->user, STARTER_RESTED, NULL);
	return G_SOURCE_REMOVE;
}

void starter_failed(struct starter *s, const char *why)
{
	unsigned step = MIN(s->n_failures, STARTER_RESTS - 1);

	starter_stop(s);
	s->n_failures = step + 1;
	s->rest_timer = g_timeout_add(s->rest_msec[step], on_rest_over, s);
	s->told(s->user, STARTER_FAILED, why);
}

/* Started: its owner appears, or has already. */
static void on_started(GObject *source, GAsyncResult *result, void *user)
{
	struct starter *s = user;
	g_autoptr(GVariant) reply = NULL;
	g_autofree char *why = NULL;

	int r = bus_call_finish(source, result, &reply, &why);
	if (r == -ECANCELED)
		return;
	g_clear_object(&s->cancel);
	if (r < 0)
		starter_failed(s, why);
}

static bool names_server(GVariant *names)
{
	g_autofree const char **list = NULL;

	g_variant_get(names, "(^a&s)", &list);
	return g_strv_contains(list, NOTIFICATIONS_NAME);
}

static void on_names(GObject *source, GAsyncResult *result, void *user)
{
	struct starter *s = user;
	g_autoptr(GVariant) reply = NULL;
	g_autofree char *why = NULL;

	int r = bus_call_finish(source, result, &reply, &why);
	if (r == -ECANCELED)
		return;
	if (r < 0) {
		starter_failed(s, why);
	} else if (!names_server(reply)) {
		g_clear_object(&s->cancel);
		s->told(s->user, STARTER_ABSENT, NULL);
	} else {
		bus_call(s->bus, callee_bus(), "StartServiceByName",
			 g_variant_new("(su)", NOTIFICATIONS_NAME, 0), "(u)", s->cancel, on_started,
			 s);
		s->told(s->user, STARTER_STARTING, NULL);
	}
}

void starter_try(struct starter *s)
{
	if (s->cancel)
		return;
	s->cancel = g_cancellable_new();
	bus_call(s->bus, callee_bus(), "ListActivatableNames", NULL, "(as)", s->cancel, on_names,
		 s);
}

bool starter_rests(const struct starter *s)
{
	return s->rest_timer != 0;
}

void starter_stop(struct starter *s)
{
	if (s->cancel)
		g_cancellable_cancel(s->cancel);
	g_clear_object(&s->cancel);
	g_clear_handle_id(&s->rest_timer, g_source_remove);
}

void starter_succeeded(struct starter *s)
{
	starter_stop(s);
	s->n_failures = 0;
}

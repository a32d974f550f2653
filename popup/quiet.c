/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <string.h>

#include "common/log.h"
#include "popup/bus.h"
#include "popup/quiet.h"

#define PROPERTIES "org.freedesktop.DBus.Properties"

/*
 * Plasma: ServerPrivate::onInhibitedChanged() in libnotificationmanager/server_p.cpp of plasma-workspace.
 * dunst: dbus_cb_dunst_Properties_Get() in src/dbus.c.
 */
static const struct {
	const char *interface, *property;
} signs[QUIET_SIGNS] = {
	{ "org.freedesktop.Notifications", "Inhibited" },
	{ "org.dunstproject.cmd0", "paused" },
};

bool quiet_is_wanted(const struct quiet *q)
{
	for (size_t i = 0; i < QUIET_SIGNS; i++)
		if (q->on[i])
			return true;
	return false;
}

/* ---- Asking: one sign after the other ---- */

static void ask_next(struct quiet *q);

static void end_questions(struct quiet *q)
{
	if (q->cancel)
		g_cancellable_cancel(q->cancel);
	g_clear_object(&q->cancel);
}

static void on_answer(GObject *source, GAsyncResult *result, void *user)
{
	struct quiet *q = user;
	g_autoptr(GVariant) reply = NULL, value = NULL;
	g_autofree char *why = NULL;
	int r = bus_call_finish(source, result, &reply, &why);

	if (r == -ECANCELED)
		return;
	if (r == 0) {
		g_variant_get(reply, "(v)", &value);
		q->on[q->asked] = g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN) &&
				  g_variant_get_boolean(value);
	}
	q->asked++;
	ask_next(q);
}

static void ask_next(struct quiet *q)
{
	if (q->asked == QUIET_SIGNS) {
		end_questions(q);
		q->known(q->user);
		return;
	}
	bus_call(q->bus, (struct callee){ q->server, NOTIFICATIONS_PATH, PROPERTIES }, "Get",
		 g_variant_new("(ss)", signs[q->asked].interface, signs[q->asked].property), "(v)",
		 q->cancel, on_answer, q);
}

/* ---- Listening ---- */

static void on_changed(GDBusConnection *bus, const char *sender, const char *path,
		       const char *interface, const char *name, GVariant *parameters, void *user)
{
	struct quiet *q = user;
	bool was = quiet_is_wanted(q);
	(void)bus, (void)sender, (void)path, (void)interface, (void)name;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(sa{sv}as)")))
		return;
	const char *of = NULL;
	g_autoptr(GVariant) values = NULL;
	g_variant_get(parameters, "(&s@a{sv}as)", &of, &values, NULL);
	for (size_t i = 0; i < QUIET_SIGNS; i++) {
		gboolean on;
		if (strcmp(of, signs[i].interface) == 0 &&
		    g_variant_lookup(values, signs[i].property, "b", &on))
			q->on[i] = on;
	}
	if (!q->cancel && was != quiet_is_wanted(q))
		q->changed(q->user);
}

void quiet_ask(struct quiet *q, GDBusConnection *bus, const char *server)
{
	quiet_stop(q);
	q->bus = bus;
	q->server = g_strdup(server);
	q->cancel = g_cancellable_new();
	q->asked = 0;
	/* Listened to first, so that no change falls between answer and watch. */
	q->watch = g_dbus_connection_signal_subscribe(
		bus, server, PROPERTIES, "PropertiesChanged", NOTIFICATIONS_PATH, NULL,
		G_DBUS_SIGNAL_FLAGS_NONE, on_changed, q, NULL);
	ask_next(q);
}

void quiet_give_up(struct quiet *q)
{
	log_debug("The notification server does not say whether it is not to be disturbed");
	end_questions(q);
}

void quiet_stop(struct quiet *q)
{
	end_questions(q);
	if (q->watch)
		g_dbus_connection_signal_unsubscribe(q->bus, q->watch);
	q->watch = 0;
	g_clear_pointer(&q->server, g_free);
	memset(q->on, 0, sizeof(q->on));
}

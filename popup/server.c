/* SPDX-License-Identifier: MIT */

#include <errno.h>

#include "common/limits.h"
#include "common/log.h"
#include "common/tongue.h"
#include "popup/bus.h"
#include "popup/harmless.h"
#include "popup/server.h"

/*
 * Why it asks so much: notify_notification_show() blocks for 25 s if the server is stopped, and what
 * was sent to a stopped server comes up when it wakes, even if we died or sent it again meanwhile. An
 * ask that is answered late does no harm. So nothing but asks ever goes to a server that is not
 * known to live, and a silent one is waited for, not asked twice.
 */

/* The bus may take so many times as long as a server: giving it up is the end of the helper. */
#define BUS_PATIENCE 4

const char *server_state_to_text(enum server_state s)
{
	static const char *const texts[] = {
		[SERVER_UNKNOWN] = "unknown", [SERVER_ASKING] = "asking",
		[SERVER_PRESENT] = "present", [SERVER_QUIET] = "quiet",
		[SERVER_HUNG] = "hung",       [SERVER_STARTING] = "starting",
		[SERVER_FAILED] = "failed",   [SERVER_ABSENT] = "absent",
		[SERVER_NO_BUS] = "no-bus",
	};

	return texts[s];
}

static void server_set(struct server *s, enum server_state state, const char *text)
{
	if (s->state == state && g_strcmp0(s->text, text) == 0)
		return;
	s->state = state;
	g_free(s->text);
	s->text = g_strdup(text);
	log_debug("Notification server: %s: %s", server_state_to_text(state), text);
	s->changed(s->user);
}

static void server_forget_answer(struct server *s)
{
	g_clear_pointer(&s->name, g_free);
	g_clear_pointer(&s->vendor, g_free);
	g_clear_pointer(&s->version, g_free);
	g_clear_pointer(&s->capabilities, g_strfreev);
}

/* ---- Asking ---- */

static void stop_asking(struct server *s)
{
	if (s->cancel_ask)
		g_cancellable_cancel(s->cancel_ask);
	g_clear_object(&s->cancel_ask);
	g_clear_handle_id(&s->hung_timer, g_source_remove);
}

static void on_quiet_known(void *user);

static gboolean on_silence(void *user)
{
	struct server *s = user;

	s->hung_timer = 0;
	if (s->quiet.cancel) {
		/* It has answered what every server can: it does not hang. */
		quiet_give_up(&s->quiet);
		on_quiet_known(s);
	} else if (s->watch) {
		server_set(s, SERVER_HUNG, "The notification server does not answer");
	} else {
		server_set(s, SERVER_NO_BUS, "The session bus does not answer");
	}
	return G_SOURCE_REMOVE;
}

/* 0 and the answer; -ECANCELED: touch nothing; -EIO: it refused, and rests have begun. */
static int take_answer(struct server *s, GObject *source, GAsyncResult *result, GVariant **ret)
{
	g_autofree char *why = NULL;
	int r = bus_call_finish(source, result, ret, &why);

	if (r == -EIO) {
		stop_asking(s);
		starter_failed(&s->starter, why);
	}
	return r;
}

/* What waits for the end of quiet makes that a further server is asked too, should this one go. */
static void server_settle(struct server *s)
{
	s->wanted = quiet_is_wanted(&s->quiet);
	g_autofree char *text = g_strdup_printf("%s %s", s->name, s->version);
	server_set(s, s->wanted ? SERVER_QUIET : SERVER_PRESENT, text);
	s->ready(s->user);
}

static void on_quiet_known(void *user)
{
	struct server *s = user;

	stop_asking(s);
	starter_succeeded(&s->starter);
	server_settle(s);
}

static void on_quiet_changed(void *user)
{
	struct server *s = user;

	if (s->state == SERVER_PRESENT || s->state == SERVER_QUIET)
		server_settle(s);
}

static void on_capabilities(GObject *source, GAsyncResult *result, void *user)
{
	struct server *s = user;
	g_autoptr(GVariant) reply = NULL;

	if (take_answer(s, source, result, &reply) < 0)
		return;
	g_strfreev(s->capabilities);
	g_variant_get(reply, "(^as)", &s->capabilities);
	quiet_ask(&s->quiet, s->bus, s->owner);
}

static void on_information(GObject *source, GAsyncResult *result, void *user)
{
	struct server *s = user;
	const char *name, *vendor, *version;
	g_autoptr(GVariant) reply = NULL;

	if (take_answer(s, source, result, &reply) < 0)
		return;
	server_forget_answer(s);
	g_variant_get(reply, "(&s&s&s&s)", &name, &vendor, &version, NULL);
	s->name = harmless_line(name, SERVER_NAME_MAX);
	s->vendor = harmless_line(vendor, SERVER_NAME_MAX);
	s->version = harmless_line(version, SERVER_NAME_MAX);
	bus_call(s->bus, callee_server(s->owner), "GetCapabilities", NULL, "(as)", s->cancel_ask,
		 on_capabilities, s);
}

static void server_ask(struct server *s)
{
	if (s->cancel_ask)
		return;
	s->cancel_ask = g_cancellable_new();
	s->hung_timer = g_timeout_add(s->hung_msec, on_silence, s);
	bus_call(s->bus, callee_server(s->owner), "GetServerInformation", NULL, "(ssss)",
		 s->cancel_ask, on_information, s);
	if (s->state != SERVER_QUIET) /* which is no news until it is another */
		server_set(s, SERVER_ASKING, "Asking the notification server");
}

/* ---- What is to be done now ---- */

static void server_proceed(struct server *s)
{
	if (!s->wanted || !s->knows_owner || starter_rests(&s->starter))
		return;
	if (s->owner)
		server_ask(s);
	else
		starter_try(&s->starter);
}

void server_want(struct server *s)
{
	s->wanted = true;
	server_proceed(s);
}

static void on_starter(void *user, enum starter_news news, const char *why)
{
	struct server *s = user;
	g_autofree char *text = NULL;

	switch (news) {
	case STARTER_STARTING:
		server_set(s, SERVER_STARTING, "Starting the notification server");
		break;
	case STARTER_ABSENT:
		server_set(s, SERVER_ABSENT,
			   "No notification server is running and none can be started");
		break;
	case STARTER_FAILED:
		text = g_strdup_printf(N_("The notification server cannot be used: %s"), why);
		server_set(s, SERVER_FAILED, text);
		break;
	case STARTER_RESTED:
		server_proceed(s);
		break;
	}
}

/* ---- Who owns the name ---- */

static void on_appeared(GDBusConnection *bus, const char *name, const char *owner, void *user)
{
	struct server *s = user;
	(void)bus, (void)name;

	s->knows_owner = true;
	s->owner = g_strdup(owner);
	starter_stop(&s->starter);
	s->found(s->user);
	server_proceed(s);
}

static void on_vanished(GDBusConnection *bus, const char *name, void *user)
{
	struct server *s = user;
	bool had_owner = s->owner != NULL, was_asked = s->cancel_ask != NULL;
	(void)name;

	s->knows_owner = true;
	stop_asking(s);
	quiet_stop(&s->quiet);
	g_clear_pointer(&s->owner, g_free);
	server_forget_answer(s);
	if (!bus)
		return; /* on_bus_closed() says so */
	s->found(s->user);
	if (had_owner)
		s->lost(s->user);
	if (was_asked) /* not at once again: it may die of being started */
		starter_failed(&s->starter, N_("it went away without an answer"));
	else if (s->wanted)
		server_proceed(s);
	else if (had_owner)
		server_set(s, SERVER_ABSENT, "The notification server went away");
}

/* ---- The bus ---- */

static void on_bus_closed(GDBusConnection *bus, gboolean by_peer, GError *error, void *user)
{
	struct server *s = user;
	(void)bus, (void)by_peer, (void)error;

	server_set(s, SERVER_NO_BUS, "The session bus went away");
}

static void on_bus_id(GObject *source, GAsyncResult *result, void *user)
{
	struct server *s = user;
	g_autoptr(GVariant) reply = NULL;
	g_autofree char *why = NULL;

	int r = bus_call_finish(source, result, &reply, &why);
	if (r == -ECANCELED)
		return;
	g_clear_handle_id(&s->hung_timer, g_source_remove);
	if (r < 0)
		log_debug("The bus does not tell its id, so old pop-ups are not replaced: %s", why);
	else
		g_variant_get(reply, "(s)", &s->bus_id);
	s->watch = g_bus_watch_name_on_connection(s->bus, NOTIFICATIONS_NAME,
						  G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared,
						  on_vanished, s, NULL);
}

static void on_bus(GObject *source, GAsyncResult *result, void *user)
{
	g_autoptr(GError) error = NULL;
	GDBusConnection *bus = g_bus_get_finish(result, &error);
	(void)source;

	if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
		return;
	struct server *s = user;
	if (!bus) {
		g_autofree char *text =
			g_strdup_printf(N_("No session bus can be reached: %s"), error->message);
		server_set(s, SERVER_NO_BUS, text);
		return;
	}
	/* Else GLib would end the program with a signal when the bus goes. */
	g_dbus_connection_set_exit_on_close(bus, FALSE);
	s->bus = s->starter.bus = bus;
	g_signal_connect(bus, "closed", G_CALLBACK(on_bus_closed), s);
	bus_call(bus, callee_bus(), "GetId", NULL, "(s)", s->cancel_open, on_bus_id, s);
}

void server_open(struct server *s)
{
	s->starter = (struct starter){ .told = on_starter, .user = s };
	s->quiet =
		(struct quiet){ .known = on_quiet_known, .changed = on_quiet_changed, .user = s };
	for (size_t i = 0; i < STARTER_RESTS; i++)
		s->starter.rest_msec[i] = s->rest_msec[i];
	s->cancel_open = g_cancellable_new();
	s->hung_timer = g_timeout_add(BUS_PATIENCE * s->hung_msec, on_silence, s);
	g_bus_get(G_BUS_TYPE_SESSION, s->cancel_open, on_bus, s);
}

void server_close(struct server *s)
{
	if (s->cancel_open)
		g_cancellable_cancel(s->cancel_open);
	g_clear_object(&s->cancel_open);
	stop_asking(s);
	quiet_stop(&s->quiet);
	starter_stop(&s->starter);
	g_clear_handle_id(&s->watch, g_bus_unwatch_name);
	server_forget_answer(s);
	g_clear_pointer(&s->owner, g_free);
	g_clear_pointer(&s->bus_id, g_free);
	g_clear_pointer(&s->text, g_free);
	if (s->bus) {
		g_signal_handlers_disconnect_by_data(s->bus, s);
		g_dbus_connection_flush_sync(s->bus, NULL, NULL);
	}
	g_clear_object(&s->bus);
}

/* ---- What it can do ---- */

bool server_can(const struct server *s, const char *capability)
{
	return s->capabilities && g_strv_contains((const char *const *)s->capabilities, capability);
}

void server_flush(struct server *s, GAsyncReadyCallback done, void *user)
{
	g_dbus_connection_flush(s->bus, NULL, done, user);
}

/*
 * GNOME's old notification-daemon forgets what it is told to close and leaves it on the screen, above all
 * that comes later (_nd_queue_remove() of its nd-queue.c says so). What expires does go.
 */
static bool leaves_what_is_closed(const struct server *s)
{
	return g_strcmp0(s->name, "Notification Daemon") == 0;
}

static void let_expire(struct server *s, uint32_t id)
{
	static const char *const no_actions[] = { NULL };

	bus_call(s->bus, callee_server(s->owner), "Notify",
		 g_variant_new("(susss^as@a{sv}i)", APP_NAME, id, "", " ", "", no_actions,
			       g_variant_new_array(G_VARIANT_TYPE("{sv}"), NULL, 0), 1),
		 NULL, NULL, NULL, NULL);
}

void server_close_popup(struct server *s, uint32_t id)
{
	if (leaves_what_is_closed(s))
		let_expire(s, id);
	bus_call(s->bus, callee_server(s->owner), "CloseNotification", g_variant_new("(u)", id),
		 NULL, NULL, NULL, NULL);
}

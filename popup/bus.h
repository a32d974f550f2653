/* SPDX-License-Identifier: MIT */
#pragma once

/* Calls on the session bus that never block, never time out and never start a service by accident. */

#include <gio/gio.h>

#define APP_NAME           "followupd" /* to notification servers */
#define NOTIFICATIONS_NAME "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH "/org/freedesktop/Notifications"

/*
 * Sees to it that GLib and libnotify look for the bus at DBUS_SESSION_BUS_ADDRESS, else at
 * $XDG_RUNTIME_DIR/bus, and nowhere else: left alone, GLib starts a bus of its own on an X display.
 * To be called before there are threads.
 */
void bus_prepare(void);

/* Who is called: the bus itself, or a notification server by its unique name. */
struct callee {
	const char *name, *path, *interface;
};
struct callee callee_bus(void);
struct callee callee_server(const char *unique_name);

/* `arguments` (floating, may be NULL) are consumed. Without `done` no answer is expected. */
void bus_call(GDBusConnection *bus, struct callee callee, const char *method, GVariant *arguments,
	      const char *reply_type, GCancellable *cancel, GAsyncReadyCallback done, void *user);

/* To be called in `done`. 0 and *ret; -ECANCELED: touch nothing, `user` may be gone; -EIO and the error's text. Caller frees either. */
int bus_call_finish(GObject *bus, GAsyncResult *result, GVariant **ret, char **ret_why);

/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <unistd.h>

#include "common/limits.h"
#include "popup/bus.h"
#include "popup/harmless.h"

void bus_prepare(void)
{
	const char *address = g_getenv("DBUS_SESSION_BUS_ADDRESS");
	const char *directory = g_getenv("XDG_RUNTIME_DIR");

	if (address && address[0])
		return;
	g_autofree char *standard = g_strdup_printf("/run/user/%u", (unsigned)getuid());
	g_autofree char *path =
		g_build_filename(directory && directory[0] ? directory : standard, "bus", NULL);
	g_autofree char *escaped = g_dbus_address_escape_value(path);
	g_autofree char *found = g_strconcat("unix:path=", escaped, NULL);
	g_setenv("DBUS_SESSION_BUS_ADDRESS", found, TRUE);
}

struct callee callee_bus(void)
{
	return (struct callee){ "org.freedesktop.DBus", "/org/freedesktop/DBus",
				"org.freedesktop.DBus" };
}

struct callee callee_server(const char *unique_name)
{
	return (struct callee){ unique_name, NOTIFICATIONS_PATH, NOTIFICATIONS_NAME };
}

void bus_call(GDBusConnection *bus, struct callee callee, const char *method, GVariant *arguments,
	      const char *reply_type, GCancellable *cancel, GAsyncReadyCallback done, void *user)
{
	g_dbus_connection_call(bus, callee.name, callee.path, callee.interface, method, arguments,
			       reply_type ? G_VARIANT_TYPE(reply_type) : NULL,
			       G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT, cancel, done, user);
}

int bus_call_finish(GObject *bus, GAsyncResult *result, GVariant **ret, char **ret_why)
{
	g_autoptr(GError) error = NULL;
	GVariant *reply = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, &error);

	if (reply) {
		*ret = reply;
		return 0;
	}
	if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
		return -ECANCELED;
	g_dbus_error_strip_remote_error(error);
	*ret_why = harmless_line(error->message, SERVER_ERROR_MAX);
	return -EIO;
}

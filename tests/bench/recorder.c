/* SPDX-License-Identifier: MIT */

/*
 * A notification server that does nothing but note when it was asked: a line of the wall clock's microseconds and
 * the summary for each Notify. It dismisses each at once, as a user does, but for those with the words of its
 * argument in the summary, which stay. In C, so that it costs as little as can be beside what is measured.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

struct recorder {
	const char *staying; /* or NULL */
	uint32_t last_id;
};

static int on_information(sd_bus_message *m, void *user, sd_bus_error *error)
{
	(void)user, (void)error;
	return sd_bus_reply_method_return(m, "ssss", "recorder", "the bench", "1", "1.2");
}

static int on_capabilities(sd_bus_message *m, void *user, sd_bus_error *error)
{
	(void)user, (void)error;
	return sd_bus_reply_method_return(m, "as", 2, "actions", "body");
}

static int on_notify(sd_bus_message *m, void *user, sd_bus_error *error)
{
	struct recorder *r = user;
	const char *app, *icon, *summary;
	struct timespec now;
	uint32_t id;
	int e;

	(void)error;
	clock_gettime(CLOCK_REALTIME, &now);
	e = sd_bus_message_read(m, "susss", &app, &id, &icon, &summary, NULL);
	if (e < 0)
		return e;
	printf("%lld %s\n", (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000, summary);
	if (id == 0)
		id = ++r->last_id;
	e = sd_bus_reply_method_return(m, "u", id);
	if (e >= 0 && !(r->staying && strstr(summary, r->staying)))
		e = sd_bus_emit_signal(sd_bus_message_get_bus(m), PATH, NAME, "NotificationClosed",
				       "uu", id, (uint32_t)2);
	return e;
}

static int on_close(sd_bus_message *m, void *user, sd_bus_error *error)
{
	uint32_t id;
	int e = sd_bus_message_read(m, "u", &id);

	(void)user, (void)error;
	if (e >= 0)
		e = sd_bus_reply_method_return(m, NULL);
	return e < 0 ? e
		     : sd_bus_emit_signal(sd_bus_message_get_bus(m), PATH, NAME,
					  "NotificationClosed", "uu", id, (uint32_t)3);
}

static const sd_bus_vtable methods[] = {
	SD_BUS_VTABLE_START(0),
	SD_BUS_METHOD("GetServerInformation", NULL, "ssss", on_information,
		      SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD("GetCapabilities", NULL, "as", on_capabilities, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD("Notify", "susssasa{sv}i", "u", on_notify, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_METHOD("CloseNotification", "u", NULL, on_close, SD_BUS_VTABLE_UNPRIVILEGED),
	SD_BUS_SIGNAL("NotificationClosed", "uu", 0),
	SD_BUS_SIGNAL("ActionInvoked", "us", 0),
	SD_BUS_VTABLE_END,
};

int main(int argc, char **argv)
{
	struct recorder r = { .staying = argc > 1 ? argv[1] : NULL };
	sd_event *event = NULL;
	sd_bus *bus = NULL;
	int e = sd_event_default(&event);

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (e >= 0)
		e = sd_bus_open_user(&bus);
	if (e >= 0)
		e = sd_bus_attach_event(bus, event, 0);
	if (e >= 0)
		e = sd_bus_add_object_vtable(bus, NULL, PATH, NAME, methods, &r);
	if (e >= 0)
		e = sd_bus_request_name(bus, NAME, 0);
	if (e >= 0)
		puts("ready");
	if (e >= 0)
		e = sd_event_loop(event);
	fprintf(stderr, "recorder: %s\n", strerror(-e));
	return EXIT_FAILURE;
}

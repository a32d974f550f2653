/* SPDX-License-Identifier: MIT */
#include "cli/doctor/doctor.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>

#include "common/cleanup.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/time.h"
#include "common/voice.h"

#define PATIENCE     ((uint64_t)(3 * USEC_PER_SEC)) /* for one question */
#define SERVER       "org.freedesktop.Notifications"
#define SERVER_PATH  "/org/freedesktop/Notifications"
#define PORTAL       "org.freedesktop.portal.Desktop"
#define MANAGER      "org.freedesktop.systemd1"
#define MANAGER_PATH "/org/freedesktop/systemd1"
#define START_SERVER N_("start one, such as dunst or mako; desktops bring their own")

#define cleanup_bus     cleanup_by(sd_bus_flush_close_unrefp)
#define cleanup_message cleanup_by(sd_bus_message_unrefp)

/* What could not be asked for want of memory is no finding: it is said that something is missing. */
static int noted(int r)
{
	if (r == -ENOMEM)
		shortage_note();
	return r;
}

/* Where the user's bus is. Negative errno. */
static int open_bus(sd_bus **ret)
{
	int r = noted(sd_bus_open_user(ret));

	return r < 0 ? r : sd_bus_set_method_call_timeout(*ret, PATIENCE);
}

/* ---- The units ------------------------------------------------------------------------------ */

struct unit {
	char *load, *active, *file; /* owned */
};

static void unit_done(struct unit *u)
{
	free(u->load);
	free(u->active);
	free(u->file);
}

static int read_unit(sd_bus *bus, const char *name, struct unit *ret)
{
	static const char interface[] = MANAGER ".Unit";
	cleanup_message sd_bus_message *reply = NULL;
	const char *path;
	int r = sd_bus_call_method(bus, MANAGER, MANAGER_PATH, MANAGER ".Manager", "LoadUnit", NULL,
				   &reply, "s", name);

	if (r >= 0)
		r = sd_bus_message_read(reply, "o", &path);
	if (r >= 0)
		r = sd_bus_get_property_string(bus, MANAGER, path, interface, "LoadState", NULL,
					       &ret->load);
	if (r >= 0)
		r = sd_bus_get_property_string(bus, MANAGER, path, interface, "ActiveState", NULL,
					       &ret->active);
	return r < 0 ? r
		     : sd_bus_get_property_string(bus, MANAGER, path, interface, "UnitFileState",
						  NULL, &ret->file);
}

static void look_at_unit(json_t *checks, sd_bus *bus, const char *name)
{
	__attribute__((cleanup(unit_done))) struct unit u = { 0 };
	cleanup_free char *enable = text_format(TYPED_("systemctl --user enable --now %s"), name);
	cleanup_free char *restart = text_format(
		_("look why: journalctl --user -u %s; then: systemctl --user restart %s"), name,
		name);
	int r = noted(read_unit(bus, name, &u));

	if (r < 0)
		doctor_hint(checks, "unit", NULL, "%s: the user's systemd does not tell (%s)", name,
			    strerror(-r));
	else if (text_equal(u.load, "not-found"))
		doctor_bad(checks, "unit", "make install puts it in place", "%s is not installed",
			   name);
	else if (text_equal(u.active, "failed"))
		doctor_bad(checks, "unit", restart, "%s has failed", name);
	else if (!text_equal(u.file, "enabled"))
		doctor_hint(checks, "unit", enable, "%s is %s and %s: nothing starts it at login",
			    name, u.active, u.file && *u.file ? u.file : _("not enabled"));
	else
		doctor_fine(checks, "unit", "%s is %s, and starts at login", name, u.active);
}

static bool has_owner(sd_bus *bus, const char *name)
{
	cleanup_message sd_bus_message *reply = NULL;
	int owned = 0;
	int r = noted(sd_bus_call_method(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
					 "org.freedesktop.DBus", "NameHasOwner", NULL, &reply, "s",
					 name));

	if (r < 0 || noted(sd_bus_message_read(reply, "b", &owned)) < 0)
		return false;
	return owned;
}

void doctor_look_at_units(json_t *checks)
{
	static const char *const units[] = { "followupd.socket", "followupd.service" };
	cleanup_bus sd_bus *bus = NULL;

	if (open_bus(&bus) < 0 || !has_owner(bus, MANAGER)) {
		doctor_hint(checks, "unit",
			    "the desktop's autostart starts followupd where there is no systemd",
			    "no systemd of this user can be asked");
		return;
	}
	for (size_t i = 0; i < ELEMENTS(units); i++)
		look_at_unit(checks, bus, units[i]);
}

/* ---- The notification server ---------------------------------------------------------------- */

/* True if the bus can start a program for the name. */
static bool is_activatable(sd_bus *bus, const char *name)
{
	char **names = NULL;
	bool found = false;

	if (noted(sd_bus_list_names(bus, NULL, &names)) < 0 || !names)
		return false;
	for (char **n = names; *n; n++) {
		found = found || text_equal(*n, name);
		free(*n);
	}
	free(names);
	return found;
}

static void look_at_capabilities(json_t *checks, sd_bus *bus)
{
	cleanup_message sd_bus_message *reply = NULL;
	char **list = NULL;
	bool actions = false;
	int r = sd_bus_call_method(bus, SERVER, SERVER_PATH, SERVER, "GetCapabilities", NULL,
				   &reply, NULL);

	if (r >= 0)
		r = sd_bus_message_read_strv(reply, &list);
	noted(r);
	for (char **c = list; r >= 0 && c && *c; c++) {
		actions = actions || text_equal(*c, "actions");
		free(*c);
	}
	free(list);
	if (r >= 0 && !actions)
		doctor_hint(checks, "buttons",
			    "the command that does the same stands in the pop-up",
			    "this server shows none");
	else if (r >= 0)
		doctor_fine(checks, "buttons", "this server shows them");
}

static void look_at_server(json_t *checks, sd_bus *bus)
{
	cleanup_message sd_bus_message *reply = NULL;
	const char *name, *vendor, *version, *specification;

	if (!has_owner(bus, SERVER)) {
		if (is_activatable(bus, SERVER))
			doctor_fine(checks, "server", "the bus starts one with the first pop-up");
		else
			doctor_bad(checks, "server", START_SERVER,
				   "no notification server runs, and the bus knows none to start");
		return;
	}
	int r = sd_bus_call_method(bus, SERVER, SERVER_PATH, SERVER, "GetServerInformation", NULL,
				   &reply, NULL);
	if (r >= 0)
		r = sd_bus_message_read(reply, "ssss", &name, &vendor, &version, &specification);
	noted(r);
	if (r < 0) {
		doctor_bad(checks, "server", "restart it; followupd waits for it",
			   "the notification server does not answer: %s", strerror(-r));
		return;
	}
	doctor_fine(checks, "server", "%s %s", name, version);
	look_at_capabilities(checks, bus);
}

static void look_at_portal(json_t *checks, sd_bus *bus)
{
	if (has_owner(bus, PORTAL) || is_activatable(bus, PORTAL))
		doctor_fine(checks, "portal", "there: drafts open through it");
	else
		doctor_hint(checks, "portal", "install xdg-desktop-portal, if drafts do not open",
			    "none; drafts open by xdg-open");
}

void doctor_look_at_session(json_t *checks)
{
	cleanup_bus sd_bus *bus = NULL;
	int r = open_bus(&bus);

	if (r < 0) {
		doctor_bad(checks, "session bus",
			   "log in to the desktop, or install dbus-user-session",
			   "cannot be reached: %s", strerror(-r));
		return;
	}
	doctor_fine(checks, "session bus", "answers");
	look_at_server(checks, bus);
	look_at_portal(checks, bus);
}

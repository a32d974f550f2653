/* SPDX-License-Identifier: MIT */
#include "cli/doctor/doctor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"

#define DESKTOP_FILE "followupd.desktop"
#define MAILTO       "x-scheme-handler/mailto="
#define LINES_MAX    20000
#define ENABLE       TYPED_("systemctl --user enable --now followupd.socket")

/* ---- The socket ----------------------------------------------------------------------------- */

static void look_at_directory(json_t *checks, const char *path)
{
	cleanup_free char *directory = text_copy(path);
	char *slash = directory ? strrchr(directory, '/') : NULL;
	struct stat st;

	if (!slash || slash == directory)
		return;
	*slash = 0;
	if (stat(directory, &st) == 0 && (st.st_mode & 077) != 0)
		doctor_bad(checks, "socket", "make it yours alone: chmod 700",
			   "others may enter %s", directory);
}

void doctor_look_at_socket(json_t *checks, const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		doctor_bad(checks, "socket", ENABLE, "%s: %s", path,
			   errno == ENOENT ? _("not there") : strerror(errno));
	else if (!S_ISSOCK(st.st_mode))
		doctor_bad(checks, "socket",
			   "remove it, then: systemctl --user enable --now followupd.socket",
			   "%s is no socket", path);
	else if (st.st_uid != geteuid())
		doctor_bad(checks, "socket", NULL, "%s belongs to another user", path);
	else
		doctor_fine(checks, "socket", "%s", path);
	look_at_directory(checks, path);
}

/* ---- What desktops look up ------------------------------------------------------------------ */

/* "$home_variable (or ~/home_default):$variable (or otherwise)". Caller frees. */
static char *directories(const char *home_variable, const char *home_default, const char *variable,
			 const char *otherwise)
{
	const char *own = getenv(home_variable), *home = getenv("HOME"), *all = getenv(variable);

	if (text_is_empty(all))
		all = otherwise;
	if (!text_is_empty(own))
		return text_format("%s:%s", own, all);
	return text_format("%s/%s:%s", home ? home : "", home_default, all);
}

static char *data_directories(void)
{
	return directories("XDG_DATA_HOME", ".local/share", "XDG_DATA_DIRS",
			   "/usr/local/share:/usr/share");
}

/* The first directory/name that is there. Caller frees; NULL: there is none. */
static char *find_in(const char *list, const char *name)
{
	cleanup_free char *copy = text_copy(list);
	char *rest = copy, *directory;

	while (copy && (directory = strsep(&rest, ":"))) {
		cleanup_free char *path = text_format("%s/%s", directory, name);

		if (*directory && path && access(path, R_OK) == 0)
			return TAKE_PTR(path);
	}
	return NULL;
}

static char *find_desktop_file(const char *data, const char *name)
{
	cleanup_free char *below = text_format("applications/%s", name);

	return below ? find_in(data, below) : NULL;
}

static void look_at_desktop_file(json_t *checks, const char *data)
{
	cleanup_free char *path = find_desktop_file(data, DESKTOP_FILE);

	if (path)
		doctor_fine(checks, "desktop entry", "%s", path);
	else
		doctor_hint(
			checks, "desktop entry", "make install puts it in place",
			"%s is not installed: pop-ups have no icon and no settings of their own",
			DESKTOP_FILE);
}

/* ---- The mail program ----------------------------------------------------------------------- */

/* The first program that a file names for mailto: links and that is installed. Caller frees. */
static char *handler_in(const char *path, const char *data)
{
	cleanup_fclose FILE *file = fopen(path, "re");
	char line[1024];

	if (!file)
		shortage_note_errno();
	for (int i = 0; file && i < LINES_MAX && fgets(line, sizeof(line), file); i++) {
		char *rest = line + strlen(MAILTO), *name;

		if (!text_starts(line, MAILTO))
			continue;
		while ((name = strsep(&rest, ";\n"))) {
			cleanup_free char *found = *name ? find_desktop_file(data, name) : NULL;
			if (found)
				return text_copy(name);
		}
	}
	return NULL;
}

/* The user's choice, then the system's, then whatever there is. */
static char *find_handler(const char *data)
{
	cleanup_free char *config =
		directories("XDG_CONFIG_HOME", ".config", "XDG_CONFIG_DIRS", "/etc/xdg");
	const struct {
		const char *list, *name;
	} places[] = {
		{ config, "mimeapps.list" },
		{ data, "applications/mimeapps.list" },
		{ data, "applications/defaults.list" },
		{ data, "applications/mimeinfo.cache" },
	};

	for (size_t i = 0; i < ELEMENTS(places); i++) {
		cleanup_free char *copy = text_copy(places[i].list);
		char *rest = copy, *directory, *found = NULL;

		while (copy && !found && (directory = strsep(&rest, ":"))) {
			cleanup_free char *path = text_format("%s/%s", directory, places[i].name);
			found = path ? handler_in(path, data) : NULL;
		}
		if (found)
			return found;
	}
	return NULL;
}

static void look_at_mail(json_t *checks, const char *data)
{
	cleanup_free char *handler = find_handler(data);

	if (handler)
		doctor_fine(checks, "mail program", "%s opens drafts", handler);
	else
		doctor_hint(
			checks, "mail program",
			"install one, and choose it: xdg-settings set default-url-scheme-handler mailto "
			"NAME.desktop",
			"none is known for mailto: links, so drafts can only be printed");
}

static void look_at_zones(json_t *checks)
{
	cleanup_free char *zone = zone_of_system();

	if (zone && zone_is_known("Europe/Berlin"))
		doctor_fine(checks, "time zones", "%s; this machine is in %s", zone_directory(),
			    zone);
	else
		doctor_bad(checks, "time zones", "install tzdata", "there are none in %s",
			   zone_directory());
}

void doctor_look_at_files(json_t *checks)
{
	cleanup_free char *data = data_directories();

	if (data) {
		look_at_desktop_file(checks, data);
		look_at_mail(checks, data);
	}
	look_at_zones(checks);
}

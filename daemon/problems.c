/* SPDX-License-Identifier: MIT */

/* What is wrong at present, and what to do about it: one function a source. */

#include <string.h>

#include "common/cleanup.h"
#include "daemon/answers.h"
#include "daemon/json.h"

static void add_complaints(json_t *list, const char *code, const struct complaints *c,
			   const char *remedy)
{
	for (size_t i = 0; i < c->n; i++)
		json_array_append_new(list, json_problem(c->items[i].hint ? "hint" : code,
							 c->items[i].file, c->items[i].line,
							 c->items[i].text,
							 c->items[i].hint ? NULL : remedy));
}

/* One row a state of the notification server that the user should know of. */
static const struct {
	const char *state, *text, *remedy;
} server_rows[] = {
	{ "absent", "no notification server is running, so pop-ups wait",
	  "start one, such as dunst or mako; desktops bring their own" },
	{ "failed", "the notification server could not be started",
	  "see: systemctl --user status, or start it by hand" },
	{ "hung", "the notification server does not answer",
	  "restart it; the pop-ups come as soon as it answers" },
	{ "no-bus", "there is no session bus, so pop-ups wait",
	  "install dbus-user-session, or log in to the desktop" },
	{ "helper-ended", "the pop-up helper ended",
	  "it is started again by itself; see: journalctl --user -u followupd" },
};

static void add_server(json_t *list, const struct daemon *d)
{
	const struct server_state *s = &d->popups.server;

	for (size_t i = 0; i < ELEMENTS(server_rows); i++)
		if (text_equal(s->state, server_rows[i].state)) {
			cleanup_free char *text =
				s->text && *s->text
					? text_format("%s (%s)", server_rows[i].text, s->text)
					: text_copy(server_rows[i].text);

			json_array_append_new(
				list, json_problem("server", NULL, 0, text, server_rows[i].remedy));
		}
}

static void add_confinement(json_t *list, const struct daemon *d)
{
	if (!d->confinement.stands)
		json_array_append_new(
			list,
			json_problem(
				"sandbox", NULL, 0,
				"the kernel has no Landlock, so writing is not confined to followupd's own directories",
				NULL));
	if (d->shut_out)
		json_array_append_new(
			list,
			json_problem(
				"sandbox", d->shut_out, 0,
				"its directory is another one than when followupd started, so it may not be written",
				"restart followupd"));
}

json_t *problems_of(const struct complaints *book)
{
	json_t *list = json_array();

	add_complaints(
		list, "book", book,
		"mend that line; until then the last good version counts and nothing is written");
	return list;
}

static void add_calendars(json_t *list, const struct daemon *d)
{
	for (size_t i = 0; i < d->calendars.n; i++) {
		const struct calendar *c = d->calendars.items[i];
		const char *remedy =
			c->no_help ? "see: journalctl --user -u followupd, then: followupctl reload"
			: c->n_dates > 0
				? "mend it; until then the holidays that were read from it before count"
				: "mend it, or take it out of the settings; until then its days count as working days";

		if (c->wrong)
			json_array_append_new(
				list, json_problem("calendar", c->path, 0, c->wrong, remedy));
		else if (c->watch.blind)
			json_array_append_new(
				list,
				json_problem("watch", c->path, 0, "cannot be watched for changes",
					     "after changing it: followupctl reload"));
	}
}

static void add_leftover(json_t *list, const char *path)
{
	cleanup_free char *leftover = store_leftover(path);

	if (leftover)
		json_array_append_new(
			list,
			json_problem(
				"hint", leftover, 0,
				"was left beside the book when two programs wrote at once, and may hold a save of yours",
				"compare it with the book, then remove it"));
}

json_t *problems_now(const struct daemon *d)
{
	json_t *list = problems_of(&d->shelf.book_complaints);

	add_complaints(list, "settings", &d->shelf.settings_complaints,
		       "mend that line; until then its default counts");
	if (d->shelf.memory_error < 0)
		json_array_append_new(
			list,
			json_problem(
				"memory", d->shelf.memory_path, 0, strerror(-d->shelf.memory_error),
				"mend that; until then a pop-up may come twice after a restart"));
	if (d->book_watch.blind || d->settings_watch.blind)
		json_array_append_new(
			list,
			json_problem(
				"watch",
				d->book_watch.blind ? d->shelf.book_path : d->shelf.settings_path,
				0, "cannot be watched for changes",
				"after editing it: followupctl reload (or raise fs.inotify.max_user_watches)"));
	add_calendars(list, d);
	add_leftover(list, d->shelf.book_path);
	add_server(list, d);
	add_confinement(list, d);
	return list;
}

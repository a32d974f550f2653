/* SPDX-License-Identifier: MIT */

/* What is wrong at present, and what to do about it: one function a source. */

#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/voice.h"
#include "common/zone.h"
#include "daemon/answers.h"
#include "daemon/json.h"

char *problem_told(const char *told)
{
	const char *colon = strstr(told, ": ");
	cleanup_free char *pattern =
		colon ? text_format("%.*s%%s", (int)(colon + 2 - told), told) : NULL;

	return pattern ? text_fill(_(pattern), colon + 2) : text_copy(_(told));
}

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
	{ "absent", N_("no notification server is running, so pop-ups wait"),
	  N_("start one, such as dunst or mako; desktops bring their own") },
	{ "failed", N_("the notification server could not be started"),
	  N_("see: systemctl --user status, or start it by hand") },
	{ "hung", N_("the notification server does not answer"),
	  N_("restart it; the pop-ups come as soon as it answers") },
	{ "no-bus", N_("there is no session bus, so pop-ups wait"),
	  N_("install dbus-user-session, or log in to the desktop") },
	{ "helper-ended", N_("the pop-up helper ended"),
	  N_("it is started again by itself; see: journalctl --user -u followupd") },
};

static void add_server(json_t *list, const struct daemon *d)
{
	const struct server_state *s = &d->popups.server;

	for (size_t i = 0; i < ELEMENTS(server_rows); i++)
		if (text_equal(s->state, server_rows[i].state)) {
			cleanup_free char *told =
				s->text && *s->text ? problem_told(s->text) : NULL;
			cleanup_free char *text =
				told ? text_format("%s (%s)", _(server_rows[i].text), told)
				     : text_copy(_(server_rows[i].text));

			json_array_append_new(
				list, json_problem("server", NULL, 0, text, server_rows[i].remedy));
		}
}

/* It is there and answers, and all the same nobody sees anything. */
static void add_unshown(json_t *list, const struct daemon *d)
{
	const char *refusal = popups_refusal(&d->popups);
	cleanup_free char *text =
		refusal ? text_format(_("the notification server does not take a pop-up: %s"),
				      *refusal ? refusal : _("it does not say why"))
			: NULL;

	if (refusal)
		json_array_append_new(
			list,
			json_problem(
				"server", NULL, 0, text,
				N_("it is tried again, after half an hour at most; if that goes on, restart the server")));
	else if (d->popups.server.closes_at_once)
		json_array_append_new(
			list,
			json_problem(
				"server", NULL, 0,
				N_("the notification server took the last pop-up off the screen at once, so nobody has seen it"),
				N_("see whether the desktop is set to show nothing of followupd")));
}

/* One without a battery begins anew each time. Nothing is due there, and nothing is taken for missed. */
static void add_clock(json_t *list, const struct daemon *d)
{
	int year = zone_date(d->clock.zone_name, clock_now()).year;
	cleanup_free char *text = NULL;

	if (year >= YEAR_SANE)
		return;
	text = text_format(
		_("this machine's clock shows the year %d, so what is due now is not brought up"),
		year);
	json_array_append_new(
		list,
		json_problem("clock", NULL, 0, text,
			     N_("set it: timedatectl set-ntp yes; then what is due comes up")));
}

static void add_confinement(json_t *list, const struct daemon *d)
{
	if (!d->confinement.stands)
		json_array_append_new(
			list,
			json_problem(
				"sandbox", NULL, 0,
				N_("the kernel has no Landlock, so writing is not confined to followupd's own directories"),
				NULL));
	if (d->shut_out)
		json_array_append_new(
			list,
			json_problem(
				"sandbox", d->shut_out, 0,
				N_("its directory is another one than when followupd started, so it may not be written"),
				N_("restart followupd")));
}

static const char *const book_remedies[] = {
	[STAND_IN_LAST_GOOD] = N_(
		"mend that line; until then the last good version counts and nothing is written"),
	[STAND_IN_PART] =
		N_("mend that line; until then its company is left out and nothing is written"),
	[STAND_IN_NOTHING] = N_("mend that; until then nothing is brought up or written"),
};

json_t *problems_of(const struct complaints *book, const struct shelf *shelf)
{
	json_t *list = json_array();

	add_complaints(list, "book", book, book_remedies[shelf_stand_in(shelf)]);
	return list;
}

static void add_calendars(json_t *list, const struct daemon *d)
{
	for (size_t i = 0; i < d->calendars.n; i++) {
		const struct calendar *c = d->calendars.items[i];
		const char *remedy =
			c->no_help
				? N_("see: journalctl --user -u followupd, then: followupctl reload")
			: c->n_dates > 0
				? N_("mend it; until then the holidays that were read from it before count")
				: N_("mend it, or take it out of the settings; until then its days count as working days");

		cleanup_free char *words = c->wrong ? problem_told(c->wrong) : NULL;

		if (c->wrong)
			json_array_append_new(list, json_problem("calendar", c->path, 0,
								 words ? words : c->wrong, remedy));
		else if (c->watch.blind)
			json_array_append_new(
				list, json_problem("watch", c->path, 0,
						   N_("cannot be watched for changes"),
						   N_("after changing it: followupctl reload")));
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
				N_("was left beside the book when two programs wrote at once, and may hold a save of yours"),
				N_("compare it with the book, then remove it")));
}

json_t *problems_now(const struct daemon *d)
{
	json_t *list = problems_of(&d->shelf.book_complaints, &d->shelf);

	add_complaints(list, "settings", &d->shelf.settings_complaints,
		       N_("mend that line; until then it counts as if it were not there"));
	if (d->shelf.memory_error < 0)
		json_array_append_new(
			list,
			json_problem(
				"memory", d->shelf.memory_path, 0, strerror(-d->shelf.memory_error),
				N_("mend that; until then a pop-up may come twice after a restart")));
	if (d->book_watch.blind || d->settings_watch.blind)
		json_array_append_new(
			list,
			json_problem(
				"watch",
				d->book_watch.blind ? d->shelf.book_path : d->shelf.settings_path,
				0, N_("cannot be watched for changes"),
				N_("after editing it: followupctl reload (or raise fs.inotify.max_user_watches)")));
	add_calendars(list, d);
	add_leftover(list, d->shelf.book_path);
	add_clock(list, d);
	add_server(list, d);
	add_unshown(list, d);
	add_confinement(list, d);
	return list;
}

/* SPDX-License-Identifier: MIT */

/* doctor: what the daemon knows of its own health, one row a part. */

#include <string.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/voice.h"
#include "common/zone.h"
#include "daemon/answers.h"
#include "daemon/json.h"

/* What one part found. */
struct finding {
	const char *state;  /* "ok", "hint": works, but; "bad" */
	char *text;         /* owned */
	const char *remedy; /* or NULL */
};

static struct finding fine(char *text)
{
	return (struct finding){ "ok", text, NULL };
}

/* N_("/home/me/book.ini: 3 errors, the first in line 12: …") */
static struct finding of_complaints(const struct complaints *c, char *if_fine, const char *remedy)
{
	const struct complaint *first = NULL;

	for (size_t i = 0; i < c->n && !first; i++)
		if (!c->items[i].hint || c->n_errors == 0)
			first = &c->items[i];
	if (!first)
		return fine(if_fine);
	cleanup_free char *text = complaint_text(first);
	free(if_fine);
	return (struct finding){
		c->n_errors > 0 ? "bad" : "hint",
		text_format(c->n > 1 ? _("%s, and more") : "%s", text ? text : ""),
		remedy,
	};
}

static struct finding look_at_book(const struct daemon *d)
{
	const struct shelf *s = &d->shelf;

	return of_complaints(&s->book_complaints,
			     s->book_text.data
				     ? text_format(P_("%s: %zu interview", "%s: %zu interviews",
						      s->book.n_interviews),
						   s->book_path, s->book.n_interviews)
				     : text_format(_("%s: not there yet"), s->book_path),
			     N_("followupctl edit opens it at the line"));
}

static struct finding look_at_settings(const struct daemon *d)
{
	const struct shelf *s = &d->shelf;

	for (size_t i = 0; i < d->calendars.n; i++) {
		const struct calendar *c = d->calendars.items[i];

		if (c->wrong && s->settings_complaints.n_errors == 0)
			return (struct finding){ "bad", text_format("%s %s", c->path, c->wrong),
						 N_("see: followupctl status") };
	}
	return of_complaints(
		&s->settings_complaints,
		text_format(s->settings_text.data ? "%s" : _("%s: none, so all defaults count"),
			    s->settings_path),
		N_("mend that line; until then it counts as if it were not there"));
}

static struct finding look_at_memory(const struct daemon *d)
{
	const struct shelf *s = &d->shelf;

	if (s->memory_error == 0)
		return fine(text_copy(s->memory_path));
	return (struct finding){
		"bad",
		text_format("%s: %s", s->memory_path, strerror(-s->memory_error)),
		N_("mend that; until then a pop-up may come twice after a restart"),
	};
}

static struct finding look_at_watches(const struct daemon *d)
{
	if (!d->book_watch.blind && !d->settings_watch.blind)
		return fine(text_copy(_("a save of book or settings is noticed at once")));
	return (struct finding){
		"bad",
		text_format(_("%s cannot be watched"),
			    d->book_watch.blind ? d->shelf.book_path : d->shelf.settings_path),
		N_("raise fs.inotify.max_user_watches; until then type followupctl reload after an edit"),
	};
}

static struct finding look_at_zone(const struct daemon *d)
{
	const char *zone = d->clock.zone_name;
	char now[RFC3339_SIZE];

	zone_rfc3339(zone, clock_now(), now);
	if (zone_date(zone, clock_now()).year < YEAR_SANE)
		return (struct finding){ "bad",
					 text_format(_("this machine's clock shows %.10s"), now),
					 N_("set it: timedatectl set-ntp yes") };
	if (zone_is_known("Europe/Berlin"))
		return fine(text_format("%s, %.10s %.5s", zone, now, now + 11));
	return (struct finding){ "bad", text_format(_("%s has no zones"), zone_directory()),
				 N_("install tzdata, then restart followupd") };
}

static struct finding look_at_fence(const struct daemon *d)
{
	if (d->shut_out)
		return (struct finding){
			"bad",
			text_format(_("%s may not be written: its directory is another one by now"),
				    d->shut_out),
			N_("restart followupd"),
		};
	if (d->confinement.stands)
		return fine(text_copy(
			_("writing is confined to followupd's own directories (Landlock)")));
	return (struct finding){
		"hint", text_copy(_("the kernel has no Landlock, so writing is not confined")),
		N_("a kernel of 5.13 or later has it")
	};
}

static struct finding look_at_helper(const struct daemon *d)
{
	if (access(d->options->popup, X_OK) == 0)
		return fine(text_copy(d->options->popup));
	return (struct finding){ "bad", text_format(_("%s cannot be run"), d->options->popup),
				 N_("install followupd anew: without it there are no pop-ups") };
}

/* What is due may be held back, and nothing is wrong. */
static struct finding look_at_holding(const struct daemon *d)
{
	static const struct {
		const char *held, *text, *remedy;
	} rows[] = {
		{ "paused", N_("pop-ups are paused"), N_("followupctl resume ends that") },
		{ "holidays", N_("pop-ups wait until the calendars of holidays are read"),
		  N_("that takes some seconds at most") },
		{ "away", N_("pop-ups wait for somebody at the screen"),
		  N_("unlock it; [popup] while-locked=show in followupd.conf(5) does without") },
		{ "quiet", N_("pop-ups wait for the end of the desktop's do-not-disturb"),
		  N_("switch it off, or: [popup] critical=yes lets a last call pass") },
		{ "enough", N_("there were enough pop-ups for one day"),
		  N_("[popup] per-day in followupd.conf(5)") },
	};
	bool paused = d->shelf.memory.paused_until > clock_now();
	const char *refusal = popups_refusal(&d->popups);

	if (refusal)
		return (struct finding){
			"bad",
			text_format(_("the notification server does not take a pop-up: %s"),
				    *refusal ? refusal : _("it does not say why")),
			N_("restart the notification server"),
		};
	if (d->popups.server.closes_at_once)
		return (struct finding){
			"bad",
			text_copy(_(
				"the notification server took the last one off the screen at once")),
			N_("see whether the desktop is set to show nothing of followupd"),
		};
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (text_equal(paused ? "paused" : d->outcome.held, rows[i].held))
			return (struct finding){ "hint", text_copy(_(rows[i].text)),
						 rows[i].remedy };
	return fine(text_copy(_("nothing holds pop-ups back")));
}

static const struct part {
	const char *name;
	struct finding (*look)(const struct daemon *d);
} parts[] = {
	{ N_("book"), look_at_book },       { N_("settings"), look_at_settings },
	{ N_("memory"), look_at_memory },   { N_("saves"), look_at_watches },
	{ N_("clock"), look_at_zone },      { N_("writing"), look_at_fence },
	{ N_("pop-ups"), look_at_holding }, { N_("helper"), look_at_helper },
};

void answer_doctor(struct question *q)
{
	json_t *checks = json_array();

	for (size_t i = 0; i < ELEMENTS(parts); i++) {
		struct finding f = parts[i].look(q->daemon);

		json_array_append_new(checks,
				      json_pack("{s:s, s:s, s:s, s:s?}", "name", parts[i].name,
						"state", f.state, "text", f.text ? f.text : "",
						"remedy", f.remedy ? _(f.remedy) : NULL));
		free(f.text);
	}
	question_reply(q, json_pack("{s:o}", "checks", checks));
}

/* SPDX-License-Identifier: MIT */
#include "cli/print.h"

#include <stdlib.h>
#include <string.h>

#include "cli/facts.h"
#include "cli/wrap.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define NEXT_SHOWN  5 /* what comes later is `plan`'s */
#define WHEN_COLUMN 22
#define NAME_COLUMN 10

static void print_due(struct output *o, const json_t *due)
{
	json_t *m;
	size_t i;

	output_line(o, 0, STYLE_HEADING, "Due now");
	json_array_foreach(due, i, m) {
		cleanup_free char *time = milestone_time(o, m);

		output_line(o, 2, milestone_style(m), "%s", fact_text(m, "title"));
		output_line(o, 4, STYLE_PLAIN, "%s", time);
		output_command(o, 4, fact(m, "finish"));
	}
}

static void print_next(struct output *o, const json_t *next)
{
	size_t n = json_array_size(next), shown = n > NEXT_SHOWN ? NEXT_SHOWN : n;

	output_line(o, 0, STYLE_HEADING, "Next");
	for (size_t i = 0; i < shown; i++) {
		const json_t *m = json_array_get(next, i);
		cleanup_free char *time = milestone_time(o, m);

		output_entry(o, 2, WHEN_COLUMN, time ? time : "", "%s", fact_text(m, "title"));
	}
	if (n > shown)
		output_line(o, 2, STYLE_DIM,
			    P_("… and %zu more: followupctl plan",
			       "… and %zu more: followupctl plan", n - shown),
			    n - shown);
}

void print_problems(struct output *o, const json_t *problems)
{
	json_t *p;
	size_t i;

	if (json_array_size(problems) > 0)
		output_line(o, 0, STYLE_HEADING, "Wrong");
	json_array_foreach(problems, i, p) {
		const char *file = fact(p, "file"), *remedy = fact(p, "remedy");
		json_int_t line = json_integer_value(json_object_get(p, "line"));
		bool is_hint = text_equal(fact(p, "code"), "hint");
		cleanup_text struct text place = { 0 };

		if (file)
			text_add(&place, "%s:", file);
		if (file && line > 0)
			text_add(&place, "%" JSON_INTEGER_FORMAT ":", line);
		output_line(o, 2, is_hint ? STYLE_PLAIN : STYLE_LATE, "%s%s%s",
			    place.data ? place.data : "", place.data ? " " : "",
			    fact_text(p, "text"));
		if (remedy)
			output_line(o, 4, STYLE_PLAIN, "%s", remedy);
	}
}

static void print_paused(struct output *o, const json_t *reply)
{
	const char *paused = fact(reply, "paused");
	cleanup_free char *until = fact_when(o, reply, "paused");

	if (paused && *paused >= '0' && *paused <= '9')
		output_line(o, 0, STYLE_DUE,
			    "Paused until %s: no pop-ups. To end it: followupctl resume", until);
	else if (paused)
		output_line(o, 0, STYLE_DUE,
			    "Paused: no pop-ups until you type followupctl resume");
	if (paused)
		output_gap(o);
}

/* Why what is due does not come up; a pause is said by print_paused(). */
static void print_held(struct output *o, const json_t *reply)
{
	static const struct {
		const char *held, *text;
	} rows[] = {
		{ "away", N_("Pop-ups wait until you are back: the session is locked or idle.") },
		{ "holidays", N_("Pop-ups wait until the calendars of holidays are read.") },
		{ "quiet", N_("Pop-ups wait: the desktop is set to do not disturb.") },
		{ "enough", N_("Enough pop-ups for today: the rest comes tomorrow.") },
	};
	const char *held = fact(reply, "held");

	for (size_t i = 0; held && i < ELEMENTS(rows); i++)
		if (text_equal(held, rows[i].held)) {
			output_line(o, 0, STYLE_DUE, "%s", rows[i].text);
			output_gap(o);
		}
}

/* How the notification server is; only what is worth a word. */
static const char *server_words(const json_t *server)
{
	static const struct {
		const char *state, *words;
	} rows[] = {
		{ "present", N_("pop-ups by %s") },
		{ "quiet", N_("the desktop is set to do not disturb") },
		{ "asking", N_("asking the notification server") },
		{ "starting", N_("the notification server is starting") },
		{ "absent", N_("no notification server") },
		{ "hung", N_("the notification server does not answer") },
		{ "no-bus", N_("no desktop session") },
		{ "failed", N_("pop-ups fail") },
	};

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (text_equal(rows[i].state, fact(server, "state")))
			return rows[i].words;
	return NULL;
}

static void print_counts(struct output *o, const json_t *reply)
{
	const json_t *server = json_object_get(reply, "server");
	json_int_t n = json_integer_value(json_object_get(reply, "interviews"));
	const char *words = server_words(server), *name = fact(server, "name");
	bool present = text_equal(fact(server, "state"), "present");
	const char *program = fact(reply, "program");

	cleanup_free char *shown =
		words ? text_fill(_(words), present ? name ? name : _("the desktop") : "") : NULL;
	cleanup_free char *book = text_format(
		P_("%zu interview in the book", "%zu interviews in the book", (size_t)n),
		(size_t)n);

	output_line(o, 0, STYLE_PLAIN, "%s%s%s", book ? book : "", shown ? "; " : "",
		    shown ? shown : "");
	if (program && !text_equal(program, FOLLOWUPD_VERSION))
		output_line(
			o, 0, STYLE_DUE,
			"The daemon that runs is version %s, this is %s. To start the installed one: systemctl --user restart followupd.service",
			program, FOLLOWUPD_VERSION);
}

/* "~/…" for what is below the home directory. */
static char *short_path(const char *path)
{
	const char *home = getenv("HOME");

	if (home && home[0] == '/' && home[1] && text_starts(path, home) &&
	    path[strlen(home)] == '/')
		return text_format("~%s", path + strlen(home));
	return text_copy(path);
}

static void print_paths(struct output *o, const json_t *paths)
{
	static const struct {
		const char *field, *name;
	} rows[] = {
		{ "book", N_("Book") },
		{ "settings", N_("Settings") },
		{ "memory", N_("Memory") },
		{ "socket", N_("Socket") },
	};
	size_t column = NAME_COLUMN;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		size_t width = wrap_width(_(rows[i].name)) + 1;

		column = width > column ? width : column;
	}
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		const char *path = fact(paths, rows[i].field);
		cleanup_free char *shown = path ? short_path(path) : NULL;

		if (shown)
			output_entry(o, 0, column, _(rows[i].name), "%s", shown);
	}
}

/* What to say when nothing is due. */
static void print_quiet(struct output *o, const json_t *reply)
{
	json_int_t n = json_integer_value(json_object_get(reply, "interviews"));
	bool more = json_array_size(json_object_get(reply, "next")) > 0;

	if (more)
		output_line(o, 0, STYLE_DONE, "Nothing is due.");
	else if (n > 0)
		output_line(o, 0, STYLE_DONE, "Nothing is due, and nothing is planned.");
	else
		output_line(
			o, 0, STYLE_PLAIN,
			"The book is empty. Your next interview: followupctl add COMPANY --at WHEN");
}

void print_status(struct output *o, const json_t *reply)
{
	static const struct {
		const char *field;
		void (*print)(struct output *o, const json_t *list);
	} parts[] = {
		{ "due", print_due },
		{ "next", print_next },
		{ "problems", print_problems },
	};

	print_paused(o, reply);
	print_held(o, reply);
	if (json_array_size(json_object_get(reply, "due")) == 0) {
		print_quiet(o, reply);
		output_gap(o);
	}
	for (size_t i = 0; i < ELEMENTS(parts); i++) {
		const json_t *list = json_object_get(reply, parts[i].field);

		if (json_array_size(list) == 0)
			continue;
		parts[i].print(o, list);
		output_gap(o);
	}
	print_counts(o, reply);
	print_paths(o, json_object_get(reply, "paths"));
}

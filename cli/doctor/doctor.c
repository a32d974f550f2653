/* SPDX-License-Identifier: MIT */
#include "cli/doctor/doctor.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/client.h"
#include "cli/facts.h"
#include "cli/failure.h"
#include "cli/print.h"
#include "cli/unreachable.h"
#include "common/cleanup.h"
#include "common/paths.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/voice.h"

#define INFO         "org.varlink.service.GetInfo"
#define DOCTOR       "io.followupd.Control.Doctor"
#define STATE_COLUMN 7
#define NAME_COLUMN  15

__attribute__((format(printf, 5, 0))) static void add(json_t *checks, const char *name,
						      const char *state, const char *remedy,
						      const char *format, va_list args)
{
	cleanup_free char *text = text_format_args(_(format), args);

	if (text)
		json_array_append_new(checks, json_pack("{s:s, s:s, s:s, s:s?}", "name", name,
							"state", state, "text", text, "remedy",
							remedy ? _(remedy) : NULL));
}

void doctor_fine(json_t *checks, const char *name, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(checks, name, "ok", NULL, format, args);
	va_end(args);
}

void doctor_hint(json_t *checks, const char *name, const char *remedy, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(checks, name, "hint", remedy, format, args);
	va_end(args);
}

void doctor_bad(json_t *checks, const char *name, const char *remedy, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(checks, name, "bad", remedy, format, args);
	va_end(args);
}

/* ---- The daemon ----------------------------------------------------------------------------- */

static void compare_versions(json_t *checks, const json_t *info)
{
	const char *version = fact(info, "version");

	if (text_equal(version, FOLLOWUPD_VERSION))
		doctor_fine(checks, "daemon", "answers; its version is %s, as this program's",
			    version);
	else
		doctor_hint(checks, "daemon", "systemctl --user restart followupd.service",
			    "version %s runs, this program is %s", version ? version : "?",
			    FOLLOWUPD_VERSION);
}

/* What it says of itself; one that is too old for the question has said its version. */
static void ask_daemon(json_t *checks, const char *path)
{
	cleanup_json json_t *nothing = json_object();
	cleanup_reply struct reply info = { 0 }, own = { 0 };
	int r = client_call(path, INFO, nothing, cli_patience(), &info);

	if (r == -ENOMEM || r == -ENOBUFS)
		shortage_note();
	if (r < 0) {
		cleanup_free char *words = unreachable_words(path, r);
		char *remedy = words ? strchr(words, '\n') : NULL;

		if (remedy)
			*remedy++ = 0;
		doctor_bad(checks, "daemon", remedy, "%s", words ? words : strerror(-r));
		return;
	}
	compare_versions(checks, info.parameters);
	r = client_call(path, DOCTOR, nothing, cli_patience(), &own);
	if (r == -ENOMEM || r == -ENOBUFS)
		shortage_note();
	if (r == 0 && !own.error)
		json_array_extend(checks, json_object_get(own.parameters, "checks"));
}

/* ---- Saying it ------------------------------------------------------------------------------ */

static const struct state_row {
	const char *state, *words;
	enum style style;
} states[] = {
	{ "ok", N_("ok"), STYLE_PLAIN },
	{ "hint", N_("note"), STYLE_DUE },
	{ "bad", N_("wrong"), STYLE_LATE },
};

static size_t count(const json_t *checks, const char *state)
{
	json_t *check;
	size_t i, n = 0;

	json_array_foreach(checks, i, check)
		n += text_equal(fact(check, "state"), state);
	return n;
}

static void print_check(struct output *o, const json_t *check)
{
	const struct state_row *row = &states[0];
	const char *remedy = fact(check, "remedy");
	size_t left = STATE_COLUMN + NAME_COLUMN;

	for (size_t i = 0; i < ELEMENTS(states); i++)
		if (text_equal(states[i].state, fact(check, "state")))
			row = &states[i];
	cleanup_free char *name =
		text_format("%-*s%s", STATE_COLUMN, _(row->words), _(fact_text(check, "name")));
	output_entry_in(o, row->style, left, name ? name : "", "%s", fact_text(check, "text"));
	if (remedy)
		output_line(o, o->width > 0 && o->width < 2 * left ? 2 : left, STYLE_PLAIN, "%s",
			    remedy);
}

static void print_sum(struct output *o, const json_t *checks)
{
	size_t n_bad = count(checks, "bad"), n_hints = count(checks, "hint");

	output_gap(o);
	if (n_bad > 0)
		output_line(o, 0, STYLE_LATE,
			    P_("%zu thing is wrong. The first is where to begin.",
			       "%zu things are wrong. The first is where to begin.", n_bad),
			    n_bad);
	else if (n_hints > 0)
		output_line(o, 0, STYLE_DONE,
			    "All that is needed is there. To see a pop-up: "
			    "followupctl test-popup");
	else
		output_line(o, 0, STYLE_DONE,
			    "All is well. To see a pop-up: followupctl test-popup");
}

static int say(const struct request *q, struct output *o, const json_t *checks)
{
	cleanup_json json_t *answer = json_pack("{s:i, s:s, s:O}", "version", 1, "program",
						FOLLOWUPD_VERSION, "checks", checks);
	json_t *check;
	size_t i;

	if (q->json)
		return cli_say_json(answer);
	json_array_foreach(checks, i, check)
		print_check(o, check);
	print_sum(o, checks);
	return CODE_DONE;
}

int doctor_run(const struct request *q, struct output *o)
{
	cleanup_json json_t *checks = json_array();
	cleanup_free char *path = text_copy(q->socket);
	int code;

	if (!path && path_socket(&path) < 0)
		doctor_bad(checks, "socket",
			   "log in as this user (su and sudo do not), or name one by --socket",
			   "no place to look for it: XDG_RUNTIME_DIR is not set");
	if (path)
		doctor_look_at_socket(checks, path);
	doctor_look_at_units(checks);
	if (path)
		ask_daemon(checks, path);
	doctor_look_at_session(checks);
	doctor_look_at_files(checks);
	code = say(q, o, checks);
	if (shortages() > 0) /* what is wrong may be that alone; it is said at the end */
		return code;
	return code != CODE_DONE || count(checks, "bad") == 0 ? code : CODE_FAILED;
}

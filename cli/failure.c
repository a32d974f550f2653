/* SPDX-License-Identifier: MIT */
#include "cli/failure.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/hint.h"
#include "cli/output.h"
#include "cli/unreachable.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "etiquette/rule.h"

#define CONTROL "io.followupd.Control."
#define VARLINK "org.varlink.service."
#define LOCAL   "followupctl."

/* What is to be said, made up before any of it is printed. */
struct failure {
	const struct request *q;
	const char *error;
	const json_t *parameters;
	struct text words;
};

static const char *parameter(const struct failure *f, const char *name)
{
	return json_string_value(json_object_get(f->parameters, name));
}

/* ---- What to do next, by error -------------------------------------------------------------- */

static bool verb_has_option(const struct verb *v, const char *name)
{
	for (const struct option_rule *r = v->options; r->name; r++)
		if (text_equal(r->name, name))
			return true;
	return false;
}

static void advise_command(struct failure *f, const char *option, const char *value)
{
	cleanup_free char *again = arguments_again(f->q, option, value);

	if (again)
		text_add(&f->words, "\n  %s", again);
}

static void advise_candidates(struct failure *f)
{
	const json_t *candidates = json_object_get(f->parameters, "candidates");
	const char *text = parameter(f, "text");
	json_t *candidate;
	size_t i;

	json_array_foreach(candidates, i, candidate) {
		const char *name = json_string_value(candidate);
		/* The daemon's sentence may name them already. */
		if (name && !(text && strstr(text, name)))
			text_add(&f->words, "\n  %s", name);
	}
}

/* Where to look, unless the daemon's sentence says so already. */
static void advise_look(struct failure *f, const char *command, const char *argument)
{
	const char *text = parameter(f, "text");

	if (!text || !strstr(text, "followupctl"))
		text_add(&f->words, _("\nSee: followupctl %s%s"), command, argument);
}

/* `sent acme Dana` and `sent acme --to Dana Li` both make a milestone of a name. */
static void advise_person(struct failure *f)
{
	if (verb_has_option(f->q->verb, "to"))
		text_add(
			&f->words,
			_("\nA person is named by --to, with quotes around blanks: --to 'Dana Li'"));
}

static void advise_not_found(struct failure *f)
{
	const char *milestone = json_string_value(json_object_get(f->q->parameters, "milestone"));

	advise_candidates(f);
	if (milestone && text_equal(parameter(f, "what"), milestone)) {
		advise_person(f);
		advise_look(f, "help ", f->q->verb->name);
	} else {
		advise_look(f, TYPED_("list --all"), "");
	}
}

/* The value of a parameter of the call, or NULL. */
static const char *asked(const struct failure *f, const char *name)
{
	return name ? json_string_value(json_object_get(f->q->parameters, name)) : NULL;
}

static void advise_input(struct failure *f)
{
	const char *name = parameter(f, "parameter"), *value = asked(f, name);
	cleanup_free char *right =
		value ? hint_for_value(f->q->verb->name, value, asked(f, "id")) : NULL;

	if (right)
		text_add(&f->words, "\n%s", right);
	else
		advise_look(f, "help ", f->q->verb->name);
	if (!right && text_equal(name, "milestone") && value && !rule_find(value))
		advise_person(f); /* what is no milestone may be a name */
}

static void advise_bad_book(struct failure *f)
{
	text_add(
		&f->words,
		_("\nNothing was changed: a book that cannot be read is not edited. Mend that line "
		  "in your editor, then repeat this command."));
}

static void advise_pushy(struct failure *f)
{
	const char *text = parameter(f, "text");

	if (!text || !strstr(text, "--force"))
		text_add(&f->words, _("\nAlready sent? Repeat with --force: it will count."));
	advise_command(f, "--force", NULL);
}

/* True if two of them go by this name, so that only the address tells them apart. */
static bool name_is_shared(const json_t *people, const char *name)
{
	unsigned n = 0;
	json_t *person;
	size_t i;

	json_array_foreach(people, i, person)
		n += text_equal_fold(json_string_value(json_object_get(person, "name")), name);
	return n > 1;
}

static void advise_unclear(struct failure *f)
{
	const json_t *people = json_object_get(f->parameters, "people");
	const char *option = verb_has_option(f->q->verb, "to")     ? "--to"
			     : verb_has_option(f->q->verb, "from") ? "--from"
								   : NULL;
	json_t *person;
	size_t i;

	json_array_foreach(people, i, person) {
		const char *name = json_string_value(json_object_get(person, "name"));
		const char *address = json_string_value(json_object_get(person, "address"));
		const char *who =
			address && (!name || name_is_shared(people, name)) ? address : name;

		if (who && option)
			advise_command(f, option, who);
		else if (who)
			text_add(&f->words, "\n  %s", who);
	}
	if (verb_has_option(f->q->verb, "all") && json_array_size(people) > 1)
		advise_command(f, "--all", NULL);
}

static void advise_version(struct failure *f)
{
	text_add(
		&f->words,
		_("The daemon that runs does not know what `followupctl %s` asks of it: it is another "
		  "version than this followupctl, %s.\n"
		  "Start the installed one: systemctl --user restart followupd.service\n"
		  "See: followupctl version"),
		f->q->verb->name, FOLLOWUPD_VERSION);
}

static void advise_busy(struct failure *f)
{
	text_add(&f->words, _("\nTry again in a moment."));
}

static const struct failure_row {
	const char *error;
	enum exit_code code;
	void (*advise)(struct failure *f);
} rows[] = {
	{ CONTROL "NotFound", CODE_NOT_FOUND, advise_not_found },
	{ CONTROL "Ambiguous", CODE_USAGE, advise_candidates },
	{ CONTROL "BadInput", CODE_USAGE, advise_input },
	{ CONTROL "BadBook", CODE_FAILED, advise_bad_book },
	{ CONTROL "Refused", CODE_FAILED, NULL },
	{ CONTROL "Pushy", CODE_PUSHY, advise_pushy },
	{ CONTROL "Unclear", CODE_USAGE, advise_unclear },
	{ CONTROL "NotWritten", CODE_FAILED, NULL },
	{ CONTROL "TooManyClients", CODE_FAILED, advise_busy },
	{ VARLINK "MethodNotFound", CODE_UNREACHABLE, advise_version },
	{ VARLINK "MethodNotImplemented", CODE_UNREACHABLE, advise_version },
	{ VARLINK "InterfaceNotFound", CODE_UNREACHABLE, advise_version },
	{ VARLINK "InvalidParameter", CODE_UNREACHABLE, advise_version },
};

/* ---- Saying it ------------------------------------------------------------------------------ */

static int say(struct failure *f, enum exit_code code)
{
	cleanup_free char *words = text_take(&f->words);

	output_complain(words ? words : N_("Not enough memory"));
	if (!f->q->json)
		return (int)code;
	cleanup_json json_t *answer =
		json_pack("{s:i, s:s, s:i, s:s?, s:O?}", "version", 1, "error", f->error, "exit",
			  (int)code, "text", words, "parameters", (json_t *)f->parameters);
	return answer && output_json(answer) == 0 ? (int)code : (int)CODE_FAILED;
}

/* "file:line: text", or the text, or the error's bare name. */
static void add_sentence(struct failure *f)
{
	const char *file = parameter(f, "file"), *text = parameter(f, "text");
	json_int_t line = json_integer_value(json_object_get(f->parameters, "line"));

	if (file && line > 0)
		text_add(&f->words, "%s:%" JSON_INTEGER_FORMAT ": ", file, line);
	else if (file)
		text_add(&f->words, "%s: ", file);
	text_add(&f->words, "%s", text ? text : strrchr(f->error, '.') ? f->error : _("failed"));
}

int failure_of_program(const struct request *q, enum exit_code code, const char *name,
		       const char *text)
{
	cleanup_free char *error = text_format(LOCAL "%s", name);
	cleanup_json json_t *parameters = json_object();
	struct failure f = { .q = q, .error = error, .parameters = parameters };

	text_add(&f.words, "%s", text ? text : strerror(ENOMEM));
	return say(&f, code);
}

int failure_of_reply(const struct request *q, const struct reply *reply)
{
	struct failure f = { .q = q, .error = reply->error, .parameters = reply->parameters };

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		if (!text_equal(rows[i].error, f.error))
			continue;
		if (rows[i].advise != advise_version)
			add_sentence(&f);
		if (rows[i].advise)
			rows[i].advise(&f);
		return say(&f, rows[i].code);
	}
	add_sentence(&f);
	return say(&f, CODE_FAILED);
}

/* Connected, and then nothing that could be read: the daemon may have done it all the same. */
static bool may_have_been_done(const struct request *q, int error)
{
	bool silent = error == -ETIMEDOUT || error == -ECONNRESET || error == -ENOBUFS;

	return verb_changes(q->verb) && silent;
}

int failure_of_call(const struct request *q, const char *socket_path, int error)
{
	const struct unreachable *row = unreachable_find(socket_path, error);
	cleanup_json json_t *parameters = json_pack("{s:s}", "socket", socket_path);
	cleanup_free char *words = unreachable_words(socket_path, error);
	cleanup_free char *name = text_format(LOCAL "%s", row->name);
	struct failure f = { .q = q, .error = name, .parameters = parameters };

	text_add(&f.words, "%s", words ? words : strerror(-error));
	if (may_have_been_done(q, error))
		text_add(&f.words,
			 _("\nIt may have been done all the same: look before you repeat it."));
	return say(&f, row->code);
}

int failure_of_path(const struct request *q, int error)
{
	struct failure f = { .q = q, .error = LOCAL "NoSocket" };

	if (error == -ENAMETOOLONG)
		text_add(
			&f.words,
			_("$XDG_RUNTIME_DIR is too long for a socket below it. Name one by --socket."));
	else if (error == -ENOENT)
		text_add(
			&f.words,
			_("No place to look for followupd: XDG_RUNTIME_DIR is not set and /run/user/%u is not yours.\n"
			  "Log in as this user (su and sudo do not), or name the socket by --socket."),
			(unsigned)getuid());
	else
		text_add(&f.words, "%s", strerror(-error));
	return say(&f, error == -ENOMEM ? CODE_FAILED : CODE_UNREACHABLE);
}

int failure_of_letter(const struct request *q, enum exit_code code, const char *text)
{
	struct failure f = { .q = q, .error = LOCAL "Letter" };

	text_add(&f.words, "%s", text);
	return say(&f, code);
}

/* SPDX-License-Identifier: MIT */

/*
 * edit: the book in the user's editor, on a private copy. It is checked before it is saved, and saved by
 * the daemon, so that a change that was made meanwhile is not lost. Whatever goes wrong, what was typed
 * is kept.
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/edit.h"
#include "cli/facts.h"
#include "cli/failure.h"
#include "cli/open-editor.h"
#include "cli/print.h"
#include "cli/run.h"
#include "cli/scratch.h"
#include "cli/window.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define CONTROL "io.followupd.Control."

struct editing {
	const struct request *q;
	struct output *o;
	char *book;          /* its path */
	char *before, *text; /* what was read, what it became */
	unsigned line;       /* to begin at; 0: nowhere in particular */
	struct scratch scratch;
};

static void editing_done(struct editing *e)
{
	free(e->book);
	free(e->before);
	free(e->text);
	scratch_done(&e->scratch);
}

/* ---- What edit and the form of add share ---------------------------------------------------- */

int edit_complain(const struct request *q, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	cleanup_free char *text = text_format_args(_(format), args);
	va_end(args);
	return failure_of_program(q, CODE_FAILED, "Failed", text);
}

int edit_keep(struct scratch *s)
{
	cleanup_free char *text = text_format(_("What you typed is kept in %s"), s->path);

	s->kept = true;
	output_note(text ? text : s->path);
	return CODE_FAILED;
}

bool edit_ask_again(const struct request *q, unsigned line)
{
	char answer[16];

	if (q->json || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return false;
	fflush(stdout);
	if (line > 0)
		fprintf(stderr, _("Open the editor again at line %u? [Y/n] "), line);
	else
		fputs(_("Open the editor again? [Y/n] "), stderr);
	if (!fgets(answer, sizeof(answer), stdin))
		return false;
	return answer[strspn(answer, " ")] != 'n' && answer[strspn(answer, " ")] != 'N';
}

int edit_open(const struct request *q, const struct scratch *s, unsigned line)
{
	int r = editor_open(s->path, line);

	if (r == -ENOENT)
		return edit_complain(
			q,
			"There is no editor \"%s\". Name yours in VISUAL or EDITOR, such as: "
			"export EDITOR=nano",
			editor_chosen());
	if (r == -ECANCELED)
		return edit_complain(q, "The editor ended with an error, so nothing was changed");
	return r < 0 ? edit_complain(q, "The editor could not be started: %s", strerror(-r))
		     : CODE_DONE;
}

/* ---- The book ------------------------------------------------------------------------------- */

static int find_book(struct editing *e)
{
	cleanup_json json_t *nothing = json_object();
	cleanup_reply struct reply reply = { 0 };
	int code = cli_call(e->q, CONTROL "Status", nothing, &reply);

	if (code != CODE_DONE)
		return code;
	output_set_clock(e->o, reply.parameters);
	e->book = text_copy(fact(json_object_get(reply.parameters, "paths"), "book"));
	return e->book ? CODE_DONE
		       : edit_complain(e->q, "The daemon does not say where the book is");
}

static int read_book(struct editing *e)
{
	int r = text_of_file(e->book, &e->before);

	if (r == -ENOENT)
		e->before = text_copy("");
	if (r == 0 || (r == -ENOENT && e->before))
		return CODE_DONE;
	if (r == -EFBIG || r == -EILSEQ)
		return edit_complain(
			e->q,
			r == -EFBIG
				? N_("%s is too large to be sent to the daemon. Edit it directly: the daemon reads it as soon as you save it")
				: N_("%s is no UTF-8 text. Edit it directly: the daemon reads it as soon as you save it"),
			e->book);
	return edit_complain(e->q, "%s cannot be read: %s", e->book, strerror(-r));
}

/* The line of a section's header; 0: there is none. */
static unsigned line_of_section(const char *text, const char *id)
{
	size_t size = strlen(id);

	for (unsigned line = 1; *text; line++) {
		const char *begin = text + strspn(text, " \t");

		if (begin[0] == '[' && strncmp(begin + 1, id, size) == 0 && begin[1 + size] == ']')
			return line;
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return 0;
}

static int find_line(struct editing *e)
{
	cleanup_reply struct reply reply = { 0 };

	if (!json_object_get(e->q->parameters, "id"))
		return CODE_DONE;
	int code = cli_call(e->q, CONTROL "Show", e->q->parameters, &reply);
	if (code == CODE_DONE)
		e->line = line_of_section(
			e->before, fact_text(json_object_get(reply.parameters, "interview"), "id"));
	return code;
}

/* ---- Checking and saving -------------------------------------------------------------------- */

static int ask(struct editing *e, const char *text, struct reply *ret)
{
	cleanup_json json_t *parameters = json_pack("{s:s}", "text", text);

	return cli_call(e->q, CONTROL "Check", parameters, ret);
}

static bool is_hint(const json_t *problem)
{
	return text_equal(fact(problem, "code"), "hint");
}

static bool is_among(const json_t *problems, const char *text)
{
	json_t *p;
	size_t i;

	json_array_foreach(problems, i, p)
		if (text_equal(fact_text(p, "text"), text))
			return true;
	return false;
}

/* Says what is wrong, where the first of it is, and what else was hardly meant like that; but nobody edits to hear again what was there. */
static void say_problems(struct editing *e, const json_t *problems, const json_t *known)
{
	json_t *p;
	size_t i;

	e->line = 0;
	json_array_foreach(problems, i, p) {
		json_int_t line = json_integer_value(json_object_get(p, "line"));

		if (is_hint(p) && is_among(known, fact_text(p, "text")))
			continue;
		if (e->line == 0 && !is_hint(p))
			e->line = (unsigned)line;
		cleanup_free char *text =
			text_format(_("line %lld: %s"), (long long)line, fact_text(p, "text"));
		output_complain(text ? text : "?");
	}
}

/* *ret_fine: the daemon would take it. */
static int check(struct editing *e, bool *ret_fine)
{
	cleanup_reply struct reply reply = { 0 }, before = { 0 };
	int code = ask(e, e->text, &reply);

	if (code == CODE_DONE)
		code = ask(e, e->before, &before);
	if (code != CODE_DONE)
		return code;
	*ret_fine = fact_is_true(reply.parameters, "fine");
	say_problems(e, json_object_get(reply.parameters, "problems"),
		     json_object_get(before.parameters, "problems"));
	return CODE_DONE;
}

static int take_edited(struct editing *e)
{
	free(e->text);
	e->text = NULL;
	int r = text_of_file(e->scratch.path, &e->text);
	if (r == 0)
		return CODE_DONE;
	edit_complain(e->q, "The edited text cannot be taken: %s",
		      r == -EFBIG    ? _("it is too large")
		      : r == -EILSEQ ? _("it is no UTF-8")
				     : strerror(-r));
	return edit_keep(&e->scratch);
}

static int edit_until_right(struct editing *e)
{
	for (bool fine = false; !fine;) {
		int code = edit_open(e->q, &e->scratch, e->line);

		if (take_edited(e) != CODE_DONE)
			return CODE_FAILED;
		if (text_equal(e->text, e->before))
			return code;
		if (code == CODE_DONE)
			code = check(e, &fine);
		if (code == CODE_DONE && !fine && !edit_ask_again(e->q, e->line))
			code = CODE_FAILED;
		if (code != CODE_DONE) {
			edit_keep(&e->scratch);
			return code;
		}
	}
	return CODE_DONE;
}

static int say_nothing_changed(struct editing *e)
{
	cleanup_json json_t *answer = json_pack("{s:i, s:s, s:[], s:n}", "version", 1, "text",
						_("Nothing was changed."), "written", "change");

	if (e->q->json)
		return cli_say_json(answer);
	print_text(e->o, answer);
	return CODE_DONE;
}

static int save(struct editing *e)
{
	cleanup_json json_t *parameters =
		json_pack("{s:s, s:s}", "expected", e->before, "text", e->text);
	cleanup_reply struct reply reply = { 0 };

	if (text_equal(e->text, e->before))
		return say_nothing_changed(e);
	int code = cli_call(e->q, CONTROL "Replace", parameters, &reply);
	if (code != CODE_DONE) {
		edit_keep(&e->scratch);
		return code;
	}
	if (e->q->json)
		return cli_say_json(reply.parameters);
	print_text(e->o, reply.parameters);
	return CODE_DONE;
}

int run_edit(const struct request *q, struct output *o)
{
	__attribute__((cleanup(editing_done))) struct editing e = { .q = q, .o = o };
	int code = find_book(&e);

	/* Without a copy: whoever saves it there is told by the daemon what is wrong with it. */
	if (code == CODE_DONE && json_is_true(json_object_get(q->parameters, "open")))
		return window_open(e.book);
	if (code == CODE_DONE)
		code = read_book(&e);
	if (code == CODE_DONE)
		code = find_line(&e);
	if (code != CODE_DONE)
		return code;
	int r = scratch_make(&e.scratch, "interviews.ini", e.before);
	if (r < 0)
		return edit_complain(q, "There is no place for a private copy of the book: %s",
				     strerror(-r));
	code = edit_until_right(&e);
	return code == CODE_DONE ? save(&e) : code;
}

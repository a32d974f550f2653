/* SPDX-License-Identifier: MIT */

/*
 * `add` alone on a terminal: a form in the user's editor, made from the verb's row. What is filled in
 * goes the way of what is typed: it becomes a command line.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/edit.h"
#include "cli/failure.h"
#include "cli/help.h"
#include "cli/print.h"
#include "cli/run.h"
#include "cli/scratch.h"
#include "cli/wrap.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define FORM_WIDTH 76
#define FIELDS_MAX 200 /* lines that are filled in */
#define COMPANY    "company"
#define METHOD     "io.followupd.Control.Add"

struct form {
	const struct request *q;
	struct scratch scratch;
	char *text; /* as it came back; fields point into it */
	struct field {
		char *name, *value;
		unsigned line;
	} fields[FIELDS_MAX];
	size_t n;
	unsigned bad_line; /* 0: nowhere in particular */
};

static void form_done(struct form *f)
{
	free(f->text);
	scratch_done(&f->scratch);
}

/* ---- The empty form ------------------------------------------------------------------------- */

static void add_comment(struct text *t, const char *comment)
{
	cleanup_free char *wrapped = wrap_text(comment, FORM_WIDTH, false);
	char *rest = wrapped, *line;

	while ((line = strsep(&rest, "\n")))
		text_add(t, "# %s\n", line);
}

/* What a word such as WHEN means is said where it is met first. */
static bool is_new_word(const struct option_rule *rules, const struct option_rule *at)
{
	for (const struct option_rule *r = rules; r < at; r++)
		if (text_equal(r->value, at->value))
			return false;
	return true;
}

static char *empty_form(const struct verb *v)
{
	cleanup_text struct text t = { 0 };
	char buffer[HELP_MEANING_SIZE];

	add_comment(
		&t,
		_("A new interview. Write behind the colons what you know, save, and leave the editor. A "
		  "line may stand several times: one for each person or topic. Lines that begin with "
		  "# do not count; without a company nothing is added."));
	text_add(&t, "\n" COMPANY ": \n");
	for (const struct option_rule *r = v->options; r->name; r++) {
		const char *meaning =
			is_new_word(v->options, r) ? help_meaning(r->value, buffer) : NULL;
		cleanup_free char *comment = text_format("%s%s%s", _(r->help), meaning ? ": " : "",
							 meaning ? meaning : "");

		text_add(&t, "\n");
		add_comment(&t, comment ? comment : _(r->help));
		text_add(&t, "%s: \n", r->name);
	}
	return text_take(&t);
}

/* ---- What came back ------------------------------------------------------------------------- */

static const struct option_rule *find_option(const struct verb *v, const char *name)
{
	for (const struct option_rule *r = v->options; r->name; r++)
		if (text_equal_fold(r->name, name))
			return r;
	return NULL;
}

static int refuse_line(struct form *f, unsigned line, const char *text)
{
	f->bad_line = line;
	return edit_complain(f->q, "line %u: %s", line, text);
}

static int take_line(struct form *f, char *text, unsigned line)
{
	char *colon = strchr(text, ':');

	text = text_trim(text);
	if (text[0] == '#' || text[0] == 0)
		return CODE_DONE;
	if (!colon)
		return refuse_line(f, line, _("there is no colon; write NAME: VALUE"));
	*colon = 0;
	char *name = text_trim(text), *value = text_trim(colon + 1);
	if (value[0] == 0)
		return CODE_DONE;
	if (!text_equal_fold(name, COMPANY) && !find_option(f->q->verb, name)) {
		cleanup_free char *why = text_format(_("\"%s\" is none of the names here"), name);
		return refuse_line(f, line, why ? why : name);
	}
	if (f->n == FIELDS_MAX)
		return refuse_line(f, line, _("there are too many lines"));
	f->fields[f->n++] = (struct field){ name, value, line };
	return CODE_DONE;
}

static int read_form(struct form *f)
{
	int r, code = CODE_DONE;

	free(f->text);
	f->text = NULL;
	f->n = 0;
	r = text_of_file(f->scratch.path, &f->text);
	if (r < 0)
		return edit_complain(f->q, "The form cannot be read: %s", strerror(-r));
	char *rest = f->text, *line;
	for (unsigned n = 1; code == CODE_DONE && (line = strsep(&rest, "\n")); n++)
		code = take_line(f, line, n);
	return code;
}

/* ---- The command line ----------------------------------------------------------------------- */

/* Whom a complaint about a parameter is about. */
static unsigned line_of_parameter(const struct form *f, const char *parameter)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct option_rule *rule = find_option(f->q->verb, f->fields[i].name);

		if (text_equal(rule ? rule->parameter : COMPANY, parameter))
			return f->fields[i].line;
	}
	return 0;
}

static void free_words(char **words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(words[i]);
}

/* "--at=tue 14:00" …, "--", and the company. */
static size_t make_words(const struct form *f, char **words)
{
	size_t n = 0;

	words[n++] = text_copy("followupctl");
	words[n++] = text_copy("add");
	for (size_t i = 0; i < f->n; i++)
		if (find_option(f->q->verb, f->fields[i].name))
			words[n++] = text_format("--%s=%s", f->fields[i].name, f->fields[i].value);
	words[n++] = text_copy("--");
	for (size_t i = 0; i < f->n; i++)
		if (!find_option(f->q->verb, f->fields[i].name))
			words[n++] = text_copy(f->fields[i].value);
	return n;
}

static int call(struct form *f, struct output *o, const struct request *typed)
{
	cleanup_reply struct reply reply = { 0 };
	int code = cli_call(f->q, METHOD, typed->parameters, &reply);

	if (code != CODE_DONE) {
		f->bad_line = line_of_parameter(
			f, json_string_value(json_object_get(reply.parameters, "parameter")));
		return code;
	}
	output_set_clock(o, reply.parameters);
	if (f->q->json)
		return cli_say_json(reply.parameters);
	f->q->verb->print(o, reply.parameters);
	return CODE_DONE;
}

static int submit(struct form *f, struct output *o)
{
	cleanup_request struct request typed = { 0 };
	cleanup_free char *complaint = NULL;
	char *words[FIELDS_MAX + 4];
	size_t n = make_words(f, words);
	int code, r = 0;

	f->bad_line = 0;
	for (size_t i = 0; i < n; i++)
		r = words[i] ? r : -ENOMEM;
	if (r == 0)
		r = arguments_parse((int)n, words, &typed, &complaint);
	if (r < 0) {
		output_complain(complaint ? complaint : strerror(-r));
		code = CODE_USAGE;
	} else {
		code = call(f, o, &typed);
	}
	free_words(words, n);
	return code;
}

static bool has_company(const struct form *f)
{
	return line_of_parameter(f, COMPANY) > 0;
}

static int fill_in(struct form *f, struct output *o)
{
	int code;

	do {
		code = edit_open(f->q, &f->scratch, f->bad_line);
		if (code != CODE_DONE)
			return code;
		code = read_form(f);
		if (code == CODE_DONE && !has_company(f)) {
			output_line(o, 0, STYLE_PLAIN, "Without a company nothing is added.");
			return CODE_DONE;
		}
		if (code == CODE_DONE)
			code = submit(f, o);
	} while (code != CODE_DONE && edit_ask_again(f->q, f->bad_line));
	if (code != CODE_DONE)
		edit_keep(&f->scratch);
	return code;
}

int run_add_form(const struct request *q, struct output *o)
{
	__attribute__((cleanup(form_done))) struct form f = { .q = q };
	cleanup_free char *text = empty_form(q->verb);
	int r = text ? scratch_make(&f.scratch, "new-interview.txt", text) : -ENOMEM;

	if (r < 0)
		return edit_complain(q, "There is no place for the form: %s", strerror(-r));
	return fill_in(&f, o);
}

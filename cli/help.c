/* SPDX-License-Identifier: MIT */
#include "cli/help.h"

#include <stdio.h>
#include <string.h>

#include "cli/failure.h"
#include "cli/output.h"
#include "cli/print.h"
#include "cli/wrap.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "etiquette/milestone.h"
#include "etiquette/names.h"

#define VERB_COLUMN   12
#define OPTION_COLUMN 22
#define HELP_WIDTH    80 /* where the width is not known */

/* What the words mean that stand for something, in the order of their explanation. */
static const struct meaning {
	const char *word, *text;
} meanings[] = {
	{ "ID",
	  N_("the interview: its id, the beginning of it, or any part of id or company that fits no other") },
	{ "COMPANY", N_("the company's name; to look it up, a part of it will do") },
	{ "MILESTONE", "" },
	{ "WHEN",
	  N_("a time: 2026-11-24 14:00, tomorrow 14:00, last tue 14:00, fri, 14:00, +3d, in 2 weeks, +5bd; "
	     "a zone may follow it: 14:00 America/New_York") },
	{ "UNTIL", N_("until when, or for how long: tomorrow 9:00, mon, 2h, 1bd (a working day)") },
	{ "FOR", N_("how long: 45min, 2h, 1h30min, 3d, 2w, 5bd (working days)") },
	{ "NAME", N_("a person of this interview: name, first name or address") },
	{ "PERSON",
	  N_("'Name <address>'; in brackets what matters: 'Dana Li <dana@acme.example> (manager, "
	     "rapport good, channel linkedin)'") },
	{ "TEXT", N_("in your own words") },
	{ "FILE", N_("a letter in a file; - or none: from standard input") },
	{ "LANGUAGE", N_("its code, such as en or de") },
	{ TYPED_("ID MILESTONE"),
	  N_("the interview, and what the letter is for; by default what is open") },
	{ "KEY=VALUE", N_("a key of the book and what it shall be: role=Engineer") },
	{ "ROLE", N_("the position's name") },
	{ "ZONE", N_("a time zone such as Europe/Berlin") },
	{ "WORD", N_("a word of your own") },
	{ "PATH", N_("the path of a Unix socket") },
	{ "N", N_("the number of a change, as `log` shows it") },
	{ "SHELL", N_("bash, zsh or fish") },
	{ "VERB", N_("one of the verbs") },
};

/* Those that stand for one of a few words, which the etiquette knows. */
static const struct choice {
	const char *word;
	enum name_list list;
} choices[] = {
	{ "KIND", NAMES_KIND },
	{ "STATE", NAMES_STATE },
	{ "OUTCOME", NAMES_OUTCOME },
	{ "CHANNEL", NAMES_CHANNEL },
};

/* Promises are two rules of one name; a milestone of the settings has a name of its own. */
static bool rule_is_listed(size_t i)
{
	return i != RULE_CUSTOM && (i == 0 || !text_equal(rules[i].name, rules[i - 1].name));
}

static const char *milestones_listed(char *buffer, size_t size)
{
	size_t at = 0;

	buffer[0] = 0;
	for (size_t i = 0; i < RULE_COUNT && at < size; i++)
		if (rule_is_listed(i))
			at += (size_t)snprintf(buffer + at, size - at, "%s%s", at ? ", " : "",
					       rules[i].name);
	return buffer;
}

const char *help_meaning(const char *word, char buffer[static HELP_MEANING_SIZE])
{
	if (text_equal(word, "MILESTONE"))
		return milestones_listed(buffer, HELP_MEANING_SIZE);
	for (size_t i = 0; i < ELEMENTS(choices); i++)
		if (text_equal(word, choices[i].word))
			return names_listed(choices[i].list, buffer, HELP_MEANING_SIZE);
	for (size_t i = 0; i < ELEMENTS(meanings); i++)
		if (text_equal(word, meanings[i].word))
			return _(meanings[i].text);
	return NULL;
}

/* ---- Usage ---------------------------------------------------------------------------------- */

static void add_argument(struct text *t, const struct argument_rule *a)
{
	const char *more = a->kind == ARGUMENT_LIST ? "…" : "";

	text_add(t, a->optional ? " [%s%s]" : " %s%s", a->name, more);
}

/* Flags that exclude each other stand in one pair of brackets. */
static void add_option(struct text *t, const struct option_rule *r, bool joined, bool open)
{
	text_add(t, "%s--%s", joined ? "|" : r->needed ? " " : " [", r->name);
	if (r->value)
		text_add(t, " %s", r->value);
	if (!open && !r->needed)
		text_add(t, "]");
	if (r->kind == OPTION_LIST)
		text_add(t, "…");
}

char *help_usage(const struct verb *v)
{
	cleanup_text struct text t = { 0 };
	bool joined = false;

	text_add(&t, "followupctl %s", v->name);
	for (size_t i = 0; i < ELEMENTS(v->arguments) && v->arguments[i].name; i++)
		add_argument(&t, &v->arguments[i]);
	for (const struct option_rule *r = v->options; r->name; r++) {
		bool open = r->kind == OPTION_WORD && r[1].name && r[1].kind == OPTION_WORD;

		add_option(&t, r, joined, open);
		joined = open;
	}
	return text_take(&t);
}

/* ---- For people ----------------------------------------------------------------------------- */

static void print_options(struct output *o, const struct option_rule rules_of_it[])
{
	for (const struct option_rule *r = rules_of_it; r->name; r++) {
		cleanup_free char *left =
			text_format("%s%c%s--%s%s%s", r->letter ? "-" : "",
				    r->letter ? r->letter : ' ', r->letter ? ", " : "", r->name,
				    r->value ? " " : "", r->value ? r->value : "");
		if (left)
			output_entry(o, 2, OPTION_COLUMN, left + (left[0] == ' '), "%s",
				     _(r->help));
	}
}

static void print_lines_typed(struct output *o, const char *lines)
{
	while (*lines) {
		size_t size = strcspn(lines, "\n");
		cleanup_free char *line = text_format("followupctl %.*s", (int)size, lines);

		output_command(o, 2, line);
		lines += size + (lines[size] != 0);
	}
}

static void print_exit_codes(struct output *o)
{
	output_line(
		o, 0, STYLE_PLAIN,
		"Exit codes: %d done; %d refused or failed; %d bad usage or input; %d daemon not "
		"reachable; %d no such interview or milestone; %d good manners say no (use --force).",
		CODE_DONE, CODE_FAILED, CODE_USAGE, CODE_UNREACHABLE, CODE_NOT_FOUND, CODE_PUSHY);
}

static void print_meaning(struct output *o, const char *word)
{
	char buffer[HELP_MEANING_SIZE];
	const char *meaning = help_meaning(word, buffer);

	if (meaning)
		output_entry(o, 2, VERB_COLUMN, word, "%s", meaning);
}

void help_print(struct output *o)
{
	o->width = o->width ? o->width : HELP_WIDTH;
	output_line(o, 0, STYLE_PLAIN, "followupctl [OPTION…] [VERB [ARGUMENT…]]");
	output_line(
		o, 0, STYLE_PLAIN,
		"Helps you to follow up after interviews as good manners ask: in time, never too often.");
	for (const struct verb_group *g = verb_groups; g->title; g++) {
		output_gap(o);
		output_line(o, 0, STYLE_HEADING, "%s", _(g->title));
		for (const struct verb *v = g->verbs; v->name; v++)
			output_entry(o, 2, VERB_COLUMN, v->name, "%s", _(v->summary));
	}
	output_gap(o);
	output_line(o, 0, STYLE_HEADING, "Options");
	print_options(o, verb_global_options);
	output_gap(o);
	output_line(o, 0, STYLE_HEADING, "What to type");
	print_meaning(o, "ID");
	print_meaning(o, "WHEN");
	print_meaning(o, "FOR");
	output_gap(o);
	output_line(o, 0, STYLE_HEADING, "An interview, from beginning to end");
	print_lines_typed(
		o, TYPED_("add 'Acme Corp' --at 'tue 14:00' --with 'Dana Li <dana@acme.example>'\n"
			  "sent acme --to Dana\n"
			  "heard acme 'they decide next week' --decision-by fri\n"
			  "outcome acme offer"));
	output_gap(o);
	print_exit_codes(o);
	output_line(o, 0, STYLE_PLAIN,
		    "More: followupctl help VERB, followupctl(1), followupd.when(7)");
}

/* Explains each word of the usage once. */
static void print_meanings_of(struct output *o, const struct verb *v)
{
	const char *used[ELEMENTS(v->arguments) + ELEMENTS(v->options)];
	size_t n = 0;

	for (size_t i = 0; i < ELEMENTS(v->arguments) && v->arguments[i].name; i++)
		used[n++] = v->arguments[i].name;
	for (const struct option_rule *r = v->options; r->name; r++)
		if (r->value)
			used[n++] = r->value;
	for (size_t i = 0; i < n; i++) {
		bool seen = false;

		for (size_t j = 0; j < i; j++)
			seen = seen || text_equal(used[i], used[j]);
		if (!seen)
			print_meaning(o, used[i]);
	}
	if (n > 0)
		output_gap(o);
}

/* The usage for that room: a group of choices is one word, and where that is wider, there are blanks to break it at. Caller frees. */
static char *usage_that_fits(const struct verb *v, size_t room)
{
	cleanup_free char *usage = help_usage(v);
	cleanup_text struct text loose = { 0 };
	size_t size;

	for (const char *word = usage ? usage : v->name; *word; word += size) {
		size = strcspn(word, " ") + 1;
		if (word[size - 1] == '\0')
			size--;
		for (size_t i = 0; i < size; i++)
			text_add(&loose, word[i] == '|' && size > room ? "%c " : "%c", word[i]);
	}
	return text_take(&loose);
}

void help_print_verb(struct output *o, const struct verb *v)
{
	size_t before = wrap_width(_("Usage:")) + 1;

	o->width = o->width ? o->width : HELP_WIDTH;
	cleanup_free char *usage = usage_that_fits(v, o->width > before ? o->width - before : 0);
	output_line(o, 0, STYLE_HEADING, "%s: %s", v->name, _(v->summary));
	output_gap(o);
	output_entry(o, 0, before, _("Usage:"), "%s", usage ? usage : v->name);
	output_gap(o);
	if (v->details) {
		output_line(o, 0, STYLE_PLAIN, "%s", _(v->details));
		output_gap(o);
	}
	print_meanings_of(o, v);
	if (v->options[0].name) {
		print_options(o, v->options);
		output_gap(o);
	}
	output_line(o, 0, STYLE_HEADING, "Examples");
	print_lines_typed(o, v->examples);
}

/* ---- For programs --------------------------------------------------------------------------- */

static json_t *options_json(const struct option_rule rules_of_it[])
{
	json_t *list = json_array();

	for (const struct option_rule *r = rules_of_it; r->name; r++)
		json_array_append_new(list,
				      json_pack("{s:s, s:s?, s:b, s:b, s:s}", "name", r->name,
						"value", r->value, "needed", r->needed, "repeats",
						r->kind == OPTION_LIST, "help", _(r->help)));
	return list;
}

static json_t *verb_json(const struct verb *v, const char *group)
{
	cleanup_free char *usage = help_usage(v);
	json_t *arguments = json_array();

	for (size_t i = 0; i < ELEMENTS(v->arguments) && v->arguments[i].name; i++)
		json_array_append_new(arguments,
				      json_pack("{s:s, s:b}", "name", v->arguments[i].name,
						"optional", v->arguments[i].optional));
	return json_pack("{s:s, s:s, s:s, s:s?, s:o, s:o, s:s?}", "name", v->name, "group",
			 _(group), "summary", _(v->summary), "usage", usage, "arguments", arguments,
			 "options", options_json(v->options), "method", v->method);
}

static json_t *words_json(void)
{
	char buffer[HELP_MEANING_SIZE];
	json_t *words = json_object();

	for (size_t i = 0; i < ELEMENTS(meanings); i++)
		json_object_set_new(words, meanings[i].word,
				    json_string(help_meaning(meanings[i].word, buffer)));
	for (size_t i = 0; i < ELEMENTS(choices); i++)
		json_object_set_new(words, choices[i].word,
				    json_string(help_meaning(choices[i].word, buffer)));
	return words;
}

json_t *help_json(void)
{
	json_t *verbs = json_array();

	for (const struct verb_group *g = verb_groups; g->title; g++)
		for (const struct verb *v = g->verbs; v->name; v++)
			json_array_append_new(verbs, verb_json(v, g->title));
	return json_pack("{s:i, s:s, s:o, s:o, s:o}", "version", 1, "program", FOLLOWUPD_VERSION,
			 "options", options_json(verb_global_options), "verbs", verbs, "words",
			 words_json());
}

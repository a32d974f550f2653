/* SPDX-License-Identifier: MIT */
#include "cli/arguments.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/help.h"
#include "cli/hint.h"
#include "cli/parser.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

int arguments_refuse(char **ret_complaint, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = text_format_args(_(format), args);
	va_end(args);
	if (!text)
		return -ENOMEM;
	free(*ret_complaint);
	*ret_complaint = text;
	return -EINVAL;
}

static int take_word(struct parser *p, const char *word)
{
	if (!text_is_utf8(word, strlen(word)))
		return arguments_refuse(p->complaint, "Argument %zu is not UTF-8 text",
					p->n_words + 1);
	p->words[p->n_words++] = (struct word){ .text = word, .apart = p->apart };
	p->apart = false;
	return 0;
}

static int take_all(struct parser *p)
{
	bool ended = false;
	int r = 0;

	for (int i = 1; i < p->q->argc && r == 0; i++) {
		const char *word = p->q->argv[i];

		if (!ended && text_equal(word, "--"))
			ended = true;
		else if (i == p->verb_at)
			continue;
		else if (!ended && word[0] == '-' && word[1])
			r = parser_take_option(p, &i);
		else
			r = take_word(p, word);
	}
	return r;
}

/* The words from `first` on as one text. Caller frees; NULL: memory is out. */
static char *joined_words(const struct parser *p, size_t first)
{
	cleanup_text struct text joined = { 0 };

	for (size_t i = first; i < p->n_words; i++)
		text_add(&joined, "%s%s", i > first ? " " : "", p->words[i].text);
	return text_take(&joined);
}

static int assign_text(struct parser *p, size_t first, const char *parameter)
{
	for (size_t i = first + 1; i < p->n_words; i++)
		if (p->words[i].apart)
			return arguments_refuse(p->complaint,
						"\"%s\" stands apart from \"%s\"; put quotes "
						"around what belongs together",
						p->words[i].text, p->words[first].text);
	cleanup_free char *text = joined_words(p, first);
	if (!text || json_object_set_new(p->q->parameters, parameter, json_string(text)) < 0)
		return -ENOMEM;
	return 0;
}

/* Gives words from *at on to the argument and moves *at behind them. */
static int assign(struct parser *p, const struct argument_rule *a, size_t *at)
{
	json_t *parameters = p->q->parameters;
	size_t first = *at;

	*at = a->kind == ARGUMENT_WORD ? first + 1 : p->n_words;
	if (a->kind == ARGUMENT_TEXT)
		return assign_text(p, first, a->parameter);
	for (size_t i = first; i < *at; i++) {
		const char *text = p->words[i].text;
		int r = a->kind == ARGUMENT_LIST
				? parser_append(parameters, a->parameter, text)
				: json_object_set_new(parameters, a->parameter, json_string(text));
		if (r < 0)
			return -ENOMEM;
	}
	return 0;
}

static void add_word(struct text *t, const char *word)
{
	cleanup_free char *quoted = safe_shell_word(word);

	text_add(t, " %s", quoted ? quoted : "");
	t->failed |= !quoted;
}

static bool is_word_from(const struct parser *p, size_t first, const char *word)
{
	for (size_t i = first; i < p->n_words; i++)
		if (p->words[i].text == word)
			return true;
	return false;
}

/*
 * `add Acme fri 14:00`: the same with the option in front of the time, below the complaint. A company may be called
 * "Friday", so this is not done without asking.
 */
static void hint_time(struct parser *p, const struct option_rule *option)
{
	const struct argument_rule *a = p->q->verb->arguments;
	size_t first = 0;

	while (first < ELEMENTS(p->q->verb->arguments) && a[first].name)
		first++;
	for (; first < p->n_words; first++) {
		cleanup_free char *time = joined_words(p, first);
		cleanup_text struct text t = { 0 };

		if (!time || !arguments_is_time(time))
			continue;
		text_add(&t, "%s\n%s\n  followupctl", *p->complaint, _("Did you mean:"));
		for (int i = 1; i < p->q->argc; i++)
			if (!is_word_from(p, first, p->q->argv[i]))
				add_word(&t, p->q->argv[i]);
		text_add(&t, " --%s", option->name);
		add_word(&t, time);
		char *hint = text_take(&t);
		if (hint) {
			free(*p->complaint);
			*p->complaint = hint;
		}
		return;
	}
}

static int refuse_usage(struct parser *p, const char *name, const char *value)
{
	const struct verb *v = p->q->verb;
	cleanup_free char *usage = help_usage(v);
	char buffer[HELP_MEANING_SIZE];
	const char *meaning = help_meaning(value ? value : name, buffer);

	if (!usage)
		return -ENOMEM;
	cleanup_free char *what =
		text_format("%s%s%s%s%s%s", name, value ? " " : "", value ? value : "",
			    meaning ? " (" : "", meaning ? meaning : "", meaning ? ")" : "");
	return arguments_refuse(p->complaint, "%s needs %s\nUsage: %s", v->name, what ? what : name,
				usage);
}

static int assign_all(struct parser *p)
{
	const struct verb *v = p->q->verb;
	size_t at = 0;

	for (size_t i = 0; i < ELEMENTS(v->arguments) && v->arguments[i].name; i++) {
		const struct argument_rule *a = &v->arguments[i];
		size_t left = p->n_words - at;

		if (left == 0 && !a->optional)
			return refuse_usage(p, a->name, NULL);
		cleanup_free char *rest = joined_words(p, at);
		if (!rest)
			return -ENOMEM;
		if (left == 0 || (a->fits && !a->fits(rest)))
			continue;
		int r = assign(p, a, &at);
		if (r < 0)
			return r;
	}
	if (at == p->n_words)
		return 0;
	cleanup_free char *usage = help_usage(v);
	return arguments_refuse(p->complaint, "What is \"%s\"? It is one word too many.\nUsage: %s",
				p->words[at].text, usage ? usage : v->name);
}

static int check_needed(struct parser *p)
{
	for (const struct option_rule *r = p->q->verb->options; r->name; r++)
		if (r->needed && !json_object_get(p->q->parameters, r->parameter)) {
			cleanup_free char *name = text_format("--%s", r->name);
			int refused = name ? refuse_usage(p, name, r->value) : -ENOMEM;

			if (refused == -EINVAL && r->kind == OPTION_TIME)
				hint_time(p, r);
			return refused;
		}
	return 0;
}

/* The first word that is neither an option nor the value of one. */
static int locate_verb(struct parser *p)
{
	struct request *q = p->q;

	for (int i = 1; i < q->argc && !p->verb_at; i++) {
		const char *word = q->argv[i];

		if (text_equal(word, "--") && i + 1 < q->argc)
			p->verb_at = i + 1;
		else if (word[0] != '-' || !word[1])
			p->verb_at = i;
		else if (text_starts(word, "--") && parser_option_takes_next(word + 2))
			i++;
	}
	q->verb = verb_find(p->verb_at ? q->argv[p->verb_at] : "status");
	if (q->verb)
		return 0;
	const char *next = p->verb_at + 1 < q->argc ? q->argv[p->verb_at + 1] : NULL;
	cleanup_free char *hint = hint_for_verb(q->argv[p->verb_at], next, true);
	return hint ? arguments_refuse(p->complaint, "%s", hint) : -ENOMEM;
}

static int parse(struct parser *p)
{
	struct request *q = p->q;
	int r = locate_verb(p);

	if (r == 0)
		r = take_all(p);
	if (r < 0 || q->help || q->version)
		return r;
	q->alone = q->verb->alone && p->n_words == 0 && json_object_size(q->parameters) == 0 &&
		   isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
	if (q->alone)
		return 0;
	r = assign_all(p);
	if (r == 0)
		r = check_needed(p);
	if (r == 0 && q->verb->complete)
		r = q->verb->complete(q->parameters, p->complaint);
	return r;
}

int arguments_parse(int argc, char *const argv[], struct request *ret, char **ret_complaint)
{
	cleanup_request struct request q = {
		.argc = argc,
		.argv = argv,
		.parameters = json_object(),
	};
	cleanup_free struct word *words = calloc((size_t)argc + 1, sizeof(*words));
	struct parser p = { .q = &q, .words = words, .complaint = ret_complaint };

	if (!q.parameters || !words)
		return -ENOMEM;
	int r = parse(&p);
	if (r < 0)
		return r;
	if (p.verb_at == 0)
		q.verb = q.help ? NULL : q.verb;
	*ret = q;
	q.parameters = NULL;
	return 0;
}

void arguments_done(struct request *q)
{
	json_decref(q->parameters);
	*q = (struct request){ 0 };
}

char *arguments_again(const struct request *q, const char *option, const char *value)
{
	cleanup_text struct text again = { 0 };
	bool added = false;

	text_add(&again, "followupctl");
	for (int i = 1; i <= q->argc; i++) {
		bool at_end = i == q->argc || text_equal(q->argv[i], "--");

		if (at_end && !added) {
			add_word(&again, option);
			if (value)
				add_word(&again, value);
			added = true;
		}
		if (i < q->argc)
			add_word(&again, q->argv[i]);
	}
	return text_take(&again);
}

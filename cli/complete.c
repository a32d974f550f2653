/* SPDX-License-Identifier: MIT */
#include "cli/complete.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

/* Where the last word stands. */
struct place {
	const struct verb *verb;            /* NULL: it comes yet */
	const struct option_rule *value_of; /* the option that waits for its value; NULL: none */
	size_t n_arguments;                 /* of the verb, that are there already */
	bool ended;                         /* -- was typed: options do not count any more */
	const json_t *words;
};

static const struct option_rule *find_option(const struct verb *v, const char *name, size_t size)
{
	const struct option_rule *lists[] = { v ? v->options : NULL, verb_global_options };

	for (size_t i = 0; i < ELEMENTS(lists); i++)
		for (const struct option_rule *r = lists[i]; r && r->name; r++)
			if (strlen(r->name) == size && strncmp(r->name, name, size) == 0)
				return r;
	return NULL;
}

static const char *word_at(const json_t *words, size_t i)
{
	const char *word = json_string_value(json_array_get(words, i));

	return word ? word : "";
}

static void pass_option(struct completion *c, struct place *p, const char *word)
{
	size_t size = strcspn(word + 2, "=");
	const struct option_rule *rule = find_option(p->verb, word + 2, size);

	p->value_of = rule && rule->value && !word[2 + size] ? rule : NULL;
	if (rule && text_equal(rule->name, "socket") && word[2 + size])
		c->socket = word + 2 + size + 1;
}

static void pass_argument(struct completion *c, struct place *p, const char *word)
{
	if (!p->verb) {
		p->verb = verb_find(word);
		return;
	}
	const struct argument_rule *a = &p->verb->arguments[0];
	if (p->n_arguments == 0 && text_equal(a->name, "ID"))
		c->id = word;
	p->n_arguments++;
}

/* Goes over all words but the last. False: what is typed cannot be completed. */
static bool pass_words(struct completion *c, struct place *p)
{
	size_t n = json_array_size(p->words);

	for (size_t i = 0; i + 1 < n; i++) {
		const char *word = word_at(p->words, i);

		if (p->value_of) {
			if (text_equal(p->value_of->name, "socket"))
				c->socket = word;
			if (p->value_of->kind == OPTION_PAIR)
				c->id = word;
			p->value_of = NULL;
		} else if (!p->ended && text_equal(word, "--")) {
			p->ended = true;
		} else if (!p->ended && text_starts(word, "--")) {
			pass_option(c, p, word);
		} else {
			pass_argument(c, p, word);
			if (!p->verb)
				return false;
		}
	}
	return true;
}

/* ---- What may come -------------------------------------------------------------------------- */

static bool is_typed(const struct place *p, const struct option_rule *rule)
{
	size_t size = strlen(rule->name);

	for (size_t i = 0; i + 1 < json_array_size(p->words); i++) {
		const char *word = word_at(p->words, i);

		if (text_starts(word, "--") && strncmp(word + 2, rule->name, size) == 0 &&
		    (word[2 + size] == 0 || word[2 + size] == '='))
			return true;
	}
	return false;
}

static void add_options(struct completion *c, const struct place *p)
{
	const struct option_rule *lists[] = { p->verb ? p->verb->options : NULL,
					      verb_global_options };

	for (size_t i = 0; i < ELEMENTS(lists); i++)
		for (const struct option_rule *r = lists[i]; r && r->name; r++) {
			cleanup_free char *name = text_format("--%s", r->name);

			if (r->kind == OPTION_LIST || !is_typed(p, r))
				complete_add(c, name, _(r->help));
		}
}

/* `--via=pho`: the value is completed, and the option stays before it. */
static int add_joined_values(struct completion *c, const struct place *p, const char *equals)
{
	size_t size = (size_t)(equals - c->word);
	const struct option_rule *rule = find_option(p->verb, c->word + 2, size - 2);
	cleanup_free char *option = strndup(c->word, size + 1);
	struct completion inner = { .word = equals + 1, .id = c->id, .socket = c->socket };
	json_t *item;
	size_t i;

	inner.found = json_array();
	if (!option || !inner.found)
		return -ENOMEM;
	if (rule && rule->value)
		complete_add_meant(&inner, rule->value);
	json_array_foreach(inner.found, i, item) {
		cleanup_free char *value = text_format("%s%s", option, word_at(item, 0));
		complete_add(c, value, word_at(item, 1));
	}
	json_decref(inner.found);
	return 0;
}

static void add_verbs(struct completion *c)
{
	const struct verb *v;

	for (size_t i = 0; (v = verb_at(i)); i++)
		complete_add(c, v->name, _(v->summary));
}

/* The argument at hand, and those behind that may come instead because it may be left out. */
static void add_arguments(struct completion *c, const struct place *p)
{
	const struct verb *v = p->verb;
	size_t n = ELEMENTS(v->arguments), at = 0;

	/* All words from a list or a text on are of it. */
	while (at < p->n_arguments && at < n && v->arguments[at].name &&
	       v->arguments[at].kind == ARGUMENT_WORD)
		at++;
	for (; at < n && v->arguments[at].name; at++) {
		complete_add_meant(c, v->arguments[at].name);
		if (!v->arguments[at].optional)
			break;
	}
}

int complete_find(struct completion *c, const json_t *words)
{
	struct place p = { .words = words };
	size_t n = json_array_size(words);
	const char *equals;

	c->word = n > 0 ? word_at(words, n - 1) : "";
	if (!pass_words(c, &p))
		return 0;
	equals = strchr(c->word, '=');
	if (p.value_of)
		complete_add_meant(c, p.value_of->value);
	else if (!p.ended && text_starts(c->word, "--") && equals)
		return add_joined_values(c, &p, equals);
	else if (!p.ended && c->word[0] == '-')
		add_options(c, &p);
	else if (!p.verb)
		add_verbs(c);
	else
		add_arguments(c, &p);
	return 0;
}

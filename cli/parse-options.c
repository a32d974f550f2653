/* SPDX-License-Identifier: MIT */
#include "cli/parser.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/duration.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/when.h"
#include "etiquette/rule.h"

/* "in 2 weeks" and "next tue 14:00" have three words, a zone may be the fourth. */
#define TIME_WORDS_MAX 4

struct search {
	const char *name;
	size_t size;
	const struct option_rule *exact, *partial;
	unsigned n_partial;
};

static void search_rules(struct search *s, const struct option_rule list[])
{
	for (; list->name; list++) {
		if (strncmp(list->name, s->name, s->size) != 0)
			continue;
		if (list->name[s->size] == 0 && !s->exact)
			s->exact = list;
		s->partial = list;
		s->n_partial++;
	}
}

/* By its name, or by a beginning that no other has. `name` ends at `size`. */
static const struct option_rule *find_option(const struct verb *v, const char *name, size_t size)
{
	struct search s = { .name = name, .size = size };

	if (v)
		search_rules(&s, v->options);
	search_rules(&s, verb_global_options);
	return s.exact ? s.exact : s.n_partial == 1 ? s.partial : NULL;
}

static const struct option_rule *find_letter(char letter)
{
	for (const struct option_rule *r = verb_global_options; r->name; r++)
		if (r->letter == letter)
			return r;
	return NULL;
}

/* Before the verb is known, an option may be that of any. */
bool parser_option_takes_next(const char *name)
{
	const struct option_rule *rule = find_option(NULL, name, strlen(name));
	const struct verb *v;

	for (size_t i = 0; !rule && (v = verb_at(i)); i++)
		rule = find_option(v, name, strlen(name));
	return rule && rule->value;
}

static int refuse_option(struct parser *p, const char *word, size_t size)
{
	const char *names[VERB_OPTIONS_MAX + 8];
	const struct verb *v = p->q->verb;
	size_t n = 0;
	cleanup_free char *typed = strndup(word, size);

	if (!typed)
		return -ENOMEM;
	for (const struct option_rule *r = v->options; r->name; r++)
		names[n++] = r->name;
	for (const struct option_rule *r = verb_global_options; r->name && n < ELEMENTS(names); r++)
		names[n++] = r->name;
	const char *near = text_nearest(typed + strspn(typed, "-"), names, n);
	if (near)
		return arguments_refuse(
			p->complaint,
			"%s has no option %s; did you mean --%s?\nSee: followupctl help %s",
			v->name, typed, near, v->name);
	return arguments_refuse(p->complaint, "%s has no option %s\nSee: followupctl help %s",
				v->name, typed, v->name);
}

/* Each will do here: it is only asked whether it is a time at all. */
static struct date some_day(const void *days, const char *zone, struct date d, int64_t n)
{
	(void)days;
	(void)zone;
	return date_add_days(d, n);
}

bool arguments_is_time(const char *text)
{
	static const struct when_calendar calendar = { .working_day = some_day };
	/* On a Sunday no "next fri" is ambiguous; the daemon, which knows today, may still refuse it. */
	const usec_t some_sunday = 20002 * USEC_PER_DAY;
	struct duration d;
	struct when w;

	for (enum when_bias bias = WHEN_FUTURE; bias <= WHEN_PAST; bias++) {
		cleanup_free char *why = NULL;
		if (when_parse_by(&calendar, text, some_sunday, NULL, bias, &w, &why) == 0)
			return true;
	}
	return duration_from_text(text, &d) == 0;
}

/*
 * `--at next tue 14:00`: takes as many words as make up a time, quoted or not. If they make up none, all of them: then
 * the daemon says what is wrong with "heute 14:00".
 */
static char *join_time(const struct parser *p, const char *value, int *i)
{
	cleanup_text struct text joined = { 0 };
	cleanup_free char *best = text_copy(value);
	bool is_time = arguments_is_time(value);
	int last = *i;

	text_add(&joined, "%s", value);
	for (int k = *i + 1; k < p->q->argc && k < *i + TIME_WORDS_MAX; k++) {
		if (k == p->verb_at || p->q->argv[k][0] == '-')
			break;
		text_add(&joined, " %s", p->q->argv[k]);
		if (joined.failed)
			break;
		if (arguments_is_time(joined.data))
			is_time = true;
		else if (is_time || p->n_words == 0)
			continue;
		free(best);
		best = text_copy(joined.data);
		last = k;
	}
	*i = last;
	return TAKE_PTR(best);
}

static int set_once(struct parser *p, const struct option_rule *rule, const char *value)
{
	json_t *parameters = p->q->parameters;
	const char *before = json_string_value(json_object_get(parameters, rule->parameter));

	if (before && rule->kind == OPTION_WORD && !text_equal(before, value))
		return arguments_refuse(p->complaint, "Either --%s or --%s, not both", before,
					value);
	if (before && rule->kind != OPTION_WORD)
		return arguments_refuse(p->complaint, "--%s is given twice", rule->name);
	return json_object_set_new(parameters, rule->parameter, json_string(value));
}

int parser_append(json_t *parameters, const char *name, const char *value)
{
	if (!json_object_get(parameters, name) &&
	    json_object_set_new(parameters, name, json_array()) < 0)
		return -ENOMEM;
	return json_array_append_new(json_object_get(parameters, name), json_string(value));
}

static int set_parameter(struct parser *p, const struct option_rule *rule, const char *value)
{
	int r;

	if (rule->kind == OPTION_FLAG)
		r = json_object_set_new(p->q->parameters, rule->parameter, json_true());
	else if (rule->kind == OPTION_LIST)
		r = parser_append(p->q->parameters, rule->parameter, value);
	else
		r = set_once(p, rule, rule->kind == OPTION_WORD ? rule->name : value);
	return r == -1 ? -ENOMEM : r;
}

static int set_color(struct parser *p, const char *value)
{
	static const char *const names[] = { "auto", "always", "never" };

	for (size_t i = 0; i < ELEMENTS(names); i++)
		if (text_equal(value, names[i])) {
			p->q->color = (enum color_wish)i;
			return 0;
		}
	return arguments_refuse(p->complaint, "--color takes auto, always or never");
}

static int set_global(struct parser *p, const struct option_rule *rule, const char *value)
{
	const struct {
		const char *name;
		bool *flag;
	} flags[] = {
		{ "json", &p->q->json },
		{ "no-pager", &p->q->no_pager },
		{ "help", &p->q->help },
		{ "version", &p->q->version },
	};

	for (size_t i = 0; i < ELEMENTS(flags); i++)
		if (text_equal(rule->name, flags[i].name)) {
			*flags[i].flag = true;
			return 0;
		}
	if (text_equal(rule->name, "color"))
		return set_color(p, value);
	if (text_is_empty(value))
		return arguments_refuse(p->complaint, "--%s needs %s behind it: %s", rule->name,
					rule->value, _(rule->help));
	p->q->socket = value;
	return 0;
}

static bool is_global(const struct option_rule *rule)
{
	for (const struct option_rule *r = verb_global_options; r->name; r++)
		if (r == rule)
			return true;
	return false;
}

/* The word behind an option is its value, unless it is plainly another option. */
static bool is_value(const struct parser *p, int i)
{
	const char *word = i < p->q->argc && i != p->verb_at ? p->q->argv[i] : NULL;

	return word && !(text_starts(word, "--") &&
			 find_option(p->q->verb, word + 2, strcspn(word + 2, "=")));
}

/* `--for acme thank-you`: the milestone may be left out. */
static int take_pair(struct parser *p, const struct option_rule *rule, const char *value, int *i)
{
	const char *next = *i + 1 < p->q->argc && *i + 1 != p->verb_at ? p->q->argv[*i + 1] : NULL;

	if (json_object_get(p->q->parameters, rule->parameter))
		return arguments_refuse(p->complaint, "--%s is given twice", rule->name);
	if (parser_append(p->q->parameters, rule->parameter, value) < 0)
		return -ENOMEM;
	if (!next || !rule_find(next))
		return 0;
	++*i;
	return parser_append(p->q->parameters, rule->parameter, next) < 0 ? -ENOMEM : 0;
}

static int take_option(struct parser *p, const struct option_rule *rule, const char *value, int *i)
{
	if (!rule->value && value)
		return arguments_refuse(p->complaint, "--%s takes no value", rule->name);
	if (rule->value && !value) {
		if (!is_value(p, *i + 1))
			return arguments_refuse(p->complaint, "--%s needs %s behind it: %s",
						rule->name, rule->value, _(rule->help));
		value = p->q->argv[++*i];
	}
	if (value && !text_is_utf8(value, strlen(value)))
		return arguments_refuse(p->complaint, "The value of --%s is not UTF-8 text",
					rule->name);
	if (is_global(rule))
		return set_global(p, rule, value);
	if (rule->kind == OPTION_PAIR)
		return take_pair(p, rule, value, i);
	if (rule->kind != OPTION_TIME)
		return set_parameter(p, rule, value);
	cleanup_free char *joined = join_time(p, value, i);
	return joined ? set_parameter(p, rule, joined) : -ENOMEM;
}

int parser_take_option(struct parser *p, int *i)
{
	const char *word = p->q->argv[*i];
	size_t size = strcspn(word, "=");
	const char *value = word[size] ? word + size + 1 : NULL;
	const struct option_rule *rule;

	if (word[1] == '-')
		rule = find_option(p->q->verb, word + 2, size - 2);
	else
		rule = word[2] == 0 ? find_letter(word[1]) : NULL;
	p->apart = true;
	return rule ? take_option(p, rule, value, i) : refuse_option(p, word, size);
}

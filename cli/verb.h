/* SPDX-License-Identifier: MIT */
#pragma once

/* The verbs: one row each, from which come the parser, the call, `help` and usage errors; docs/HACKING.md adds one. */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct output;
struct request;

enum option_kind {
	OPTION_FLAG,  /* makes its parameter true */
	OPTION_WORD,  /* a flag whose own name is its parameter's value: --learned */
	OPTION_VALUE, /* takes a value */
	OPTION_TIME,  /* takes a WHEN; a clock reading behind it belongs to it, quoted or not */
	OPTION_LIST,  /* takes a value, may be repeated */
	OPTION_PAIR,  /* takes a value, and a milestone's name behind it */
};

struct option_rule {
	const char *name;      /* without the dashes */
	char letter;           /* its short form, or 0 */
	const char *value;     /* what it takes, as shown; NULL: nothing */
	const char *parameter; /* of the call */
	enum option_kind kind;
	bool needed;
	const char *help;
};

enum argument_kind {
	ARGUMENT_WORD,
	ARGUMENT_TEXT, /* all words that are left, joined */
	ARGUMENT_LIST, /* all words that are left, each one a value */
};

struct argument_rule {
	const char *name; /* as shown, explained by the glossary in help.c */
	const char *parameter;
	enum argument_kind kind;
	bool optional;
	bool (*fits)(const char *rest); /* whether this one, which may be left out, begins here */
};

#define VERB_OPTIONS_MAX 13 /* with the end */

struct verb {
	const char *name;
	const char *summary;               /* one line */
	const char *details;               /* a paragraph or more, or NULL */
	const char *examples;              /* lines, each without the program's name */
	struct argument_rule arguments[3]; /* the first without a name ends them */
	struct option_rule options[VERB_OPTIONS_MAX];
	const char *method; /* of io.followupd.Control; NULL: `run` does it all */
	bool paged;         /* a long answer goes through a pager */
	int (*complete)(json_t *parameters,
			char **ret_complaint); /* what no table says; -EINVAL and why */
	void (*print)(struct output *o, const json_t *reply);
	bool (*failed)(const json_t *reply); /* answered, and yet not well: exit code 1 */
	int (*run)(const struct request *q, struct output *o);   /* returns an exit code */
	int (*alone)(const struct request *q, struct output *o); /* typed alone on a terminal */
};

struct verb_group {
	const char *title;
	const struct verb *verbs; /* the first without a name ends them */
	bool changes;             /* they write, so one that was not answered may have been done */
};

extern const struct verb_group verb_groups[]; /* the first without a title ends them */
extern const struct verb verbs_look[], verbs_record[], verbs_hold[], verbs_letters[],
	verbs_service[];
extern const struct option_rule verb_global_options[];

const struct verb *verb_at(size_t n); /* in the order of `help`; NULL behind the last */
const struct verb *verb_find(const char *name);
bool verb_changes(const struct verb *v);
const struct verb *verb_nearest(const char *word); /* for a typo, or NULL */

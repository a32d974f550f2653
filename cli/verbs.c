/* SPDX-License-Identifier: MIT */
#include "cli/verb.h"

#include "common/cleanup.h"
#include "common/text.h"
#include "common/tongue.h"

#define NAMES_MAX 64

const struct option_rule verb_global_options[] = {
	{ "json", 0, NULL, "json", OPTION_FLAG, false, N_("print the answer as JSON") },
	{ "color", 0, "auto|always|never", "color", OPTION_VALUE, false,
	  N_("colours: auto, the default, is on a terminal") },
	{ "no-pager", 0, NULL, "no-pager", OPTION_FLAG, false, N_("print long answers at once") },
	{ "socket", 0, "PATH", "socket", OPTION_VALUE, false, N_("the daemon's control socket") },
	{ "help", 'h', NULL, "help", OPTION_FLAG, false, N_("show help, of VERB if one is named") },
	{ "version", 'V', NULL, "version", OPTION_FLAG, false, N_("show this program's version") },
	{ 0 },
};

const struct verb_group verb_groups[] = {
	{ N_("See what is on"), verbs_look, false },
	{ N_("Write down what happened"), verbs_record, true },
	{ N_("Hold back"), verbs_hold, true },
	{ N_("Write letters"), verbs_letters, false },
	{ N_("The program itself"), verbs_service, false },
	{ 0 },
};

const struct verb *verb_at(size_t n)
{
	for (const struct verb_group *g = verb_groups; g->title; g++)
		for (const struct verb *v = g->verbs; v->name; v++)
			if (n-- == 0)
				return v;
	return NULL;
}

const struct verb *verb_find(const char *name)
{
	const struct verb *v;

	for (size_t i = 0; (v = verb_at(i)); i++)
		if (text_equal(v->name, name))
			return v;
	return NULL;
}

bool verb_changes(const struct verb *v)
{
	for (const struct verb_group *g = verb_groups; g->title; g++)
		for (const struct verb *of_it = g->verbs; of_it->name; of_it++)
			if (of_it == v)
				return g->changes;
	return false;
}

const struct verb *verb_nearest(const char *word)
{
	const char *names[NAMES_MAX];
	const struct verb *v;
	size_t n = 0;

	while (n < NAMES_MAX && (v = verb_at(n)))
		names[n++] = v->name;
	const char *near = text_nearest(word, names, n);
	return near ? verb_find(near) : NULL;
}

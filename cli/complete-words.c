/* SPDX-License-Identifier: MIT */

/*
 * What words can stand for. Ids, people, milestones and changes are asked of the daemon, for a moment
 * only and without a word if it does not answer: a Tab must never hang or complain.
 */

#include <stdio.h>
#include <string.h>

#include "cli/client.h"
#include "cli/complete.h"
#include "cli/facts.h"
#include "common/cleanup.h"
#include "common/paths.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"
#include "etiquette/milestone.h"
#include "etiquette/names.h"

#define CONTROL   "io.followupd.Control."
#define PATIENCE  USEC_PER_SEC
#define ZONES_MAX 2000
#define FILES     ":files" /* no word: the shell completes names of files itself */

void complete_add(struct completion *c, const char *value, const char *explanation)
{
	if (value && text_starts(value, c->word))
		json_array_append_new(c->found,
				      json_pack("[s, s]", value, explanation ? explanation : ""));
}

void complete_add_files(struct completion *c)
{
	json_array_append_new(c->found, json_pack("[s, s]", FILES, ""));
}

/* ---- Of the daemon -------------------------------------------------------------------------- */

/* The answer's parameters, to be released with the reply; NULL: there is none. Takes over `parameters`. */
static const json_t *ask(const struct completion *c, const char *method, json_t *parameters,
			 struct reply *reply)
{
	cleanup_json json_t *owned = parameters;
	cleanup_free char *path = NULL, *name = text_format(CONTROL "%s", method);

	if (c->socket)
		path = text_copy(c->socket);
	else if (path_socket(&path) < 0)
		return NULL;
	if (!path || !name || !owned || client_call(path, name, owned, PATIENCE, reply) < 0)
		return NULL;
	return reply->error ? NULL : reply->parameters;
}

/* Those that are over only if no other fits. */
static void add_interviews(struct completion *c, const char *field)
{
	for (int all = 0; all <= 1 && json_array_size(c->found) == 0; all++) {
		cleanup_reply struct reply reply = { 0 };
		const json_t *answer = ask(c, "List", json_pack("{s:b}", "all", all), &reply), *it;
		size_t i;

		if (!answer)
			return;
		json_array_foreach(json_object_get(answer, "interviews"), i, it) {
			cleanup_free char *role =
				fact(it, "role") ? text_format("%s, %s", fact_text(it, "company"),
							       fact(it, "role"))
						 : text_copy(fact_text(it, "company"));
			complete_add(c, fact(it, field), text_equal(field, "id") ? role : NULL);
		}
	}
}

static void add_ids(struct completion *c)
{
	add_interviews(c, "id");
}

static void add_companies(struct completion *c)
{
	add_interviews(c, "company");
}

static bool is_found(const struct completion *c, const char *value)
{
	json_t *item;
	size_t i;

	json_array_foreach(c->found, i, item)
		if (text_equal(json_string_value(json_array_get(item, 0)), value))
			return true;
	return false;
}

/* Those of the interview that are not over; without a daemon all that there can be. */
static void add_milestones(struct completion *c)
{
	cleanup_reply struct reply reply = { 0 };
	const json_t *answer =
		c->id ? ask(c, "Show", json_pack("{s:s}", "id", c->id), &reply) : NULL;
	json_t *m;
	size_t i;

	json_array_foreach(json_object_get(answer, "milestones"), i, m)
		if ((milestone_is_at_hand(m) || text_equal(fact(m, "status"), "upcoming")) &&
		    !is_found(c, fact(m, "milestone")))
			complete_add(c, fact(m, "milestone"), fact(m, "title"));
	for (i = 0; !answer && i < RULE_CUSTOM; i++)
		if (!is_found(c, rules[i].name))
			complete_add(c, rules[i].name, _(rules[i].summary));
}

static void add_people(struct completion *c)
{
	static const char *const lists[] = { "interviewers", "contacts" };
	cleanup_reply struct reply reply = { 0 };
	const json_t *answer =
		c->id ? ask(c, "Show", json_pack("{s:s}", "id", c->id), &reply) : NULL;
	json_t *person;
	size_t i;

	for (size_t k = 0; k < ELEMENTS(lists); k++)
		json_array_foreach(json_object_get(json_object_get(answer, "interview"), lists[k]),
				   i, person)
			complete_add(c, fact(person, "name"), fact(person, "address"));
}

static void add_changes(struct completion *c)
{
	cleanup_reply struct reply reply = { 0 };
	const json_t *changes = json_object_get(ask(c, "Log", json_object(), &reply), "changes");

	for (size_t i = json_array_size(changes); i-- > 0;) {
		const json_t *change = json_array_get(changes, i);
		cleanup_free char *number =
			text_format("%" JSON_INTEGER_FORMAT,
				    json_integer_value(json_object_get(change, "change")));

		if (fact_is_true(change, "undoable") &&
		    !json_is_integer(json_object_get(change, "undone")))
			complete_add(c, number, fact(change, "text"));
	}
}

/* ---- Of the program ------------------------------------------------------------------------- */

static void add_listed(struct completion *c, enum name_list list)
{
	char buffer[512], *rest = buffer, *word;

	names_listed(list, buffer, sizeof(buffer));
	while ((word = strsep(&rest, ",")))
		complete_add(c, text_trim(word), NULL);
}

static void add_kinds(struct completion *c)
{
	add_listed(c, NAMES_KIND);
}

static void add_states(struct completion *c)
{
	add_listed(c, NAMES_STATE);
}

static void add_outcomes(struct completion *c)
{
	add_listed(c, NAMES_OUTCOME);
}

static void add_channels(struct completion *c)
{
	add_listed(c, NAMES_CHANNEL);
}

static void add_verb_names(struct completion *c)
{
	const struct verb *v;

	for (size_t i = 0; (v = verb_at(i)); i++)
		complete_add(c, v->name, _(v->summary));
}

static void add_keys(struct completion *c)
{
	static const char *const keys[] = {
		"company=",     "role=",    "when=",        "zone=",    "duration=", "kind=",
		"interviewer=", "contact=", "decision-by=", "process=", "topic=",    "learned=",
		"concern=",     "news=",    "personal=",    "mishap=",  "language=", "thread=",
	};

	for (size_t i = 0; i < ELEMENTS(keys); i++)
		complete_add(c, keys[i], NULL);
}

/* The second column but one of the zone database's list: "DE,DK\t+5230+01322\tEurope/Berlin\t…". */
static void add_zones(struct completion *c)
{
	cleanup_free char *path = text_format("%s/zone1970.tab", zone_directory());
	cleanup_fclose FILE *file = path ? fopen(path, "re") : NULL;
	char line[512];

	complete_add(c, "UTC", NULL);
	for (int i = 0; file && i < ZONES_MAX && fgets(line, sizeof(line), file); i++) {
		char *rest = line, *field = NULL;

		for (int k = 0; k < 3 && line[0] != '#'; k++)
			field = strsep(&rest, "\t\n");
		complete_add(c, field, NULL);
	}
}

/* One word of the glossary a row: a function, or words that are always the same. */
static const struct source {
	const char *name;
	void (*add)(struct completion *c);
	const char *words; /* blank-separated */
} sources[] = {
	{ "ID", add_ids, NULL },
	{ "COMPANY", add_companies, NULL },
	{ "MILESTONE", add_milestones, NULL },
	{ TYPED_("ID MILESTONE"), add_ids, NULL },
	{ "NAME", add_people, NULL },
	{ "N", add_changes, NULL },
	{ "KIND", add_kinds, NULL },
	{ "STATE", add_states, NULL },
	{ "OUTCOME", add_outcomes, NULL },
	{ "CHANNEL", add_channels, NULL },
	{ "VERB", add_verb_names, NULL },
	{ "KEY=VALUE", add_keys, NULL },
	{ "ZONE", add_zones, NULL },
	{ "FILE", complete_add_files, NULL },
	{ "PATH", complete_add_files, NULL },
	{ "WHEN", NULL, TYPED_("today tomorrow yesterday mon tue wed thu fri sat sun") },
	{ "UNTIL", NULL, TYPED_("2h 1d 1bd tomorrow mon tue wed thu fri") },
	{ "FOR", NULL, TYPED_("30min 45min 1h 1h30min 2h 3h 1bd 2bd") },
	{ "LANGUAGE", NULL, TYPED_("en de") },
	{ "SHELL", NULL, TYPED_("bash zsh fish") },
	{ "auto|always|never", NULL, TYPED_("auto always never") },
};

void complete_add_meant(struct completion *c, const char *name)
{
	for (size_t i = 0; i < ELEMENTS(sources); i++) {
		cleanup_free char *copy = text_copy(sources[i].words);
		char *rest = copy, *word;

		if (!text_equal(sources[i].name, name))
			continue;
		if (sources[i].add)
			sources[i].add(c);
		while (copy && (word = text_word(&rest)))
			complete_add(c, word, NULL);
	}
}

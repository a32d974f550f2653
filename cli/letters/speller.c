/* SPDX-License-Identifier: MIT */
#include "cli/letters/speller.h"

#include <enchant.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "cli/facts.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"

#define NAMES_MAX        64
#define DICTIONARIES_MAX 4

struct speller {
	EnchantBroker *broker;
	EnchantDict *dictionaries[DICTIONARIES_MAX]; /* what one of them knows is right */
	size_t n_dictionaries;
	char *tags; /* of those that may come yet, */
	char *next; /* from here on: each takes its time to load, so none is before it is needed */
	char *names[NAMES_MAX];
	size_t n_names;
};

static bool is_letter(const char *at)
{
	return iswalnum((wint_t)safe_next(&at)) != 0;
}

/* Makes every word of a text right; as a name it is also what others may be misspelt from. */
static void learn_text(struct speller *s, const char *text, bool is_name)
{
	while (text && *text) {
		const char *from = text;

		while (*text && (is_letter(text) || (*text == '\'' && is_letter(text + 1))))
			safe_next(&text);
		if (text == from) {
			safe_next(&text);
			continue;
		}
		cleanup_free char *word = text_format("%.*s", (int)(text - from), from);
		if (!word)
			continue;
		enchant_dict_add_to_session(s->dictionaries[0], word, -1);
		if (is_name && s->n_names < NAMES_MAX)
			s->names[s->n_names++] = TAKE_PTR(word);
	}
}

static void learn_list(struct speller *s, const json_t *list, const char *field, bool are_names)
{
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
		learn_text(s, field ? fact(item, field) : json_string_value(item), are_names);
}

static void learn_book(struct speller *s, const json_t *reply)
{
	const json_t *interview = json_object_get(reply, "interview");

	learn_text(s, fact(interview, "company"), true);
	learn_text(s, fact(interview, "role"), false);
	learn_list(s, json_object_get(reply, "people"), "name", true);
	learn_list(s, json_object_get(reply, "notes"), "text", false);
	learn_list(s, json_object_get(reply, "promises"), "text", false);
	learn_list(s, json_object_get(reply, "others"), NULL, false);
}

/* Opens the next that is installed. */
static bool open_dictionary(struct speller *s)
{
	for (char *tag; s->n_dictionaries < DICTIONARIES_MAX && (tag = text_word(&s->next));) {
		EnchantDict *dictionary = enchant_broker_dict_exists(s->broker, tag)
						  ? enchant_broker_request_dict(s->broker, tag)
						  : NULL;

		if (!dictionary)
			continue;
		s->dictionaries[s->n_dictionaries++] = dictionary;
		return true;
	}
	return false;
}

struct speller *speller_open(const struct language *language, const json_t *reply)
{
	const char *tags = language_word(language, "dictionaries");
	struct speller *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->broker = enchant_broker_init();
	s->next = s->tags = text_copy(tags ? tags : language->code);
	if (!s->tags || !open_dictionary(s)) {
		speller_close(s);
		return NULL;
	}
	learn_book(s, reply);
	return s;
}

void speller_close(struct speller *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_dictionaries; i++)
		enchant_broker_free_dict(s->broker, s->dictionaries[i]);
	enchant_broker_free(s->broker);
	for (size_t i = 0; i < s->n_names; i++)
		free(s->names[i]);
	free(s->tags);
	free(s);
}

void speller_learn(struct speller *s, const char *words)
{
	learn_text(s, words, false);
}

bool speller_knows(struct speller *s, const char *word)
{
	for (size_t i = 0; i < s->n_dictionaries || open_dictionary(s); i++)
		if (enchant_dict_check(s->dictionaries[i], word, -1) <= 0)
			return true;
	return false;
}

char *speller_suggest(struct speller *s, const char *word)
{
	size_t n = 0;
	char **found = enchant_dict_suggest(s->dictionaries[0], word, -1, &n);
	char *near = NULL;

	for (size_t i = 0; i < n && !near; i++)
		if (text_distance(word, found[i], 2) <= (strlen(word) > 5 ? 2 : 1))
			near = text_copy(found[i]);
	if (found)
		enchant_dict_free_string_list(s->dictionaries[0], found);
	return near;
}

const char *speller_near_name(const struct speller *s, const char *word)
{
	for (size_t i = 0; i < s->n_names; i++)
		if (strlen(s->names[i]) > 3 && strlen(word) > 3 &&
		    text_distance(word, s->names[i], 1) == 1)
			return s->names[i];
	return NULL;
}

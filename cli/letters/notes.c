/* SPDX-License-Identifier: MIT */
#include "cli/letters/notes.h"

#include <string.h>

#include "cli/facts.h"
#include "cli/letters/template.h"
#include "common/cleanup.h"
#include "common/text.h"

/* The size of the name, or first name, of the person with which the text begins, up to the colon; 0: it does not. */
static size_t name_size(const json_t *person, const char *text)
{
	const char *name = fact(person, "name");
	size_t size = strcspn(text, ":");

	if (!name || !*name || !text[size] || size == 0)
		return 0;
	bool first = size == strcspn(name, " "), whole = size == strlen(name);
	cleanup_free char *head = text_format("%.*s", (int)size, text);
	return head && (first || whole) && text_starts_fold(name, head) ? size : 0;
}

const char *note_text(const json_t *reply, const char *text, const json_t **ret_for)
{
	json_t *person;
	size_t i;

	*ret_for = NULL;
	json_array_foreach(json_object_get(reply, "people"), i, person) {
		size_t size = name_size(person, text);

		if (size == 0)
			continue;
		*ret_for = person;
		text += size + 1;
		return text + strspn(text, " ");
	}
	return text;
}

static bool is_same_person(const json_t *a, const json_t *b)
{
	return a && b && text_equal(fact(a, "name"), fact(b, "name")) &&
	       text_equal(fact(a, "address"), fact(b, "address"));
}

/* So that one does not get all first notes: each kind begins with another member. */
static json_int_t first_of(const char *kind)
{
	static const char *const kinds[] = { "topic", "learned", "personal" };

	for (size_t i = 0; i < ELEMENTS(kinds); i++)
		if (text_equal(kinds[i], kind))
			return (json_int_t)i;
	return 0;
}

/* How the rest is dealt: to member `number` of `of`; of 1: everything to everybody. */
struct deal {
	json_int_t number, of, first;
};

static struct deal deal_for(const json_t *reply, const json_t *to, const char *kind)
{
	json_int_t number = json_integer_value(json_object_get(to, "number"));
	json_int_t of = json_integer_value(json_object_get(to, "of"));
	bool deals = text_equal(fact(reply, "milestone"), "thank-you") && number >= 0 && of > 1;

	return (struct deal){ .number = deals ? number : 0,
			      .of = deals ? of : 1,
			      .first = first_of(kind) };
}

static char *make_note(const char *text)
{
	cleanup_free char *line = template_line(text);
	size_t size = line ? strlen(line) : 0;

	while (size > 0 && strchr(" .;,:", line[size - 1]))
		line[--size] = '\0';
	return size > 0 ? TAKE_PTR(line) : NULL;
}

/* First those that are for this person, then those that were dealt: two walks over one list. */
static char *find_note(const json_t *reply, const json_t *to, const char *kind, bool own,
		       size_t *nth)
{
	const struct deal deal = deal_for(reply, to, kind);
	json_int_t dealt = 0;
	json_t *note;
	size_t i;

	json_array_foreach(json_object_get(reply, "notes"), i, note) {
		const json_t *whose = NULL;

		if (!text_equal(fact(note, "kind"), kind))
			continue;
		const char *text = note_text(reply, fact_text(note, "text"), &whose);
		bool is_meant = own ? is_same_person(whose, to)
				    : !whose && (dealt + deal.first) % deal.of == deal.number;
		dealt += !whose;
		if (is_meant && (*nth)-- == 0)
			return make_note(text);
	}
	return NULL;
}

char *note_for(const json_t *reply, const json_t *to, const char *kind, size_t nth)
{
	char *note = find_note(reply, to, kind, true, &nth);

	/* Having found it, nth has wrapped around. */
	return note || nth == (size_t)-1 ? note : find_note(reply, to, kind, false, &nth);
}

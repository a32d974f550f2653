/* SPDX-License-Identifier: MIT */
#include "config/book-parse.h"

#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"

/* NAME [<ADDRESS>] [(ATTRIBUTE, …)] */

/* ---- Attributes --------------------------------------------------------------------------------- */

static void take_rapport(struct fact_reader *f, struct person *p, char *word)
{
	if (rapport_from_text(word, &p->rapport) < 0)
		fact_complain_word(f, "rapport", NAMES_RAPPORT, word);
}

static void take_channel(struct fact_reader *f, struct person *p, char *word)
{
	enum channel channel;

	if (channel_from_text(word, &channel) < 0)
		fact_complain_word(f, "channel", NAMES_CHANNEL, word);
	else
		p->channels |= 1u << channel;
}

static void take_phone(struct fact_reader *f, struct person *p, char *number)
{
	(void)f;
	p->phone = number;
	p->channels |= 1u << CHANNEL_PHONE;
}

static void take_zone(struct fact_reader *f, struct person *p, char *zone)
{
	if (fact_zone_is_good(f, zone))
		p->zone = zone;
}

static const struct attribute {
	const char *name;
	void (*take)(struct fact_reader *f, struct person *p, char *value);
} attributes[] = {
	{ "rapport", take_rapport },
	{ "channel", take_channel },
	{ "phone", take_phone },
	{ "zone", take_zone },
};

static void hint_at_attribute(struct fact_reader *f, const char *word)
{
	const char *nearest = names_nearest(NAMES_POST, word);

	if (nearest)
		fact_hint(f, "`%s` says nothing here, did you mean `%s`?", word, nearest);
	else
		fact_hint(
			f,
			"`%s` says nothing here; there are manager, peer, recruiter, coordinator, "
			"rapport, channel, phone and zone",
			word);
}

/* "manager", or "rapport good": a word and its value. */
static void take_attribute(struct fact_reader *f, struct person *p, char *text)
{
	char *value = text, *word;

	if (post_from_text(text, &p->post) == 0)
		return;
	word = text_word(&value);
	for (size_t i = 0; i < ELEMENTS(attributes); i++) {
		if (!text_equal_fold(word, attributes[i].name))
			continue;
		if (*value)
			attributes[i].take(f, p, value);
		else
			fact_complain(f, "`%s` says nothing without a word behind it", word);
		return;
	}
	hint_at_attribute(f, text);
}

static void take_attributes(struct fact_reader *f, struct person *p, char *list)
{
	for (char *next = list; next;) {
		char *text = strsep(&next, ",");

		text = text_trim(text);
		if (*text)
			take_attribute(f, p, text);
	}
}

/* ---- Names -------------------------------------------------------------------------------------- */

/* Cuts what `open` and `close` stand around at the value's end off; NULL: there is no such thing. */
static char *cut_brackets(char *value, char open, char close)
{
	size_t size = strlen(value);
	char *begin = strrchr(value, open);

	if (size == 0 || value[size - 1] != close || !begin)
		return NULL;
	value[size - 1] = '\0';
	*begin = '\0';
	text_trim(value);
	return text_trim(begin + 1);
}

static bool address_is_good(const char *address)
{
	const char *at = strchr(address, '@');

	return at && at > address && at[1] && !strpbrk(address, " \t<>()\",;:") &&
	       !strchr(at + 1, '@');
}

static char *without_quotes(char *name)
{
	size_t size = strlen(name);

	if (size < 2 || name[0] != '"' || name[size - 1] != '"')
		return name;
	name[size - 1] = '\0';
	return text_trim(name + 1);
}

static bool take_name(struct fact_reader *f, struct person *p, char *name)
{
	name = without_quotes(name);
	if (!p->address && address_is_good(name))
		p->address = name;
	p->name = *name ? name : p->address;
	if (p->address && !address_is_good(p->address)) {
		fact_complain(f, "`%s` is no mail address", p->address);
		return false;
	}
	if (!p->name) {
		fact_complain(f, "there is no name");
		return false;
	}
	if (strpbrk(p->name, "<>:")) {
		fact_complain(f, "`%s` can't be a name, since `:`, `<` and `>` end one", p->name);
		return false;
	}
	return true;
}

static void hint_at_twin(struct fact_reader *f, const struct person *p)
{
	const struct interview *i = f->interview;

	for (size_t k = 0; k < i->n_people; k++)
		if (i->people[k].interviewer == p->interviewer &&
		    text_equal_fold(i->people[k].name, p->name) &&
		    text_equal_fold(i->people[k].address, p->address))
			fact_hint(f, "%s is named in line %u already", p->name, i->people[k].line);
}

static void read_person(struct fact_reader *f, char *value, bool interviewer)
{
	struct interview *i = f->interview;
	struct person p = { .interviewer = interviewer, .line = f->line };
	char *list;

	if (!fact_has_room(f, i->n_people, INTERVIEW_PEOPLE_MAX))
		return;
	list = cut_brackets(value, '(', ')');
	p.address = cut_brackets(value, '<', '>');
	if (p.address && !*p.address)
		p.address = NULL;
	if (!take_name(f, &p, value))
		return;
	if (list)
		take_attributes(f, &p, list);
	hint_at_twin(f, &p);
	i->people[i->n_people++] = p;
}

void read_interviewer(struct fact_reader *f, char *value)
{
	read_person(f, value, true);
}

void read_contact(struct fact_reader *f, char *value)
{
	read_person(f, value, false);
}

/* SPDX-License-Identifier: MIT */

/* What letters need of people, promises and outcomes. */

#include "daemon/json.h"

#include "common/text.h"
#include "common/zone.h"
#include "etiquette/names.h"
#include "etiquette/person.h"

static json_t *channels(const struct person *p)
{
	json_t *list = json_array();

	for (enum channel c = CHANNEL_PHONE; c <= CHANNEL_OTHER; c++)
		if (p->channels & (1u << c))
			json_array_append_new(list, json_string(channel_to_text(c)));
	return list;
}

static bool is_thanked(const struct interview *i, const struct person *p)
{
	for (size_t k = 0; k < i->n_contacts; k++)
		if (!i->contacts[k].heard && i->contacts[k].who == p &&
		    text_equal(i->contacts[k].milestone, rules[RULE_THANK_YOU].name))
			return true;
	return false;
}

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

json_t *json_correspondent(const struct interview *i, const struct person *p)
{
	int number = -1, of = 0;

	for (size_t k = 0; k < i->n_people; k++) {
		if (!i->people[k].interviewer)
			continue;
		number = &i->people[k] == p ? of : number;
		of++;
	}
	return json_pack("{s:s, s:s?, s:b, s:b, s:i, s:i, s:b, s:s?, s:s?, s:s?, s:o}", "name",
			 p->name ? p->name : "", "address", p->address, "robot",
			 address_is_robot(p->address ? p->address : p->name), "interviewer",
			 p->interviewer, "number", number, "of", of, "thanked", is_thanked(i, p),
			 "post", or_null(post_to_text(p->post)), "rapport",
			 or_null(rapport_to_text(p->rapport)), "phone", p->phone, "channels",
			 channels(p));
}

json_t *json_correspondents(const struct interview *i)
{
	json_t *list = json_array();

	for (size_t k = 0; k < i->n_people; k++)
		json_array_append_new(list, json_correspondent(i, &i->people[k]));
	return list;
}

static json_t *promise_entry(const struct promise *p, const char *zone)
{
	char date[DATE_TEXT_SIZE];

	return json_pack("{s:s, s:s, s:b, s:o}", "text", p->text, "date",
			 date_to_text(p->date, date), "theirs", p->theirs, "kept",
			 json_instant(p->kept_at, zone));
}

json_t *json_promises(const struct interview *i, const struct promise *first, const char *zone)
{
	json_t *list = json_array();

	if (first)
		json_array_append_new(list, promise_entry(first, zone));
	for (size_t k = 0; k < i->n_promises; k++)
		if (&i->promises[k] != first)
			json_array_append_new(list, promise_entry(&i->promises[k], zone));
	return list;
}

json_t *json_outcome(const struct outcome *o, const char *zone)
{
	char date[DATE_TEXT_SIZE];

	return json_pack("{s:s, s:o, s:s?, s:s?}", "outcome", outcome_kind_to_text(o->kind), "at",
			 json_instant(o->at, zone), "answer_by",
			 date_is_set(o->answer_by) ? date_to_text(o->answer_by, date) : NULL,
			 "text", o->text);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/json.h"

#include <stdlib.h>

#include "common/voice.h"
#include "common/zone.h"
#include "etiquette/names.h"

static json_t *string_or_null(const char *text)
{
	return text && *text ? json_string(text) : json_null();
}

json_t *json_instant(usec_t at, const char *zone)
{
	char buffer[RFC3339_SIZE];

	return at == USEC_NEVER ? json_null() : json_string(zone_rfc3339(zone, at, buffer));
}

json_t *json_date(struct date d)
{
	char buffer[DATE_TEXT_SIZE];

	return date_is_set(d) ? json_string(date_to_text(d, buffer)) : json_null();
}

static json_t *person(const char *name, const char *address)
{
	return json_pack("{s:s, s:s?}", "name", name ? name : "", "address", address);
}

static json_t *recipients(const struct milestone *m)
{
	json_t *to = json_array();

	if (m->person)
		json_array_append_new(to, person(m->person->name, milestone_address(m)));
	return to;
}

json_t *json_milestone(const struct words_input *words, const struct milestone *m)
{
	const struct interview *i = m->interview;
	cleanup_milestone_words struct milestone_words w = { 0 };
	json_t *o;

	words_milestone(words, m, &w);
	o = json_pack("{s:s, s:s?, s:s?, s:s?, s:s, s:s, s:o, s:s}", "key", m->key, "interview",
		      i ? i->id : NULL, "process", m->process, "company", i ? i->company : NULL,
		      "milestone", m->name, "title", w.title ? w.title : "", "to", recipients(m),
		      "status", milestone_status_to_text(m->status));

	json_object_set_new(o, "opens", json_instant(m->opens, words->zone));
	json_object_set_new(o, "moment", json_instant(m->moment, words->zone));
	json_object_set_new(o, "deadline", json_instant(m->deadline, words->zone));
	json_object_set_new(o, "last_call", json_instant(m->last_call, words->zone));
	json_object_set_new(o, "next_popup", json_instant(m->next_popup, words->zone));
	json_object_set_new(o, "shown", json_integer((json_int_t)m->shown));
	json_object_set_new(o, "of", json_integer((json_int_t)m->of));
	json_object_set_new(o, "rule", json_string(m->rule->name));
	json_object_set_new(o, "reason", json_string(w.reason ? w.reason : ""));
	json_object_set_new(o, "finish", string_or_null(w.finish));
	json_object_set_new(o, "assumes", string_or_null(w.assumes));
	json_object_set_new(o, "done", json_instant(m->done_at, words->zone));
	return o;
}

static json_t *people(const struct interview *i, bool interviewers)
{
	json_t *list = json_array();

	for (size_t k = 0; k < i->n_people; k++)
		if (i->people[k].interviewer == interviewers)
			json_array_append_new(list,
					      person(i->people[k].name, i->people[k].address));
	return list;
}

static enum outcome_kind newest_outcome(const struct interview *i)
{
	enum outcome_kind kind = OUTCOME_OPEN;
	usec_t at = INT64_MIN;

	for (size_t k = 0; k < i->n_outcomes; k++)
		if (i->outcomes[k].at >= at) {
			at = i->outcomes[k].at;
			kind = i->outcomes[k].kind;
		}
	return kind;
}

/* The open milestone that presses most, else the next to come; and how many are open. */
static const struct milestone *next_of(struct agenda *a, const struct interview *i,
				       size_t *ret_open)
{
	const struct milestone **found = NULL, *next = NULL;
	size_t n = 0;

	*ret_open = 0;
	if (agenda_of(a, i, &found, &n) < 0)
		return NULL;
	for (size_t k = 0; k < n; k++) {
		bool open = milestone_is_open(found[k]);

		if (open ? *ret_open == 0 : !next && found[k]->status == STATUS_UPCOMING)
			next = found[k];
		*ret_open += open;
	}
	free(found);
	return next;
}

json_t *json_interview(const struct words_input *words, const struct interview *i, struct agenda *a)
{
	size_t open = 0;
	const struct milestone *next = next_of(a, i, &open);
	const char *kind = interview_kind_to_text(i->kind);
	struct date decision =
		i->n_decisions > 0 ? i->decisions[i->n_decisions - 1].date : (struct date){ 0 };
	json_t *o =
		json_pack("{s:s, s:s, s:s, s:s?}", "id", i->id, "company", i->company, "process",
			  i->process              ? i->process
			  : next && next->process ? next->process
						  : i->company,
			  "role", i->role);

	json_object_set_new(o, "when", json_instant(i->start, i->zone));
	json_object_set_new(o, "end", json_instant(i->end, i->zone));
	json_object_set_new(o, "zone", json_string(i->zone));
	json_object_set_new(o, "kind", string_or_null(kind));
	json_object_set_new(o, "state", json_string(interview_state_to_text(i->state)));
	json_object_set_new(o, "outcome", json_string(outcome_kind_to_text(newest_outcome(i))));
	json_object_set_new(o, "decision_by", json_date(decision));
	json_object_set_new(o, "interviewers", people(i, true));
	json_object_set_new(o, "contacts", people(i, false));
	json_object_set_new(o, "open", json_integer((json_int_t)open));
	json_object_set_new(o, "next", next ? json_milestone(words, next) : json_null());
	return o;
}

json_t *json_notes(const struct interview *i)
{
	json_t *list = json_array();

	for (size_t k = 0; k < i->n_notes; k++)
		json_array_append_new(list, json_pack("{s:s, s:s}", "kind",
						      note_kind_to_text(i->notes[k].kind), "text",
						      i->notes[k].text));
	return list;
}

void json_append_contacts(json_t *array, const struct interview *i, const char *zone)
{
	for (size_t k = 0; k < i->n_contacts; k++) {
		const struct contact *c = &i->contacts[k];
		json_t *o = json_pack("{s:s, s:s, s:o, s:s}", "id", i->id, "company", i->company,
				      "at", json_instant(c->at, zone), "direction",
				      c->heard ? "heard" : "sent");

		json_object_set_new(o, "channel", string_or_null(channel_to_text(c->channel)));
		json_object_set_new(o, "milestone", string_or_null(c->milestone));
		json_object_set_new(o, "person", string_or_null(c->who ? c->who->name : c->person));
		json_object_set_new(o, "text", string_or_null(c->text));
		json_object_set_new(o, "decision_by", json_date(c->decision_by));
		json_object_set_new(o, "forced", json_boolean(c->forced));
		json_object_set_new(o, "change", json_null()); /* `log` knows */
		json_array_append_new(array, o);
	}
}

json_t *json_answer(usec_t now, const char *zone)
{
	return json_pack("{s:i, s:o, s:s}", "version", CONTROL_VERSION, "now",
			 json_instant(now, zone), "zone", zone);
}

json_t *json_problem(const char *code, const char *file, unsigned line, const char *text,
		     const char *remedy)
{
	json_t *o = json_pack("{s:s, s:s?}", "code", code, "file", file);

	json_object_set_new(o, "line", line > 0 ? json_integer((json_int_t)line) : json_null());
	json_object_set_new(o, "text", json_string(text ? _(text) : ""));
	json_object_set_new(o, "remedy", string_or_null(remedy ? _(remedy) : NULL));
	return o;
}

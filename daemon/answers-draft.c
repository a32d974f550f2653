/* SPDX-License-Identifier: MIT */

/* What a letter needs to be written: to whom it goes, from which facts, and whether good manners allow it. */

#include "daemon/letter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/voice.h"
#include "common/zone.h"
#include "daemon/errors.h"
#include "daemon/json.h"
#include "etiquette/person.h"
#include "etiquette/process.h"

#define OTHERS_MAX 64

/* ---- To whom ------------------------------------------------------------------------------------ */

static void add_person(struct letter *l, const struct person *p)
{
	for (size_t k = 0; k < l->n_to; k++)
		if (l->to[k] == p)
			return;
	if (l->n_to < LETTER_PEOPLE_MAX)
		l->to[l->n_to++] = p;
}

static int refuse_person(const struct letter *l, const char *text, int why)
{
	cleanup_text struct text known = { 0 };

	for (size_t k = 0; k < l->interview->n_people; k++)
		text_add(&known, "%s%s", k > 0 ? ", " : "", l->interview->people[k].name);
	return letter_refuse(
		l, "BadInput",
		json_pack("{s:s, s:o}", "parameter", "to", "text",
			  json_sprintf(why == -ENOTUNIQ
					       ? _("several people of %s are called \"%s\": %s")
					       : _("nobody of %s is called \"%s\"; there are: %s"),
				       l->interview->id, text,
				       known.data ? known.data : _("nobody yet"))));
}

static int read_people(struct letter *l)
{
	const json_t *list = json_object_get(l->question->parameters, "to");
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		const struct person *p;
		int r = person_find(l->interview, json_string_value(item), &p);

		if (r == -ENOENT || r == -ENOTUNIQ)
			return refuse_person(l, json_string_value(item), r);
		if (r == 0)
			add_person(l, p);
	}
	return 1;
}

/* Members of a panel come in the order of the book. */
static int by_place(const void *a, const void *b)
{
	const struct person *const *left = a, *const *right = b;

	return *left < *right ? -1 : *left > *right;
}

static void take_recipients(struct letter *l, const struct milestone *m)
{
	const struct person *p;

	if (m->person && person_find(l->interview, milestone_whom(m), &p) == 0)
		add_person(l, p);
}

/* Who wrote last, else a contact, else an interviewer: with an address that a human reads. */
static const struct person *correspondent(const struct interview *i)
{
	const struct person *best = NULL;

	for (size_t k = i->n_contacts; k-- > 0;)
		if (i->contacts[k].heard && i->contacts[k].who &&
		    !address_is_robot(i->contacts[k].who->address))
			return i->contacts[k].who;
	for (size_t k = 0; k < i->n_people; k++) {
		const struct person *p = &i->people[k];

		if (!p->address || address_is_robot(p->address))
			continue;
		if (!best || (best->interviewer && !p->interviewer))
			best = p;
	}
	return best;
}

/* Those of the milestones that are not done; without any, whom the rules would choose. */
static int guess_people(struct letter *l)
{
	const struct person *p;

	for (size_t i = 0; i < l->n_found; i++)
		if (letter_is_left_to_do(l->found[i]) && l->found[i]->rule == l->rule)
			take_recipients(l, l->found[i]);
	if (l->n_to > 0) {
		qsort(l->to, l->n_to, sizeof(*l->to), by_place);
		return 1;
	}
	if (l->rule && l->rule->id == RULE_THANK_YOU && l->n_found > 0 &&
	    l->interview->n_people > 0)
		return letter_refuse(
			l, "Refused",
			json_pack("{s:o}", "text",
				  json_sprintf(
					  _("everybody of %s was thanked already. Once more? "
					    "Name them: followupctl draft %s thank-you --to NAME"),
					  l->interview->id, l->interview->id)));
	for (size_t i = 0; i < l->n_found; i++)
		take_recipients(l, l->found[i]);
	p = l->n_to > 0 ? NULL : correspondent(l->interview);
	if (p)
		add_person(l, p);
	return 1;
}

/* ---- Whether it may go -------------------------------------------------------------------------- */

/* 1: *ret is null or, with `force`, a Pace; 0: refused. */
static int ask_pace(const struct letter *l, json_t **ret)
{
	const struct question *q = l->question;
	struct plan_input in = agenda_input(&q->daemon->shelf, q->now, q->words.zone);
	struct pace_answer answer = { 0 };
	char fine[RFC3339_SIZE];
	json_t *pace;
	int r;

	*ret = json_null();
	if (!l->rule || pace_ask(&in, l->interview, l->rule, l->n_to > 0 ? l->to[0] : NULL, q->now,
				 &answer) < 0)
		return 1;
	if (answer.pace == PACE_FINE) {
		pace_answer_done(&answer);
		return 1;
	}
	bool force = json_is_true(json_object_get(q->parameters, "force"));
	pace = json_pack(
		"{s:o, s:s?}", "text",
		json_sprintf(force ? "%s" : _("%s Write it all the same? Repeat with --force."),
			     answer.why ? answer.why : ""),
		"fine",
		answer.fine_at == USEC_NEVER ? NULL
					     : zone_rfc3339(q->words.zone, answer.fine_at, fine));
	pace_answer_done(&answer);
	r = force ? 1 : letter_refuse(l, "Pushy", pace);
	if (force)
		*ret = pace;
	return r;
}

/* ---- The facts ---------------------------------------------------------------------------------- */

static json_t *recipients(const struct letter *l)
{
	json_t *list = json_array();

	for (size_t k = 0; k < l->n_to; k++)
		json_array_append_new(list, json_correspondent(l->interview, l->to[k]));
	return list;
}

/* Adds what all rounds of the process know: the log, and the newest outcome. */
static void add_process(const struct letter *l, json_t *answer)
{
	const struct book *book = &l->question->daemon->shelf.book;
	const char *zone = l->question->words.zone;
	const struct outcome *newest = NULL;
	json_t *log = json_array();

	for (size_t k = 0; k < book->n_interviews; k++) {
		const struct interview *i = &book->interviews[k];

		if (!process_is_shared(i, l->interview))
			continue;
		json_append_contacts(log, i, zone);
		for (size_t j = 0; j < i->n_outcomes; j++)
			if (!newest || i->outcomes[j].at >= newest->at)
				newest = &i->outcomes[j];
	}
	json_object_set_new(answer, "log", log);
	json_object_set_new(answer, "outcome", newest ? json_outcome(newest, zone) : json_null());
}

/* The companies of other processes that are open. */
static json_t *others(const struct letter *l)
{
	const struct book *book = &l->question->daemon->shelf.book;
	const struct interview *seen[OTHERS_MAX] = { l->interview };
	json_t *list = json_array();
	size_t n_seen = 1;

	for (size_t k = 0; k < book->n_interviews && n_seen < OTHERS_MAX; k++) {
		const struct interview *i = &book->interviews[k];
		bool known = answers_is_over(i);

		for (size_t j = 0; j < n_seen; j++)
			known |= company_is_shared(seen[j], i);
		if (known)
			continue;
		seen[n_seen++] = i;
		json_array_append_new(list, json_string(i->company));
	}
	return list;
}

/* What there is to say of the letter beside it, a text each. */
static json_t *remarks(const struct letter *l)
{
	json_t *list = json_array();

	for (size_t k = 0; k < l->n_found; k++) {
		cleanup_free char *text = words_unthanked(&l->question->words, l->found[k]);

		if (!text_is_empty(text))
			json_array_append_new(list, json_string(text));
	}
	return list;
}

void answer_draft(struct question *q)
{
	struct letter l = { .question = q, .interview = question_interview(q) };
	json_t *pace = NULL, *answer;

	if (!l.interview || letter_read_purpose(&l) == 0 || read_people(&l) == 0)
		return;
	if (l.n_to == 0 && guess_people(&l) == 0)
		return;
	if (ask_pace(&l, &pace) == 0)
		return;
	answer = json_pack(
		"{s:o, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:s?, s:s?, s:o}", "interview",
		json_interview(&q->words, l.interview, &q->daemon->agenda), "milestone", l.name,
		"theirs", l.rule && l.rule->id == RULE_PROMISE_THEIRS, "to", recipients(&l),
		"people", json_correspondents(l.interview), "notes", json_notes(l.interview),
		"promises", json_promises(l.interview, l.promise, q->words.zone), "others",
		others(&l), "remarks", remarks(&l), "language", l.interview->language, "thread",
		l.interview->thread, "pace", pace);
	if (answer)
		add_process(&l, answer);
	question_reply(q, answer);
}

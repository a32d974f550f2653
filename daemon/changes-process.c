/* SPDX-License-Identifier: MIT */

/* How a hiring process goes on: states, outcomes, and what is skipped. */

#include <errno.h>

#include "common/cleanup.h"
#include "daemon/change-tools.h"
#include "daemon/promise-choice.h"
#include "etiquette/company.h"
#include "etiquette/pace.h"
#include "etiquette/person.h"

static int refuse_word(struct change *c, const char *parameter, enum name_list list,
		       const char *text)
{
	const char *near = names_nearest(list, text);
	char listed[160];

	names_listed(list, listed, sizeof(listed));
	if (near)
		return change_refuse_input(c, parameter,
					   "\"%s\" is no %s; did you mean \"%s\"? It can be %s",
					   text, _(parameter), near, listed);
	return change_refuse_input(c, parameter, "\"%s\" is no %s; it can be %s", text,
				   _(parameter), listed);
}

int change_state(struct change *c)
{
	const char *word = change_string(c, "state");
	cleanup_free char *at = NULL, *since = NULL;
	const struct interview *i;
	enum interview_state state;
	struct when when;
	int r;

	r = change_interview(c, &i);
	if (r > 0)
		r = change_when(c, "at", c->zone, WHEN_PAST, &when);
	if (r <= 0)
		return r;
	if (interview_state_from_text(word, &state) < 0)
		return refuse_word(c, "state", NAMES_STATE, word);
	at = change_instant(c, i->start, i->zone);
	if ((state == STATE_NO_SHOW || state == STATE_MISSED) && i->start > c->now)
		return change_refuse_input(
			c, "state",
			"the interview with %s is yet to come, %s; if it will not be: followupctl cancel %s",
			i->company, at ? at : "", i->id);
	r = change_put(c, "state", fact_state(when.at, i->zone, state));
	if (r < 0 || c->error)
		return r;
	change_say(c,
		   state == STATE_NO_SHOW ? N_("Noted: nobody came to the interview with %s of %s.")
		   : state == STATE_MISSED ? N_("Noted: you missed the interview with %s of %s.")
		   : state == STATE_CANCELLED
			   ? N_("Noted: the interview with %s of %s is cancelled.")
			   : N_("Noted: the interview with %s of %s counts as held."),
		   i->company, at ? at : "");
	if (change_string(c, "at")) {
		since = change_instant(c, when.at, c->zone);
		change_say(c, " Known since %s.", since ? since : "");
	}
	return 0;
}

int change_outcome(struct change *c)
{
	const char *word = change_string(c, "outcome"), *text = change_string(c, "text");
	cleanup_free char *at = NULL, *day = NULL;
	const struct interview *i;
	enum outcome_kind outcome;
	struct date answer_by;
	struct when when;
	int r;

	r = change_interview(c, &i);
	if (r > 0)
		r = change_when(c, "at", c->zone, WHEN_PAST, &when);
	if (r > 0)
		r = change_date(c, "answer_by", c->zone, WHEN_FUTURE, &answer_by);
	if (r <= 0)
		return r;
	if (outcome_kind_from_text(word, &outcome) < 0)
		return refuse_word(c, "outcome", NAMES_OUTCOME, word);
	if (date_is_set(answer_by) && outcome != OUTCOME_OFFER)
		return change_refuse_input(c, "answer_by",
					   "only an offer has a date to answer by; \"%s\" has none",
					   word);
	r = change_date_follows(c, "answer_by", answer_by, zone_date(i->zone, when.at),
				"they made the offer");
	if (r <= 0)
		return r;
	r = change_append(c, "outcome", fact_outcome(when.at, i->zone, outcome, answer_by, text));
	if (r < 0 || c->error)
		return r;
	at = change_instant(c, when.at, i->zone);
	change_say(c, "Noted: %s, %s, %s", i->company, _(outcome_kind_to_text(outcome)),
		   at ? at : "");
	if (date_is_set(answer_by)) {
		day = change_day(c, answer_by);
		change_say(c, "; they want your answer by %s", day ? day : "");
	}
	change_say(c, ".");
	return 0;
}

static int skip_one(struct change *c, const struct interview *i, const char *milestone,
		    const char *to)
{
	cleanup_free char *person = NULL;
	const struct person *who;
	int r;

	if (to) {
		r = person_find(i, to, &who);
		if (r < 0)
			return change_refuse_input(
				c, "to", "nobody of %s is called \"%s\"; see: followupctl show %s",
				i->id, to, i->id);
		person = person_to_text(who);
		if (!person)
			return -ENOMEM;
	}
	return change_append(c, "skipped",
			     fact_skipped(change_this_minute(c), i->zone, milestone, person, NULL));
}

/* One of them, never all at once: each is another thing that was agreed on. */
static int skip_promise(struct change *c, const struct interview *i)
{
	cleanup_plan struct plan plan = { .next_popup = USEC_NEVER };
	cleanup_free char *text = NULL;
	struct promise_list open = { 0 };
	const struct promise *p;
	int r = change_plan(c, &plan);

	if (r < 0)
		return r;
	promises_open(&plan, i, &open);
	p = promise_choose(&open, change_string(c, "text"));
	if (!p)
		return promise_ask_which(c, i, &open, TYPED_("skip"), TYPED_("promise TEXT"));
	text = text_copy(p->text);
	if (!text)
		return -ENOMEM; /* a line without it would mean all of them */
	r = change_append(c, "skipped",
			  fact_skipped(change_this_minute(c), i->zone, "promise", NULL, text));
	if (r < 0 || c->error)
		return r;
	change_say(c, "Skipped: promise of %s: %s.", i->id, text);
	return 0;
}

/* Whether silence may already be counted with that company. */
static bool was_with_company(const struct change *c, const struct interview *i)
{
	for (size_t k = 0; k < c->book->n_interviews; k++)
		if (company_is_shared(&c->book->interviews[k], i) &&
		    c->book->interviews[k].end <= c->now)
			return true;
	return false;
}

/* A skip from before the interview says nothing of what comes after it, which may be at another time by then. */
static bool is_skipped_in_vain(const struct change *c, const struct interview *i,
			       const struct rule *rule)
{
	if (!rule)
		return false;
	switch (rule->id) {
	case RULE_THANK_YOU:
		return date_compare(zone_date(i->zone, c->now), zone_date(i->zone, i->start)) < 0;
	case RULE_NEXT_STEPS:
	case RULE_CHECK_IN:
	case RULE_SECOND_CHECK_IN:
	case RULE_MOVE_ON:
		return i->end > c->now && !was_with_company(c, i);
	default:
		return false;
	}
}

static int refuse_early_skip(struct change *c, const struct interview *i, const char *name)
{
	cleanup_free char *at = change_instant(c, i->start, i->zone);

	return change_refuse_input(c, "milestone",
				   "%s of %s comes after the interview, %s; skip it then", name,
				   i->id, at ? at : "");
}

/* An open process is put off, and never forgotten: how to end it. */
static int say_put_off(struct change *c, const struct interview *i)
{
	const struct plan_input in = { .book = c->book,
				       .settings = c->settings,
				       .memory = &c->shelf->memory,
				       .now = c->now,
				       .zone = c->zone };
	enum outcome_kind outcome, end;
	int r = pace_outcome(&in, i, &outcome);

	if (r < 0)
		return r;
	end = outcome == OUTCOME_OFFER ? OUTCOME_DECLINED : OUTCOME_NO_RESPONSE;
	if (outcome == OUTCOME_OPEN || outcome == OUTCOME_OFFER)
		change_say(
			c,
			" The process stays open, so it comes again; to end it: followupctl outcome %s %s",
			i->id, outcome_kind_to_text(end));
	return 0;
}

int change_skip(struct change *c)
{
	const char *name = change_string(c, "milestone"), *near = change_nearest_milestone(c, name),
		   *to;
	const struct interview *i;
	bool known = rule_find(name) != NULL;
	int r;

	r = change_interview(c, &i);
	if (r <= 0)
		return r;
	for (size_t k = 0; k < c->settings->etiquette.n_custom; k++)
		known |= text_equal(c->settings->etiquette.custom[k].name, name);
	if (!known && near)
		return change_refuse_input(
			c, "milestone",
			"\"%s\" is no milestone; did you mean \"%s\"? Those to come: followupctl plan %s",
			name, near, i->id);
	if (!known)
		return change_refuse_input(
			c, "milestone",
			"\"%s\" is no milestone; followupctl plan %s shows those to come", name,
			i->id);
	if (is_skipped_in_vain(c, i, rule_find(name)))
		return refuse_early_skip(c, i, name);
	if (rule_find(name) == &rules[RULE_PROMISE_MINE])
		return skip_promise(c, i);
	if (change_string(c, "text"))
		return change_refuse_input(
			c, "text",
			"only a promise is named by its text; a person by --to NAME: followupctl skip %s %s --to NAME",
			i->id, name);
	if (!change_item(c, "to", 0))
		r = skip_one(c, i, name, NULL);
	for (size_t at = 0; (to = change_item(c, "to", at)) && r >= 0 && !c->error; at++)
		r = skip_one(c, i, name, to);
	if (r < 0 || c->error)
		return r;
	change_say(c, "Skipped: %s of %s.", name, i->id);
	return rule_find(name) == &rules[RULE_MOVE_ON] ? say_put_off(c, i) : 0;
}

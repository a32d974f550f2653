/* SPDX-License-Identifier: MIT */

/* What was sent: the kind of message, to whom, and whether good manners allow it. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "daemon/change-tools.h"
#include "daemon/promise-choice.h"
#include "etiquette/person.h"

#define PEOPLE_MAX     32
#define MILESTONES_MAX 64

/* A message that is being recorded. */
struct sending {
	const struct interview *interview;
	const char *kind;        /* as it goes into the book */
	const struct rule *rule; /* NULL: reply, other */
	enum channel channel;
	struct when when;
	const struct person *people[PEOPLE_MAX];
	size_t n_people;
	const char *text;   /* its subject, what it said, or promise_text; NULL: none */
	char *promise_text; /* owned: the promise that it is about */
	bool forced;
};

static int refuse_person(struct change *c, const struct interview *i, const char *text, int why)
{
	struct text known = { 0 };
	int r;

	for (size_t k = 0; k < i->n_people; k++)
		text_add(&known, "%s%s", k > 0 ? ", " : "", i->people[k].name);
	if (why == -ENOTUNIQ)
		r = change_refuse_input(
			c, "to",
			"several people of %s are called \"%s\"; give the whole name or the address: %s",
			i->id, text, known.data);
	else if (i->n_people == 0)
		r = change_refuse_input(
			c, "to",
			"%s names nobody yet; add them first: followupctl set %s 'interviewer=%s <address>'",
			i->id, i->id, text);
	else
		r = change_refuse_input(c, "to", "nobody of %s is called \"%s\"; there are: %s",
					i->id, text, known.data);
	text_done(&known);
	return r;
}

static int read_people(struct change *c, struct sending *s)
{
	const char *text;

	for (size_t at = 0; (text = change_item(c, "to", at)); at++) {
		const struct person *p;
		bool known = false;
		int r = person_find(s->interview, text, &p);

		if (r == -ENOENT || r == -ENOTUNIQ)
			return refuse_person(c, s->interview, text, r);
		for (size_t k = 0; k < s->n_people; k++)
			known |= s->people[k] == p;
		if (!known && s->n_people < PEOPLE_MAX)
			s->people[s->n_people++] = p;
	}
	return 1;
}

/*
 * Reads the kind of message that `milestone` names: a rule that a message ends, "promise", "reply"
 * or "other".
 */
static int name_kind(struct change *c, struct sending *s, const char *name)
{
	static const char *const others[] = { "promise", "reply", "other" };
	const char *near = change_nearest_milestone(c, name);

	s->rule = rule_find(name);
	s->kind = name;
	if (s->rule)
		return 1;
	for (size_t i = 0; i < ELEMENTS(others); i++)
		if (text_equal(others[i], name))
			return 1;
	for (size_t i = 0; i < c->settings->etiquette.n_custom; i++)
		if (text_equal(c->settings->etiquette.custom[i].name, name))
			return 1;
	if (near)
		return change_refuse_input(
			c, "milestone",
			"\"%s\" is no milestone; did you mean \"%s\"? Those to come: followupctl plan %s",
			name, near, s->interview->id);
	return change_refuse_input(
		c, "milestone", "\"%s\" is no milestone; followupctl plan %s shows those to come",
		name, s->interview->id);
}

static bool ends_with_message(const struct milestone *m)
{
	for (size_t i = 0; i < BUTTONS_MAX; i++)
		if (m->rule->buttons[i] == BUTTON_SENT || m->rule->buttons[i] == BUTTON_ASKED)
			return true;
	return false;
}

static struct plan_input plan_input(const struct change *c)
{
	return (struct plan_input){ .book = c->book,
				    .settings = c->settings,
				    .memory = &c->shelf->memory,
				    .now = c->now,
				    .zone = c->zone,
				    .tongue = voice() };
}

static int refuse_to_guess(struct change *c, const struct sending *s)
{
	const struct plan_input in = plan_input(c);
	const struct rule *rule;
	int r = pace_rule(&in, s->interview, &rule);

	if (r < 0)
		return r;
	return change_refuse_text(
		c, "Refused",
		"nothing that ends with a message is open for %s. Say what it was: followupctl sent %s %s (or reply, other)",
		s->interview->id, s->interview->id, rule->name);
}

/*
 * Without a name it is what is open and ends with a message, and if nothing is, a thank-you that is
 * written before its time, but after the talk has begun.
 */
static int guess_kind(struct change *c, struct sending *s, const struct plan *plan)
{
	const struct milestone *found[MILESTONES_MAX];
	size_t n = plan_find(plan, s->interview, NULL, found, MILESTONES_MAX);

	for (size_t i = 0; i < n; i++)
		if (milestone_is_open(found[i]) && ends_with_message(found[i]))
			return name_kind(c, s, found[i]->name);
	n = plan_find(plan, s->interview, rules[RULE_THANK_YOU].name, found, MILESTONES_MAX);
	for (size_t i = 0; i < n; i++)
		if (found[i]->status == STATUS_UPCOMING && s->when.at >= s->interview->start)
			return name_kind(c, s, found[i]->name);
	return refuse_to_guess(c, s);
}

/* A thank-you counts from the day of the talk on: an earlier one would be written down and asked for again. */
static int follow_talk(struct change *c, const struct sending *s)
{
	const struct interview *i = s->interview;
	cleanup_free char *starts = NULL;

	if (!s->rule || s->rule->id != RULE_THANK_YOU ||
	    date_compare(zone_date(i->zone, s->when.at), zone_date(i->zone, i->start)) >= 0)
		return 1;
	starts = change_instant(c, i->start, i->zone);
	return change_refuse_text(
		c, "Refused",
		"a thank-you comes after the talk (%s: %s); another message is a reply or other: followupctl sent %s other",
		i->id, starts ? starts : "", i->id);
}

/*
 * Which promise it is about: theirs is asked for, the user's own is sent, and only one of them is meant. The book says it by the
 * promise's text, and behind a colon what was typed besides.
 */
static int choose_promise(struct change *c, struct sending *s, const struct plan *plan)
{
	struct promise_list open;
	const struct promise *p;
	const char *own = NULL;

	if (s->rule != &rules[RULE_PROMISE_MINE])
		return 1;
	promises_open(plan, s->interview, &open);
	p = text_is_empty(s->text) ? NULL : promise_choose(&open, s->text);
	if (!p)
		p = promise_named_whole(&open, s->text, &own);
	if (!p) {
		own = s->text;
		promises_keep_ripe(&open, zone_date(s->interview->zone, s->when.at));
		p = open.n == 1 ? open.items[0] : NULL;
	}
	if (!p && open.n > 0)
		return promise_ask_which(c, s->interview, &open, TYPED_("sent"),
					 TYPED_("promise --text TEXT"));
	if (!p)
		return 1;
	s->promise_text =
		text_is_empty(own) ? text_copy(p->text) : text_format("%s: %s", p->text, own);
	if (!s->promise_text)
		return -ENOMEM;
	s->text = s->promise_text;
	if (p->theirs)
		s->rule = &rules[RULE_PROMISE_THEIRS];
	return 1;
}

/* A thank-you that was never noted was not said, also when its time has passed or an end has come. */
static bool is_left_to_do(const struct milestone *m)
{
	return milestone_is_open(m) || m->status == STATUS_UPCOMING ||
	       (m->rule->id == RULE_THANK_YOU &&
		(m->status == STATUS_PASSED ||
		 (m->status == STATUS_MOOT && m->cause.id != CAUSE_SAME_DAY)));
}

/* The names of those whom the milestones of that name that are left to do go to. */
static size_t find_open_recipients(const struct sending *s, const struct plan *plan,
				   const struct person *ret[PEOPLE_MAX])
{
	const struct milestone *found[MILESTONES_MAX];
	size_t n = plan_find(plan, s->interview, s->kind, found, MILESTONES_MAX), n_people = 0;

	for (size_t i = 0; i < n; i++) {
		const char *whom = is_left_to_do(found[i]) ? milestone_whom(found[i]) : NULL;
		const struct person *p;
		bool known = false;

		if (!whom || person_find(s->interview, whom, &p) < 0)
			continue;
		for (size_t j = 0; j < n_people; j++)
			known |= ret[j] == p;
		if (!known && n_people < PEOPLE_MAX)
			ret[n_people++] = p;
	}
	return n_people;
}

/* "Dana Li, Sam Roe and Bo Peep" */
static void add_name(struct text *names, const char *name, size_t i, size_t n)
{
	if (i == 0)
		text_add(names, "%s", name);
	else
		text_add(names, i + 1 == n ? _(" and %s") : ", %s", name);
}

static int refuse_unclear(struct change *c, const struct sending *s,
			  const struct person *const people[], size_t n)
{
	json_t *list = json_array();
	cleanup_text struct text names = { 0 };

	for (size_t i = 0; i < n; i++) {
		json_array_append_new(list, json_pack("{s:s, s:s?}", "name", people[i]->name,
						      "address", people[i]->address));
		add_name(&names, people[i]->name, i, n);
	}
	return change_refuse(
		c, "Unclear",
		json_pack("{s:o, s:o}", "text",
			  json_sprintf(_("not yet thanked at %s: %s"), s->interview->company,
				       names.data ? names.data : ""),
			  "people", list));
}

/* Where nothing of the kind is left to do, it went to whom news go to. */
static int take_correspondent(struct change *c, struct sending *s)
{
	const struct plan_input in = plan_input(c);
	const struct person *p, *here;
	int r = pace_correspondent(&in, s->interview, &p);

	if (r < 0)
		return r;
	if (p && person_find(s->interview, p->address ? p->address : p->name, &here) == 0)
		s->people[s->n_people++] = here;
	return 1;
}

/*
 * Nobody named: those it goes to by rule. A thank-you is one to each, so several must be named or
 * --all said.
 */
static int guess_people(struct change *c, struct sending *s, const struct plan *plan)
{
	const struct person *open[PEOPLE_MAX];
	size_t n = find_open_recipients(s, plan, open);
	bool each = s->rule && s->rule->id == RULE_THANK_YOU;

	if (each && n == 0 && s->interview->n_people > 0)
		return change_refuse_text(
			c, "Refused",
			"everybody of %s was thanked already. Once more? Name them: --to NAME",
			s->interview->id);
	if (each && n > 1 && !change_flag(c, "all"))
		return refuse_unclear(c, s, open, n);
	if (!each && n == 0 && s->rule)
		return take_correspondent(c, s);
	s->n_people = each || n == 0 ? n : 1;
	memcpy(s->people, open, n * sizeof(*open));
	return 1;
}

/*
 * Never pushy: refused unless --force, and recorded as forced only if it would have been refused.
 */
static int keep_pace(struct change *c, struct sending *s)
{
	const struct plan_input in = plan_input(c);
	struct pace_answer answer = { 0 };
	char fine[RFC3339_SIZE];
	int r;

	if (!s->rule)
		return 1;
	r = pace_ask(&in, s->interview, s->rule, s->n_people > 0 ? s->people[0] : NULL, s->when.at,
		     &answer);
	if (r < 0)
		return r;
	s->forced = answer.pace != PACE_FINE;
	if (s->forced && !change_flag(c, "force"))
		r = change_refuse(
			c, "Pushy",
			json_pack("{s:o, s:s?}", "text",
				  json_sprintf(
					  _("%s Already sent? Repeat with --force: it will count."),
					  answer.why ? answer.why : ""),
				  "fine",
				  answer.fine_at == USEC_NEVER
					  ? NULL
					  : zone_rfc3339(c->zone, answer.fine_at, fine)));
	else
		r = 1;
	pace_answer_done(&answer);
	return r;
}

static int write_sent(struct change *c, const struct sending *s)
{
	cleanup_free char *text = text_copy(s->text); /* of a promise: gone after the edit */
	cleanup_free char *at = change_instant(c, s->when.at, s->interview->zone);
	cleanup_text struct text names = { 0 };

	if (s->text && !text)
		return -ENOMEM;
	for (size_t i = 0; i < s->n_people || (i == 0 && s->n_people == 0); i++) {
		cleanup_free char *person = s->n_people > 0 ? person_to_text(s->people[i]) : NULL;
		int r = change_append(c, "sent",
				      fact_sent(s->when.at, s->interview->zone, s->kind, s->channel,
						person, s->forced, text));

		if (r < 0 || c->error)
			return r;
		if (s->n_people > 0)
			add_name(&names, s->people[i]->name, i, s->n_people);
	}
	if (names.size > 0)
		change_say(c, "Noted: %s to %s by %s, %s.", s->kind, names.data,
			   channel_to_text(s->channel), at ? at : "");
	else
		change_say(c, "Noted: %s by %s, %s.", s->kind, channel_to_text(s->channel),
			   at ? at : "");
	if (s->forced)
		change_say(c, " Against good manners, as you said.");
	return 0;
}

int change_sent(struct change *c)
{
	cleanup_plan struct plan plan = { .next_popup = USEC_NEVER };
	struct sending s = { 0 };
	const char *milestone = change_string(c, "milestone");
	int r;

	r = change_interview(c, &s.interview);
	if (r > 0)
		r = change_when(c, "at", c->zone, WHEN_PAST, &s.when);
	if (r > 0)
		r = change_channel(c, CHANNEL_EMAIL, &s.channel);
	if (r > 0)
		r = read_people(c, &s);
	if (r <= 0)
		return r;
	r = change_plan(c, &plan);
	if (r < 0)
		return r;
	r = milestone ? name_kind(c, &s, milestone) : guess_kind(c, &s, &plan);
	s.text = change_string(c, "text");
	if (r > 0)
		r = follow_talk(c, &s);
	if (r > 0)
		r = choose_promise(c, &s, &plan);
	if (r > 0 && s.n_people == 0)
		r = guess_people(c, &s, &plan);
	if (r > 0)
		r = keep_pace(c, &s);
	if (r > 0)
		r = write_sent(c, &s);
	free(s.promise_text);
	return r;
}

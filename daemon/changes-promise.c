/* SPDX-License-Identifier: MIT */

/* What they said, and what was promised: heard, promise, kept. */

#include <errno.h>
#include <inttypes.h>

#include "common/cleanup.h"
#include "daemon/change-tools.h"
#include "daemon/promise-choice.h"
#include "etiquette/pace.h"
#include "etiquette/person.h"

/* Each answer leads on: to the date that they may have named, or back into what had come to an end. */
static int say_what_next(struct change *c, const struct interview *i)
{
	struct plan_input in = { .book = c->book,
				 .settings = c->settings,
				 .memory = &c->shelf->memory,
				 .now = c->now,
				 .zone = c->zone };
	enum outcome_kind outcome;
	int r = pace_outcome(&in, i, &outcome);

	if (r < 0)
		return r;
	if (outcome == OUTCOME_OPEN || outcome == OUTCOME_NO_RESPONSE)
		change_say(c, ". If they named a date: followupctl set %s decision-by=DATE", i->id);
	else if (outcome == OUTCOME_OFFER || outcome == OUTCOME_ACCEPTED)
		text_add(&c->text, ".");
	else
		change_say(c, ". It had come to an end; if it goes on: followupctl outcome %s open",
			   i->id);
	return 0;
}

int change_heard(struct change *c)
{
	const char *from = change_string(c, "from"), *text = change_string(c, "text");
	cleanup_free char *person = NULL, *at = NULL, *day = NULL;
	const struct interview *i;
	enum channel channel;
	struct date decision_by;
	struct when when;
	int r;

	r = change_interview(c, &i);
	if (r > 0)
		r = change_when(c, "at", c->zone, WHEN_PAST, &when);
	if (r > 0)
		r = change_date(c, "decision_by", c->zone, WHEN_FUTURE, &decision_by);
	if (r > 0)
		r = change_date_follows(c, "decision_by", decision_by, zone_date(i->zone, when.at),
					"they said so");
	if (r > 0)
		r = change_channel(c, CHANNEL_EMAIL, &channel);
	if (r <= 0)
		return r;
	if (from) {
		const struct person *who;

		/* Somebody new may write: then the name is kept as it was typed. */
		person = person_find(i, from, &who) == 0 ? person_to_text(who) : text_copy(from);
		if (!person)
			return -ENOMEM;
	}
	r = change_append(
		c, "heard",
		fact_heard(when.at, i->zone, channel, person, decision_by, text ? text : ""));
	if (r < 0 || c->error)
		return r;
	at = change_instant(c, when.at, i->zone);
	change_say(c, "Noted: heard from %s, %s", i->company, at ? at : "");
	if (date_is_set(decision_by)) {
		day = change_day(c, decision_by);
		change_say(c, "; they decide by %s", day ? day : "");
		change_say(c, ".");
	} else {
		r = say_what_next(c, i);
	}
	return r;
}

int change_promise(struct change *c)
{
	const char *text = change_string(c, "text"), *lead_text = change_string(c, "lead");
	struct duration lead = { 0 };
	const struct interview *i;
	cleanup_free char *day = NULL;
	struct date by;
	bool theirs = change_flag(c, "theirs");
	int64_t ago;
	int r;

	r = change_interview(c, &i);
	if (r > 0)
		r = change_date(c, "by", c->zone, WHEN_FUTURE, &by);
	if (r <= 0)
		return r;
	if (!date_is_set(by) || text_is_empty(text))
		return change_refuse_input(
			c, "by",
			"a promise needs a text and a date: followupctl promise %s \"send the work sample\" --by fri",
			i->id);
	if (lead_text && duration_from_text(lead_text, &lead) < 0)
		return change_refuse_input(
			c, "lead", "\"%s\" is no length of time; write for example 2bd, 1d or 4h",
			lead_text);
	/* One that fell due already may be written down late; one from before the talk is a slip of the month. */
	if (i->start <= c->now && !change_date_follows(c, "by", by, i->when.date, "the interview"))
		return 0;
	r = change_append(c, "promise", fact_promise(by, theirs, lead_text ? &lead : NULL, text));
	if (r < 0 || c->error)
		return r;
	day = change_day(c, by);
	ago = date_to_days(zone_date(i->zone, c->now)) - date_to_days(by);
	if (theirs)
		change_say(c, "Noted: %s promised by %s", i->company, day ? day : "");
	else
		change_say(c, "Noted: you promised by %s", day ? day : "");
	if (ago > 0)
		text_add(&c->text,
			 P_(", which was %zu day ago", ", which was %zu days ago", (size_t)ago),
			 (size_t)ago);
	change_say(c, ": %s.", text);
	return 0;
}

/* What was skipped by name may be kept all the same, if nothing else can be meant. */
static const struct promise *choose_unkept(const struct interview *i, const char *text,
					   struct promise_list *ret_open)
{
	const struct promise *p = NULL;
	struct promise_list list;

	ret_open->n = 0;
	for (int skipped = 0; skipped <= 1 && !p; skipped++) {
		list.n = 0;
		for (size_t k = 0; k < i->n_promises && list.n < ELEMENTS(list.items); k++)
			if (i->promises[k].kept_at == USEC_NEVER &&
			    (skipped || !i->promises[k].skipped))
				list.items[list.n++] = &i->promises[k];
		if (ret_open->n == 0)
			*ret_open = list;
		p = promise_choose(&list, text);
	}
	return p;
}

int change_kept(struct change *c)
{
	struct promise_list open;
	const struct promise *p;
	const struct interview *i;
	cleanup_free char *text = NULL, *at = NULL;
	struct when when;
	int r;

	r = change_interview(c, &i);
	if (r > 0)
		r = change_when(c, "at", c->zone, WHEN_PAST, &when);
	if (r <= 0)
		return r;
	p = choose_unkept(i, change_string(c, "text"), &open);
	if (!p)
		return promise_ask_which(c, i, &open, TYPED_("kept"), TYPED_("TEXT"));
	text = text_copy(p->text);
	if (!text)
		return -ENOMEM; /* a line without it may mean another one */
	r = change_append(c, "kept", fact_kept(when.at, i->zone, text));
	if (r < 0 || c->error)
		return r;
	at = change_instant(c, when.at, i->zone);
	change_say(c, "Kept: %s, %s.", text, at ? at : "");
	return 0;
}

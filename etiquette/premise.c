/* SPDX-License-Identifier: MIT */
#include "etiquette/premise.h"

#include <stddef.h>
#include <stdio.h>

#include "common/text.h"

/* Where the instant or the date of a fact stands. */
enum source {
	NOWHERE, /* there is no fact, or none with a time */
	START,   /* of the interview */
	END,
	CAUSE_AT,
	CAUSE_DATE,
	PROMISE_DATE,
};

struct counted {
	const char *key;
	size_t offset; /* in the settings */
	enum { NOTHING, SPAN, CLOCK, NUMBER } kind;
};

#define SETTINGS_MAX 2
#define SETTING(kind, key, field)                                     \
	{                                                             \
		key, offsetof(struct etiquette_settings, field), kind \
	}

/* What a cause rests on. */
struct base {
	const char *fact; /* NULL with a source: what happened tells its event */
	enum source source;
	struct counted settings[SETTINGS_MAX];
};

/* clang-format off */
static const struct base bases[CAUSE_COUNT] = {
	[CAUSE_PREPARE] = { "interview", START, { SETTING(CLOCK, "prepare-time", prepare_min) } },
	[CAUSE_DEBRIEF] = { "interview-end", END, { SETTING(SPAN, "debrief-deadline", debrief_deadline) } },
	[CAUSE_THANK_YOU] = { "interview-end", END,
	                      { SETTING(SPAN, "thank-you-opens", thank_you_opens),
	                        SETTING(SPAN, "thank-you-deadline", thank_you_deadline) } },
	[CAUSE_PROMISE] = { "promise", PROMISE_DATE, { SETTING(SPAN, "promise-lead", promise_lead) } },
	[CAUSE_NEXT_STEPS] = { "interview-end", END, { SETTING(SPAN, "next-steps-opens", next_steps_opens) } },
	[CAUSE_TIMELINE] = { "decision-by", CAUSE_DATE, { SETTING(SPAN, "check-in-grace", check_in_grace) } },
	[CAUSE_SILENCE] = { "interview-end", CAUSE_AT, { SETTING(SPAN, "check-in-opens", check_in_opens) } },
	[CAUSE_EVENT] = { NULL, CAUSE_AT, { SETTING(SPAN, "check-in-opens", check_in_opens) } },
	[CAUSE_LAST_EVENT] = { NULL, CAUSE_AT, { SETTING(SPAN, "check-in-opens", check_in_opens) } },
	[CAUSE_LAST_SUPPOSED] = { "to-be-sent", CAUSE_AT, { SETTING(SPAN, "second-check-in-after", second_check_in_after) } },
	[CAUSE_LAST_ASKED] = { "sent", CAUSE_AT, { SETTING(SPAN, "second-check-in-after", second_check_in_after) } },
	[CAUSE_PUT_OFF] = { "put-off", CAUSE_AT, { SETTING(SPAN, "move-on-after", move_on_after) } },
	[CAUSE_OFFER_OPEN] = { "offer", CAUSE_AT, { SETTING(SPAN, "move-on-after", move_on_after) } },
	[CAUSE_CLOSED] = { "closed", CAUSE_AT, { { 0 } } },
	[CAUSE_CANCELLED] = { "cancelled", CAUSE_AT, { SETTING(SPAN, "move-on-after", move_on_after) } },
	[CAUSE_ACCEPTED_ELSEWHERE] = { "accepted-elsewhere", CAUSE_AT, { { 0 } } },
	[CAUSE_GIVEN_UP] = { "not-asked", CAUSE_AT, { SETTING(SPAN, "move-on-after", move_on_after) } },
	[CAUSE_ASKED_ENOUGH] = { "heard", CAUSE_AT, { SETTING(SPAN, "move-on-after-reply", move_on_after_reply) } },
	[CAUSE_NOTHING_SINCE] = { NULL, CAUSE_AT, { SETTING(SPAN, "move-on-after", move_on_after) } },
	[CAUSE_UNANSWERED_IF] = { "to-be-sent", CAUSE_AT, { SETTING(SPAN, "move-on-after", move_on_after) } },
	[CAUSE_UNANSWERED] = { "sent", CAUSE_AT, { SETTING(SPAN, "move-on-after", move_on_after) } },
	[CAUSE_REJECTION] = { "rejected", CAUSE_AT, { SETTING(SPAN, "reply-deadline", reply_deadline) } },
	[CAUSE_OFFER] = { "offer", CAUSE_AT, { SETTING(SPAN, "offer-reply-deadline", offer_reply_deadline) } },
	[CAUSE_ANSWER_BY] = { "answer-by", CAUSE_DATE, { SETTING(SPAN, "offer-decision-lead", offer_decision_lead) } },
	[CAUSE_NO_SHOW] = { "no-show", CAUSE_AT, { SETTING(CLOCK, "no-show-deadline", no_show_min) } },
	[CAUSE_WITHDRAWING] = { "withdrawn", CAUSE_AT, { SETTING(SPAN, "reply-deadline", reply_deadline) } },
	[CAUSE_TELL_OTHERS] = { "accepted-elsewhere", CAUSE_AT, { SETTING(SPAN, "reply-deadline", reply_deadline) } },
	[CAUSE_WEEK_AHEAD] = { NULL, NOWHERE, { SETTING(CLOCK, "week-ahead-time", week_ahead_min) } },
	[CAUSE_ASKED] = { "sent", CAUSE_AT, { { 0 } } },
	[CAUSE_WAITS] = { "waits-until", CAUSE_AT, { SETTING(SPAN, "minimum-gap", minimum_gap) } },
	[CAUSE_TAKES_OVER] = { "passed", CAUSE_AT, { { 0 } } },
	[CAUSE_ENDED_AT] = { "ended", CAUSE_AT, { { 0 } } },
	[CAUSE_OFFERED_AT] = { "offer", CAUSE_AT, { { 0 } } },
	[CAUSE_NO_ROOM] = { NULL, NOWHERE, { SETTING(SPAN, "minimum-gap", minimum_gap) } },
	[CAUSE_SPENT] = { NULL, NOWHERE, { SETTING(NUMBER, "max-check-ins", max_check_ins) } },
};
static const struct base theirs =
	{ "promise", PROMISE_DATE, { SETTING(SPAN, "promise-theirs-opens", promise_theirs_opens) } };
static const struct base last_timeline =
	{ "decision-by", CAUSE_DATE, { SETTING(SPAN, "second-check-in-grace", second_check_in_grace) } };
static const struct base moving_on_timeline =
	{ "decision-by", CAUSE_DATE, { SETTING(SPAN, "move-on-grace", move_on_grace) } };
/* clang-format on */

static const char *const events[EVENT_COUNT] = {
	[EVENT_REOPENED] = "reopened", [EVENT_HEARD] = "heard",     [EVENT_CANCELLED] = "cancelled",
	[EVENT_MISSED] = "missed",     [EVENT_NO_SHOW] = "no-show",
};

struct premises {
	const struct milestone *m;
	const struct etiquette_settings *e;
	struct premise *list;
	size_t n;
};

/* NULL: there is no room. */
static struct premise *add(struct premises *p, const char *name)
{
	struct premise *one = p->n < PREMISES_MAX ? &p->list[p->n++] : NULL;

	if (one)
		*one = (struct premise){ .name = name, .at = USEC_NEVER };
	return one;
}

static void add_span(struct premises *p, const char *key, struct duration span)
{
	struct premise *one = add(p, key);

	if (one)
		duration_to_text(span, one->value);
}

static void add_setting(struct premises *p, const struct counted *s)
{
	const void *field = (const char *)p->e + s->offset;
	struct premise *one;
	int number;

	if (s->kind == SPAN)
		return add_span(p, s->key, *(const struct duration *)field);
	one = add(p, s->key);
	if (!one)
		return;
	number = *(const int *)field;
	if (s->kind == CLOCK)
		snprintf(one->value, sizeof(one->value), "%02d:%02d", number / 60, number % 60);
	else
		snprintf(one->value, sizeof(one->value), "%d", number);
}

static void add_fact(struct premises *p, const struct cause *c, const char *name, enum source from)
{
	struct premise *one = from != NOWHERE ? add(p, name ? name : events[c->event]) : NULL;

	if (!one)
		return;
	switch (from) {
	case START:
		one->at = p->m->interview->start;
		break;
	case END:
		one->at = p->m->interview->end;
		break;
	case CAUSE_AT:
		one->at = c->at;
		break;
	case CAUSE_DATE:
		one->date = c->date;
		break;
	case PROMISE_DATE:
		one->date = p->m->promise->date;
		break;
	case NOWHERE:
		break;
	}
}

/* What the user's own milestones rest on stands in their section of the settings. */
static void add_custom(struct premises *p, const struct cause *c)
{
	const struct custom_milestone *own = p->m->custom;

	add_fact(p, c,
		 text_equal_fold(own->after, "interview") ? "interview-end"
		 : p->m->assumes                          ? "to-be-sent"
							  : "sent",
		 CAUSE_AT);
	add_span(p, "opens", own->opens);
	add_span(p, "deadline", own->deadline);
}

static const struct base *base_of(const struct milestone *m, const struct cause *c)
{
	if (c->id == CAUSE_TIMELINE && m->rule->id == RULE_SECOND_CHECK_IN)
		return &last_timeline;
	if (c->id == CAUSE_TIMELINE && m->rule->id == RULE_MOVE_ON)
		return &moving_on_timeline;
	if (c->id == CAUSE_PROMISE && m->promise->theirs)
		return &theirs;
	return &bases[c->id];
}

static void add_cause(struct premises *p, const struct cause *c)
{
	const struct base *base = base_of(p->m, c);

	if (c->besides)
		add_cause(p, c->besides);
	if (c->id == CAUSE_CUSTOM)
		return add_custom(p, c);
	add_fact(p, c, base->fact, base->source);
	if (c->id == CAUSE_PROMISE && base != &theirs && p->m->promise->lead.amount)
		return add_span(p, base->settings[0].key, p->m->promise->lead);
	for (size_t k = 0; k < SETTINGS_MAX && base->settings[k].kind != NOTHING; k++)
		add_setting(p, &base->settings[k]);
}

size_t premises_of(const struct milestone *m, const struct etiquette_settings *e,
		   struct premise ret[static PREMISES_MAX])
{
	struct premises p = { .m = m, .e = e, .list = ret };

	add_cause(&p, &m->cause);
	return p.n;
}

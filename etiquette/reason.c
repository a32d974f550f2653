/* SPDX-License-Identifier: MIT */
#include "etiquette/reason.h"

#include "etiquette/reason-parts.h"

static char *tell(const struct telling *t, const struct milestone *m, const struct cause *c);

/* ---- What an interview, a promise, an outcome asks for ------------------------------------------- */

static char *tell_prepare(const struct telling *t, const struct told *o)
{
	int from = o->e->prepare_min;

	return arena_format(
		t->arena,
		say(t,
		    "The interview begins on %s; the day before, from %02d:%02d on, is the time to look at it."),
		phrase_instant(t->tongue, &t->user, t->now, o->m->interview->start, PART),
		from / 60, from % 60);
}

static char *tell_debrief(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		is_over(t, o)
			? say(t,
			      "The interview ended on %s; in the %s after it, what was said is still fresh.")
			: say(t,
			      "The interview ends on %s; in the %s after it, what was said is still fresh."),
		instant(t, o->m->interview->end, PART), span(t, o->e->debrief_deadline, PART));
}

static char *tell_thank_you(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		is_over(t, o)
			? say(t, "The interview ended on %s; a thank-you fits from %s to %s later.")
			: say(t, "The interview ends on %s; a thank-you fits from %s to %s later."),
		instant(t, o->m->interview->end, PART), span(t, o->e->thank_you_opens, PART),
		span(t, o->e->thank_you_deadline, PART));
}

static char *tell_promise(const struct telling *t, const struct told *o)
{
	const struct promise *promise = o->m->promise;

	if (promise->theirs)
		return arena_format(
			t->arena,
			say(t, "They promised it for %s; %s later it is fine to ask for it."),
			date(t, promise->date, PART), span(t, o->e->promise_theirs_opens, PART));
	return arena_format(
		t->arena, say(t, "You promised it for %s; it is brought up %s before."),
		date(t, promise->date, PART),
		span(t, promise->lead.amount ? promise->lead : o->e->promise_lead, PART));
}

static char *tell_rejection(const struct telling *t, const struct told *o)
{
	return arena_format(t->arena, say(t, "The no came on %s; answer it within %s."),
			    instant(t, o->c->at, PART), span(t, o->e->reply_deadline, PART));
}

static char *tell_offer(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t, "The offer came on %s; thank them within %s, or by the next working day."),
		instant(t, o->c->at, PART), span(t, o->e->offer_reply_deadline, PART));
}

static char *tell_answer_by(const struct telling *t, const struct told *o)
{
	return arena_format(t->arena, say(t, "They asked for your answer by %s."),
			    date(t, o->c->date, PART));
}

static char *tell_no_show(const struct telling *t, const struct told *o)
{
	int by = o->e->no_show_min;

	return arena_format(
		t->arena,
		say(t,
		    "Nobody came, as you recorded on %s; write on the same day, or by %02d:%02d on the next working day."),
		instant(t, o->c->at, PART), by / 60, by % 60);
}

static char *tell_withdrawing(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		o->c->id == CAUSE_TELL_OTHERS
			? say(t, "You accepted another job on %s; tell the others within %s.")
			: say(t, "You decided on %s not to go on; tell them within %s."),
		instant(t, o->c->at, PART), span(t, o->e->reply_deadline, PART));
}

static char *tell_week_ahead(const struct telling *t, const struct told *o)
{
	int at = o->e->week_ahead_min;

	return arena_format(t->arena,
			    say(t, "It comes on the week's first working day, at %02d:%02d."),
			    at / 60, at % 60);
}

static char *tell_custom(const struct telling *t, const struct told *o)
{
	const struct custom_milestone *c = o->m->custom;
	bool interview = text_equal_fold(c->after, "interview");

	return arena_format(
		t->arena,
		interview && o->c->at <= t->now
			? say(t,
			      "Your settings ask for it from %s to %s after the %s, which ended on %s.")
		: interview
			? say(t,
			      "Your settings ask for it from %s to %s after the %s, which ends on %s.")
		: o->m->assumes
			? say(t,
			      "Your settings ask for it from %s to %s after the %s, if that is sent on %s.")
			: say(t,
			      "Your settings ask for it from %s to %s after the %s, which was sent on %s."),
		span(t, c->opens, PART), span(t, c->deadline, PART), c->after,
		instant(t, o->c->at, PART));
}

/* ---- Besides ------------------------------------------------------------------------------------- */

static char *tell_waits(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t,
		    "%s It waits until %s, because %s should lie between two messages to one company."),
		tell(t, o->m, o->c->besides), instant(t, o->c->at, PART),
		span(t, o->e->minimum_gap, PART));
}

static char *tell_takes_over(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t,
		    "%s It takes the place of another message to them, whose time was over on %s."),
		tell(t, o->m, o->c->besides), instant(t, o->c->at, PART));
}

/* ---- What needs not be done ---------------------------------------------------------------------- */

static char *tell_ended_at(const struct telling *t, const struct told *o)
{
	return arena_format(t->arena, say(t, "The process ended on %s."),
			    instant(t, o->c->at, PART));
}

static char *tell_offered_at(const struct telling *t, const struct told *o)
{
	return arena_format(t->arena, say(t, "They made you an offer on %s."),
			    instant(t, o->c->at, PART));
}

/* ---- All of them --------------------------------------------------------------------------------- */

/* Those with nothing to fill in. */
static const char *const plain[CAUSE_COUNT] = {
	[CAUSE_ENDED] = N_("The process has come to an end."),
	[CAUSE_NEXT_ROUND] = N_("A later interview with them took over."),
	[CAUSE_SAME_DAY] =
		N_("You talk to the same person again later that day: one note thanks for both."),
	[CAUSE_NO_ROOM] = N_("Other messages to them leave no day for it."),
	[CAUSE_SPENT] = N_("They have been asked often enough."),
	[CAUSE_ANSWERED] = N_("They have written since."),
	[CAUSE_ANOTHER_JOB] = N_("You accepted another job."),
};

static char *(*const tell_of[CAUSE_COUNT])(const struct telling *t, const struct told *o) = {
	[CAUSE_PREPARE] = tell_prepare,
	[CAUSE_DEBRIEF] = tell_debrief,
	[CAUSE_THANK_YOU] = tell_thank_you,
	[CAUSE_PROMISE] = tell_promise,
	[CAUSE_NEXT_STEPS] = tell_next_steps,
	[CAUSE_TIMELINE] = tell_timeline,
	[CAUSE_SILENCE] = tell_silence,
	[CAUSE_EVENT] = tell_event,
	[CAUSE_LAST_EVENT] = tell_last_event,
	[CAUSE_LAST_SUPPOSED] = tell_last_supposed,
	[CAUSE_LAST_ASKED] = tell_last_asked,
	[CAUSE_PUT_OFF] = tell_put_off,
	[CAUSE_OFFER_OPEN] = tell_offer_open,
	[CAUSE_CLOSED] = tell_closed,
	[CAUSE_CANCELLED] = tell_cancelled,
	[CAUSE_ACCEPTED_ELSEWHERE] = tell_accepted_elsewhere,
	[CAUSE_GIVEN_UP] = tell_given_up,
	[CAUSE_ASKED_ENOUGH] = tell_asked_enough,
	[CAUSE_NOTHING_SINCE] = tell_nothing_since,
	[CAUSE_UNANSWERED_IF] = tell_unanswered,
	[CAUSE_UNANSWERED] = tell_unanswered,
	[CAUSE_REJECTION] = tell_rejection,
	[CAUSE_OFFER] = tell_offer,
	[CAUSE_ANSWER_BY] = tell_answer_by,
	[CAUSE_NO_SHOW] = tell_no_show,
	[CAUSE_WITHDRAWING] = tell_withdrawing,
	[CAUSE_TELL_OTHERS] = tell_withdrawing,
	[CAUSE_WEEK_AHEAD] = tell_week_ahead,
	[CAUSE_CUSTOM] = tell_custom,
	[CAUSE_ASKED] = tell_asked,
	[CAUSE_WAITS] = tell_waits,
	[CAUSE_TAKES_OVER] = tell_takes_over,
	[CAUSE_ENDED_AT] = tell_ended_at,
	[CAUSE_OFFERED_AT] = tell_offered_at,
};

static char *tell(const struct telling *t, const struct milestone *m, const struct cause *c)
{
	const struct told o = { .m = m, .c = c, .e = &t->settings->etiquette };

	if (plain[c->id])
		return arena_copy(t->arena, say(t, plain[c->id]));
	return tell_of[c->id](t, &o);
}

char *reason_of(const struct telling *t, const struct milestone *m)
{
	return tell(t, m, &m->cause);
}

char *reason_assumes(const struct telling *t, const struct milestone *m)
{
	const struct assumption *a = m->assumes;
	struct place place = place_get(NULL, NULL, a ? a->zone : NULL);
	char day[DATE_TEXT_SIZE];

	if (!a)
		return NULL;
	date_to_text(place_date(&place, a->at), day);
	return arena_format(t->arena,
			    a->rule->id == RULE_PROMISE_MINE     ? say(t, "%s kept %s")
			    : a->rule->id == RULE_PROMISE_THEIRS ? say(t, "%s asked for %s")
								 : say(t, "%s sent %s"),
			    a->name, day);
}

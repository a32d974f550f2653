/* SPDX-License-Identifier: MIT */

/* Why it is time to ask how things stand, or to move on. */

#include "etiquette/reason-parts.h"

/* ---- Asking how things stand --------------------------------------------------------------------- */

char *tell_next_steps(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		is_over(t, o)
			? say(t,
			      "The interview ended on %s and nobody named a date; %s later it is fine to ask about the next steps.")
			: say(t,
			      "The interview ends on %s and nobody has named a date; %s later it is fine to ask about the next steps."),
		instant(t, o->m->interview->end, PART), span(t, o->e->next_steps_opens, PART));
}

/* What they said they would do comes before everything else. */
char *tell_timeline(const struct telling *t, const struct told *o)
{
	bool first = o->m->rule->id == RULE_CHECK_IN;

	if (o->m->rule->id == RULE_MOVE_ON)
		return arena_format(
			t->arena,
			say(t,
			    "They said they would decide by %s; %s later it is best to move on."),
			date(t, o->c->date, PART), span(t, o->e->move_on_grace, PART));
	return arena_format(
		t->arena,
		say(t,
		    "They said they would decide by %s; %s later it is fine to ask, and not earlier."),
		date(t, o->c->date, PART),
		span(t, first ? o->e->check_in_grace : o->e->second_check_in_grace, PART));
}

char *tell_silence(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		is_over(t, o)
			? say(t,
			      "The interview ended on %s and you have heard nothing since; %s later it is fine to ask how things stand.")
			: say(t,
			      "The interview ends on %s; if you hear nothing, %s later it is fine to ask how things stand."),
		instant(t, o->c->at, PART), span(t, o->e->check_in_opens, PART));
}

static const char *event(const struct telling *t, const struct told *o)
{
	static const char *const events[EVENT_COUNT] = {
		[EVENT_REOPENED] = N_("The process was opened again"),
		[EVENT_HEARD] = N_("They last wrote"),
		[EVENT_CANCELLED] = N_("An interview was cancelled"),
		[EVENT_MISSED] = N_("You missed the interview, as you recorded"),
		[EVENT_NO_SHOW] = N_("Nobody came, as you recorded"),
	};

	return tongue_say(t->tongue, events[o->c->event]);
}

char *tell_event(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena, say(t, "%s on %s; %s later it is fine to ask how things stand."),
		event(t, o), instant(t, o->c->at, PART), span(t, o->e->check_in_opens, PART));
}

char *tell_last_event(const struct telling *t, const struct told *o)
{
	return arena_format(t->arena, say(t, "%s on %s; %s later a last message is fine."),
			    event(t, o), instant(t, o->c->at, PART),
			    span(t, o->e->check_in_opens, PART));
}

char *tell_last_supposed(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t,
		    "If you send the message before it on %s and hear nothing, a last one is fine %s later."),
		instant(t, o->c->at, PART), span(t, o->e->second_check_in_after, PART));
}

char *tell_last_asked(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t, "You asked on %s and have no answer; %s later a last message is fine."),
		instant(t, o->c->at, PART), span(t, o->e->second_check_in_after, PART));
}

char *tell_asked(const struct telling *t, const struct told *o)
{
	return arena_format(t->arena, say(t, "You asked on %s."), instant(t, o->c->at, PART));
}

/* ---- Moving on ----------------------------------------------------------------------------------- */

char *tell_closed(const struct telling *t, const struct told *o)
{
	return arena_format(t->arena, say(t, "You closed it on %s."), instant(t, o->c->at, PART));
}

char *tell_cancelled(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t,
		    "The interview was cancelled on %s; if there is no new date after %s, it is best to move on."),
		instant(t, o->c->at, PART), span(t, o->e->move_on_after, PART));
}

char *tell_put_off(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t,
		    "You skipped it, and the process is still open: it comes again %s after %s."),
		span(t, o->e->move_on_after, PART), instant(t, o->c->at, PART));
}

char *tell_offer_open(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t,
		    "They made you an offer on %s, and no answer to it is recorded; %s after the last word it is time for one."),
		instant(t, o->c->at, PART), span(t, o->e->move_on_after, PART));
}

char *tell_accepted_elsewhere(const struct telling *t, const struct told *o)
{
	return arena_format(t->arena,
			    say(t, "You accepted another job on %s; this process is still open."),
			    instant(t, o->c->at, PART));
}

char *tell_given_up(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t, "You did not ask for news by %s; after %s more it is best to move on."),
		instant(t, o->c->at, PART), span(t, o->e->move_on_after, PART));
}

char *tell_asked_enough(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		say(t,
		    "They last wrote on %s and you have asked often enough; after %s of silence it is best to move on."),
		instant(t, o->c->at, PART), span(t, o->e->move_on_after_reply, PART));
}

char *tell_nothing_since(const struct telling *t, const struct told *o)
{
	return arena_format(t->arena, say(t, "%s on %s; after %s more it is best to move on."),
			    event(t, o), instant(t, o->c->at, PART),
			    span(t, o->e->move_on_after, PART));
}

char *tell_unanswered(const struct telling *t, const struct told *o)
{
	return arena_format(
		t->arena,
		o->c->id == CAUSE_UNANSWERED_IF || o->c->at > t->now
			? say(t,
			      "If the last message, sent on %s, stays unanswered for %s, it is best to move on.")
			: say(t,
			      "Your last message went on %s; after %s without an answer it is best to move on."),
		instant(t, o->c->at, PART), span(t, o->e->move_on_after, PART));
}

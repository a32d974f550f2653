/* SPDX-License-Identifier: MIT */
#include "etiquette/reason.h"

#include "etiquette/reason-parts.h"

/* "The interview ended on …" of one that is over, "ends on" of one ahead. */
static bool is_over(const struct planner *p, const struct interview *i)
{
	return i->end <= p->in->now;
}

char *reason_prepare(struct planner *p, const struct interview *i)
{
	int from = p->in->settings->etiquette.prepare_min;

	return arena_format(
		&p->arena,
		say(p,
		    "The interview begins on %s; the day before, from %02d:%02d on, is the time to look at it."),
		phrase_instant(p->in->tongue, &p->user, p->in->now, i->start, PART), from / 60,
		from % 60);
}

char *reason_debrief(struct planner *p, const struct process *process, const struct interview *i)
{
	return arena_format(
		&p->arena,
		is_over(p, i)
			? say(p,
			      "The interview ended on %s; in the %s after it, what was said is still fresh.")
			: say(p,
			      "The interview ends on %s; in the %s after it, what was said is still fresh."),
		instant(p, process, i->end, PART),
		phrase_duration(p->in->tongue, p->in->settings->etiquette.debrief_deadline, PART));
}

char *reason_thank_you(struct planner *p, const struct process *process, const struct interview *i)
{
	const struct etiquette_settings *s = &p->in->settings->etiquette;

	return arena_format(
		&p->arena,
		is_over(p, i)
			? say(p, "The interview ended on %s; a thank-you fits from %s to %s later.")
			: say(p, "The interview ends on %s; a thank-you fits from %s to %s later."),
		instant(p, process, i->end, PART),
		phrase_duration(p->in->tongue, s->thank_you_opens, PART),
		phrase_duration(p->in->tongue, s->thank_you_deadline, PART));
}

char *reason_promise(struct planner *p, const struct process *process,
		     const struct promise *promise)
{
	const struct etiquette_settings *s = &p->in->settings->etiquette;

	if (promise->theirs)
		return arena_format(
			&p->arena,
			say(p, "They promised it for %s; %s later it is fine to ask for it."),
			date(p, process, promise->date, PART),
			phrase_duration(p->in->tongue, s->promise_theirs_opens, PART));
	return arena_format(
		&p->arena, say(p, "You promised it for %s; it is brought up %s before."),
		date(p, process, promise->date, PART),
		phrase_duration(p->in->tongue,
				promise->lead.amount ? promise->lead : s->promise_lead, PART));
}

char *reason_next_steps(struct planner *p, const struct process *process)
{
	const struct etiquette_settings *s = &p->in->settings->etiquette;

	return arena_format(
		&p->arena,
		is_over(p, process->base)
			? say(p,
			      "The interview ended on %s and nobody named a date; %s later it is fine to ask about the next steps.")
			: say(p,
			      "The interview ends on %s and nobody has named a date; %s later it is fine to ask about the next steps."),
		instant(p, process, process->base->end, PART),
		phrase_duration(p->in->tongue, s->next_steps_opens, PART));
}

/* What they said they would do comes before everything else. */
static char *reason_timeline(struct planner *p, const struct process *process,
			     struct duration grace)
{
	return arena_format(
		&p->arena,
		say(p,
		    "They said they would decide by %s; %s later it is fine to ask, and not earlier."),
		date(p, process, process->timeline.date, PART),
		phrase_duration(p->in->tongue, grace, PART));
}

/* What happened at the anchor, if it was not the end of an interview. */
static const char *last_event(const struct planner *p, const struct process *process)
{
	if (process->heard && process->heard->at == process->anchor)
		return say(p, "They last wrote");
	for (size_t i = 0; i < process->n_rounds; i++) {
		const struct interview *round = process->rounds[i];

		if (round->state == STATE_HELD || interview_state_since(round) != process->anchor)
			continue;
		return round->state == STATE_NO_SHOW ? say(p, "Nobody came, as you recorded")
		       : round->state == STATE_MISSED
			       ? say(p, "You missed the interview, as you recorded")
			       : say(p, "An interview was cancelled");
	}
	return say(p, "The process was opened again");
}

char *reason_check_in(struct planner *p, const struct process *process)
{
	const struct etiquette_settings *s = &p->in->settings->etiquette;
	const char *since = instant(p, process, process->anchor, PART);
	const char *wait = phrase_duration(p->in->tongue, s->check_in_opens, PART);

	if (date_is_set(process->timeline.date))
		return reason_timeline(p, process, s->check_in_grace);
	if (!process->has_round || process->anchor != process->base->end)
		return arena_format(
			&p->arena, say(p, "%s on %s; %s later it is fine to ask how things stand."),
			last_event(p, process), since, wait);
	return arena_format(
		&p->arena,
		is_over(p, process->base)
			? say(p,
			      "The interview ended on %s and you have heard nothing since; %s later it is fine to ask how things stand.")
			: say(p,
			      "The interview ends on %s; if you hear nothing, %s later it is fine to ask how things stand."),
		since, wait);
}

char *reason_second_check_in(struct planner *p, const struct process *process, bool timeline)
{
	const struct etiquette_settings *s = &p->in->settings->etiquette;
	const struct silence *silence = &process->silence;
	const char *wait = phrase_duration(p->in->tongue, s->check_in_opens, PART);

	if (timeline)
		return reason_timeline(p, process, s->second_check_in_grace);
	if (silence->assumes)
		return arena_format(
			&p->arena,
			say(p,
			    "If you send the message before it on %s and hear nothing, a last one is fine %s later."),
			instant(p, process, silence->asked_at, PART),
			phrase_duration(p->in->tongue, s->second_check_in_after, PART));
	if (process->anchor > silence->asked_at)
		return arena_format(&p->arena, say(p, "%s on %s; %s later a last message is fine."),
				    last_event(p, process),
				    instant(p, process, process->anchor, PART), wait);
	return arena_format(
		&p->arena,
		say(p, "You asked on %s and have no answer; %s later a last message is fine."),
		instant(p, process, silence->asked_at, PART),
		phrase_duration(p->in->tongue, s->second_check_in_after, PART));
}

char *reason_waits(struct planner *p, const struct process *process, char *reason, usec_t opens)
{
	return arena_format(
		&p->arena,
		say(p,
		    "%s It waits until %s, because %s should lie between two messages to one company."),
		reason, instant(p, process, opens, PART),
		phrase_duration(p->in->tongue, p->in->settings->etiquette.minimum_gap, PART));
}

char *reason_takes_over(struct planner *p, const struct process *process, char *reason, usec_t over)
{
	return arena_format(
		&p->arena,
		say(p,
		    "%s It takes the place of another message to them, whose time was over on %s."),
		reason, instant(p, process, over, PART));
}

char *reason_move_on(struct planner *p, const struct process *process)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	const struct silence *silence = &process->silence;
	usec_t asked_at = silence->promise_asked_at > silence->asked_at ? silence->promise_asked_at
									: silence->asked_at;
	const char *wait = phrase_duration(p->in->tongue, e->move_on_after, PART);

	if (process->outcome)
		return arena_format(&p->arena, say(p, "You closed it on %s."),
				    instant(p, process, process->outcome->at, PART));
	if (process->all_cancelled)
		return arena_format(
			&p->arena,
			say(p,
			    "The interview was cancelled on %s; if there is no new date after %s, it is best to move on."),
			instant(p, process, process->anchor, PART), wait);
	if (process->withdraw_since != USEC_NEVER)
		return arena_format(
			&p->arena,
			say(p, "You accepted another job on %s; this process is still open."),
			instant(p, process, process->withdraw_since, PART));
	if (silence->given_up_at != USEC_NEVER)
		return arena_format(
			&p->arena,
			say(p,
			    "You did not ask for news by %s; after %s more it is best to move on."),
			instant(p, process, silence->given_up_at, PART), wait);
	if (!silence->assumes && process->heard && process->heard->at > asked_at)
		return arena_format(
			&p->arena,
			say(p,
			    "They last wrote on %s and you have asked often enough; after %s of silence it is best to move on."),
			instant(p, process, process->heard->at, PART),
			phrase_duration(p->in->tongue, e->move_on_after_reply, PART));
	if (!silence->assumes && process->anchor > asked_at)
		return arena_format(
			&p->arena, say(p, "%s on %s; after %s more it is best to move on."),
			last_event(p, process), instant(p, process, process->anchor, PART), wait);
	return arena_format(
		&p->arena,
		silence->assumes || asked_at > p->in->now
			? say(p,
			      "If the last message, sent on %s, stays unanswered for %s, it is best to move on.")
			: say(p,
			      "Your last message went on %s; after %s without an answer it is best to move on."),
		instant(p, process, asked_at, PART), wait);
}

char *reason_outcome(struct planner *p, const struct process *process, enum rule_id rule, usec_t at,
		     struct date answer_by)
{
	const struct etiquette_settings *s = &p->in->settings->etiquette;

	if (rule == RULE_OFFER_DECISION)
		return arena_format(&p->arena, say(p, "They asked for your answer by %s."),
				    date(p, process, answer_by, PART));
	if (rule == RULE_OFFER_REPLY)
		return arena_format(
			&p->arena,
			say(p,
			    "The offer came on %s; thank them within %s, or by the next working day."),
			instant(p, process, at, PART),
			phrase_duration(p->in->tongue, s->offer_reply_deadline, PART));
	return arena_format(&p->arena, say(p, "The no came on %s; answer it within %s."),
			    instant(p, process, at, PART),
			    phrase_duration(p->in->tongue, s->reply_deadline, PART));
}

char *reason_no_show(struct planner *p, const struct process *process, usec_t at)
{
	int by = p->in->settings->etiquette.no_show_min;

	return arena_format(
		&p->arena,
		say(p,
		    "Nobody came, as you recorded on %s; write on the same day, or by %02d:%02d on the next working day."),
		instant(p, process, at, PART), by / 60, by % 60);
}

char *reason_withdraw(struct planner *p, const struct process *process, usec_t at)
{
	const struct etiquette_settings *s = &p->in->settings->etiquette;

	return arena_format(
		&p->arena,
		process->withdraw_since != USEC_NEVER
			? say(p, "You accepted another job on %s; tell the others within %s.")
			: say(p, "You decided on %s not to go on; tell them within %s."),
		instant(p, process, at, PART),
		phrase_duration(p->in->tongue, s->reply_deadline, PART));
}

char *reason_week_ahead(struct planner *p)
{
	return arena_copy(&p->arena, say(p, "It comes on the week's first working day, at 9:00."));
}

char *reason_custom(struct planner *p, const struct process *process,
		    const struct custom_milestone *c, usec_t since, bool assumed)
{
	bool interview = text_equal_fold(c->after, "interview");

	return arena_format(
		&p->arena,
		interview && since <= p->in->now
			? say(p,
			      "Your settings ask for it from %s to %s after the %s, which ended on %s.")
		: interview
			? say(p,
			      "Your settings ask for it from %s to %s after the %s, which ends on %s.")
		: assumed
			? say(p,
			      "Your settings ask for it from %s to %s after the %s, if that is sent on %s.")
			: say(p,
			      "Your settings ask for it from %s to %s after the %s, which was sent on %s."),
		phrase_duration(p->in->tongue, c->opens, PART),
		phrase_duration(p->in->tongue, c->deadline, PART), c->after,
		instant(p, process, since, PART));
}

char *reason_asked(struct planner *p, const struct process *process, usec_t at)
{
	return arena_format(&p->arena, say(p, "You asked on %s."), instant(p, process, at, PART));
}

/* SPDX-License-Identifier: MIT */

/* Why a message is better not sent now, or need not be sent any more. */

#include "etiquette/reason.h"

#include "etiquette/reason-parts.h"

char *reason_too_early(struct planner *p, const struct process *process, bool timeline,
		       usec_t fine_at)
{
	const char *fine = instant(p, process, fine_at, PART);

	if (timeline)
		return arena_format(
			&p->arena,
			say(p, "They said they would decide by %s; asking is fine from %s on."),
			date(p, process, process->timeline.date, PART), fine);
	return arena_format(
		&p->arena,
		say(p, "That is too early and may come across as impatient; %s would be fine."),
		fine);
}

char *reason_too_soon(struct planner *p, const struct process *process, usec_t other, bool went,
		      usec_t fine_at)
{
	return arena_format(
		&p->arena,
		went ? say(p,
			   "Your last message to them went on %s, and %s should lie between two; %s would be fine.")
		     : say(p,
			   "A message to them is recorded for %s, and %s should lie between two; %s would be fine."),
		instant(p, process, other, PART),
		phrase_duration(p->in->tongue, p->in->settings->etiquette.minimum_gap, PART),
		instant(p, process, fine_at, PART));
}

char *reason_spent(struct planner *p, size_t n)
{
	if (n == 0)
		return arena_copy(&p->arena,
				  say(p, "Your settings allow no message that asks for news."));
	if (n == 1)
		return arena_copy(
			&p->arena,
			say(p,
			    "You have asked for news once since the last interview, and that is enough."));
	if (n == 2)
		return arena_copy(
			&p->arena,
			say(p,
			    "You have asked for news twice since the last interview, and that is enough."));
	return arena_format(
		&p->arena,
		say(p,
		    "You have asked for news %zu times since the last interview, and that is enough."),
		n);
}

char *reason_ended(struct planner *p, const struct process *process)
{
	if (process->outcome && process->outcome->kind == OUTCOME_OFFER)
		return arena_copy(&p->arena,
				  say(p, "They made you an offer: there is no news to ask for."));
	return arena_copy(&p->arena,
			  say(p, "The process has come to an end: there is no news to ask for."));
}

char *reason_robot(struct planner *p, const struct process *process, const struct person *to)
{
	if (process->correspondent && process->correspondent != to)
		return arena_format(&p->arena,
				    say(p, "Nobody reads what is sent to %s; write to %s."),
				    to->address, process->correspondent->name);
	return arena_format(&p->arena,
			    say(p, "Nobody reads what is sent to %s; find out whom to write to."),
			    to->address);
}

char *reason_moot(struct planner *p, const struct process *process, enum moot why)
{
	static const char *const sentences[] = {
		[MOOT_ENDED] = N_("The process has come to an end."),
		[MOOT_NEXT_ROUND] = N_("A later interview with them took over."),
		[MOOT_SAME_DAY] = N_(
			"You talk to the same person again later that day: one note thanks for both."),
		[MOOT_NO_ROOM] = N_("Other messages to them leave no day for it."),
		[MOOT_SPENT] = N_("They have been asked often enough."),
		[MOOT_ANSWERED] = N_("They have written since."),
		[MOOT_WITHDRAWING] = N_("You accepted another job."),
	};

	if (why == MOOT_ENDED && process->outcome)
		return arena_format(&p->arena,
				    process->outcome->kind == OUTCOME_OFFER
					    ? say(p, "They made you an offer on %s.")
					    : say(p, "The process ended on %s."),
				    instant(p, process, process->outcome->at, PART));
	return arena_copy(&p->arena, say(p, sentences[why]));
}

/* SPDX-License-Identifier: MIT */

/* Why a message is better not sent now. */

#include "etiquette/reason.h"

#include "etiquette/process.h"
#include "etiquette/reason-parts.h"

char *reason_too_early(const struct telling *t, const struct process *process, bool timeline,
		       usec_t fine_at)
{
	const char *fine = instant(t, fine_at, PART);

	if (timeline)
		return arena_format(
			t->arena,
			say(t, "They said they would decide by %s; asking is fine from %s on."),
			date(t, process->timeline.date, PART), fine);
	return arena_format(
		t->arena,
		say(t, "That is too early and may come across as impatient; %s would be fine."),
		fine);
}

char *reason_too_soon(const struct telling *t, usec_t other, bool went, usec_t fine_at)
{
	return arena_format(
		t->arena,
		went ? say(t,
			   "Your last message to them went on %s, and %s should lie between two; %s would be fine.")
		     : say(t,
			   "A message to them is recorded for %s, and %s should lie between two; %s would be fine."),
		instant(t, other, PART), span(t, t->settings->etiquette.minimum_gap, PART),
		instant(t, fine_at, PART));
}

char *reason_spent(const struct telling *t, size_t n)
{
	if (n == 0)
		return arena_copy(t->arena,
				  say(t, "Your settings allow no message that asks for news."));
	if (n == 1)
		return arena_copy(
			t->arena,
			say(t,
			    "You have asked for news once since the last interview, and that is enough."));
	if (n == 2)
		return arena_copy(
			t->arena,
			say(t,
			    "You have asked for news twice since the last interview, and that is enough."));
	return arena_format(
		t->arena,
		say(t,
		    "You have asked for news %zu times since the last interview, and that is enough."),
		n);
}

char *reason_ended(const struct telling *t, const struct process *process)
{
	if (process->outcome && process->outcome->kind == OUTCOME_OFFER)
		return arena_copy(t->arena,
				  say(t, "They made you an offer: there is no news to ask for."));
	return arena_copy(t->arena,
			  say(t, "The process has come to an end: there is no news to ask for."));
}

char *reason_robot(const struct telling *t, const struct process *process, const struct person *to)
{
	if (process->correspondent && process->correspondent != to)
		return arena_format(t->arena,
				    say(t, "Nobody reads what is sent to %s; write to %s."),
				    to->address, process->correspondent->name);
	return arena_format(t->arena,
			    say(t, "Nobody reads what is sent to %s; find out whom to write to."),
			    to->address);
}

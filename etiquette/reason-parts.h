/* SPDX-License-Identifier: MIT */
#pragma once

/* What the sentences of reason.h are put together from: a sentence in the user's tongue, instants and dates in its words. */

#include "common/text.h"
#include "common/zone.h"
#include "etiquette/phrase.h"
#include "etiquette/planner.h"

/* A buffer for each part of a sentence. */
#define PART                \
	(char[PHRASE_SIZE]) \
	{                   \
		0           \
	}

/* A sentence in the plan's tongue. Durations in it stand as they are named: "2 days", in German "2 Tage" and never "2 Tagen". */
static inline __attribute__((format_arg(2))) const char *say(const struct planner *p,
							     const char *sentence)
{
	return tongue_say(p->in->tongue, sentence);
}

/* On the user's clock, and if it differs on the interview's: "Tue 24 Nov 13:45 (14:45 in Berlin)". */
static inline const char *instant(const struct planner *p, const struct process *process, usec_t at,
				  char *buffer)
{
	return phrase_both(p->in->tongue, &p->user, &process->place, p->in->now, at, buffer);
}

static inline const char *date(const struct planner *p, const struct process *process,
			       struct date d, char *buffer)
{
	return phrase_date(p->in->tongue, &process->place, p->in->now, d, buffer);
}

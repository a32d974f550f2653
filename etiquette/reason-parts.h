/* SPDX-License-Identifier: MIT */
#pragma once

/* What the sentences of reason.h are put together from: a sentence in the user's tongue, instants, dates and spans in its words. */

#include "common/text.h"
#include "common/zone.h"
#include "etiquette/phrase.h"
#include "etiquette/reason.h"

/* A buffer for each part of a sentence. */
#define PART                \
	(char[PHRASE_SIZE]) \
	{                   \
		0           \
	}

/* A sentence in the user's tongue. Durations in it stand as they are named: "2 days", in German "2 Tage" and never "2 Tagen". */
static inline __attribute__((format_arg(2))) const char *say(const struct telling *t,
							     const char *sentence)
{
	return tongue_say(t->tongue, sentence);
}

/* On the user's clock, and if it differs on the interview's: "Tue 24 Nov 13:45 (14:45 in Berlin)". */
static inline const char *instant(const struct telling *t, usec_t at, char *buffer)
{
	return phrase_both(t->tongue, &t->user, &t->there, t->now, at, buffer);
}

static inline const char *date(const struct telling *t, struct date d, char *buffer)
{
	return phrase_date(t->tongue, &t->there, t->now, d, buffer);
}

static inline const char *span(const struct telling *t, struct duration d, char *buffer)
{
	return phrase_duration(t->tongue, d, buffer);
}

/* One cause of a milestone, to be told, and the settings that its arithmetic comes from. */
struct told {
	const struct milestone *m;
	const struct cause *c;
	const struct etiquette_settings *e;
};

/* "The interview ended on …" of one that is over, "ends on" of one ahead. */
static inline bool is_over(const struct telling *t, const struct told *o)
{
	return o->m->interview->end <= t->now;
}

/* reason-silence.c: one function a cause, as those in reason.c. */
char *tell_next_steps(const struct telling *t, const struct told *o);
char *tell_timeline(const struct telling *t, const struct told *o);
char *tell_silence(const struct telling *t, const struct told *o);
char *tell_event(const struct telling *t, const struct told *o);
char *tell_last_event(const struct telling *t, const struct told *o);
char *tell_last_supposed(const struct telling *t, const struct told *o);
char *tell_last_asked(const struct telling *t, const struct told *o);
char *tell_asked(const struct telling *t, const struct told *o);
char *tell_closed(const struct telling *t, const struct told *o);
char *tell_cancelled(const struct telling *t, const struct told *o);
char *tell_put_off(const struct telling *t, const struct told *o);
char *tell_offer_open(const struct telling *t, const struct told *o);
char *tell_accepted_elsewhere(const struct telling *t, const struct told *o);
char *tell_given_up(const struct telling *t, const struct told *o);
char *tell_asked_enough(const struct telling *t, const struct told *o);
char *tell_nothing_since(const struct telling *t, const struct told *o);
char *tell_unanswered(const struct telling *t, const struct told *o);

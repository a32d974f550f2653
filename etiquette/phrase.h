/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The small parts of sentences that are the same everywhere: instants, dates, durations and counts as people say them, in a tongue (NULL:
 * English). A duration has the form that a list would have ("2 days"), so a translation must not need another one of it.
 */

#include "common/tongue.h"
#include "etiquette/place.h"

#define PHRASE_SIZE 128

/* "Tue 24 Nov 14:00", with the year if it is not the one of `now`. Returns buffer. */
const char *phrase_instant(const struct tongue *t, const struct place *p, usec_t now, usec_t at,
			   char buffer[static PHRASE_SIZE]);
/* The same, and where the clock of `theirs` shows something else, that in brackets: "Tue 24 Nov 13:45 (14:45 in Berlin)". */
const char *phrase_both(const struct tongue *t, const struct place *p, const struct place *theirs,
			usec_t now, usec_t at, char buffer[static PHRASE_SIZE]);
/* The same without the clock. */
const char *phrase_date(const struct tongue *t, const struct place *p, usec_t now, struct date d,
			char buffer[static PHRASE_SIZE]);
/* "today 14:00", "tomorrow 09:00", "yesterday 17:10", else phrase_instant(). */
const char *phrase_near(const struct tongue *t, const struct place *p, usec_t now, usec_t at,
			char buffer[static PHRASE_SIZE]);
/* "2 hours", "1 working day", "1 hour 30 minutes". */
const char *phrase_duration(const struct tongue *t, struct duration d,
			    char buffer[static PHRASE_SIZE]);
/* The two largest units that are not zero: "1 day 4 hours". */
const char *phrase_span(const struct tongue *t, usec_t span, char buffer[static PHRASE_SIZE]);
/* "Nov"; 1 to 12. */
const char *phrase_month(const struct tongue *t, int month);
/* "Berlin" of "Europe/Berlin". */
const char *phrase_city(const char *zone, char buffer[static PHRASE_SIZE]);

/* An instant in words with another clock's reading in brackets, and its day if that is another one. In memory of the caller. */
char *phrase_with_theirs(const struct tongue *t, const char *here, const struct reading *there,
			 bool other_day, const char *city);

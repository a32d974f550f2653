/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The right moment: the instant inside a window at which to bring something up. Pure. It alone knows quiet hours, working days and the user's
 * own interviews; delivery knows only locks, pauses and servers.
 */

#include "etiquette/milestone.h"
#include "etiquette/place.h"

/* An instant at which the user is busy: one of their own interviews, from 15 min before to its end. */
struct busy {
	usec_t from, to;
};

struct moment_input {
	const struct settings *settings;
	const char *zone;           /* the user's: quiet hours */
	const char *recipient_zone; /* theirs: preferred time and working days */
	const struct busy *busy;    /* sorted by from, not overlapping */
	size_t n_busy;
	struct places *places; /* remembers clocks and calendars; NULL: nothing is remembered */
};

/* True outside quiet hours and own interviews. */
bool moment_is_good(const struct moment_input *in, usec_t at);
/* The end of the quiet hours that `at` lies in; `at` itself if it lies in none. */
usec_t moment_quiet_end(const struct moment_input *in, usec_t at);

/*
 * The first good instant in from..to, USEC_NEVER if there is none; the best ones are of a working day besides, and inside preferred-time on the
 * recipient's clock. Instants that leave quiet hours come at `morning`.
 */
usec_t moment_first_good(const struct moment_input *in, usec_t from, usec_t to);
usec_t moment_first_best(const struct moment_input *in, usec_t from, usec_t to);
/* The same for something that was to come up at `missed` and did not, now..to; `now` itself is a good answer. */
usec_t moment_missed(const struct moment_input *in, usec_t missed, usec_t now, usec_t to);

/*
 * The same for a message that wants a working day: on one, by the recipient's date and by the user's; on any day if it was to come up on none.
 * USEC_NEVER: no such instant is left.
 */
usec_t moment_missed_message(const struct moment_input *in, usec_t missed, usec_t now, usec_t to);

/* The right instant for a rule's window; USEC_NEVER: none, the rule's `unshown` says what then. */
usec_t moment_find(const struct moment_input *in, const struct rule *rule, usec_t opens,
		   usec_t deadline);
/* Until when a debrief that opens then may break quiet hours: half an hour after the interview's end. */
usec_t moment_debrief_quiet_end(const struct settings *s, usec_t opens);
/*
 * The last showing for a window with that moment: some hours before the deadline, or the window's last working day, as the row says.
 * USEC_NEVER: none, or too near to the moment (under 2 h; the same day).
 */
usec_t moment_last_call(const struct moment_input *in, const struct rule *rule, usec_t moment,
			usec_t deadline);
/*
 * "Later": the next useful instant after now (in 2 h, or the morning). Not past the deadline: then, and *ret_capped is true, an hour before it,
 * or after half of what is left; past it only if no instant before it is good.
 */
usec_t moment_later(const struct moment_input *in, usec_t now, usec_t deadline, bool *ret_capped);
/* The next instant after a good one at which it is no longer good, within a week; else USEC_NEVER. */
usec_t moment_next_bad(const struct moment_input *in, usec_t at);

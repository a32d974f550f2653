/* SPDX-License-Identifier: MIT */
#pragma once

/* Whether anything may come up now, or what is due is held back: why, and until when. */

#include "daemon/group.h"
#include "daemon/turn.h"

struct hold {
	const char *why; /* "paused", "away", "quiet", "enough"; NULL: it comes up */
	usec_t until;    /* USEC_NEVER: until it is told */
	int room;        /* further pop-ups before there are enough for a day */
};

/*
 * To be asked when something is due, since it asks whether somebody is at the screen: an answer may
 * come later, as another turn.
 */
struct hold hold_find(const struct turn *t);
/* What is nearly too late may disturb, if the user set so. */
bool hold_lets_pass(const struct hold *h, const struct turn *t, const struct group *g);
/* Takes the place of one more pop-up. False: there were enough for one day, and that is the reason now. */
bool hold_take_room(struct hold *h, const struct turn *t);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * One turn: what of the plan goes to the screen now. What stands there is kept while it stands for
 * something open; what is due comes up, unless the user paused, is away, does not want to be
 * disturbed, or had enough pop-ups for a day; what falls due within a quarter of an hour shares a pop-up; the rest goes.
 */

#include "daemon/popups.h"
#include "daemon/presence.h"
#include "daemon/shelf.h"
#include "etiquette/plan.h"

struct turn {
	const struct plan *plan;
	const struct shelf *shelf;
	struct popups *popups;
	struct presence *presence;
	usec_t now;
	const char *zone;
};

struct turn_outcome {
	usec_t next; /* when to take the next turn, if nothing changes before; USEC_NEVER */
	const char *
		held; /* why what is due does not come up: "paused", "away", "quiet", "enough", "holidays"; NULL: it does */
};

/* -ENOMEM: nothing was taken off the screen. */
int turn_take(const struct turn *t, struct turn_outcome *ret);

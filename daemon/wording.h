/* SPDX-License-Identifier: MIT */
#pragma once

/* What a pop-up says: made anew when what it rests on has changed, and when it would name the wrong day. */

#include "daemon/group.h"
#include "daemon/turn.h"

struct words_input wording_input(const struct turn *t);
/* Gives `u` the words for the group, if it lacks them; `again`: in any case, as a further showing. -ENOMEM. */
int wording_put(const struct turn *t, struct popup *u, const struct group *g, bool again);
/*
 * When to look at its words again though nothing has changed: out of quiet hours on the next day, if
 * they name a day as today or tomorrow. USEC_NEVER.
 */
usec_t wording_next(const struct turn *t, const struct popup *u);

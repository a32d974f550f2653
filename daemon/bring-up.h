/* SPDX-License-Identifier: MIT */
#pragma once

/* Which pop-up a group of milestones comes up in, or comes back in. */

#include "daemon/group.h"
#include "daemon/turn.h"

/* What comes up with less between shares a pop-up. */
#define SHARE_USEC (15 * USEC_PER_MIN)

/* Puts the group on the pop-up of its tag, or a new one, which need not have words yet. Borrowed. -ENOMEM. */
int bring_up(const struct turn *t, const struct group *g, struct popup **ret);
/* Puts it on that one. -ENOMEM. */
int bring_up_with(struct popup *u, const struct group *g);
/*
 * Those of the groups that are not due: what stood there before a restart, or with something that was done by its
 * button, and is no further showing. What had a pop-up of its own has one again; what shared one shares one. -ENOMEM.
 */
int bring_back(const struct turn *t, const struct group groups[], size_t n);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What a pop-up's buttons do: each is one row, and ends as a change of the book or of memory like a
 * call of followupctl.
 */

#include "daemon/desk.h"
#include "daemon/group.h"
#include "daemon/popup.h"
#include "etiquette/milestone.h"

/*
 * Gives a pop-up the buttons of its milestones' rule, as far as they do something. A pop-up that
 * two or three tags share has one button for each, which finishes it; more have Later alone.
 * -ENOMEM.
 */
int buttons_put(struct popup *u, const struct group *g, bool privacy);

/*
 * Makes the change a button stands for. `done` is told for each milestone how it went. -EOPNOTSUPP:
 * it has no row; -ENOMEM.
 */
int button_press(struct desk *desk, const struct plan *plan, const struct popup *p,
		 const struct popup_button *b, desk_done_t done, void *user);

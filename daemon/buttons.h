/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What a pop-up's buttons do: each is one row, and ends as a change of the book or of memory like a
 * call of followupctl.
 */

#include "daemon/desk.h"
#include "daemon/popups.h"
#include "etiquette/milestone.h"

/*
 * The buttons for milestones in one pop-up: their rule's, as far as they do something; a digest has
 * Later alone.
 */
void buttons_for(const struct milestone *const group[], size_t n, bool digest,
		 enum button ret[BUTTONS_MAX]);

/*
 * Makes the change a button stands for. `done` is told for each milestone how it went. -EOPNOTSUPP:
 * it has no row; -ENOMEM.
 */
int button_press(struct desk *desk, const struct plan *plan, const struct popup *p, enum button b,
		 desk_done_t done, void *user);

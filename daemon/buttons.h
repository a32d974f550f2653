/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What a pop-up's buttons do: each is one row, and ends as a change of the book or of memory like a
 * call of followupctl.
 */

#include "daemon/desk.h"
#include "daemon/errand.h"
#include "daemon/group.h"
#include "daemon/popup.h"
#include "etiquette/milestone.h"

/*
 * Gives a pop-up the buttons of its milestones' rule, as far as they do something. A pop-up that
 * two or three tags share has one button for each, which finishes it, if `for_each`; else Later
 * alone. -ENOMEM.
 */
int buttons_put(struct popup *u, const struct group *g, bool for_each);

/*
 * What a button can reach. Borrowed for the call, but for `errand`, which is the one that is under
 * way.
 */
struct hands {
	sd_event *event;
	struct desk *desk;
	const struct plan *plan;
	const char *ctl;   /* the program followupctl */
	const char *token; /* to activate a window with; may be "" */
	struct errand **errand;
	desk_done_t changed; /* told for each milestone how its change went */
	errand_done_t ran;
	void *user;
};

/*
 * Does what a button stands for. 1: it is about to change something, and `changed` will be called;
 * 0: nothing is changed by it; -EOPNOTSUPP: it has no row; other negative errno.
 */
int button_press(const struct hands *h, const struct popup *p, const struct popup_button *b);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What memory keeps of pop-ups: that one was shown, how it ended, where it stands. Each function
 * that says so writes memory to disk; a disk that fails costs a repeated pop-up and is said in
 * `status`.
 */

#include "daemon/popups.h"

/*
 * It is on screen at (u->bus, u->server, u->id). Its milestones that are not counted yet are. True
 * if there were any: if not, only its words are others.
 */
bool showings_shown(struct shelf *shelf, struct popup *u, usec_t now, const char *zone);
/* It ended without a button. */
void showings_ended(struct shelf *shelf, const struct popup *u, usec_t now, enum showing_end end);
/* It is off the screen. */
void showings_off_screen(struct shelf *shelf, const char *tag);
/*
 * Where a pop-up of that tag stood when memory was last written, so that it is replaced and not
 * doubled.
 */
void showings_recall_place(const struct memory *m, struct popup *u);

struct plan;
/*
 * Forgets rows of what is no longer in the plan and was last touched months ago, once there are many of them: the file
 * would grow for ever. It is written with the next change.
 */
void showings_forget_old(struct shelf *shelf, const struct plan *plan, usec_t now);

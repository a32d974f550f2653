/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A fact that was just typed is its own first showing: its answer says what follows from it, so that no pop-up does within the hour. Most
 * facts have a stamp in the book that tells when; an interview and a promise have none, so memory notes it for what follows from them.
 */

#include "daemon/desk.h"

/* True if memory is to note what follows from such a change. */
bool typed_matters(change_t make);
/* Keeps in mind which fact it was, while there is the book as the change that `make` has made left it. */
void typed_keep(struct change *c, change_t make);
/* Notes what follows from it in the plan of the book as it is now. How much that was, and so whether another plan is due; -ENOMEM. */
int typed_remember(const struct change *c, change_t make, const struct plan *plan);

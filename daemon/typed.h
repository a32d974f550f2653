/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A fact that was just typed is its own first showing: its answer says what follows from it, so that no pop-up does within the hour. Most
 * facts have a stamp in the book that tells when; an interview and a promise have none, so memory notes it for what follows from them.
 */

#include "daemon/desk.h"

/* For a change that `make` has made, whose book was read again. 0 or -ENOMEM. */
int typed_remember(struct change *c, change_t make);

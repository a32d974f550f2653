/* SPDX-License-Identifier: MIT */
#pragma once

/* A button of a pop-up was pressed: what it says is done, and a button that did nothing says why in a pop-up. */

#include "daemon/popups.h"

struct daemon;

/* `user` is the daemon; `token` (or NULL) lets a window come to the front. Negative errno, already logged. */
int press_button(void *user, const struct popup *p, const struct popup_button *b,
		 const char *token);
/* Says that a button did nothing, if there was no memory to say so when it was pressed. Before a turn is taken. */
void press_say_again(struct daemon *d);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The helper: one main loop that binds the channel (what the daemon wants), the server (whom to ask)
 * and the screen (what is shown) together. Lives as long as the daemon keeps fd 3 open and there is
 * a bus.
 */

#include "popup/starter.h"

struct patience {
	unsigned hung_msec; /* a server silent for so long is called hung */
	unsigned rest_msec
		[STARTER_RESTS]; /* after a server could not be started: first, second, each further time */
};

/* Talks on `fd`, which it takes over, until it ends. Returns enum popup_exit. */
int helper_run(int fd, const struct patience *patience);

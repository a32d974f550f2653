/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A screen without a helper, a bus or a disk: it takes the helper's place and shows at once what it is told. Linked into a test program, its functions
 * stand for those of daemon/helper.h and daemon/presence.h, and for what of daemon/shelf.h and daemon/buttons.h it would take.
 */

#include "daemon/popups.h"

#define SCREEN_MAX 64

struct screen {
	char *tags[SCREEN_MAX]; /* of what stands there */
	size_t n;
};

/* Clears the one that there is. */
void screen_clear(void);
bool screen_has(const char *tag);
/* What the daemon asked for is so: all that was told is shown, all that is to go is gone. */
void screen_put(const char *tag);
void screen_take(const char *tag);

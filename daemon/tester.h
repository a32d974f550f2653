/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The pop-up of `followupctl test-popup`: harmless, about nothing, and shown also while pop-ups are
 * paused. Whoever asked is answered when the notification server has it and keeps it, or when it is clear why not.
 */

#include <stdbool.h>
#include <systemd/sd-event.h>

#include "daemon/control.h"

struct daemon;

struct tester {
	struct asker asker; /* client 0: nobody waits */
	sd_event_source *limit;
	bool there;   /* it came up; does it stay? */
	bool settled; /* what was known of the server before counts by now */
};

int tester_init(struct tester *t, struct daemon *d);
void tester_done(struct tester *t);
/* Looks how far the pop-up got, and answers if that is known. `news`: of the server. */
void tester_look(struct daemon *d, bool news);

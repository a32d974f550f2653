/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The rest of an idle daemon: a while after the first turn of the loop that leaves all quiet it gives back what it took: what its
 * owner lets go of, freed heap, and the pages of programs and libraries that are mapped only because something was done with them. All
 * of it comes back when it is needed, the latter from the page cache, within a millisecond. Who calls often does not pay for
 * that each time; and once it rests, nothing wakes it.
 */

#include <stdbool.h>

#include <systemd/sd-event.h>

struct rest {
	sd_event_source *turn_over, *timer;
	bool has_come; /* the turn that is over is that of the rest */
	bool (*may)(void *user);
	void (*lie_down)(void *user);
	void *user;
};

/* `may`: whether all is quiet; `lie_down`: lets go of what can be made again. 0 or negative errno. */
int rest_init(struct rest *r, sd_event *event, bool (*may)(void *user),
	      void (*lie_down)(void *user), void *user);
void rest_done(struct rest *r);

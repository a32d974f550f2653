/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The daemon's sense of time: one timer at an absolute instant of CLOCK_REALTIME, a watch for a
 * clock that is set, and a watch on /etc/localtime. Nothing wakes while nothing is due. Both
 * watches run before the timer, so that an instant is judged by the new clock.
 */

#include <systemd/sd-event.h>

#include "common/time.h"

struct clock {
	sd_event *event;
	sd_event_source *timer, *jump, *zone;
	int jump_fd;
	char *zone_name; /* the user's, see zone_of_system(); never NULL after clock_init() */
	void (*due)(void *user);     /* the armed instant came */
	void (*changed)(void *user); /* the clock was set, or the zone is another one */
	void *user;
};

/*
 * The event loop is borrowed. Negative errno: there is no timer to be had. Missing watches are only
 * warned about.
 */
int clock_init(struct clock *c, sd_event *event, void (*due)(void *), void (*changed)(void *),
	       void *user);
void clock_done(struct clock *c);

usec_t clock_now(void);
/*
 * Arms the timer; USEC_NEVER: off. An instant in the past fires in the next turn. Negative errno.
 */
int clock_arm(struct clock *c, usec_t at);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Whether somebody is at the screen, as logind knows it: asked when a pop-up is to come up, and
 * watched only while one is held for somebody who is away. The system bus is connected for no
 * longer than that, since a standing connection costs memory and wakes for everybody else's news.
 * Where there is no logind, or it does not answer, somebody is there.
 */

#include <stdbool.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

enum presence_state {
	PRESENCE_UNKNOWN, /* not asked, or too long ago */
	PRESENCE_ASKING,
	PRESENCE_HERE,
	PRESENCE_AWAY, /* the session is locked or idle; watched */
};

struct presence {
	sd_event *event;
	sd_bus *bus;
	sd_bus_slot *call, *watch, *watch_owner, *end;
	sd_event_source *stale; /* an answer is good for a moment only */
	enum presence_state state;
	bool locked;
	void (*changed)(void *user); /* an answer came, or the user came back */
	void *user;
};

int presence_init(struct presence *p, sd_event *event, void (*changed)(void *), void *user);
void presence_done(struct presence *p);

/* True if somebody is there. False: away, or not known yet; then `changed` will be called. */
bool presence_is_here(struct presence *p);
/* Nothing is held any more: stop watching. */
void presence_rest(struct presence *p);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Those who watch: calls of Watch that asked for more. Each is told at once how things are, and again
 * whenever that is different, once a turn of the loop at most. Nobody asks, and nobody is woken for
 * nothing: a watcher that does not read is dropped by the control socket.
 */

#include <systemd/sd-event.h>

#include "common/limits.h"
#include "common/time.h"
#include "daemon/control.h"

struct daemon;

struct watchers {
	struct asker askers[CLIENTS_MAX];
	size_t n;
	char *said; /* what they were last told, but for the time of day; NULL: nothing */
	sd_event_source *soon;
};

int watchers_init(struct watchers *w, struct daemon *d);
void watchers_done(struct watchers *w);

/* Something may be different: they are told at the end of this turn. */
void watchers_tell(struct watchers *w);
/*
 * The next instant after `now` at which what they see is different by itself; USEC_NEVER: nobody
 * watches, or there is none.
 */
usec_t watchers_next(const struct daemon *d, usec_t now);

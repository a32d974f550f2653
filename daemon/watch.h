/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Watches a file through its directory, since editors save by rename: both the directory of the
 * name and, for a symbolic link, the directory of the target. Tells once, a moment after the last
 * change, so that a save in several steps is one.
 */

#include <stdbool.h>
#include <systemd/sd-event.h>

#include "common/time.h"

struct watch {
	sd_event *event;
	const char *path;                 /* borrowed */
	char *directory, *name;           /* of the name itself */
	char *real_directory, *real_name; /* where links lead */
	sd_event_source *source, *real_source, *pause;
	bool blind; /* there are no watches left, or no such directory: the file is looked at when somebody asks */
	usec_t first_seen; /* CLOCK_MONOTONIC, of the changes that wait */
	void (*changed)(void *user);
	void *user;
};

/* Negative errno only for a lack of memory or of the loop; a missing inotify is `blind`. */
int watch_init(struct watch *w, sd_event *event, const char *path, void (*changed)(void *),
	       void *user);
void watch_done(struct watch *w);
/*
 * Looks again which directories there are: after each read of the file, since a link may lead
 * elsewhere now. -ENOMEM: it is blind, or looks where it did; try later.
 */
int watch_renew(struct watch *w);

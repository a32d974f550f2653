/* SPDX-License-Identifier: MIT */
#pragma once

/* All calendars of holidays that the settings name, and how their days come into the settings, from which the plan is made. */

#include "common/limits.h"
#include "config/settings.h"
#include "daemon/calendar.h"

struct calendars {
	sd_event *event;
	const char *program;       /* borrowed */
	struct settings *settings; /* borrowed; those that count, whichever were read last */
	struct calendar *items[CALENDARS_MAX];
	size_t n;
	void (*changed)(void *user); /* other days, or another fault */
	void *user;
};

void calendars_init(struct calendars *c, sd_event *event, const char *program,
		    struct settings *settings, void (*changed)(void *user), void *user);
void calendars_done(struct calendars *c);

/*
 * The settings were read anew: calendars that they do not name any more go, new ones are begun, and the days of all that are
 * known are put into the settings. -ENOMEM and what the loop says: those that fit are there.
 */
int calendars_follow(struct calendars *c, int year);
/* Begins to read all again, since somebody asks for it. */
void calendars_reread(struct calendars *c, int year);
/* The same if they were read in another year. */
void calendars_keep_up(struct calendars *c, int year);
/* True while one was never read to its end: what looks like a working day may be none. */
bool calendars_are_awaited(const struct calendars *c);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The daemon: owns everything by value, made in one order and freed in the reverse one. There is
 * one road, daemon_road(): whatever happened, the book is read (or was just written), planned, put
 * on the agenda, and the screen, the timer and the service manager follow.
 */

#include "daemon/agenda.h"
#include "daemon/calendars.h"
#include "daemon/clock.h"
#include "daemon/confine.h"
#include "daemon/control.h"
#include "daemon/desk.h"
#include "daemon/errand.h"
#include "daemon/instance.h"
#include "daemon/options.h"
#include "daemon/popups.h"
#include "daemon/presence.h"
#include "daemon/rest.h"
#include "daemon/service.h"
#include "daemon/shelf.h"
#include "daemon/turn.h"
#include "daemon/watch.h"
#include "daemon/tester.h"
#include "daemon/watchers.h"

struct daemon {
	struct options *options; /* borrowed from main() */
	sd_event *event;
	struct instance instance;
	struct service service;
	struct clock clock;
	struct shelf shelf;
	struct watch book_watch, settings_watch;
	struct calendars calendars;
	struct agenda agenda;
	struct turn_outcome outcome; /* of the last turn */
	const char
		*unsaid; /* that a button did nothing, as a title in English; NULL: all was said */
	bool owes_reading; /* a file could not be read for want of memory or file descriptors: soon it can */
	struct presence presence;
	struct popups popups;
	struct desk *desk;
	struct errand *errand; /* under way, or NULL */
	struct control *control;
	struct rest rest;
	struct watchers watchers;
	struct tester tester;
	struct confinement confinement;
	const char *shut_out; /* a file that may not be written any more; NULL: none */
	bool started;
};

/*
 * Makes everything and says READY. Negative errno, already logged: -EADDRINUSE: another daemon
 * runs.
 */
int daemon_init(struct daemon *d, struct options *options);
/*
 * Until SIGTERM or SIGINT: 0. SERVICE_EXIT_AGAIN: to be started again; negative errno: the loop
 * broke.
 */
int daemon_run(struct daemon *d);
void daemon_done(struct daemon *d);

/* The road from what the shelf holds to the screen, the timer and the service manager. */
void daemon_road(struct daemon *d);
/* Book and settings are read again first. */
void daemon_reload(struct daemon *d);
/* Memory was out: looks at everything again in a minute, if nothing comes before. */
void daemon_look_again(struct daemon *d, usec_t now);
/* Sets the timer to what comes first. */
void daemon_arm(struct daemon *d, usec_t now);
/* A plan not older than any change or instant that matters. -ENOMEM. */
int daemon_plan(struct daemon *d, usec_t now);

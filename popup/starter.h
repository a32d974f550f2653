/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The starter: has the bus start a notification server where none runs. Many desktops run none until
 * the first pop-up. What fails is tried again after a rest, longer each time: a server that is installed
 * but cannot run here must not keep the machine busy. The last rest is repeated for as long as something
 * is wanted: hours later somebody may log in to a screen, where the server can run, and nobody else
 * need start it.
 */

#include <gio/gio.h>
#include <stdbool.h>

#define STARTER_RESTS 3

enum starter_news {
	STARTER_STARTING, /* the bus was asked; the server appears by itself */
	STARTER_ABSENT,   /* the bus knows no server */
	STARTER_FAILED,   /* did not work; it rests */
	STARTER_RESTED,   /* the rest is over: look again at what is to be done */
};

struct starter {
	GDBusConnection *bus;              /* borrowed */
	unsigned rest_msec[STARTER_RESTS]; /* the last one from then on */
	unsigned n_failures;
	guint rest_timer;
	GCancellable *cancel; /* NULL: nothing is under way */

	/* `why` is one clause for STARTER_FAILED, else NULL. */
	void (*told)(void *user, enum starter_news news, const char *why);
	void *user;
};

/* Asks the bus for a server, unless that is under way already. */
void starter_try(struct starter *s);
/* Something went wrong; rests. Also for a server that starts but does not get as far as to answer. */
void starter_failed(struct starter *s, const char *why);
bool starter_rests(const struct starter *s);
/* Ends a rest and what is under way: somebody else started one. */
void starter_stop(struct starter *s);
/* All is well: the next failure is the first again. */
void starter_succeeded(struct starter *s);

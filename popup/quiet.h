/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Do-not-disturb, of those notification servers that tell it: Plasma by a property of the very
 * interface, dunst by one of its own. Asked once for each server, then told by the server itself
 * (PropertiesChanged): nothing is polled. A server that knows none of these properties, or that does
 * not answer, wants no quiet.
 */

#include <gio/gio.h>
#include <stdbool.h>

#define QUIET_SIGNS 2 /* properties that mean quiet; quiet.c has them */

struct quiet {
	/* Set by the owner before quiet_ask(). */
	void (*known)(void *user);   /* all was answered */
	void (*changed)(void *user); /* after that: the server changed its mind */
	void *user;

	/* Its own. */
	GDBusConnection *bus; /* borrowed */
	char *server;         /* unique name */
	guint watch;
	GCancellable *cancel; /* of the questions under way; NULL: none */
	size_t asked;         /* the sign that is asked for */
	bool on[QUIET_SIGNS];
};

/* Asks the server of that unique name, and listens to it from now on. */
void quiet_ask(struct quiet *q, GDBusConnection *bus, const char *server);
/* No longer asked, and no longer listened to: wants no quiet. */
void quiet_stop(struct quiet *q);
/* It did not answer: what is not known yet is taken for no. Listens on. */
void quiet_give_up(struct quiet *q);

bool quiet_is_wanted(const struct quiet *q);

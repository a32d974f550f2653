/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The screen: what is shown by libnotify and what waits for it, and the words about it to the
 * daemon. The only file behind it, screen.c, is the only one that blocks: while libnotify shows,
 * for a server that has just proved to be alive.
 */

#include "popup/channel.h"
#include "popup/server.h"
#include "popup/table.h"

struct screen {
	struct server *server;   /* borrowed */
	struct channel *channel; /* borrowed */
	struct table table;
	struct request
		leftovers[POPUPS_MAX]; /* of helpers that are gone, to be taken off the screen */
	size_t n_leftovers;
	guint again; /* what was refused as one too many is tried again then */
	char *icon;
};

void screen_init(struct screen *s, struct server *server, struct channel *channel);
void screen_done(struct screen *s); /* closes nothing: the pop-ups stay for the next helper */

/* A pop-up is wanted, or one no longer (POPUP_SHOW, POPUP_CLOSE). */
void screen_show(struct screen *s, json_t *parameters);
void screen_close(struct screen *s, json_t *parameters);

/* The server is alive: shows all that waits. */
void screen_draw(struct screen *s);
/*
 * It is known who the server is, if anybody: what earlier helpers left and nobody wants is closed.
 */
void screen_sweep(struct screen *s);
/* The server took all that was on screen with it. */
void screen_lost(struct screen *s);

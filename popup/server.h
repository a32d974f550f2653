/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The notification server: whoever owns org.freedesktop.Notifications on the session bus. Knows who
 * that is, asks before pop-ups are shown whether it is alive and what it can do, has one started
 * where none runs, and waits. Nothing here blocks.
 *
 * The life of it: server_open() finds the bus. server_want() says that something is to be shown:
 * then the owner is asked, or one is started and asked, and ready() is called once it has answered,
 * and again when it no longer wants quiet. lost() is called when an owner is gone, with all that it showed.
 */

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

#include "popup/quiet.h"
#include "popup/starter.h"

enum server_state {
	SERVER_UNKNOWN, /* nothing was wanted of it yet; never told */
	SERVER_ASKING,
	SERVER_PRESENT,
	SERVER_QUIET, /* present, and not to be disturbed */
	SERVER_HUNG,
	SERVER_STARTING,
	SERVER_FAILED,
	SERVER_ABSENT,
	SERVER_NO_BUS,
};

const char *server_state_to_text(enum server_state s); /* as in POPUP_SERVER */

struct server {
	/* Set by the owner before server_open(). */
	unsigned hung_msec; /* silent for so long is called hung */
	unsigned rest_msec[STARTER_RESTS];
	void (*changed)(void *user);
	void (*ready)(void *user);
	void (*lost)(void *user);
	void (*found)(void *user); /* it is known who owns the name, if anybody */
	void *user;

	/* To be read. */
	enum server_state state;
	char *text;   /* the state as one sentence */
	char *bus_id; /* GUID of the bus; NULL until it is known */
	bool knows_owner;
	char *owner;                   /* unique name; NULL: nobody owns the name */
	char *name, *vendor, *version; /* NULL until it has answered, as the next */
	char **capabilities;

	/* Its own. */
	GDBusConnection *bus;
	bool wanted;
	GCancellable *cancel_open, *cancel_ask;
	guint watch, hung_timer;
	struct starter starter;
	struct quiet quiet;
};

/* The bus is found as bus_prepare() arranged. */
void server_open(struct server *s);
/* Waits until what was sent to the bus last is on its way. */
void server_close(struct server *s);

/* Something waits to be shown: ready() will be called, in whatever time it takes. */
void server_want(struct server *s);

bool server_can(const struct server *s, const char *capability);
/* Takes the pop-up off the screen, without waiting for an answer. */
void server_close_popup(struct server *s, uint32_t id);
/* Calls `done` once the bus has all that was said to the server, or is gone. */
void server_flush(struct server *s, GAsyncReadyCallback done, void *user);

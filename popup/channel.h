/* SPDX-License-Identifier: MIT */
#pragma once

/* The channel to the daemon: frames on fd 3, in GLib's main loop. common/popup-protocol.h says what is said on it. */

#include <gio/gio.h>

#include "common/frame.h"
#include "common/message.h"

struct channel {
	struct frames frames;
	guint source, out_source;

	/* Set by the owner before channel_open(). What is malformed was logged and is not passed on. */
	void (*called)(void *user, const struct call *call);
	/* 0: the daemon closed its end; else negative errno. Nothing comes after it. */
	void (*ended)(void *user, int error);
	void *user;
};

/* Takes the fd over. */
void channel_open(struct channel *c, int fd);
void channel_close(struct channel *c);

/* Takes `parameters` over. What cannot be sent ends the channel. */
void channel_send(struct channel *c, const char *method, json_t *parameters);

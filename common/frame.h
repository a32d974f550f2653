/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Frames of the Varlink wire: messages that end with one NUL, out of and into a non-blocking socket, in whatever pieces it gives and takes.
 * Used for the control socket and for the channel to the pop-up helper. Owns the fd.
 */

#include <stdbool.h>
#include <stddef.h>

struct frames {
	int fd;
	char *in;  size_t in_size, in_room, in_scanned;
	char *out; size_t out_size, out_room, out_sent;
	size_t size_max; /* of one message, and of what waits to be written */
	bool ended;      /* the peer will send no more */
};

void frames_init(struct frames *f, int fd, size_t size_max);
void frames_done(struct frames *f);

/* Takes what the socket has, at most one size_max a call. 0; -EMSGSIZE: a message is over size_max; -ECONNRESET and its like: the peer is gone. `ended` is set on its end of file. */
int frames_fill(struct frames *f);
/* The next whole message, without copying: 1 and *ret (NUL-terminated, valid until the next frames_fill() or frames_next()), 0: none yet. */
int frames_next(struct frames *f, const char **ret, size_t *ret_size);

/* Puts a message (without its NUL) behind what waits. -ENOBUFS: too much waits already; -ENOMEM. */
int frames_put(struct frames *f, const char *text, size_t size);
/* Writes what the socket takes. 0: all is out; 1: some waits for the socket; negative errno (never SIGPIPE). */
int frames_flush(struct frames *f);
bool frames_has_output(const struct frames *f);

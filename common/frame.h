/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Frames of the Varlink wire: messages that end with one NUL, out of and into a socket, in whatever
 * pieces it gives and takes. Used for the control socket and for the channel to the pop-up helper.
 * Never blocks, whatever the socket's own mode. Owns the fd.
 */

#include <stdbool.h>
#include <stddef.h>

struct frames {
	int fd;
	char *in;
	size_t in_begin, in_scanned, in_size, in_room; /* taken, searched, read, allocated */
	char *out;
	size_t out_sent, out_size, out_room;
	size_t size_max; /* of one message, and of what waits to be written */
	bool ended;      /* the peer will send no more; what came whole before can still be taken */
};

/* `f` need not be initialised; `fd` is -1 or a stream socket. */
void frames_init(struct frames *f, int fd, size_t size_max);
/* Makes room for a short message in and one out now, so that these need no memory later. -ENOMEM. */
int frames_reserve(struct frames *f);
/* Closes the fd. May be called twice. */
void frames_done(struct frames *f);

/*
 * Takes what the socket has, as far as there is room: one message of the largest size, or many small
 * ones. Take them all with frames_next() before waiting for the socket again: while whole messages
 * fill the room, nothing is read and the socket stays readable.
 * 0, also when there was nothing; -EMSGSIZE: a message is over size_max; -ENOMEM; -ECONNRESET and
 * its like: the peer is gone. `ended` is set on its end of file.
 */
int frames_fill(struct frames *f);
/*
 * The next whole message, without copying: 1 and *ret (NUL-terminated, valid until the next
 * frames_fill() or frames_next()) and its size without the NUL; 0: none yet. Either may be NULL.
 */
int frames_next(struct frames *f, const char **ret, size_t *ret_size);

/*
 * Puts a message (without its NUL) behind what waits. -ENOBUFS: too much waits already, or it is
 * over size_max; -EINVAL: it holds a NUL; -ENOMEM. After a failure nothing of it will be sent.
 */
int frames_put(struct frames *f, const char *text, size_t size);
/* Writes what the socket takes. 0: all is out; 1: some waits for the socket; negative errno (never SIGPIPE). */
int frames_flush(struct frames *f);
bool frames_has_output(const struct frames *f);
size_t frames_output_size(const struct frames *f); /* bytes that wait */

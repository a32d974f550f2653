/* SPDX-License-Identifier: MIT */
#pragma once

/* The clients of the control socket, inside control*.c only: what one says, what it is told, when it goes. */

#include "common/frame.h"
#include "common/limits.h"
#include "daemon/control.h"

struct client {
	struct control *control;
	uint64_t number;
	struct frames frames;
	sd_event_source *io, *idle;
	size_t shortages; /* how many there had been when its call, or the answer to it, was begun */
	bool in_call;     /* a call is being answered; the next one waits */
	bool oneway;      /* it wants no answer */
	bool wants_more;  /* than one answer */
	bool watches;     /* it waits for the next of several answers */
	bool told;        /* it was given the first of them */
	bool leaving;     /* goes as soon as its output is out */
};

struct control {
	sd_event *event;
	sd_event_source *listener,
		*rest; /* rest: until when nobody is let in, while there are no file descriptors at all */
	int listen_fd;
	int spare_fd; /* given up to accept and refuse a connection when file descriptors run out */
	control_call_t called;
	void *user;
	struct client *clients[CLIENTS_MAX]; /* NULL: free */
	uint64_t last_number;
};

/* Takes over the fd, into a slot that is free. Negative errno: it is still the caller's. */
int client_new(struct control *control, int fd, size_t slot);
void client_free(struct client *c);
/* NULL: it is gone. */
struct client *control_find(struct control *c, uint64_t number);
/* Puts a message (taken over; NULL: memory is out) behind what waits to be sent; `short_of`, if it cannot be had. NULL: it is dropped then. */
void client_send(struct client *c, char *text, const char *short_of);
/* That something could not be had for want of memory, as the message that says so. Returns buffer. */
const char *client_short(char buffer[static SHORT_SIZE], const char *error, const char *words);
/* It is dropped if it says or reads nothing for so long from now on. */
void client_restart_idle(struct client *c);
/* Goes on with it in the loop: what waits is written, what was pipelined is served. */
void client_wake(struct client *c);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The desk, where changes are made: each is an edit of the book's text (or of memory), put in a
 * queue. At the end of a turn of the loop all that wait are made on one text, written by one
 * replace and fsync, and only then answered. When an editor saved meanwhile, everything is made
 * anew on its text. A refused change changes nothing.
 */

#include <jansson.h>
#include <systemd/sd-event.h>

#include "common/text.h"
#include "config/edit.h"
#include "daemon/control.h"
#include "daemon/shelf.h"
#include "etiquette/plan.h"

/* One change while it is made. Functions in changes-*.c read the facts, make edits and say what they did. */
struct change {
	/* what there is */
	json_t *parameters; /* checked against the method's row */
	struct shelf *shelf;
	const struct book *book; /* made from the text as it is now */
	const struct settings *settings;
	usec_t now;
	const char *zone;
	/* what is changed */
	struct edit *edit;
	/* what comes of it */
	char *id;          /* the interview it is about; owned */
	struct text text;  /* what was done, in a sentence */
	json_t *written;   /* the lines that were put into the book */
	json_t *extra;     /* further fields of the answer, or NULL */
	int64_t undoes;    /* the change that this one takes back; 0: none */
	int64_t number;    /* its own, in the history, once it is on disk; 0: none */
	size_t n_promises; /* of the interview, with the one that was typed; 0: none was */
	bool in_memory;    /* memory was changed, so it must get to disk before this is answered */
	const char *error; /* the error's name; NULL: it went well */
	json_t *error_parameters;
};

/* 0, also when change.error was set; -ENOMEM. */
typedef int (*change_t)(struct change *c);

struct desk;

/* What the desk needs of the house. */
struct desk_host {
	struct shelf *shelf;
	const char *(*zone)(void *user);
	/* The book is about to be replaced, or memory another one than for the plan: drop it, and all that borrows from the book. */
	void (*release_book)(void *user);
	/* The plan of book and memory as they are now, until the book is released; NULL: memory is out, and somebody said so. */
	const struct plan *(*plan)(void *user);
	void (*changed)(void *user); /* book or memory are other ones now: travel the road again */
	/* Fields of the answer to a change that succeeded; `c->id` may be NULL. */
	json_t *(*answer)(void *user, struct change *c);
	/* What to say, in English, of a file that may not be written (-EACCES), if it is no matter of its rights; or NULL. */
	const char *(*why_denied)(void *user);
	void *user;
};

int desk_new(struct desk **ret, sd_event *event, const struct desk_host *host);
void desk_free(struct desk *d);

/*
 * Puts a change in the queue; `parameters` is shared, the asker is answered when it is on disk.
 * -ENOMEM: nothing was queued.
 */
int desk_put(struct desk *d, change_t make, json_t *parameters, const struct asker *asker);
/*
 * The same for a change that nobody waits for over the socket, such as a pop-up's button. `done`
 * gets the error's name (NULL: none) and its parameters.
 */
typedef void (*desk_done_t)(void *user, const char *error, json_t *parameters);
int desk_put_own(struct desk *d, change_t make, json_t *parameters, desk_done_t done, void *user);
/* Makes what waits now, at the end of the daemon's life. */
void desk_flush(struct desk *d);

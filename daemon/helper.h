/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The pop-up helper as a process: started when it is wanted, told by frames over a socket pair,
 * ended by closing it. It may hang or die at any time: it has a time limit, and is started again
 * with back-off. What it says is in common/popup-protocol.h.
 */

#include <jansson.h>
#include <stdbool.h>
#include <systemd/sd-event.h>

#include "common/frame.h"
#include "common/message.h"

struct helper {
	sd_event *event;
	const char *program; /* borrowed */
	pid_t pid;           /* 0: does not run */
	bool leaving;        /* its channel is closed; it was asked to go */
	struct frames frames;
	sd_event_source *io, *child;
	sd_event_source *limit; /* it owes us a word by then */
	sd_event_source *retry; /* it is started again then */
	unsigned failures;      /* in a row, for the back-off */
	void (*said)(void *user, const struct call *call);
	void (*ended)(void *user, bool failed); /* it is gone, and with it all it was told */
	void (*ready)(void *user);              /* it may be started again */
	void *user;
};

int helper_init(struct helper *h, sd_event *event, const char *program);
void helper_done(struct helper *h);

/*
 * Makes it run. 1: it runs; 0: not now, `ready` will be called; negative errno: it cannot be
 * started, and the back-off was begun.
 */
int helper_start(struct helper *h);
/* Lets it go: nothing is on screen or wanted. */
void helper_stop(struct helper *h);
/* Its next start need not wait any longer. True if it runs already. */
bool helper_hurry(struct helper *h);
bool helper_runs(const struct helper *h);

/* Tells it something; takes over `parameters`. Nothing happens if it does not run. */
void helper_tell(struct helper *h, const char *method, json_t *parameters);
/* It owes us an answer (true), or not any more. While it owes one for too long, it is killed. */
void helper_owes(struct helper *h, bool owes);
/* It did its job: the next failure is the first again. */
void helper_praise(struct helper *h);

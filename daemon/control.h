/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The control socket: clients of our own uid, one call in flight each, capped and timed. What a
 * client sends wrongly harms only itself. A call is answered at once or later (a change waits for
 * the disk); the client may be gone by then. Methods stand in methods.h.
 */

#include <jansson.h>
#include <stdbool.h>
#include <systemd/sd-event.h>

#include "common/message.h"
#include "common/tongue.h"

struct control;
struct client;

/* Where the answer to one call goes. Copy freely; answering twice or too late is harmless. */
struct asker {
	struct control *control;
	uint64_t client;             /* number of the client; 0: nobody waits for the answer */
	const struct tongue *tongue; /* the answer is in */
};

/*
 * Called for each well-formed call. `call` is borrowed. Answers by control_reply() or
 * control_error(), now or later.
 */
typedef void (*control_call_t)(void *user, const struct asker *asker, const struct call *call);

/* Room for an answer that is put together without memory. */
#define SHORT_SIZE 512

/* Takes connections on listen_fd (borrowed). Negative errno. */
int control_new(struct control **ret, sd_event *event, int listen_fd, control_call_t called,
		void *user);
void control_free(struct control *c);
/* True while no client is connected. */
bool control_is_quiet(const struct control *c);

/*
 * One of several answers to a call that asked for more; takes over `parameters`. It stays open, without a
 * limit of time as long as the client reads. False: nobody waits for more, and a call that asked for
 * one answer has it now.
 */
bool control_push(const struct asker *asker, json_t *parameters);
bool control_is_waiting(const struct asker *asker); /* for an answer, or for more */

/*
 * All take over `parameters` (NULL: none). If anything could not be had since the call came, or since control_begin(), the answer may
 * lack a part: then a refusal is sent that says so, by control_done() the message `short_of` (compact JSON).
 */
void control_reply(const struct asker *asker, json_t *parameters);
void control_done(const struct asker *asker, json_t *parameters, const char *short_of);
void control_error(const struct asker *asker, const char *error, json_t *parameters);
/* From here on the answer is made. */
void control_begin(const struct asker *asker);
/* The refusal for want of memory: in an answer to a question, or to a change. */
void control_refuse_short(const struct asker *asker, bool change);

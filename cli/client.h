/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * One call over the control socket: connect, ask, wait for the answer or for all that come, hang up.
 */

#include <stdbool.h>

#include "common/message.h"
#include "common/time.h"

#define CLIENT_PATIENCE (10 * USEC_PER_SEC)

/*
 * Calls `method` and waits at most `limit`. 0 and the reply, which may be an error of the daemon's;
 * -ENOENT: no such socket, -ECONNREFUSED: nobody listens, -EACCES: not ours, -ENAMETOOLONG;
 * -ETIMEDOUT: connected, no answer in time; -ECONNRESET: it hung up; -EBADMSG, -EMSGSIZE: the answer
 * is no Varlink; -E2BIG: the question is too long; -ENOMEM. `parameters` is borrowed.
 */
int client_call(const char *socket_path, const char *method, json_t *parameters, usec_t limit,
		struct reply *ret);

/*
 * Calls with `more` and hands on each reply until `heard` returns false, the service is done, or our own
 * reader is gone (stdout): 0. The first reply must come within `limit`, the others when they like. The
 * same errors; -ECONNRESET is also the end of the service.
 */
int client_follow(const char *socket_path, const char *method, json_t *parameters, usec_t limit,
		  bool (*heard)(void *user, const struct reply *reply), void *user);

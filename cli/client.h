/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * One call over the control socket: connect, ask, wait for the answer, hang up.
 */

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

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * followupctl from the command line to the exit code.
 */

#include "cli/arguments.h"
#include "common/message.h"
#include "common/time.h"

struct output;

/* What a program does for a verb instead of what the verb's row says. */
struct runner {
	const char *verb;
	int (*run)(const struct request *q, struct output *o);
};

/* Returns an exit code, see failure.h. `own`: verbs that this program does itself, the first without a name ends them; or NULL. */
int cli_run(int argc, char *argv[], const struct runner *own);

/* The address of the control socket, which the caller frees. CODE_DONE; else it was said. */
int cli_socket(const struct request *q, char **ret);
/* How long to wait for an answer. */
usec_t cli_patience(void);

/* Prints an answer for programs (NULL: memory is out). An exit code; that memory was out is said at the end. */
int cli_say_json(const json_t *answer);

/* Asks the daemon. 0 and a reply without an error; else it was said, and the exit code. */
int cli_call(const struct request *q, const char *method, json_t *parameters, struct reply *ret);

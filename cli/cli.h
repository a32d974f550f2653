/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * followupctl from the command line to the exit code.
 */

#include "cli/arguments.h"
#include "common/message.h"
#include "common/time.h"

/* Returns an exit code, see failure.h. */
int cli_run(int argc, char *argv[]);

/* The address of the control socket, which the caller frees. CODE_DONE; else it was said. */
int cli_socket(const struct request *q, char **ret);
/* How long to wait for an answer. */
usec_t cli_patience(void);

/* Asks the daemon. 0 and a reply without an error; else it was said, and the exit code. */
int cli_call(const struct request *q, const char *method, json_t *parameters, struct reply *ret);

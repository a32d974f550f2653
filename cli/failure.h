/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What went wrong, said in a sentence with what to do next, and its exit code. The table of
 * the daemon's named errors is here, that of a daemon that cannot be reached in unreachable.h.
 */

#include "cli/arguments.h"
#include "common/message.h"

enum exit_code {
	CODE_DONE = 0,
	CODE_FAILED = 1,      /* refused or failed */
	CODE_USAGE = 2,       /* bad usage or input */
	CODE_UNREACHABLE = 3, /* no daemon, or not this version's */
	CODE_NOT_FOUND = 4,   /* no such interview or milestone */
	CODE_PUSHY = 5,       /* good manners say no */
};

/* Each says it on stderr, with --json also on stdout, and returns the exit code. */
int failure_of_program(const struct request *q, enum exit_code code, const char *name,
		       const char *text); /* of followupctl's own: "Usage", "Failed" */
int failure_of_reply(const struct request *q, const struct reply *reply);
int failure_of_call(const struct request *q, const char *socket_path, int error);
/* The address of the control socket could not be made. */
int failure_of_path(const struct request *q, int error);
/* Something about a letter, which is the CLI's own business. */
int failure_of_letter(const struct request *q, enum exit_code code, const char *text);

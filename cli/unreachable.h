/* SPDX-License-Identifier: MIT */
#pragma once

/* Each way in which the daemon cannot be reached or does not answer, and what to do about it. */

#include "cli/failure.h"

struct unreachable {
	const char *name;      /* of the error, for programs: "NoSocket" */
	const char *words;     /* %s is the socket's path; NULL: only the system knows what it is */
	const char *advice[2]; /* lines below it */
	enum exit_code code;
};

/* Of a negative errno of client.h. Looks at what stands at the path, since the kernel calls much by one name. */
const struct unreachable *unreachable_find(const char *path, int error);
/* A sentence, and what to do on further lines. Caller frees; NULL: memory is out. */
char *unreachable_words(const char *path, int error);

/* SPDX-License-Identifier: MIT */
#pragma once

/* What a program that the daemon starts must not inherit. */

#include <sys/types.h>

#define CHILD_EXIT_CANNOT_RUN 127 /* as shells say it */

/*
 * In a child, straight after fork(): becomes the program words[0], which has nothing of the daemon's but the words on stderr and
 * `fd`, as number `as`: no blocked signals, none of what the service manager told us, and it dies with `parent`.
 */
_Noreturn void child_become(const char *const words[], int fd, int as, pid_t parent);

/* SPDX-License-Identifier: MIT */
#pragma once

/* Waiting for a socket that is not there: woken by the kernel when something comes to its directory. */

#include "common/time.h"

/*
 * Watches the directory of `path`, or the nearest one above it that exists. Returns an fd (caller closes);
 * negative errno: there are no watches left, and then only time helps. Open it before you try the
 * socket, so that nothing is missed.
 */
int doorway_open(const char *path);

/*
 * Returns when something came since it was opened, or after `limit`. 0; -EPIPE: nobody reads our stdout
 * any more. `fd` may be negative.
 */
int doorway_wait(int fd, usec_t limit);

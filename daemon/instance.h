/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * One daemon a user: a lock beside the control socket, and a connect to the socket before it is
 * taken from anybody. Both, because a lock can be lost with its directory, and a socket can belong
 * to the service manager.
 */

#include <stdbool.h>
#include <sys/types.h>

struct instance {
	int lock_fd;
	int listen_fd;
	bool ours; /* we made the socket, so we take it away */
	char *path;
	dev_t device; /* of the socket we made */
	ino_t inode;
};

/*
 * Gets the listening socket: `passed_fd` from the service manager if it is not negative (then
 * owned), else a new one at `path` (0600 in a 0700 directory of ours). -EADDRINUSE: another daemon
 * lives there; -EPERM: the directory belongs to somebody else or others may enter it; other errno
 * of the system. A dead socket is replaced.
 */
int instance_take(struct instance *i, const char *path, int passed_fd);
/* Closes, and takes the socket away if it still is the one we made. */
void instance_leave(struct instance *i);

/* SPDX-License-Identifier: MIT */
#include "cli/doorway.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/text.h"

#define COMING (IN_CREATE | IN_MOVED_TO | IN_ATTRIB)

int doorway_open(const char *path)
{
	cleanup_close int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	cleanup_free char *directory = text_copy(path);

	if (fd < 0)
		return -errno;
	if (!directory)
		return -ENOMEM;
	for (char *slash; (slash = strrchr(directory, '/'));) {
		*slash = 0;
		if (inotify_add_watch(fd, slash == directory ? "/" : directory, COMING) >= 0)
			return TAKE_FD(fd);
		if (errno != ENOENT && errno != ENOTDIR)
			return -errno;
	}
	return inotify_add_watch(fd, ".", COMING) < 0 ? -errno : TAKE_FD(fd);
}

int doorway_wait(int fd, usec_t limit)
{
	struct pollfd p[] = { { .fd = fd, .events = POLLIN }, { .fd = STDOUT_FILENO } };

	if (poll(p, ELEMENTS(p), (int)(limit / 1000)) < 0 && errno != EINTR)
		return -errno;
	return p[1].revents ? -EPIPE : 0;
}

/* SPDX-License-Identifier: MIT */
#include "daemon/service.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <systemd/sd-daemon.h>
#include <time.h>
#include <unistd.h>

#include "common/text.h"
#include "common/time.h"

static bool remember(struct service *s, const char *status)
{
	char *copy;

	if (text_equal(s->status, status))
		return false;
	copy = text_copy(status);
	free(s->status);
	s->status = copy;
	return true;
}

void service_done(struct service *s)
{
	free(s->status);
	*s = (struct service){ 0 };
}

void service_ready(struct service *s, const char *status)
{
	remember(s, status);
	sd_notifyf(false, "READY=1\nSTATUS=%s", status);
}

void service_status(struct service *s, const char *status)
{
	if (remember(s, status))
		sd_notifyf(false, "STATUS=%s", status);
}

void service_reloading(struct service *s)
{
	struct timespec t;

	(void)s;
	clock_gettime(CLOCK_MONOTONIC, &t);
	/*
	 * From 253 on, Type=notify-reload waits for a READY that is newer than this stamp; 252
	 * ignores it.
	 */
	sd_notifyf(false,
		   "RELOADING=1\nMONOTONIC_USEC=%" PRIi64
		   "\nSTATUS=Reading book and settings again",
		   t.tv_sec * USEC_PER_SEC + t.tv_nsec / 1000);
}

void service_stopping(struct service *s)
{
	(void)s;
	sd_notify(false, "STOPPING=1\nSTATUS=Stopping");
}

bool service_is_managed(void)
{
	const char *pid = getenv("SYSTEMD_EXEC_PID");
	int64_t n;

	return pid && text_to_int(pid, 1, INT_MAX, &n) == 0 && n == getpid();
}

int service_listen_fd(void)
{
	int n = sd_listen_fds(true);

	if (n < 0)
		return n;
	if (n == 0)
		return -ENOENT;
	if (n > 1 || sd_is_socket_unix(SD_LISTEN_FDS_START, SOCK_STREAM, 1, NULL, 0) <= 0)
		return -EINVAL;
	return SD_LISTEN_FDS_START;
}

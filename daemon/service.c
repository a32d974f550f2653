/* SPDX-License-Identifier: MIT */
#include "daemon/service.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <systemd/sd-daemon.h>
#include <time.h>
#include <unistd.h>

#include "common/text.h"
#include "common/time.h"

#define NOTIFY_SIZE 1024

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

/* sd_notifyf() takes memory, and a service manager that waits for one of these words waits for good. */
static void __attribute__((format(printf, 1, 2))) notify(const char *format, ...)
{
	char words[NOTIFY_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	sd_notify(false, words);
}

void service_ready(struct service *s, const char *status)
{
	remember(s, status);
	notify("READY=1\nSTATUS=%s", status);
}

void service_status(struct service *s, const char *status)
{
	if (remember(s, status))
		notify("STATUS=%s", status);
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
	notify("RELOADING=1\nMONOTONIC_USEC=%" PRIi64 "\nSTATUS=Reading book and settings again",
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

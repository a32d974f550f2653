/* SPDX-License-Identifier: MIT */
#include "daemon/service.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <time.h>
#include <unistd.h>

#include "common/cleanup.h"
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

/* The manager's ear, by NOTIFY_SOCKET; its size, or 0: there is none. */
static socklen_t manager_address(struct sockaddr_un *ret)
{
	const char *path = getenv("NOTIFY_SOCKET");
	size_t size = path ? strlen(path) : 0;

	if (size < 2 || size >= sizeof(ret->sun_path) || !strchr("/@", path[0]))
		return 0;
	*ret = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(ret->sun_path, path, size);
	if (path[0] == '@')
		ret->sun_path[0] = '\0';
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size);
}

/*
 * As sd_notify(), which waits for as long as a manager that hangs does not listen; nothing is worth that but the first READY. It takes
 * no memory: a manager that waits for one of these words waits for good. True if that was told, or nobody is there to be told.
 */
static bool __attribute__((format(printf, 2, 3))) notify(int flags, const char *format, ...)
{
	char words[NOTIFY_SIZE];
	struct sockaddr_un address;
	struct iovec text = { words, 0 };
	struct msghdr message = { .msg_name = &address,
				  .msg_namelen = manager_address(&address),
				  .msg_iov = &text,
				  .msg_iovlen = 1 };
	cleanup_close int fd = -1;
	va_list args;

	if (message.msg_namelen == 0)
		return true;
	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	text.iov_len = strlen(words);
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	return fd >= 0 && sendmsg(fd, &message, MSG_NOSIGNAL | flags) >= 0;
}

/* A text of the book may have line breaks, and each line is a word of its own to the manager: MAINPID=1. */
static void make_one_line(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ')
			*text = ' ';
}

/* What was not heard is said again with the next words. */
static void say(struct service *s, int flags, bool ready, const char *status)
{
	char line[NOTIFY_SIZE / 2];

	snprintf(line, sizeof(line), "%s", status);
	make_one_line(line);
	if (notify(flags, "%sSTATUS=%s", ready ? "READY=1\n" : "", line)) {
		s->owes_ready = false;
		return;
	}
	s->owes_ready = ready;
	free(s->status);
	s->status = NULL;
}

void service_ready(struct service *s, const char *status)
{
	bool first = !s->was_ready;

	s->was_ready = true;
	remember(s, status);
	say(s, first ? 0 : MSG_DONTWAIT, true, status);
}

void service_status(struct service *s, const char *status)
{
	if (remember(s, status) || s->owes_ready)
		say(s, MSG_DONTWAIT, s->owes_ready, status);
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
	notify(MSG_DONTWAIT,
	       "RELOADING=1\nMONOTONIC_USEC=%" PRIi64 "\nSTATUS=Reading book and settings again",
	       t.tv_sec * USEC_PER_SEC + t.tv_nsec / 1000);
}

void service_stopping(struct service *s)
{
	(void)s;
	notify(MSG_DONTWAIT, "STOPPING=1\nSTATUS=Stopping");
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

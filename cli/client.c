/* SPDX-License-Identifier: MIT */
#include "cli/client.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/frame.h"
#include "common/limits.h"
#include "common/shortage.h"
#include "common/voice.h"

static usec_t monotonic_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (usec_t)t.tv_sec * USEC_PER_SEC + t.tv_nsec / 1000;
}

/* Connects; on a Unix socket that waits only while the listener's queue is full. */
static int connect_to(const char *path, usec_t limit, int *ret_fd)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct timeval patience = { .tv_sec = limit / USEC_PER_SEC,
				    .tv_usec = limit % USEC_PER_SEC };
	size_t size = strlen(path);

	if (size >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	memcpy(address.sun_path, path, size + 1);
	cleanup_close int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience)) < 0)
		return -errno;
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) < 0)
		return errno == EAGAIN ? -ETIMEDOUT : -errno;
	*ret_fd = TAKE_FD(fd);
	return 0;
}

/*
 * Until the socket has something, or takes something if there is something to say. 0; -ETIMEDOUT;
 * -EPIPE: nobody reads our stdout any more.
 */
static int wait_for(const struct frames *f, bool writes, usec_t deadline)
{
	struct pollfd p[] = {
		{ .fd = f->fd, .events = (short)(POLLIN | (writes ? POLLOUT : 0)) },
		{ .fd = deadline == USEC_NEVER ? STDOUT_FILENO : -1 },
	};
	usec_t left = deadline == USEC_NEVER ? 0 : deadline - monotonic_now();

	if (left < 0)
		return -ETIMEDOUT;
	int r = poll(p, ELEMENTS(p), deadline == USEC_NEVER ? -1 : (int)(left / 1000) + 1);
	if (r < 0)
		return errno == EINTR ? 0 : -errno;
	return p[1].revents ? -EPIPE : 0;
}

/*
 * What was read is looked at before any error: a daemon that has too many clients answers and hangs up
 * without having listened.
 */
static int await_reply(struct frames *f, usec_t deadline, struct reply *ret)
{
	bool writes = true;

	for (;;) {
		const char *text;
		size_t size;

		if (writes)
			writes = frames_flush(f) == 1;
		int filled = frames_fill(f);
		if (frames_next(f, &text, &size) == 1) {
			int r = reply_parse(text, size, ret);

			return r == -ENOMEM ? -ENOBUFS : r;
		}
		if (filled == -ENOMEM)
			return -ENOBUFS;
		if (filled < 0)
			return filled == -EMSGSIZE ? filled : -ECONNRESET;
		if (f->ended)
			return -ECONNRESET;
		int r = wait_for(f, writes, deadline);
		if (r < 0)
			return r;
	}
}

/* Connects and puts the call on its way. frames_done() also after a failure. */
static int begin_call(struct frames *f, const char *socket_path, const char *method,
		      json_t *parameters, bool more, usec_t limit)
{
	json_t *spoken = parameters ? json_copy(parameters) : json_object();
	cleanup_free char *text = NULL;
	int fd = -1;

	/* The answer is to be in the language that this program speaks. */
	json_object_set_new(spoken, "language", json_string(voice_wish()));
	text = call_text(method, spoken, more, false);

	frames_init(f, -1, MESSAGE_SIZE_MAX);
	if (!text || shortages() > 0) /* else what is asked may lack a part */
		return -ENOMEM;
	int r = connect_to(socket_path, limit, &fd);
	if (r < 0)
		return r;
	frames_init(f, fd, MESSAGE_SIZE_MAX);
	r = frames_put(f, text, strlen(text));
	return r == -ENOBUFS ? -E2BIG : r;
}

int client_call(const char *socket_path, const char *method, json_t *parameters, usec_t limit,
		struct reply *ret)
{
	usec_t deadline = monotonic_now() + limit;
	struct frames f;
	int r = begin_call(&f, socket_path, method, parameters, false, limit);

	if (r == 0)
		r = await_reply(&f, deadline, ret);
	frames_done(&f);
	return r;
}

int client_follow(const char *socket_path, const char *method, json_t *parameters, usec_t limit,
		  bool (*heard)(void *user, const struct reply *reply), void *user)
{
	usec_t deadline = monotonic_now() + limit;
	struct frames f;
	int r = begin_call(&f, socket_path, method, parameters, true, limit);

	for (bool more = true; r == 0 && more; deadline = USEC_NEVER) {
		cleanup_reply struct reply reply = { 0 };

		r = await_reply(&f, deadline, &reply);
		if (r == 0)
			more = heard(user, &reply) && reply.continues;
	}
	frames_done(&f);
	return r == -EPIPE ? 0 : r;
}

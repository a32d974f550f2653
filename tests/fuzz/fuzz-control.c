/* SPDX-License-Identifier: MIT */

/*
 * The control socket with a client that says anything, in odd pieces: the first line is the sizes of the pieces. The answers are the same whatever
 * the pieces are, each is a Varlink reply, and nobody gets more of them than calls.
 */

#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "daemon/control-client.h"

struct server {
	struct control control;
	struct asker later; /* of the call that is answered when nothing else is to be done */
	int fd;             /* the client's end */
	struct text heard;
	unsigned calls, pushes;
};

/* By the method's first letter: F fails, L is answered later, M says more, all others get their parameters back. */
static void on_call(void *user, const struct asker *asker, const struct call *call)
{
	struct server *s = user;

	s->calls++;
	switch (call->method[0]) {
	case 'F':
		control_error(asker, "a.Failed", json_incref(call->parameters));
		break;
	case 'L':
		s->later = *asker;
		break;
	case 'M':
		s->pushes += control_push(asker, json_object());
		control_reply(asker, NULL);
		break;
	default:
		control_reply(asker, json_incref(call->parameters));
	}
}

static void hear(struct server *s)
{
	char buffer[4096];
	ssize_t n;

	while ((n = recv(s->fd, buffer, sizeof(buffer), MSG_DONTWAIT)) > 0)
		text_add_bytes(&s->heard, buffer, (size_t)n);
}

/* All that can be done without waiting. */
static void settle(struct server *s)
{
	do {
		if (control_is_waiting(&s->later))
			control_reply(&s->later, NULL);
		while (sd_event_run(s->control.event, 0) > 0)
			;
		hear(s);
	} while (control_is_waiting(&s->later));
}

static void talk(struct server *s, const char *sizes, const struct input *in)
{
	struct pieces pieces = { sizes, 0 };
	int fds[2];

	assert_return_code(sd_event_default(&s->control.event), 0);
	s->control.called = on_call;
	s->control.user = s;
	assert_return_code(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), errno);
	s->fd = fds[1];
	assert_return_code(client_new(&s->control, fds[0], 0), 0);
	for (size_t at = 0, n; (n = pieces_next(&pieces, in->size - at)) > 0; at += n) {
		if (send(s->fd, in->data + at, n, MSG_NOSIGNAL) < 0)
			break; /* it was dropped */
		settle(s);
	}
	shutdown(s->fd, SHUT_WR);
	settle(s);
	assert_null(s->control.clients[0]);
	close(s->fd);
	sd_event_unref(s->control.event);
}

static size_t count_replies(const struct text *heard)
{
	size_t n = 0;

	for (size_t at = 0, size; at < heard->size; at += size + 1, n++) {
		cleanup_reply struct reply reply = { 0 };

		size = strnlen(heard->data + at, heard->size - at);
		assert_true(at + size < heard->size);
		assert_int_equal(reply_parse(heard->data + at, size, &reply), 0);
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	cleanup_free char *sizes = input_line(&in);
	struct server whole = { 0 }, pieces = { 0 };

	talk(&whole, "", &in);
	talk(&pieces, sizes, &in);
	assert_int_equal(whole.calls, pieces.calls);
	assert_int_equal(whole.heard.size, pieces.heard.size);
	if (whole.heard.size > 0)
		assert_memory_equal(whole.heard.data, pieces.heard.data, whole.heard.size);
	assert_true(count_replies(&whole.heard) <= whole.calls + whole.pushes);
	text_done(&whole.heard);
	text_done(&pieces.heard);
	return 0;
}

/* SPDX-License-Identifier: MIT */
#include "tests/fuzz/pipe.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Small, so that inputs reach it. */
#define SIZE_MAX_HERE ((size_t)512)

void pipe_init(struct pipe *p, size_t size_max)
{
	int fds[2];

	assert_return_code(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), errno);
	frames_init(&p->frames, fds[0], size_max);
	p->peer_fd = fds[1];
}

void pipe_done(struct pipe *p)
{
	frames_done(&p->frames);
	close(p->peer_fd);
}

/* What goes out comes out of the other end, with a NUL behind it. */
static void echo(struct pipe *p, const char *text, size_t size)
{
	char back[SIZE_MAX_HERE + 1];

	assert_int_equal(frames_put(&p->frames, text, size), 0);
	assert_int_equal(frames_flush(&p->frames), 0);
	assert_int_equal(recv(p->peer_fd, back, sizeof(back), MSG_DONTWAIT), size + 1);
	assert_memory_equal(back, text, size + 1);
}

/* Takes what has come; each must be what stands next in the input. */
static void take_all(struct pipe *p, struct input *expected,
		     void (*heard)(const char *text, size_t size))
{
	const char *text;
	size_t size;

	while (frames_next(&p->frames, &text, &size) > 0) {
		assert_true(size < expected->size);
		assert_int_equal(strlen(text), size);
		assert_memory_equal(text, expected->data, size + 1);
		expected->data += size + 1;
		expected->size -= size + 1;
		heard(text, size);
		echo(p, text, size);
	}
}

void pipe_through(const char *sizes, const struct input *in,
		  void (*heard)(const char *text, size_t size))
{
	struct pieces pieces = { sizes, 0 };
	struct input expected = *in;
	const uint8_t *end;
	struct pipe p;
	int r = 0;

	pipe_init(&p, SIZE_MAX_HERE);
	for (size_t at = 0, n; r == 0 && (n = pieces_next(&pieces, in->size - at)) > 0; at += n) {
		assert_int_equal(send(p.peer_fd, in->data + at, n, MSG_NOSIGNAL), n);
		/* A full buffer of whole messages takes nothing in until they are taken out. */
		for (size_t round = 0; r == 0 && round <= n / SIZE_MAX_HERE + 1; round++) {
			r = frames_fill(&p.frames);
			take_all(&p, &expected, heard);
		}
	}
	end = expected.size > 0 ? memchr(expected.data, 0, expected.size) : NULL;
	if (r < 0) {
		assert_int_equal(r, -EMSGSIZE);
		assert_true((end ? (size_t)(end - expected.data) : expected.size) > SIZE_MAX_HERE);
	} else {
		assert_null(end);
	}
	pipe_done(&p);
}

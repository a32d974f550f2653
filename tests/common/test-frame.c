/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/frame.h"

/* Two ends of one socket: frames on ours, bare bytes on the peer's. */
struct pair {
	struct frames frames;
	int peer_fd;
};

#define SIZE_MAX_HERE 64

static int setup_size(void **state, size_t size_max)
{
	struct pair *p = calloc(1, sizeof(*p));
	int fds[2];

	assert_non_null(p);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
	frames_init(&p->frames, fds[0], size_max);
	p->peer_fd = fds[1];
	*state = p;
	return 0;
}

static int setup(void **state)
{
	return setup_size(state, SIZE_MAX_HERE);
}

static int setup_large(void **state)
{
	return setup_size(state, 1024 * 1024);
}

static int teardown(void **state)
{
	struct pair *p = *state;

	frames_done(&p->frames);
	frames_done(&p->frames);
	if (p->peer_fd >= 0)
		close(p->peer_fd);
	free(p);
	return 0;
}

static void peer_says(struct pair *p, const void *bytes, size_t size)
{
	assert_int_equal(send(p->peer_fd, bytes, size, MSG_NOSIGNAL), (ssize_t)size);
}

static void peer_leaves(struct pair *p)
{
	close(p->peer_fd);
	p->peer_fd = -1;
}

static void assert_next(struct pair *p, const char *expected)
{
	const char *text = NULL;
	size_t size = 0;

	assert_int_equal(frames_next(&p->frames, &text, &size), 1);
	assert_string_equal(text, expected);
	assert_int_equal(size, strlen(expected));
}

static void assert_none(struct pair *p)
{
	const char *text = "untouched";
	size_t size = 7;

	assert_int_equal(frames_next(&p->frames, &text, &size), 0);
	assert_string_equal(text, "untouched");
	assert_int_equal(size, 7);
}

static void nothing_there_is_no_error(void **state)
{
	struct pair *p = *state;

	assert_int_equal(frames_fill(&p->frames), 0);
	assert_none(p);
	assert_false(p->frames.ended);
}

static void several_in_one_piece(void **state)
{
	struct pair *p = *state;

	peer_says(p, "one\0two\0\0thr", 12);
	assert_int_equal(frames_fill(&p->frames), 0);
	assert_next(p, "one");
	assert_next(p, "two");
	assert_next(p, "");
	assert_none(p);
	peer_says(p, "ee\0", 3);
	assert_int_equal(frames_fill(&p->frames), 0);
	assert_next(p, "three");
	assert_none(p);
}

static void byte_by_byte(void **state)
{
	struct pair *p = *state;
	static const char text[] = "{\"method\":\"x\"}";

	for (size_t i = 0; i < sizeof(text); i++) {
		assert_none(p);
		peer_says(p, text + i, 1);
		assert_int_equal(frames_fill(&p->frames), 0);
	}
	assert_next(p, text);
	assert_none(p);
}

static void the_largest_fits_one_more_does_not(void **state)
{
	struct pair *p = *state;
	char text[SIZE_MAX_HERE + 2] = { 0 };

	memset(text, 'a', SIZE_MAX_HERE);
	peer_says(p, text, SIZE_MAX_HERE + 1);
	assert_int_equal(frames_fill(&p->frames), 0);
	assert_next(p, text);

	memset(text, 'a', SIZE_MAX_HERE + 1);
	peer_says(p, text, SIZE_MAX_HERE + 2);
	assert_int_equal(frames_fill(&p->frames), -EMSGSIZE);
	assert_none(p);
}

static void full_of_whole_messages_is_no_error(void **state)
{
	struct pair *p = *state;
	char text[3 * SIZE_MAX_HERE];
	size_t taken = 0;

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 2 ? 0 : 'a';
	peer_says(p, text, sizeof(text));
	for (size_t round = 0; round < sizeof(text) && taken < sizeof(text) / 2; round++) {
		assert_int_equal(frames_fill(&p->frames), 0);
		/* Filling again before anything is taken must lose nothing. */
		assert_int_equal(frames_fill(&p->frames), 0);
		while (frames_next(&p->frames, NULL, NULL) > 0)
			taken++;
	}
	assert_int_equal(taken, sizeof(text) / 2);
}

static void what_came_whole_survives_the_end(void **state)
{
	struct pair *p = *state;

	peer_says(p, "last\0half", 9);
	peer_leaves(p);
	assert_int_equal(frames_fill(&p->frames), 0);
	assert_true(p->frames.ended);
	assert_next(p, "last");
	assert_none(p);
	assert_int_equal(frames_fill(&p->frames), 0);
	assert_none(p);
}

static void a_peer_that_leaves_unread_resets(void **state)
{
	struct pair *p = *state;

	assert_int_equal(frames_put(&p->frames, "unread", 6), 0);
	assert_int_equal(frames_flush(&p->frames), 0);
	peer_leaves(p);
	assert_int_equal(frames_fill(&p->frames), -ECONNRESET);
}

static void writing_to_nobody_is_an_error_not_a_signal(void **state)
{
	struct pair *p = *state;

	peer_leaves(p);
	assert_int_equal(frames_put(&p->frames, "hello", 5), 0);
	assert_int_equal(frames_flush(&p->frames), -EPIPE);
}

static void writes_messages_with_their_nuls(void **state)
{
	struct pair *p = *state;
	char got[32];

	assert_false(frames_has_output(&p->frames));
	assert_int_equal(frames_put(&p->frames, "one", 3), 0);
	assert_int_equal(frames_put(&p->frames, "", 0), 0);
	assert_int_equal(frames_put(&p->frames, "two!", 3), 0);
	assert_true(frames_has_output(&p->frames));
	assert_int_equal(frames_flush(&p->frames), 0);
	assert_false(frames_has_output(&p->frames));
	assert_int_equal(recv(p->peer_fd, got, sizeof(got), 0), 9);
	assert_memory_equal(got, "one\0\0two\0", 9);
}

static void refuses_what_would_break_the_wire(void **state)
{
	struct pair *p = *state;
	char text[SIZE_MAX_HERE + 1];

	memset(text, 'b', sizeof(text));
	assert_int_equal(frames_put(&p->frames, "a\0b", 3), -EINVAL);
	assert_int_equal(frames_put(&p->frames, text, sizeof(text)), -ENOBUFS);
	assert_false(frames_has_output(&p->frames));

	assert_int_equal(frames_put(&p->frames, text, SIZE_MAX_HERE), 0);
	assert_int_equal(frames_put(&p->frames, "c", 1), -ENOBUFS);
	assert_int_equal(frames_flush(&p->frames), 0);
	assert_int_equal(frames_put(&p->frames, "c", 1), 0);
	assert_int_equal(frames_flush(&p->frames), 0);
	assert_int_equal(recv(p->peer_fd, text, sizeof(text), 0), SIZE_MAX_HERE + 1);
	assert_int_equal(text[SIZE_MAX_HERE], 0);
}

/* A megabyte through a socket that takes far less at once, in both directions of time. */
static void a_slow_reader_gets_all_of_it(void **state)
{
	struct pair *p = *state;
	size_t size = 1024 * 1024, got = 0;
	cleanup_free char *text = malloc(size + 1), *back = malloc(size + 1);
	int small = 4096, r = 1;

	assert_non_null(text);
	assert_non_null(back);
	for (size_t i = 0; i < size; i++)
		text[i] = (char)('a' + i % 23);
	text[size] = 0;
	setsockopt(p->frames.fd, SOL_SOCKET, SO_SNDBUF, &small, sizeof(small));
	assert_int_equal(frames_put(&p->frames, text, size), 0);
	for (size_t round = 0; round < 100000 && got <= size; round++) {
		r = frames_flush(&p->frames);
		assert_true(r == 0 || r == 1);
		ssize_t n = recv(p->peer_fd, back + got, size + 1 - got, MSG_DONTWAIT);
		assert_true(n > 0);
		got += (size_t)n;
	}
	assert_int_equal(r, 0);
	assert_int_equal(got, size + 1);
	assert_memory_equal(back, text, size + 1);
}

static void large_buffers_are_given_back(void **state)
{
	struct pair *p = *state;
	size_t size = 200000;
	cleanup_free char *text = calloc(1, size + 1);
	const char *got;
	size_t got_size = 0, sent = 0;

	assert_non_null(text);
	memset(text, 'x', size);
	for (size_t round = 0; round < 10000 && !got_size; round++) {
		if (sent < size + 1) {
			ssize_t n = send(p->peer_fd, text + sent, size + 1 - sent, MSG_DONTWAIT);
			sent += n > 0 ? (size_t)n : 0;
		}
		assert_int_equal(frames_fill(&p->frames), 0);
		frames_next(&p->frames, &got, &got_size);
	}
	assert_int_equal(got_size, size);
	assert_true(p->frames.in_room > size);
	assert_none(p);
	assert_true(p->frames.in_room <= 16 * 1024);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_there_is_no_error, setup, teardown),
		cmocka_unit_test_setup_teardown(several_in_one_piece, setup, teardown),
		cmocka_unit_test_setup_teardown(byte_by_byte, setup, teardown),
		cmocka_unit_test_setup_teardown(the_largest_fits_one_more_does_not, setup,
						teardown),
		cmocka_unit_test_setup_teardown(full_of_whole_messages_is_no_error, setup,
						teardown),
		cmocka_unit_test_setup_teardown(what_came_whole_survives_the_end, setup, teardown),
		cmocka_unit_test_setup_teardown(a_peer_that_leaves_unread_resets, setup, teardown),
		cmocka_unit_test_setup_teardown(writing_to_nobody_is_an_error_not_a_signal, setup,
						teardown),
		cmocka_unit_test_setup_teardown(writes_messages_with_their_nuls, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_what_would_break_the_wire, setup, teardown),
		cmocka_unit_test_setup_teardown(a_slow_reader_gets_all_of_it, setup_large,
						teardown),
		cmocka_unit_test_setup_teardown(large_buffers_are_given_back, setup_large,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

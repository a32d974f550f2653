/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "config/store.h"
#include "tests/config/box.h"
#include "tests/config/nasty.h"

/*
 * An editor saves at some moment while we replace the file again and again, each time with what we read and a line more. Whatever
 * the moment, what it saved is in the file afterwards, and no file is ever half of one.
 */

#define ROUNDS 300

struct editor {
	struct box *b;
	int fd; /* a byte each way: go, done */
	void (*save)(struct box *b, const char *text);
};

static void write_text(int fd, const char *text)
{
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) || close(fd) < 0)
		_exit(3);
}

/* vim, emacs, most others. */
static void save_by_rename(struct box *b, const char *text)
{
	write_text(open(box_path(b, "editor~"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600),
		   text);
	if (rename(box_path(b, "editor~"), box_path(b, "file")) < 0)
		_exit(4);
}

/* nano, `echo >file`. */
static void save_in_place(struct box *b, const char *text)
{
	write_text(open(box_path(b, "file"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), text);
}

/* Opens, thinks, and cuts off what is behind only at the end. */
static void save_slowly(struct box *b, const char *text)
{
	int fd = open(box_path(b, "file"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	size_t half = strlen(text) / 2;

	if (fd < 0 || write(fd, text, half) != (ssize_t)half)
		_exit(5);
	for (int i = 0; i < 20; i++)
		sched_yield();
	if (ftruncate(fd, (off_t)half) < 0)
		_exit(6);
	write_text(fd, text + half);
}

/* Moves the old one away first. */
static void save_with_backup(struct box *b, const char *text)
{
	int fd = -1;

	/* With O_EXCL, since we may have written a file where there was none. */
	while (fd < 0) {
		if (rename(box_path(b, "file"), box_path(b, "backup~")) < 0 && errno != ENOENT)
			_exit(7);
		fd = open(box_path(b, "file"), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	}
	write_text(fd, text);
}

/* Twice in a row, in different ways: the second one counts. */
static void save_twice(struct box *b, const char *text)
{
	save_by_rename(b, "not yet saved\n");
	save_in_place(b, text);
}

static void edit(const struct editor *e, uint64_t seed)
{
	struct chance c = { seed };
	char byte;

	for (int round = 0; read(e->fd, &byte, 1) == 1; round++) {
		cleanup_free char *text = text_format("saved in round %d\n", round);

		for (volatile size_t spin = chance_below(&c, 60000); spin > 0; spin--)
			;
		e->save(e->b, text);
		if (write(e->fd, "d", 1) != 1)
			break;
	}
	_exit(0);
}

static bool is_saved(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) == 1;
}

/* One replace by us; what happens to it does not matter. */
static void add_line(struct box *b, size_t *done)
{
	cleanup_store_text struct store_text found = { 0 };
	cleanup_free char *text = NULL;
	int r;

	assert_int_equal(store_read(box_path(b, "file"), &found), 0);
	text = text_format("%sours\n", found.data ? found.data : "");
	r = store_replace(box_path(b, "file"), &found, text, strlen(text));
	assert_true(r == STORE_DONE || r == STORE_CHANGED);
	*done += r == STORE_DONE;
}

static void assert_saved(struct box *b, int round)
{
	cleanup_store_text struct store_text found = { 0 };
	cleanup_free char *text = text_format("saved in round %d\n", round);

	assert_int_equal(store_read(box_path(b, "file"), &found), 0);
	assert_non_null(found.data);
	if (!text_starts(found.data, text))
		fail_msg("what was saved in round %d is lost; there is: %s", round, found.data);
	for (const char *line = found.data + strlen(text); *line; line += strlen("ours\n"))
		assert_true(text_starts(line, "ours\n"));
}

static void race(struct box *b, void (*save)(struct box *b, const char *text))
{
	size_t done = 0;
	int fds[2];
	pid_t pid;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
	box_write(b, "file", "");
	pid = fork();
	if (pid == 0) {
		close(fds[0]);
		edit(&(struct editor){ b, fds[1], save }, 1);
	}
	close(fds[1]);
	for (int round = 0; round < ROUNDS; round++) {
		char byte;

		assert_int_equal(write(fds[0], "g", 1), 1);
		do
			add_line(b, &done);
		while (!is_saved(fds[0]));
		assert_int_equal(read(fds[0], &byte, 1), 1);
		assert_saved(b, round);
		add_line(b, &done);
		assert_saved(b, round);
	}
	close(fds[0]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	/* We do get our turn. */
	assert_true(done >= ROUNDS);
}

static void race_and_leave_nothing(struct box *b, void (*save)(struct box *b, const char *text))
{
	race(b, save);
	assert_in_range(box_count(b), 1, 2); /* the book, and the editor's backup */
}

static void test_rename(void **state)
{
	race_and_leave_nothing(*state, save_by_rename);
}

static void test_in_place(void **state)
{
	race_and_leave_nothing(*state, save_in_place);
}

static void test_slowly(void **state)
{
	race_and_leave_nothing(*state, save_slowly);
}

static void test_backup(void **state)
{
	race_and_leave_nothing(*state, save_with_backup);
}

/* The first of the two may be left under a temporary name: a save is never removed. */
static void test_twice(void **state)
{
	race(*state, save_twice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOX_TEST_IN_MEMORY(test_rename), BOX_TEST_IN_MEMORY(test_in_place),
		BOX_TEST_IN_MEMORY(test_slowly), BOX_TEST_IN_MEMORY(test_backup),
		BOX_TEST_IN_MEMORY(test_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "config/store.h"
#include "tests/config/box.h"
#include "tests/config/nasty.h"

/* A write that fails leaves the old text, the whole of it, and nothing else. */

#define LARGE ((size_t)64 * 1024)

static int replace(struct box *b, const char *old, const char *text, size_t size)
{
	struct store_text expected = { .data = (char *)old, .size = old ? strlen(old) : 0 };

	return store_replace(box_path(b, "file"), &expected, text, size);
}

static int replace_small(struct box *b)
{
	return -replace(b, "old", "new", 3);
}

static int create_small(struct box *b)
{
	return -replace(b, NULL, "new", 3);
}

/* ---- No room, no right -------------------------------------------------------------------------- */

static void test_full_disk(void **state)
{
	struct box *b = *state;
	cleanup_free char *large = calloc(1, LARGE + 1);

	memset(large, 'x', LARGE);
	box_mount_small(b, 4);
	box_write(b, "file", "old");
	assert_int_equal(replace(b, "old", large, LARGE), -ENOSPC);
	box_assert(b, "file", "old");
	assert_int_equal(box_count(b), 1);
	/* What fits is still written. */
	assert_int_equal(replace(b, "old", "new", 3), STORE_DONE);
	box_assert(b, "file", "new");
	assert_int_equal(unlink(box_path(b, "file")), 0);
	assert_int_equal(replace(b, NULL, large, LARGE), -ENOSPC);
	assert_int_equal(box_count(b), 0);
}

static void test_read_only_file_system(void **state)
{
	struct box *b = *state;

	box_mount_small(b, 4);
	box_write(b, "file", "old");
	assert_int_equal(mount("", box_path(b, ""), "", MS_REMOUNT | MS_RDONLY, ""), 0);
	assert_int_equal(replace(b, "old", "new", 3), -EROFS);
	box_assert(b, "file", "old");
}

static void test_read_only_directory(void **state)
{
	struct box *b = *state;

	box_write(b, "file", "old");
	box_need_root(b);
	assert_int_equal(chmod(box_path(b, "file"), 0666), 0);
	assert_int_equal(chmod(box_path(b, ""), 0500), 0);
	assert_int_equal(box_run_as_nobody(b, replace_small), EACCES);
	box_assert(b, "file", "old");
	assert_int_equal(box_count(b), 1);
}

/* It could be replaced, but not given back to whom it belongs. */
static void test_file_of_somebody_else(void **state)
{
	struct box *b = *state;

	box_write(b, "file", "old");
	box_need_root(b);
	assert_int_equal(chmod(box_path(b, "file"), 0666), 0);
	assert_int_equal(box_run_as_nobody(b, replace_small), EPERM);
	assert_int_equal(chmod(box_path(b, "file"), 0644), 0);
	assert_int_equal(box_run_as_nobody(b, replace_small), EACCES);
	box_assert(b, "file", "old");
	assert_int_equal(box_count(b), 1);
}

static int make_read_only_and_replace(struct box *b)
{
	if (create_small(b) != 0 || chmod(box_path(b, "file"), 0400) < 0)
		return 99;
	return -replace(b, "new", "newer", 5);
}

/* Who took the right to write away meant it, though the directory would let us. */
static void test_read_only_file(void **state)
{
	struct box *b = *state;

	assert_int_equal(box_run_as_nobody(b, make_read_only_and_replace), EACCES);
	box_assert(b, "file", "new");
	assert_int_equal(box_count(b), 1);
}

static void test_disk_that_fails(void **state)
{
	struct box *b = *state;

	assert_int_equal(box_run_without(b, SYS_fsync, EIO, create_small), EIO);
	assert_int_equal(box_count(b), 0);
	box_write(b, "file", "old");
	assert_int_equal(box_run_without(b, SYS_fsync, EIO, replace_small), EIO);
	box_assert(b, "file", "old");
	assert_int_equal(box_count(b), 1);
}

/* ---- File systems without an exchange of names -------------------------------------------------- */

static int replace_changed(struct box *b)
{
	return replace(b, "something else", "new", 3);
}

static int replace_while_open(struct box *b)
{
	cleanup_close int fd = open(box_path(b, "file"), O_RDWR | O_CLOEXEC);

	return fd < 0 ? 99 : replace(b, "old", "new", 3);
}

static void test_without_exchange(void **state)
{
	struct box *b = *state;
	static const int answers[] = { EINVAL, ENOSYS };

	for (size_t i = 0; i < ELEMENTS(answers); i++) {
		assert_int_equal(box_run_without(b, SYS_renameat2, answers[i], create_small), 0);
		box_assert(b, "file", "new");
		assert_int_equal(box_run_without(b, SYS_renameat2, answers[i], create_small),
				 (uint8_t)-STORE_CHANGED);
		box_write(b, "file", "old");
		assert_int_equal(box_run_without(b, SYS_renameat2, answers[i], replace_changed),
				 STORE_CHANGED);
		assert_int_equal(box_run_without(b, SYS_renameat2, answers[i], replace_while_open),
				 STORE_CHANGED);
		box_assert(b, "file", "old");
		assert_int_equal(box_run_without(b, SYS_renameat2, answers[i], replace_small), 0);
		box_assert(b, "file", "new");
		assert_int_equal(box_count(b), 1);
		assert_int_equal(unlink(box_path(b, "file")), 0);
	}
}

/* ---- Killed ------------------------------------------------------------------------------------- */

/* kill -9, so many microseconds from now. */
static void kill_later(size_t microseconds)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL };
	struct itimerspec when = { .it_value.tv_nsec = (long)microseconds * 1000 };
	timer_t timer;

	if (timer_create(CLOCK_MONOTONIC, &event, &timer) < 0 ||
	    timer_settime(timer, 0, &when, NULL) < 0)
		_exit(2);
}

/* Writes texts of one letter each, until it is killed, wherever it is then. */
static void write_until_killed(struct box *b)
{
	cleanup_free char *text = malloc(LARGE + 1);

	for (unsigned i = 0;; i++) {
		struct store_text found = { 0 };

		memset(text, 'a' + (int)(i % 26), LARGE);
		text[LARGE] = '\0';
		if (store_read(box_path(b, "file"), &found) < 0 ||
		    store_replace(box_path(b, "file"), &found, text, LARGE) != STORE_DONE)
			_exit(1);
		store_text_done(&found);
	}
}

static void assert_whole(struct box *b)
{
	cleanup_store_text struct store_text found = { 0 };

	assert_int_equal(store_read(box_path(b, "file"), &found), 0);
	if (!found.data)
		return; /* killed before the first one */
	assert_int_equal(found.size, LARGE);
	for (size_t i = 1; i < LARGE; i++)
		assert_int_equal(found.data[i], found.data[0]);
}

static void test_kill(void **state)
{
	struct box *b = *state;
	struct chance c = { 1 };
	cleanup_store_text struct store_text found = { 0 };

	for (int i = 0; i < 150; i++) {
		pid_t pid = fork();
		int status;

		if (pid == 0) {
			kill_later(200 + chance_below(&c, 8000));
			write_until_killed(b);
		}
		chance_below(&c, 2); /* so that the next child has another number */
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status));
		assert_whole(b);
	}
	/* What they left is in nobody's way. */
	assert_int_equal(store_read(box_path(b, "file"), &found), 0);
	assert_int_equal(store_replace(box_path(b, "file"), &found, "new", 3), STORE_DONE);
	box_assert(b, "file", "new");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOX_TEST(test_full_disk),           BOX_TEST(test_read_only_file_system),
		BOX_TEST(test_read_only_directory), BOX_TEST(test_file_of_somebody_else),
		BOX_TEST(test_read_only_file),      BOX_TEST(test_disk_that_fails),
		BOX_TEST(test_without_exchange),    BOX_TEST(test_kill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

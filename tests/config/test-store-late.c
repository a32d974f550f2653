/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "config/store.h"
#include "tests/config/box.h"

/*
 * Somebody looks a name up, and opens what it led to only when we have exchanged the names and looked at what came out. Here that is
 * while we bring the directory to disk.
 */

static void (*on_sync)(struct box *b, int round);
static struct box *box;
static int rounds;

int fsync(int fd)
{
	struct stat st;

	if (on_sync && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		on_sync(box, ++rounds);
	return (int)syscall(SYS_fsync, fd);
}

static int look_up(struct box *b)
{
	int fd = open(box_path(b, "file"), O_PATH | O_CLOEXEC);

	assert_true(fd >= 0);
	return fd;
}

/* Into what was looked up, wherever its name is now. */
static void save(int looked_up, const char *text)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", looked_up);
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static int replace(struct box *b, void (*meanwhile)(struct box *b, int round))
{
	const struct store_text expected = { .data = (char *)"old", .size = 3 };
	int r;

	box = b;
	rounds = 0;
	on_sync = meanwhile;
	r = store_replace(box_path(b, "file"), &expected, "new", 3);
	on_sync = NULL;
	return r;
}

/* ---- What they do meanwhile --------------------------------------------------------------------- */

static int old_fd, our_fd;

static void save_late(struct box *b, int round)
{
	(void)b;
	if (round == 1)
		save(old_fd, "saved");
}

static void save_late_and_again(struct box *b, int round)
{
	save_late(b, round);
	if (round == 1) {
		box_write(b, "editor~", "newer");
		assert_int_equal(rename(box_path(b, "editor~"), box_path(b, "file")), 0);
	}
}

static void save_late_twice(struct box *b, int round)
{
	if (round == 1)
		our_fd = look_up(b);
	save_late(b, round);
	if (round == 2)
		save(our_fd, "saved into ours");
}

/* ---- Tests -------------------------------------------------------------------------------------- */

static void begin(struct box *b)
{
	box_write(b, "file", "old");
	old_fd = look_up(b);
}

static void test_late(void **state)
{
	struct box *b = *state;

	begin(b);
	assert_int_equal(replace(b, save_late), STORE_CHANGED);
	box_assert(b, "file", "saved");
	assert_int_equal(box_count(b), 1);
	close(old_fd);
}

/* The name has the newest of all; the other is beside it, and no draft that would be swept. */
static void test_late_and_newer(void **state)
{
	struct box *b = *state;

	begin(b);
	assert_int_equal(replace(b, save_late_and_again), STORE_CHANGED);
	box_assert(b, "file", "newer");
	store_sweep(box_path(b, "file"));
	assert_int_equal(box_count(b), 2);
	close(old_fd);
}

static void test_late_into_ours(void **state)
{
	struct box *b = *state;

	begin(b);
	assert_int_equal(replace(b, save_late_twice), STORE_CHANGED);
	box_assert(b, "file", "saved");
	store_sweep(box_path(b, "file"));
	assert_int_equal(box_count(b), 2);
	close(old_fd);
	close(our_fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOX_TEST(test_late),
		BOX_TEST(test_late_and_newer),
		BOX_TEST(test_late_into_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/paths.h"

static const char *const variables[] = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
					 "XDG_STATE_HOME", "XDG_RUNTIME_DIR" };

static int setup(void **state)
{
	(void)state;
	for (size_t i = 0; i < ELEMENTS(variables); i++)
		unsetenv(variables[i]);
	return 0;
}

static void assert_path(int (*path)(char **), const char *expected)
{
	cleanup_free char *found = NULL;

	assert_int_equal(path(&found), 0);
	assert_string_equal(found, expected);
}

static void assert_no_path(int (*path)(char **), int error)
{
	char *untouched = (char *)"untouched";

	assert_int_equal(path(&untouched), error);
	assert_string_equal(untouched, "untouched");
}

static void below_the_home(void **state)
{
	(void)state;
	setenv("HOME", "/home/eva", 1);
	assert_path(path_book, "/home/eva/.local/share/followupd/interviews.ini");
	assert_path(path_settings, "/home/eva/.config/followupd/followupd.conf");
	assert_path(path_memory, "/home/eva/.local/state/followupd/popups.ini");
}

static void where_the_environment_says(void **state)
{
	(void)state;
	setenv("HOME", "/home/eva", 1);
	setenv("XDG_DATA_HOME", "/d", 1);
	setenv("XDG_CONFIG_HOME", "/c", 1);
	setenv("XDG_STATE_HOME", "/s", 1);
	setenv("XDG_RUNTIME_DIR", "/r", 1);
	assert_path(path_book, "/d/followupd/interviews.ini");
	assert_path(path_settings, "/c/followupd/followupd.conf");
	assert_path(path_memory, "/s/followupd/popups.ini");
	assert_path(path_socket, "/r/followupd/control");
}

/* "All paths set in these environment variables must be absolute": the specification. */
static void empty_and_relative_count_as_not_set(void **state)
{
	(void)state;
	setenv("HOME", "/home/eva", 1);
	setenv("XDG_DATA_HOME", "", 1);
	setenv("XDG_CONFIG_HOME", "config", 1);
	setenv("XDG_STATE_HOME", "./state", 1);
	assert_path(path_book, "/home/eva/.local/share/followupd/interviews.ini");
	assert_path(path_settings, "/home/eva/.config/followupd/followupd.conf");
	assert_path(path_memory, "/home/eva/.local/state/followupd/popups.ini");
}

static void nowhere(void **state)
{
	(void)state;
	assert_no_path(path_book, -ENOENT);
	setenv("HOME", "", 1);
	assert_no_path(path_settings, -ENOENT);
	setenv("HOME", "eva", 1);
	assert_no_path(path_memory, -ENOENT);
}

static void a_socket_never_in_a_shared_place(void **state)
{
	(void)state;
	char standard[64], expected[128];
	struct stat st;

	snprintf(standard, sizeof(standard), "/run/user/%u", (unsigned)getuid());
	snprintf(expected, sizeof(expected), "%s/followupd/control", standard);
	if (lstat(standard, &st) == 0 && st.st_uid == getuid() && (st.st_mode & 077) == 0)
		assert_path(path_socket, expected);
	else
		assert_no_path(path_socket, -ENOENT);
	setenv("XDG_RUNTIME_DIR", "run", 1);
	if (lstat(standard, &st) < 0)
		assert_no_path(path_socket, -ENOENT);
}

/* sun_path has 108 bytes and the last is a NUL. */
static void a_socket_that_fits_its_address(void **state)
{
	(void)state;
	char directory[PATH_MAX] = "/";
	size_t longest = 107 - strlen("/followupd/control");

	memset(directory + 1, 'x', longest - 1);
	setenv("XDG_RUNTIME_DIR", directory, 1);
	cleanup_free char *path = NULL;
	assert_int_equal(path_socket(&path), 0);
	assert_int_equal(strlen(path), 107);

	directory[longest] = 'x';
	setenv("XDG_RUNTIME_DIR", directory, 1);
	assert_no_path(path_socket, -ENAMETOOLONG);
}

/* ---- path_make_parents() in a directory of its own ---- */

static int setup_directory(void **state)
{
	char template[] = "/tmp/test-paths-XXXXXX";

	assert_non_null(mkdtemp(template));
	*state = strdup(template);
	assert_non_null(*state);
	return chdir(template);
}

static int teardown_directory(void **state)
{
	char command[128];
	char *directory = *state;

	snprintf(command, sizeof(command), "rm -rf %s", directory);
	free(directory);
	return chdir("/") < 0 || system(command) != 0;
}

static unsigned mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) < 0 ? 0 : st.st_mode & 0777;
}

static void makes_what_is_missing(void **state)
{
	char path[PATH_MAX];

	umask(0);
	snprintf(path, sizeof(path), "%s/a//b/c/file", (char *)*state);
	assert_int_equal(path_make_parents(path), 0);
	assert_int_equal(mode_of("a"), 0700);
	assert_int_equal(mode_of("a/b"), 0700);
	assert_int_equal(mode_of("a/b/c"), 0700);
	assert_int_equal(mode_of("a/b/c/file"), 0);
	assert_int_equal(path_make_parents(path), 0);
	umask(022);
}

static void takes_what_is_there(void **state)
{
	(void)state;
	assert_int_equal(mkdir("real", 0755), 0);
	assert_int_equal(symlink("real", "link"), 0);
	assert_int_equal(path_make_parents("link/more/file"), 0);
	assert_int_equal(mode_of("real"), 0755);
	assert_int_equal(mode_of("real/more"), 0700);
	assert_int_equal(path_make_parents("file"), 0);
	assert_int_equal(path_make_parents("/file"), 0);
	assert_int_equal(path_make_parents(""), 0);
}

static void says_what_stands_in_the_way(void **state)
{
	(void)state;
	cleanup_close int fd = open("file", O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(path_make_parents("file/x"), -ENOTDIR);
	assert_int_equal(path_make_parents("file/x/y"), -ENOTDIR);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_int_equal(path_make_parents("dangling/x"), -ENOTDIR);
	assert_int_equal(path_make_parents("/proc/followupd/x"), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(below_the_home, setup),
		cmocka_unit_test_setup(where_the_environment_says, setup),
		cmocka_unit_test_setup(empty_and_relative_count_as_not_set, setup),
		cmocka_unit_test_setup(nowhere, setup),
		cmocka_unit_test_setup(a_socket_never_in_a_shared_place, setup),
		cmocka_unit_test_setup(a_socket_that_fits_its_address, setup),
		cmocka_unit_test_setup_teardown(makes_what_is_missing, setup_directory,
						teardown_directory),
		cmocka_unit_test_setup_teardown(takes_what_is_there, setup_directory,
						teardown_directory),
		cmocka_unit_test_setup_teardown(says_what_stands_in_the_way, setup_directory,
						teardown_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

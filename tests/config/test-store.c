/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/limits.h"
#include "config/store.h"
#include "tests/config/box.h"

static const struct store_text nothing;

static struct store_text text_of(const char *text)
{
	return (struct store_text){ .data = (char *)text, .size = strlen(text) };
}

/* Replaces what should be there by `new`. */
static int replace(const char *path, const char *old, const char *new)
{
	struct store_text expected = old ? text_of(old) : nothing;

	return store_replace(path, &expected, new, strlen(new));
}

static void test_reading(void **state)
{
	struct box *b = *state;
	cleanup_store_text struct store_text t = { .size = 9 }, none = { .size = 9 };

	assert_int_equal(store_read(box_path(b, "none"), &none), 0);
	assert_null(none.data);
	assert_int_equal(none.size, 0);
	box_write(b, "empty", "");
	assert_int_equal(store_read(box_path(b, "empty"), &t), 0);
	assert_non_null(t.data);
	assert_int_equal(t.size, 0);
	store_text_done(&t);
	box_write(b, "file", "two\nlines\n");
	assert_int_equal(store_read(box_path(b, "file"), &t), 0);
	assert_int_equal(t.size, 10);
	assert_string_equal(t.data, "two\nlines\n");
}

/* What is no regular file is refused at once: a FIFO without a writer would wait for ever. */
static void test_reading_what_is_no_file(void **state)
{
	struct box *b = *state;
	struct store_text t = { .size = 9 };

	assert_int_equal(mkfifo(box_path(b, "fifo"), 0600), 0);
	assert_int_equal(mkdir(box_path(b, "directory"), 0700), 0);
	box_socket(b, "socket");
	assert_int_equal(store_read(box_path(b, "fifo"), &t), -EINVAL);
	assert_int_equal(store_read(box_path(b, "directory"), &t), -EISDIR);
	assert_int_equal(store_read(box_path(b, "socket"), &t), -EINVAL);
	assert_int_equal(store_read("/dev/null", &t), -EINVAL);
	assert_int_equal(store_read(box_path(b, "fifo/x"), &t), -ENOTDIR);
	assert_int_equal(t.size, 9);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(replace(box_path(b, "fifo"), i ? "" : NULL, "x"), -EINVAL);
		assert_int_equal(replace(box_path(b, "directory"), i ? "" : NULL, "x"), -EISDIR);
		assert_int_equal(replace(box_path(b, "socket"), i ? "" : NULL, "x"), -EINVAL);
	}
	assert_int_equal(box_count(b), 2);
}

static void test_a_file_that_is_too_large(void **state)
{
	struct box *b = *state;
	struct store_text t = { 0 };

	box_write(b, "file", "");
	assert_int_equal(truncate(box_path(b, "file"), (off_t)FILE_SIZE_MAX + 1), 0);
	assert_int_equal(store_read(box_path(b, "file"), &t), -EFBIG);
}

static void test_replacing(void **state)
{
	struct box *b = *state;
	struct stat st;

	assert_int_equal(replace(box_path(b, "file"), NULL, "one"), STORE_DONE);
	assert_int_equal(stat(box_path(b, "file"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	box_assert(b, "file", "one");
	assert_int_equal(replace(box_path(b, "file"), "one", "two\n"), STORE_DONE);
	box_assert(b, "file", "two\n");
	assert_int_equal(replace(box_path(b, "file"), "two\n", ""), STORE_DONE);
	box_assert(b, "file", "");
	assert_int_equal(replace(box_path(b, "file"), "", "three"), STORE_DONE);
	box_assert(b, "file", "three");
	assert_int_equal(box_count(b), 1);
}

/* What is no longer as it was read is left alone. */
static void test_a_changed_file(void **state)
{
	struct box *b = *state;

	box_write(b, "file", "an editor's");
	assert_int_equal(replace(box_path(b, "file"), "what we read", "ours"), STORE_CHANGED);
	assert_int_equal(replace(box_path(b, "file"), NULL, "ours"), STORE_CHANGED);
	assert_int_equal(replace(box_path(b, "file"), "", "ours"), STORE_CHANGED);
	assert_int_equal(replace(box_path(b, "file"), "an editor'z", "ours"), STORE_CHANGED);
	assert_int_equal(replace(box_path(b, "none"), "", "ours"), STORE_CHANGED);
	assert_int_equal(replace(box_path(b, "none"), "what we read", "ours"), STORE_CHANGED);
	box_assert(b, "file", "an editor's");
	assert_int_equal(box_count(b), 1);
}

/* Somebody who has the file open may write into it after us, and it would be lost. */
static void test_a_file_that_is_open_for_writing(void **state)
{
	struct box *b = *state;
	int fd;

	box_write(b, "file", "old");
	fd = open(box_path(b, "file"), O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_true(store_is_being_written(box_path(b, "file")));
	assert_int_equal(replace(box_path(b, "file"), "old", "new"), STORE_CHANGED);
	box_assert(b, "file", "old");
	assert_int_equal(box_count(b), 1);
	close(fd);
	assert_false(store_is_being_written(box_path(b, "file")));
	assert_false(store_is_being_written(box_path(b, "none")));
	fd = open(box_path(b, "file"), O_RDONLY | O_CLOEXEC); /* a reader is no danger */
	assert_int_equal(replace(box_path(b, "file"), "old", "new"), STORE_DONE);
	close(fd);
	box_assert(b, "file", "new");
}

static void test_new_directories(void **state)
{
	struct box *b = *state;
	struct stat st;

	assert_int_equal(replace(box_path(b, "a/b/file"), NULL, "x"), STORE_DONE);
	box_assert(b, "a/b/file", "x");
	assert_int_equal(stat(box_path(b, "a/b"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(replace(box_path(b, "a/b/file/c"), NULL, "x"), -ENOTDIR);
}

static void test_mode_is_kept(void **state)
{
	struct box *b = *state;
	struct stat st;

	box_write(b, "file", "old");
	assert_int_equal(chmod(box_path(b, "file"), 0640), 0);
	assert_int_equal(replace(box_path(b, "file"), "old", "new"), STORE_DONE);
	assert_int_equal(stat(box_path(b, "file"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

static void test_owner_is_kept(void **state)
{
	struct box *b = *state;
	struct stat st;

	box_need_root(b);
	box_write(b, "file", "old");
	assert_int_equal(chown(box_path(b, "file"), 1234, 4321), 0);
	assert_int_equal(replace(box_path(b, "file"), "old", "new"), STORE_DONE);
	assert_int_equal(stat(box_path(b, "file"), &st), 0);
	assert_int_equal(st.st_uid, 1234);
	assert_int_equal(st.st_gid, 4321);
}

/* ---- Symbolic links ----------------------------------------------------------------------------- */

static void test_through_links(void **state)
{
	struct box *b = *state;
	struct stat st;

	/* As dotfile managers have it: the file is elsewhere, behind two links, one relative and one absolute. */
	assert_int_equal(mkdir(box_path(b, "dotfiles"), 0700), 0);
	assert_int_equal(mkdir(box_path(b, "share"), 0700), 0);
	box_write(b, "dotfiles/book", "old");
	assert_int_equal(symlink("../dotfiles/book", box_path(b, "share/near")), 0);
	box_link(b, "share/near", "far");
	assert_int_equal(replace(box_path(b, "far"), "old", "new"), STORE_DONE);
	box_assert(b, "dotfiles/book", "new");
	assert_int_equal(lstat(box_path(b, "far"), &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(lstat(box_path(b, "share/near"), &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(box_count(b), 3);
}

static void test_dangling_links(void **state)
{
	struct box *b = *state;
	struct store_text t = { 0 };

	assert_int_equal(symlink("later/book", box_path(b, "link")), 0);
	assert_int_equal(store_read(box_path(b, "link"), &t), 0);
	assert_null(t.data);
	assert_int_equal(replace(box_path(b, "link"), NULL, "new"), STORE_DONE);
	box_assert(b, "later/book", "new");
}

static void test_links_in_a_circle(void **state)
{
	struct box *b = *state;
	struct store_text t = { 0 };
	char *directory = NULL, *name = NULL;

	assert_int_equal(symlink("b", box_path(b, "a")), 0);
	assert_int_equal(symlink("a", box_path(b, "b")), 0);
	assert_int_equal(store_read(box_path(b, "a"), &t), -ELOOP);
	assert_int_equal(replace(box_path(b, "a"), NULL, "x"), -ELOOP);
	assert_int_equal(store_resolve(box_path(b, "a"), &directory, &name), -ELOOP);
	assert_null(directory);
}

static void assert_resolves(struct box *b, const char *path, const char *directory,
			    const char *name)
{
	char *found_directory = NULL, *found_name = NULL,
	     *real = realpath(box_path(b, directory), NULL);

	assert_int_equal(store_resolve(box_path(b, path), &found_directory, &found_name), 0);
	assert_string_equal(found_directory, real ? real : box_path(b, directory));
	assert_string_equal(found_name, name);
	free(found_directory);
	free(found_name);
	free(real);
}

static void test_resolving(void **state)
{
	struct box *b = *state;
	char *directory = NULL, *name = NULL;

	assert_int_equal(mkdir(box_path(b, "real"), 0700), 0);
	assert_int_equal(symlink("real", box_path(b, "alias")), 0);
	assert_int_equal(symlink("../real/./book", box_path(b, "real/link")), 0);
	assert_resolves(b, "real/book", "real", "book");
	assert_resolves(b, "alias/book", "real", "book");
	assert_resolves(b, "alias/link", "real", "book");
	assert_resolves(b, "missing/book", "missing", "book");
	assert_int_equal(store_resolve(box_path(b, "real/"), &directory, &name), -EISDIR);
	assert_int_equal(store_resolve(box_path(b, "real/.."), &directory, &name), -EISDIR);
	assert_int_equal(store_resolve("/book", &directory, &name), 0);
	assert_string_equal(directory, "/");
	assert_string_equal(name, "book");
	free(directory);
	free(name);
}

static void test_relative_paths(void **state)
{
	struct box *b = *state;
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	assert_int_equal(chdir(box_path(b, "")), 0);
	assert_int_equal(replace("book", NULL, "one"), STORE_DONE);
	assert_int_equal(symlink("book", "link"), 0);
	assert_int_equal(replace("link", "one", "two"), STORE_DONE);
	assert_int_equal(fchdir(here), 0);
	close(here);
	box_assert(b, "book", "two");
}

/* A name as long as the file system takes leaves no room for a suffix. */
static void test_a_long_name(void **state)
{
	struct box *b = *state;
	char name[256];

	memset(name, 'n', 255);
	name[255] = '\0';
	assert_int_equal(replace(box_path(b, name), NULL, "one"), STORE_DONE);
	assert_int_equal(replace(box_path(b, name), "one", "two"), STORE_DONE);
	box_assert(b, name, "two");
	assert_int_equal(box_count(b), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOX_TEST(test_reading),
		BOX_TEST(test_reading_what_is_no_file),
		BOX_TEST(test_a_file_that_is_too_large),
		BOX_TEST(test_replacing),
		BOX_TEST(test_a_changed_file),
		BOX_TEST(test_a_file_that_is_open_for_writing),
		BOX_TEST(test_new_directories),
		BOX_TEST(test_mode_is_kept),
		BOX_TEST(test_owner_is_kept),
		BOX_TEST(test_through_links),
		BOX_TEST(test_dangling_links),
		BOX_TEST(test_links_in_a_circle),
		BOX_TEST(test_resolving),
		BOX_TEST(test_relative_paths),
		BOX_TEST(test_a_long_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

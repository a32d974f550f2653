/* SPDX-License-Identifier: MIT */
#pragma once

/* A directory of its own for a test, gone afterwards; and what tests about files need. Everything fails the test if it fails. */

#include <stdbool.h>
#include <stddef.h>

struct box;

/* For cmocka: *state is the box. */
int box_setup(void **state);
int box_teardown(void **state);
#define BOX_TEST(function) cmocka_unit_test_setup_teardown(function, box_setup, box_teardown)

/* The same where a write costs nothing, for what is tried thousands of times. */
int box_setup_in_memory(void **state);
#define BOX_TEST_IN_MEMORY(function) \
	cmocka_unit_test_setup_teardown(function, box_setup_in_memory, box_teardown)

/* The path of something in the box. Valid for the next few calls. */
const char *box_path(struct box *b, const char *name);
void box_write(struct box *b, const char *name, const char *text);
/* A link `name` with the whole path of `target`. */
void box_link(struct box *b, const char *target, const char *name);
void box_socket(struct box *b, const char *name);
/* What the file holds. */
void box_assert(struct box *b, const char *name, const char *text);
/* How many files of any kind but directories there are in the box and below. */
size_t box_count(struct box *b);

/* Skips the test, and says so, where it can't run. */
void box_need_root(struct box *b);
/* A tmpfs of that many pages of 4 KiB over the box; needs root. */
void box_mount_small(struct box *b, unsigned pages);
/* Runs a function as nobody, who owns the box, in a process of its own; returns what it returned (0 to 100). Needs root. */
int box_run_as_nobody(struct box *b, int (*function)(struct box *b));
/*
 * Runs it in a process in which a system call fails: `errno_of_call` for every fsync(), or for renameat2() with flags. Skips where the kernel has no
 * seccomp.
 */
int box_run_without(struct box *b, int call, int errno_of_call, int (*function)(struct box *b));

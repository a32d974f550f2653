/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A private copy of a text for the user's editor: a file in a directory of its own below followupd's
 * state directory, where nobody else can look, and where it outlives a crash. What the editor leaves
 * beside it goes with it, unless it is kept.
 */

#include <stdbool.h>

struct scratch {
	char *directory, *path;
	bool kept;
};

/* Negative errno. */
int scratch_make(struct scratch *s, const char *name, const char *text);
/* Removes it, unless it is kept. */
void scratch_done(struct scratch *s);
#define cleanup_scratch __attribute__((cleanup(scratch_done)))

/*
 * The text of a file, for a message to the daemon. Caller frees. -EILSEQ: it is not UTF-8; -EFBIG: too
 * long for a message; -ENOENT and others of the system.
 */
int text_of_file(const char *path, char **ret);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A window for an answer, or for the book, where no terminal is: when the button of a pop-up asked for it. What fails
 * is said; all return an exit code.
 */

/*
 * Sends stdout from now on into a file of its own in the runtime directory; *ret_path is the caller's, for
 * window_open() when all is written.
 */
int window_begin(char **ret_path);
/* Opens a file with the desktop's program for it. */
int window_open(const char *path);

/* SPDX-License-Identifier: MIT */
#pragma once

/* The text of a calendar file, looked at before a library takes it apart. */

#include <stddef.h>

/*
 * Reads the file. 0: its text, NUL-terminated, in *ret (caller frees). -EINVAL: why not, to follow the name of the
 * file, in *ret_wrong (caller frees). -ENOMEM.
 */
int file_read(const char *path, char **ret, char **ret_wrong);

/* What makes that text no calendar worth reading, such as a line of a megabyte; NULL: nothing. To follow the file's name. */
const char *file_fault(const char *text, size_t size);

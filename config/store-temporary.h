/* SPDX-License-Identifier: MIT */
#pragma once

/* The file beside the one that is replaced: the new text first, the old one once the names were exchanged. Inside config/ only. */

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct store_target {
	int directory_fd;
	const char *name;
	uint32_t number; /* of the temporary file, by chance */
	char temporary[NAME_MAX + 1];
	bool has_save; /* the temporary file is something that somebody saved */
};

/*
 * Brings the text to disk under the temporary name, with the rights of `old`, which is NULL for a new file. 0, or negative errno: then
 * there is no temporary file.
 */
int store_temporary_write(struct store_target *t, const struct stat *old, const char *text,
			  size_t size);
/* Gives it the name of a draft, or the one of what may be a save. On failure (negative errno) it keeps the one it has. */
int store_temporary_rename(struct store_target *t, bool draft);

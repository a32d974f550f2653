/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Files on disk: read whole, replaced whole. A replace is a temporary file in the target's own directory (through symbolic links, mode and
 * owner kept), fsync, an exchange of names, a comparison of what came out with what was read, and fsync of the directory: so an editor's save in
 * between is never lost and a crash leaves the old or the new text, never less.
 */

#include <stdbool.h>
#include <stddef.h>

struct store_text {
	char *data; /* owned, NUL-terminated; NULL: there is no such file */
	size_t size;
};

void store_text_done(struct store_text *t);
#define cleanup_store_text __attribute__((cleanup(store_text_done)))

/*
 * A file that does not exist is empty text with data NULL and returns 0. -EISDIR, -EINVAL: not a regular file (a FIFO never hangs us);
 * -EFBIG: over FILE_SIZE_MAX; else errno of the system.
 */
int store_read(const char *path, struct store_text *ret);

enum store_result {
	STORE_DONE = 0,
	/* The file is no longer what `expected` says, or somebody has it open to write: read again and start over. Nothing was written. */
	STORE_CHANGED = 1,
};

/*
 * Replaces what `path` holds, if it still is `expected` (data NULL: if there still is no file), by `text`. Directories that are missing are made (0700);
 * a new file is 0600. enum store_result, or negative errno with the old text in place (-ENOSPC, -EROFS, -EACCES …).
 */
int store_replace(const char *path, const struct store_text *expected, const char *text,
		  size_t size);

/*
 * After a crash: removes what is known to be worth nothing beside the file. Only for who alone replaces it.
 */
void store_sweep(const char *path);
/* The same for a file that nobody else ever writes: then nothing beside it is somebody's save. */
void store_sweep_own(const char *path);
/*
 * The path of a file that a crash left beside it and that may be somebody's save; NULL: there is none, or it can't be told. Caller frees.
 */
char *store_leftover(const char *path);

/*
 * True if somebody has the file open to write: what is read now may be half of a save. False also where the file system
 * cannot tell.
 */
bool store_is_being_written(const char *path);

/*
 * The directory and name that `path` leads to if it is a symbolic link itself; the directory may be given through others, and none of it need exist.
 * -ELOOP; -EISDIR: it ends in a directory. Caller frees both.
 */
int store_locate(const char *path, char **ret_directory, char **ret_name);
/*
 * The real directory and name that `path` leads to through symbolic links, for watches and Landlock; the file need not exist, nor the directory, which
 * is then given as it is written. -ELOOP; -EISDIR: it ends in a directory. Caller frees both.
 */
int store_resolve(const char *path, char **ret_directory, char **ret_name);

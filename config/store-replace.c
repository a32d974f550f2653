/* SPDX-License-Identifier: MIT */
#include "config/store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/paths.h"
#include "common/shortage.h"
#include "common/text.h"
#include "config/store-inside.h"
#include "config/store-temporary.h"

/*
 * How a text is replaced. The new text is written to a temporary file beside the old one and brought to disk. Then one call
 * exchanges the two names, so at every instant the name leads to one whole text. What comes out under the temporary name is
 * what really stood there: if it is not what we had read, an editor saved in between, and we exchange back. A save that comes
 * between those two exchanges is seen in the same way, since then it is not our text that comes out. An editor that has the old
 * file open and is about to write into it is seen too: the kernel gives no read lease on a file that somebody may write to, and
 * lets those who open it later wait as long as we have one. One who had looked the name up before the exchange, and opens what it led
 * to only behind our look at it, is seen by a second look, when all is on disk, just before that file is removed.
 *
 * What is brought to disk, and why: the new text before it gets the name, since the name may be on disk before the text; the directory
 * behind that, since until then a power cut may bring the old text back, and it was answered that it is changed; the same when a save was
 * given its name back; and for a new file the directories above it, which may be as new. Nothing else is, here or in the history.
 *
 * Where the file system knows no exchange (NFS, some of FUSE's) we compare, then rename; a save within those microseconds is lost
 * there.
 *
 * A crash leaves the old or the new text under the name, and perhaps a temporary file. Its name says what it is worth: as a draft
 * it is ours or the old text, and store_sweep() removes it; from just before the exchange until we have looked at what came out it
 * has another name, since it may be an editor's save, and is never removed by guess.
 */

#define EXCHANGES_MAX 8  /* even: after the last one the names are as before */
#define PARENTS_MAX   64 /* directories above a new file to bring to disk */

/* ---- Putting it in place ------------------------------------------------------------------------ */

/*
 * True if a name of the directory holds just this text and nobody is about to change it. The lease is asked for first: who has
 * closed the file by then, has written before we read. `ret` (may be NULL) gets what is there.
 */
static bool holds(const struct store_target *t, const char *name, const struct store_text *due,
		  struct store_text *ret)
{
	cleanup_close int fd = openat(t->directory_fd, name,
				      O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	cleanup_store_text struct store_text found = { 0 };
	bool busy = fd < 0 || store_fd_is_being_written(fd);
	bool same = fd >= 0 && store_read_fd(fd, &found) == 0 && !busy &&
		    store_texts_are_equal(&found, due);

	if (fd < 0)
		shortage_note_errno();
	if (ret) {
		*ret = found;
		found = (struct store_text){ 0 };
	}
	return same;
}

/* Byte by byte, with no memory of its own. 1 or 0; negative errno: it could not be read. */
static int reads_as(int fd, const struct store_text *due)
{
	char piece[4096];
	size_t at = 0;

	for (;;) {
		ssize_t n = read(fd, piece, sizeof(piece));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : at == due->size;
		if ((size_t)n > due->size - at || memcmp(piece, due->data + at, (size_t)n) != 0)
			return 0;
		at += (size_t)n;
	}
}

/* True if what has the temporary name is another text by now or is about to be; false also if it cannot be looked at. */
static bool was_saved_late(const struct store_target *t, const struct store_text *due)
{
	cleanup_close int fd = openat(t->directory_fd, t->temporary,
				      O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	return fd >= 0 && (store_fd_is_being_written(fd) || reads_as(fd, due) == 0);
}

static bool is_unsupported(int error)
{
	return error == -EINVAL || error == -ENOSYS || error == -EOPNOTSUPP;
}

static int put_temporary(const struct store_target *t, unsigned flags)
{
	return renameat2(t->directory_fd, t->temporary, t->directory_fd, t->name, flags) < 0
		       ? -errno
		       : 0;
}

/* For file systems without RENAME_EXCHANGE: a save between the two steps is lost. */
static int compare_and_rename(const struct store_target *t, const struct store_text *expected)
{
	if (!holds(t, t->name, expected, NULL))
		return STORE_CHANGED;
	return put_temporary(t, 0);
}

/*
 * On the way back, what we had put there was taken away: what has the temporary name goes into the empty place. If there is
 * something again, it is newer.
 */
static int give_back(struct store_target *t)
{
	t->has_save = put_temporary(t, RENAME_NOREPLACE) < 0;
	return STORE_CHANGED;
}

/*
 * Exchanges until what comes out is what was due: first the text that we had read, then, on the way back, what we had put there
 * ourselves, and so on: then the name has the newest of all. What somebody saved before that one, perhaps into a file that was
 * ours for a moment, keeps the temporary name and is not removed. On STORE_DONE the old text has it.
 */
static int exchange_names(struct store_target *t, const struct store_text *expected,
			  const struct store_text *ours)
{
	struct store_text found[3] = { 0 };
	const struct store_text *due = expected, *put = ours;
	int r = -EAGAIN;

	for (int n = 0; n < EXCHANGES_MAX && r == -EAGAIN; n++) {
		struct store_text *out = &found[n % 3];
		int e = put_temporary(t, RENAME_EXCHANGE);

		store_text_done(out);
		if (e < 0)
			r = n > 0 ? give_back(t) : e == -ENOENT ? STORE_CHANGED : e;
		else if (holds(t, t->temporary, due, out))
			r = n == 0 ? STORE_DONE : STORE_CHANGED;
		t->has_save = t->has_save || n > 1;
		due = put;
		put = out;
	}
	for (size_t i = 0; i < ELEMENTS(found); i++)
		store_text_done(&found[i]);
	return r == -EAGAIN ? STORE_CHANGED : r;
}

static int sync_directory(int fd)
{
	/* EINVAL: the file system has nothing to bring to disk here. */
	return fsync(fd) < 0 && errno != EINVAL && errno != EROFS ? -errno : 0;
}

static int exchange(struct store_target *t, const struct store_text *expected,
		    const struct store_text *ours)
{
	/* While writing to disk took its time, somebody may have saved: no need to try then. */
	cleanup_close int old_fd = store_hold_writers(t->directory_fd, t->name);
	cleanup_close int new_fd = store_hold_writers(t->directory_fd, t->temporary);

	int r;

	if (!holds(t, t->name, expected, NULL))
		return STORE_CHANGED;
	r = store_temporary_rename(t, false);
	if (r < 0)
		return r;
	r = exchange_names(t, expected, ours);
	/* That we gave a save its name back must be on disk before our own file, which had it for a moment, is worth nothing. */
	if (r == STORE_CHANGED)
		sync_directory(t->directory_fd);
	if (!t->has_save)
		store_temporary_rename(t, true);
	return r;
}

/* One that we could have made, so that its entry above it may be new: not the root, nor another's. */
static bool is_ours(int directory_fd, dev_t device)
{
	struct stat st, root;

	return fstat(directory_fd, &st) == 0 && st.st_uid == geteuid() && st.st_dev == device &&
	       !(stat("/", &root) == 0 && st.st_dev == root.st_dev && st.st_ino == root.st_ino);
}

/* The directory may be new as well, and those above it: all that we could have made, so all that are ours. */
static void sync_parents(const struct store_target *t)
{
	cleanup_close int fd = fcntl(t->directory_fd, F_DUPFD_CLOEXEC, 0);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		return;
	for (int n = 0; n < PARENTS_MAX && is_ours(fd, st.st_dev); n++) {
		int above_fd = openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (above_fd < 0)
			return;
		sync_directory(above_fd);
		close(fd);
		fd = above_fd;
	}
}

static int put_new(const struct store_target *t, const struct store_text *ours)
{
	struct stat st;
	int r = put_temporary(t, RENAME_NOREPLACE);

	if (is_unsupported(r)) {
		if (fstatat(t->directory_fd, t->name, &st, AT_SYMLINK_NOFOLLOW) == 0)
			return STORE_CHANGED;
		r = put_temporary(t, 0);
	}
	if (r < 0)
		return r == -EEXIST ? STORE_CHANGED : r;
	r = sync_directory(t->directory_fd);
	if (r < 0 && holds(t, t->name, ours, NULL))
		unlinkat(t->directory_fd, t->name, 0);
	sync_parents(t);
	return r;
}

/* Keeps what has the temporary name under one that says that it may be somebody's save. */
static void keep_save(struct store_target *t)
{
	t->has_save = true;
	store_temporary_rename(t, false);
}

/* Somebody saved into the old file when we had given its name away: it gets the name back, unless there is something newer. */
static int take_back(struct store_target *t, const struct store_text *expected,
		     const struct store_text *ours)
{
	int r = exchange(t, ours, expected);

	if (r != STORE_DONE)
		keep_save(t);
	sync_directory(t->directory_fd);
	return STORE_CHANGED;
}

static int put_instead(struct store_target *t, const struct store_text *expected,
		       const struct store_text *ours)
{
	int r = exchange(t, expected, ours), e;

	if (is_unsupported(r)) {
		r = compare_and_rename(t, expected);
		return r == STORE_DONE ? sync_directory(t->directory_fd) : r;
	}
	if (r != STORE_DONE)
		return r;
	e = sync_directory(t->directory_fd);
	if (e < 0)
		exchange(t, ours, expected); /* back, unless somebody has saved by now */
	else if (was_saved_late(t, expected))
		return take_back(t, expected, ours);
	return e;
}

/* What may be known before anything is written. */
static int check(const struct store_target *t, const struct store_text *expected,
		 struct stat *ret_old)
{
	bool exists = fstatat(t->directory_fd, t->name, ret_old, AT_SYMLINK_NOFOLLOW) == 0;

	if (!exists && errno != ENOENT)
		return -errno;
	if (exists && !S_ISREG(ret_old->st_mode))
		return S_ISDIR(ret_old->st_mode) ? -EISDIR : -EINVAL;
	/* We could replace it all the same, but whoever took the right away meant it. */
	if (exists && faccessat(t->directory_fd, t->name, W_OK, AT_EACCESS) < 0)
		return errno == ENOENT ? STORE_CHANGED : -errno;
	if (exists != (expected->data != NULL) || (exists && !holds(t, t->name, expected, NULL)))
		return STORE_CHANGED;
	return 0;
}

static int replace(struct store_target *t, const struct store_text *expected,
		   const struct store_text *ours)
{
	bool is_new = !expected->data;
	struct stat old;
	int r = check(t, expected, &old);

	if (r != 0)
		return r;
	r = store_temporary_write(t, is_new ? NULL : &old, ours->data, ours->size);
	if (r < 0)
		return r;
	r = is_new ? put_new(t, ours) : put_instead(t, expected, ours);
	/* It may have had the name for a moment. */
	if (r == STORE_CHANGED && !t->has_save && was_saved_late(t, ours))
		keep_save(t);
	if (!t->has_save)
		unlinkat(t->directory_fd, t->temporary, 0);
	return r;
}

static int open_directory(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

static int make_directory(const char *path)
{
	cleanup_free char *below = text_format("%s/.", path);

	return below ? path_make_parents(below) : -ENOMEM;
}

int store_replace(const char *path, const struct store_text *expected, const char *text,
		  size_t size)
{
	const struct store_text ours = { .data = (char *)text, .size = size };
	cleanup_free char *directory = NULL, *name = NULL;
	cleanup_close int fd = -1;
	struct store_target t;
	int r = store_locate(path, &directory, &name);

	if (r < 0)
		return r;
	fd = open_directory(directory);
	if (fd == -ENOENT) {
		r = make_directory(directory);
		fd = r < 0 ? r : open_directory(directory);
	}
	if (fd < 0)
		return fd;
	t = (struct store_target){ .directory_fd = fd, .name = name };
	return replace(&t, expected, &ours);
}

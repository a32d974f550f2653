/* SPDX-License-Identifier: MIT */
#include "config/store-temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "config/store-inside.h"

#define NAMES_MAX 16 /* for a temporary file to try */

static void temporary_name(struct store_target *t, bool draft)
{
	snprintf(t->temporary, sizeof(t->temporary), STORE_TEMPORARY_FORMAT "%s%08x", t->name,
		 draft ? STORE_DRAFT : "", t->number);
}

int store_temporary_rename(struct store_target *t, bool draft)
{
	char old[sizeof(t->temporary)];
	int r;

	memcpy(old, t->temporary, sizeof(old));
	temporary_name(t, draft);
	if (renameat2(t->directory_fd, old, t->directory_fd, t->temporary, RENAME_NOREPLACE) == 0)
		return 0;
	r = -errno;
	memcpy(t->temporary, old, sizeof(old));
	return r;
}

static int temporary_open(struct store_target *t)
{
	for (int n = 0; n < NAMES_MAX; n++) {
		int fd;

		if (getrandom(&t->number, sizeof(t->number), 0) != sizeof(t->number))
			return -errno;
		temporary_name(t, true);
		fd = openat(t->directory_fd, t->temporary,
			    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd >= 0 || errno != EEXIST)
			return fd >= 0 ? fd : -errno;
	}
	return -EEXIST;
}

/* Of its own: what everybody may do takes no group. In the service's sandbox there is none but the user's. */
static bool group_has_rights(mode_t mode)
{
	return (mode >> 3 & 07) != (mode & 07);
}

/* Gives the file to who had the old one, with the same rights. Who may not, had better not replace it. */
static int take_after(int fd, const struct stat *old)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return -errno;
	if ((st.st_uid != old->st_uid || st.st_gid != old->st_gid) &&
	    fchown(fd, old->st_uid, old->st_gid) < 0 &&
	    (st.st_uid != old->st_uid || group_has_rights(old->st_mode)))
		return -errno;
	return fchmod(fd, old->st_mode & 07777) < 0 ? -errno : 0;
}

static int write_all(int fd, const char *text, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, text, size);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0) {
			text += n;
			size -= (size_t)n;
		}
	}
	return 0;
}

int store_temporary_write(struct store_target *t, const struct stat *old, const char *text,
			  size_t size)
{
	int fd = temporary_open(t), r;

	if (fd < 0)
		return fd;
	r = write_all(fd, text, size);
	if (r == 0 && old)
		r = take_after(fd, old);
	if (r == 0 && fsync(fd) < 0)
		r = -errno;
	if (close(fd) < 0 && r == 0)
		r = -errno;
	if (r < 0)
		unlinkat(t->directory_fd, t->temporary, 0);
	return r;
}

/* SPDX-License-Identifier: MIT */
#include "config/store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/shortage.h"
#include "config/store-inside.h"

/* Files read whole. How they are replaced, store-replace.c tells. */

void store_text_done(struct store_text *t)
{
	free(t->data);
	*t = (struct store_text){ 0 };
}

bool store_texts_are_equal(const struct store_text *a, const struct store_text *b)
{
	if (!a->data || !b->data)
		return a->data == b->data;
	return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

/* Reads to the end, which may have moved since the size was asked. */
static int read_all(int fd, size_t room, struct store_text *ret)
{
	cleanup_store_text struct store_text t = { .data = malloc(room + 1) };

	while (t.data && t.size <= FILE_SIZE_MAX) {
		ssize_t n = read(fd, t.data + t.size, room - t.size);
		char *more;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0) {
			t.data[t.size] = '\0';
			*ret = t;
			t = (struct store_text){ 0 };
			return 0;
		}
		t.size += (size_t)n;
		if (t.size < room)
			continue;
		room += room / 2 + 64;
		more = realloc(t.data, room + 1);
		if (!more) {
			shortage_note();
			return -ENOMEM;
		}
		t.data = more;
	}
	if (t.data)
		return -EFBIG;
	shortage_note();
	return -ENOMEM;
}

/* Only a regular file may be read to the end: a FIFO would wait, a device do who knows what. */
int store_read_fd(int fd, struct store_text *ret)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return -errno;
	if (!S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? -EISDIR : -EINVAL;
	if ((uintmax_t)st.st_size > FILE_SIZE_MAX)
		return -EFBIG;
	return read_all(fd, (size_t)st.st_size + 1, ret);
}

int store_read(const char *path, struct store_text *ret)
{
	cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd >= 0)
		return store_read_fd(fd, ret);
	shortage_note_errno();
	if (errno != ENOENT)
		return errno == ENXIO ? -EINVAL : -errno; /* a socket */
	*ret = (struct store_text){ 0 };
	return 0;
}

/* Some file systems have no leases. The signal tells us of one who waits; it is harmless, unlike the default one. */
static int take_lease(int fd)
{
	return fcntl(fd, F_SETSIG, SIGURG) < 0 || fcntl(fd, F_SETLEASE, F_RDLCK) < 0 ? -errno : 0;
}

bool store_fd_is_being_written(int fd)
{
	int r = take_lease(fd);

	if (r == 0)
		fcntl(fd, F_SETLEASE, F_UNLCK);
	return r == -EAGAIN;
}

int store_hold_writers(int directory_fd, const char *name)
{
	int fd = openat(directory_fd, name,
			O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd >= 0)
		take_lease(fd);
	return fd;
}

bool store_is_being_written(const char *path)
{
	cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	return fd >= 0 && store_fd_is_being_written(fd);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/instance.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "common/cleanup.h"
#include "common/paths.h"
#include "common/text.h"

#define BACKLOG 64

static int address_of(const char *path, struct sockaddr_un *ret)
{
	*ret = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof(ret->sun_path))
		return -ENAMETOOLONG;
	memcpy(ret->sun_path, path, strlen(path) + 1);
	return 0;
}

/* Whoever may write into the directory may replace the socket: it must be ours alone. */
static int check_directory(const char *path)
{
	cleanup_free char *copy = text_copy(path);
	struct stat st;

	if (!copy)
		return -ENOMEM;
	if (stat(dirname(copy), &st) < 0)
		return -errno;
	return st.st_uid == geteuid() && !(st.st_mode & (S_IWGRP | S_IWOTH)) ? 0 : -EPERM;
}

static int take_lock(struct instance *i)
{
	cleanup_free char *name = text_format("%s.lock", i->path);
	cleanup_close int fd = -1;

	if (!name)
		return -ENOMEM;
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return -errno;
	if (flock(fd, LOCK_EX | LOCK_NB) < 0)
		return errno == EWOULDBLOCK ? -EADDRINUSE : -errno;
	i->lock_fd = TAKE_FD(fd);
	return 0;
}

/* 0: nobody answers there; -EADDRINUSE: somebody does. */
static int probe(const struct sockaddr_un *address)
{
	cleanup_close int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -errno;
	if (connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0)
		return -EADDRINUSE;
	switch (errno) {
	case ENOENT:
	case ECONNREFUSED:
		return 0;
	case EAGAIN: /* a queue that is full is somebody's */
		return -EADDRINUSE;
	default:
		return -errno;
	}
}

/* A socket that nobody listens on any more may go; what is anything else is somebody's. */
static int remove_dead_socket(const char *path)
{
	struct stat st;

	if (lstat(path, &st) < 0)
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISSOCK(st.st_mode))
		return -EEXIST;
	return unlink(path) < 0 && errno != ENOENT ? -errno : 0;
}

static int make_socket(struct instance *i)
{
	struct sockaddr_un address;
	struct stat st;
	cleanup_close int fd = -1;
	mode_t mask;
	int r;

	r = address_of(i->path, &address);
	if (r >= 0)
		r = probe(&address);
	if (r < 0)
		return r;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	r = remove_dead_socket(i->path);
	if (r < 0)
		return r;
	mask = umask(0177);
	r = bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ? -errno : 0;
	umask(mask);
	if (r < 0)
		return r;
	if (listen(fd, BACKLOG) < 0 || lstat(i->path, &st) < 0)
		return -errno;
	i->device = st.st_dev;
	i->inode = st.st_ino;
	i->ours = true;
	i->listen_fd = TAKE_FD(fd);
	return 0;
}

int instance_take(struct instance *i, const char *path, int passed_fd)
{
	int r;

	*i = (struct instance){ .lock_fd = -1, .listen_fd = passed_fd };
	i->path = text_copy(path);
	r = i->path ? path_make_parents(path) : -ENOMEM;
	if (r >= 0)
		r = check_directory(path);
	if (r >= 0)
		r = take_lock(i);
	if (r >= 0 && passed_fd < 0)
		r = make_socket(i);
	if (r < 0)
		instance_leave(i);
	return r;
}

void instance_leave(struct instance *i)
{
	struct stat st;

	if (i->ours && lstat(i->path, &st) == 0 && st.st_dev == i->device && st.st_ino == i->inode)
		unlink(i->path);
	if (i->listen_fd >= 0)
		close(i->listen_fd);
	if (i->lock_fd >= 0)
		close(i->lock_fd); /* the file stays: taking it away would let two daemons lock two files */
	free(i->path);
	*i = (struct instance){ .lock_fd = -1, .listen_fd = -1 };
}

/* SPDX-License-Identifier: MIT */

/*
 * The points at which a program changes something outside of itself, preloaded into the program under
 * test: it writes, syncs, names or removes one of its files, says something on a bus, to its helper,
 * to a client or to the service manager, or starts a process. Each has a name that is the same from
 * run to run, such as "write .popups.ini.followupd-draft" or "bus: Notify", and a number among those of
 * that name. What comes in is no point: until the next point nobody outside knows of it.
 *
 * Environment (points.py sets it):
 *   POINTS_ROOT  only files below it are looked at
 *   POINTS_LIST  a file to which "PROGRAM|NAME|NUMBER" is added at each point, one a line
 *   POINTS_DIE   "PROGRAM|NAME|NUMBER|before" or "…|after": there the program kills itself with
 *                SIGKILL; once, since POINTS_LIST with ".died" is made just then
 *   POINTS_SAVE  the same, several divided by spaces with "_" for their own: there an editor saves the book
 *   POINTS_FAIL  the same, with "before": the call at that point fails with EIO
 *   POINTS_NO_EXCHANGE  if it is set, names cannot be exchanged, nor taken only if they are free, as on NFS
 * points/record.c has those of the record, points/names.c the names.
 */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "points/points.h"

#define NAMES_MAX 256
#define LINE_SIZE 256

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct point seen[NAMES_MAX]; /* each name with the number of its last point */
static const char *list, *die, *save, *failing;
static bool saving; /* an editor is at work, whose calls are no points */

__attribute__((constructor)) static void points_open(void)
{
	char died[PATH_MAX];

	names_open();
	list = getenv("POINTS_LIST");
	die = getenv("POINTS_DIE");
	save = getenv("POINTS_SAVE");
	failing = getenv("POINTS_FAIL");
	record_open();
	snprintf(died, sizeof(died), "%s.died", list ? list : "");
	if (access(died, F_OK) == 0)
		die = NULL;
}

/* ---- Being at a point --------------------------------------------------------------------------- */

/* With the system's own calls: ours would be points themselves. */
static void append(const char *path, const char *line)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
			      0600);

	if (fd < 0)
		abort();
	if (syscall(SYS_write, fd, line, strlen(line)) < 0)
		abort();
	syscall(SYS_close, fd);
}

static void die_here(const char *line)
{
	char died[PATH_MAX];

	snprintf(died, sizeof(died), "%s.died", list);
	append(died, line);
	kill(getpid(), SIGKILL);
	for (;;)
		pause();
}

static bool is_one_of(const char *lines, const char *line)
{
	char word[LINE_SIZE];
	size_t n = strlen(line);

	snprintf(word, sizeof(word), "%s", line);
	for (char *at = word; *at; at++)
		*at = *at == ' ' ? '_' : *at;
	for (const char *at = lines; at && (at = strstr(at, word)); at += n)
		if (at[n] == ' ' || at[n] == '\0')
			return true;
	return false;
}

static void maybe_happen(struct point *p, const char *side)
{
	char line[LINE_SIZE];

	snprintf(line, sizeof(line), "%s|%s|%u|%s", program_invocation_short_name, p->name,
		 p->number, side);
	if (die && strcmp(line, die) == 0)
		die_here(line);
	p->fails = is_one_of(failing, line);
	if (!is_one_of(save, line))
		return;
	saving = true;
	save_as_editor(line);
	saving = false;
}

static unsigned count(const char *name)
{
	unsigned number = 0;

	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < NAMES_MAX && number == 0; i++) {
		if (seen[i].name[0] == '\0')
			strcpy(seen[i].name, name);
		if (strcmp(seen[i].name, name) == 0)
			number = ++seen[i].number;
	}
	pthread_mutex_unlock(&lock);
	if (number == 0)
		abort(); /* a program with this many names wants a larger table */
	return number;
}

static void reach(struct point *p)
{
	char line[LINE_SIZE];
	int saved_errno = errno;

	if (p->name[0] == '\0' || !list || saving)
		return;
	p->number = count(p->name);
	snprintf(line, sizeof(line), "%s|%s|%u\n", program_invocation_short_name, p->name,
		 p->number);
	append(list, line);
	maybe_happen(p, "before");
	errno = saved_errno;
}

static void leave(struct point *p)
{
	int saved_errno = errno;

	if (p->name[0] && list && !saving)
		maybe_happen(p, "after");
	errno = saved_errno;
}

/* ---- The calls ---------------------------------------------------------------------------------- */

static int fail(void)
{
	errno = EIO;
	return -1;
}

/*
 * POINT(name_…(&p, …), call, record_…(…)): names the point, reaches it, makes the call, records what it did if it went well,
 * leaves the point. `result` is what came of the call.
 */
#define POINT(type, naming, call, recording)                     \
	({                                                       \
		struct point p = { 0 };                          \
		naming;                                          \
		reach(&p);                                       \
		type result = (type)(p.fails ? fail() : (call)); \
		if (result >= 0) {                               \
			int saved = errno;                       \
			recording;                               \
			errno = saved;                           \
		}                                                \
		leave(&p);                                       \
		result;                                          \
	})
#define NOTHING        (void)0
#define NEXT(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))

/* Where the last write of so many bytes began. */
static off_t start_of(int fd, ssize_t size)
{
	return lseek(fd, 0, SEEK_CUR) - size;
}

ssize_t write(int fd, const void *data, size_t size)
{
	return POINT(ssize_t, name_fd(&p, "write", fd), syscall(SYS_write, fd, data, size),
		     record_written(fd, start_of(fd, result), data, (size_t)result));
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
	return POINT(ssize_t, name_fd(&p, "write", fd), syscall(SYS_pwrite64, fd, data, size, at),
		     record_written(fd, at, data, (size_t)result));
}

/* Only said to somebody, never into one of our files. */
ssize_t writev(int fd, const struct iovec *vector, int n)
{
	return POINT(ssize_t,
		     (name_fd(&p, "write", fd), name_vector(&p, fd, false, vector, (size_t)n)),
		     syscall(SYS_writev, fd, vector, n), NOTHING);
}

int fsync(int fd)
{
	return POINT(int, name_fd(&p, "fsync", fd), syscall(SYS_fsync, fd), record_synced(fd));
}

int ftruncate(int fd, off_t size)
{
	return POINT(int, name_fd(&p, "truncate", fd), syscall(SYS_ftruncate, fd, size),
		     record_truncated(fd, size));
}

int fchmod(int fd, mode_t mode)
{
	return POINT(int, name_fd(&p, "chmod", fd), syscall(SYS_fchmod, fd, mode), NOTHING);
}

static void record_opened(int fd, int flags, bool is_new)
{
	if (is_new)
		record_created(fd);
	else if (flags & O_TRUNC)
		record_truncated(fd, 0);
}

static int open_at(int directory_fd, const char *path, int flags, mode_t mode)
{
	bool is_new = flags & O_CREAT && faccessat(directory_fd, path, F_OK, 0) < 0;

	return POINT(int, flags &O_CREAT ? name_at(&p, "create", directory_fd, path) : NOTHING,
		     syscall(SYS_openat, directory_fd, path, flags, mode),
		     record_opened(result, flags, is_new));
}

static mode_t mode_of(int flags, va_list rest)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
	va_list rest;

	va_start(rest, flags);
	mode_t mode = mode_of(flags, rest);
	va_end(rest);
	return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int directory_fd, const char *path, int flags, ...)
{
	va_list rest;

	va_start(rest, flags);
	mode_t mode = mode_of(flags, rest);
	va_end(rest);
	return open_at(directory_fd, path, flags, mode);
}

static void record_rename(int old_fd, const char *old, int new_fd, const char *new, bool exchange)
{
	char from[2 * PATH_MAX], to[2 * PATH_MAX];

	path_at(old_fd, old, from, sizeof(from));
	path_at(new_fd, new, to, sizeof(to));
	record_renamed(exchange ? "exchange" : "rename", from, to);
}

static long rename_really(int old_fd, const char *old, int new_fd, const char *new, unsigned flags)
{
	if (flags == 0 || !getenv("POINTS_NO_EXCHANGE"))
		return syscall(SYS_renameat2, old_fd, old, new_fd, new, flags);
	errno = EINVAL;
	return -1;
}

int renameat2(int old_fd, const char *old, int new_fd, const char *new, unsigned flags)
{
	bool exchange = flags & 2; /* RENAME_EXCHANGE */

	return POINT(int, name_at(&p, exchange ? "exchange with" : "rename to", new_fd, new),
		     rename_really(old_fd, old, new_fd, new, flags),
		     record_rename(old_fd, old, new_fd, new, exchange));
}

int rename(const char *old, const char *new)
{
	return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0);
}

static void record_unlinked(int directory_fd, const char *path)
{
	char whole[2 * PATH_MAX];

	path_at(directory_fd, path, whole, sizeof(whole));
	record_removed(whole);
}

int unlinkat(int directory_fd, const char *path, int flags)
{
	return POINT(int, name_at(&p, "remove", directory_fd, path),
		     syscall(SYS_unlinkat, directory_fd, path, flags),
		     record_unlinked(directory_fd, path));
}

int unlink(const char *path)
{
	return unlinkat(AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode)
{
	return POINT(int, name_at(&p, "make directory", AT_FDCWD, path),
		     syscall(SYS_mkdir, path, mode), record_directory(path));
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
	const struct sockaddr_un *a = (const struct sockaddr_un *)address;

	return POINT(int,
		     a->sun_family == AF_UNIX ? name_at(&p, "bind", AT_FDCWD, a->sun_path)
					      : NOTHING,
		     syscall(SYS_bind, fd, address, size), NOTHING);
}

pid_t fork(void)
{
	return POINT(pid_t, strcpy(p.name, "fork"), NEXT(fork)(), NOTHING);
}

ssize_t send(int fd, const void *data, size_t size, int flags)
{
	return POINT(ssize_t, name_said(&p, fd, false, data, size),
		     syscall(SYS_sendto, fd, data, size, flags, NULL, 0), NOTHING);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	return POINT(ssize_t,
		     name_vector(&p, fd, message->msg_name, message->msg_iov, message->msg_iovlen),
		     syscall(SYS_sendmsg, fd, message, flags), NOTHING);
}

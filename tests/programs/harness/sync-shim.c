/* SPDX-License-Identifier: MIT */

/*
 * A disk that takes its time, preloaded into the program under test: fsync() and fdatasync() take SYNC_USEC microseconds longer
 * than they do, in which nothing else happens. How long a file takes to get to disk is most of what a durable change costs on
 * one disk, and next to nothing of it on another.
 */

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define USEC_PER_SEC 1000000L

static struct timespec longer;

__attribute__((constructor)) static void read_time(void)
{
	const char *text = getenv("SYNC_USEC");
	long usec = text ? strtol(text, NULL, 10) : 0;

	longer = (struct timespec){ usec / USEC_PER_SEC, usec % USEC_PER_SEC * 1000 };
	prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0); /* just so long */
}

static int sync_slowly(long number, int fd)
{
	long r = syscall(number, fd);

	if (r == 0)
		nanosleep(&longer, NULL);
	return (int)r;
}

int fsync(int fd)
{
	return sync_slowly(SYS_fsync, fd);
}

int fdatasync(int fd)
{
	return sync_slowly(SYS_fdatasync, fd);
}

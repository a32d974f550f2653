/* SPDX-License-Identifier: MIT */

/*
 * bare-replace FILE TIMES [DIRECTORY]: makes a copy of FILE beside it, brings it to disk and renames it over FILE, that often, and
 * prints the milliseconds of each: the least that a durable change of a file costs, what adding to a book is measured against.
 * With its DIRECTORY that is brought to disk, too: without, the file is old or new after a power cut, but may well be old.
 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SIZE_MAX_KIB 65536

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void replace(const char *path, const char *beside, const char *text, size_t size,
		    int directory_fd)
{
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, text, size) != (ssize_t)size || fsync(fd) < 0 || close(fd) < 0 ||
	    rename(beside, path) < 0 || (directory_fd >= 0 && fsync(directory_fd) < 0))
		abort();
}

int main(int argc, char *argv[])
{
	size_t room = (size_t)SIZE_MAX_KIB * 1024;
	char *text = malloc(room), beside[4096];
	int directory_fd = argc == 4 ? open(argv[3], O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	int fd = argc >= 3 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
	ssize_t size = fd >= 0 && text ? read(fd, text, room) : -1;

	if (size < 0)
		return 1;
	close(fd);
	snprintf(beside, sizeof(beside), "%s.beside", argv[1]);
	for (long i = strtol(argv[2], NULL, 10); i > 0; i--) {
		double before = now_ms();

		replace(argv[1], beside, text, (size_t)size, directory_fd);
		printf("%.3f\n", now_ms() - before);
	}
	free(text);
	return 0;
}

/* SPDX-License-Identifier: MIT */

/*
 * The record of what was done to the files, for crash_disk.py, which makes of it all that a disk may hold after a crash; and an
 * editor that saves at a point. points.h tells what is recorded.
 *
 * Environment (points.py sets it):
 *   POINTS_RECORD  the file to which the record is written, opened before anything else is done
 *   POINTS_BOOK    the file that the editor saves
 */

#include "points.h"

#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BOOK_SIZE_MAX (1 << 20)

static int record_fd = -1;

void record_open(void)
{
	const char *path = getenv("POINTS_RECORD");

	if (path)
		record_fd = (int)syscall(SYS_openat, AT_FDCWD, path,
					 O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (path && record_fd < 0)
		abort();
}

/* ---- Lines -------------------------------------------------------------------------------------- */

/* One write a line, with the system's own call: ours would be recorded itself. */
static void put(const char *line, size_t size)
{
	if (syscall(SYS_write, record_fd, line, size) != (long)size)
		abort();
}

__attribute__((format(printf, 1, 2))) static void record(const char *format, ...)
{
	char line[3 * PATH_MAX];
	va_list rest;
	int n;

	va_start(rest, format);
	n = vsnprintf(line, sizeof(line), format, rest);
	va_end(rest);
	if (n < 0 || (size_t)n >= sizeof(line))
		abort();
	put(line, (size_t)n);
}

/* A line that ends with data, in hexadecimal digits. */
static void record_data(const char *head, const void *data, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *from = data;
	size_t n = strlen(head);
	char *line = malloc(n + 2 * size + 1);

	if (!line)
		abort();
	memcpy(line, head, n);
	for (size_t i = 0; i < size; i++) {
		line[n++] = digits[from[i] >> 4];
		line[n++] = digits[from[i] & 15];
	}
	line[n++] = '\n';
	put(line, n);
	free(line);
}

/* The number of a file or directory that is looked at; 0: it is none. */
static unsigned long number_of(int fd, char *path, size_t size)
{
	struct stat st;

	if (record_fd < 0 || !path_of(fd, path, size) || !is_looked_at(path) || fstat(fd, &st) < 0)
		return 0;
	return S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) ? st.st_ino : 0;
}

void record_created(int fd)
{
	char path[PATH_MAX];
	unsigned long number = number_of(fd, path, sizeof(path));

	if (number)
		record("create\t%s\t%lu\n", path, number);
}

void record_written(int fd, off_t at, const void *data, size_t size)
{
	char path[PATH_MAX], head[64];
	unsigned long number = number_of(fd, path, sizeof(path));

	snprintf(head, sizeof(head), "write\t%lu\t%lld\t", number, (long long)at);
	if (number)
		record_data(head, data, size);
}

void record_truncated(int fd, off_t size)
{
	char path[PATH_MAX];
	unsigned long number = number_of(fd, path, sizeof(path));

	if (number)
		record("truncate\t%lu\t%lld\n", number, (long long)size);
}

void record_synced(int fd)
{
	char path[PATH_MAX];
	unsigned long number = number_of(fd, path, sizeof(path));

	if (number)
		record("sync\t%lu\n", number);
}

void record_directory(const char *path)
{
	struct stat st;

	if (record_fd >= 0 && is_looked_at(path) && lstat(path, &st) == 0)
		record("directory\t%s\t%lu\n", path, (unsigned long)st.st_ino);
}

void record_renamed(const char *verb, const char *old, const char *new)
{
	if (record_fd >= 0 && is_looked_at(new))
		record("%s\t%s\t%s\n", verb, old, new);
}

void record_removed(const char *path)
{
	if (record_fd >= 0 && is_looked_at(path))
		record("remove\t%s\n", path);
}

void record_answer(const void *data, size_t size)
{
	if (record_fd >= 0)
		record_data("answer\t", data, size);
}

/* ---- The editor --------------------------------------------------------------------------------- */

static size_t read_book(const char *path, char *text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, text, BOOK_SIZE_MAX);

	if (fd >= 0)
		close(fd);
	return n < 0 ? 0 : (size_t)n;
}

/* With everything that a careful one does for its save to be on disk. */
static void write_beside(const char *beside, const char *text, size_t size)
{
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, text, size) != (ssize_t)size || fsync(fd) < 0 || close(fd) < 0)
		abort();
}

static void sync_directory_of(const char *path)
{
	char directory[PATH_MAX];
	const char *slash = strrchr(path, '/');
	int fd;

	snprintf(directory, sizeof(directory), "%.*s", slash ? (int)(slash - path) : 0, path);
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) < 0 || close(fd) < 0)
		abort();
}

void save_as_editor(const char *note)
{
	const char *book = getenv("POINTS_BOOK");
	char beside[PATH_MAX], *text = malloc(BOOK_SIZE_MAX + PATH_MAX);
	size_t size;

	if (!book || !text)
		abort();
	snprintf(beside, sizeof(beside), "%s~new", book);
	size = read_book(book, text);
	size += (size_t)snprintf(text + size, PATH_MAX, "; saved %s\n", note);
	write_beside(beside, text, size);
	if (rename(beside, book) < 0)
		abort();
	sync_directory_of(book);
	record("saved\t; saved %s\n", note);
	free(text);
}

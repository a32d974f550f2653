/* SPDX-License-Identifier: MIT */

/* How points are named: by the verb and the file, or by whom something is said to and what. */

#include "points.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char *root;

/* ---- Names of files ----------------------------------------------------------------------------- */

bool path_of(int fd, char *ret, size_t size)
{
	char link[64];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, ret, size - 1);
	ret[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* The last part of a path, without the eight digits by chance at the end of a temporary file's name. */
static const char *last_part(const char *path, char *ret, size_t size)
{
	const char *slash = strrchr(path, '/');
	size_t n;

	snprintf(ret, size, "%s", slash ? slash + 1 : path);
	n = strlen(ret);
	if (n > 9 && ret[n - 9] == '-' && strspn(ret + n - 8, "0123456789abcdef") == 8)
		ret[n - 9] = '\0';
	return ret;
}

void names_open(void)
{
	root = getenv("POINTS_ROOT");
}

bool is_looked_at(const char *path)
{
	size_t n = root ? strlen(root) : 0;

	return n > 0 && strncmp(path, root, n) == 0 && path[n] == '/' && !strstr(path, "/logs/");
}

void name_path(struct point *p, const char *verb, const char *path)
{
	char part[NAME_MAX + 1];

	if (is_looked_at(path))
		snprintf(p->name, sizeof(p->name), "%s %.100s", verb,
			 last_part(path, part, sizeof(part)));
}

void name_fd(struct point *p, const char *verb, int fd)
{
	char path[PATH_MAX];

	if (fd > STDERR_FILENO && path_of(fd, path, sizeof(path)))
		name_path(p, verb, path);
}

void path_at(int directory_fd, const char *path, char *ret, size_t size)
{
	char directory[PATH_MAX] = "";

	if (path[0] != '/' && directory_fd != AT_FDCWD)
		path_of(directory_fd, directory, sizeof(directory));
	snprintf(ret, size, "%s%s%s", directory, directory[0] ? "/" : "", path);
}

void name_at(struct point *p, const char *verb, int directory_fd, const char *path)
{
	char whole[2 * PATH_MAX];

	path_at(directory_fd, path, whole, sizeof(whole));
	name_path(p, verb, whole);
}

/* ---- Names of messages -------------------------------------------------------------------------- */

static uint32_t number_at(const unsigned char *data)
{
	uint32_t n;

	memcpy(&n, data, sizeof(n));
	return n;
}

/*
 * The member of a D-Bus message in the machine's own byte order (DBus specification, "Message Format"):
 * the header's fields are an array of (byte code, variant), each at a multiple of 8; 3 is the member.
 */
static const char *bus_member(const unsigned char *data, size_t size)
{
	size_t at = 16, end = size >= 16 ? 16 + number_at(data + 12) : 0;

	while (at + 8 < end && end <= size) {
		char type = (char)data[at + 2];
		size_t length = number_at(data + at + 4);

		if (data[at] == 3)
			return (const char *)data + at + 8;
		/* 'g': a byte of length and a NUL; 's' and 'o': four and a NUL; 'u': four. */
		if (type == 'g')
			at += 4 + 1 + (size_t)data[at + 4] + 1;
		else
			at += 8 + (type == 'u' ? 0 : length + 1);
		at = (at + 7) & ~(size_t)7;
	}
	return data[1] == 2 ? "(reply)" : "(error)";
}

static void name_bus(struct point *p, const unsigned char *data, size_t size)
{
	if (size >= 16 && (data[0] == 'l' || data[0] == 'B') && data[1] >= 1 && data[1] <= 4)
		snprintf(p->name, sizeof(p->name), "bus: %.100s", bus_member(data, size));
	else
		snprintf(p->name, sizeof(p->name), "bus: (greeting)");
}

/* {"method":"io.followupd.Popup.Show", …} */
static void name_varlink(struct point *p, const char *whom, const char *text, size_t size)
{
	static const char key[] = "\"method\":\"";
	const char *method = memmem(text, size, key, strlen(key));
	char word[100] = "(answer)";

	if (method) {
		const char *end = memchr(method + strlen(key), '"', 80);
		const char *dot = end ? memrchr(method, '.', (size_t)(end - method)) : NULL;

		if (dot)
			snprintf(word, sizeof(word), "%.*s", (int)(end - dot - 1), dot + 1);
	}
	snprintf(p->name, sizeof(p->name), "%s: %s", whom, word);
}

/* READY=1, STATUS=…: the first word */
static void name_notify(struct point *p, const char *text, size_t size)
{
	const char *end = memchr(text, '=', size);

	snprintf(p->name, sizeof(p->name), "service manager: %.*s", end ? (int)(end - text) : 0,
		 text);
}

static bool socket_is_at(int fd, int (*ask)(int, struct sockaddr *, socklen_t *), const char *end)
{
	struct sockaddr_un a = { 0 };
	socklen_t size = sizeof(a) - 1;
	size_t n;

	if (ask(fd, (struct sockaddr *)&a, &size) < 0 || a.sun_family != AF_UNIX)
		return false;
	n = strlen(a.sun_path);
	return end ? n >= strlen(end) && strcmp(a.sun_path + n - strlen(end), end) == 0 : n == 0;
}

static int own_address(int fd, struct sockaddr *a, socklen_t *size)
{
	return getsockname(fd, a, size);
}

static int peer_address(int fd, struct sockaddr *a, socklen_t *size)
{
	return getpeername(fd, a, size);
}

void name_said(struct point *p, int fd, bool addressed, const void *data, size_t size)
{
	if (addressed)
		name_notify(p, data, size);
	else if (socket_is_at(fd, peer_address, "/bus"))
		name_bus(p, data, size);
	else if (socket_is_at(fd, own_address, "/control")) {
		record_answer(data, size);
		name_varlink(p, "client", data, size);
	} else if (socket_is_at(fd, own_address, NULL) && socket_is_at(fd, peer_address, NULL))
		name_varlink(p, "channel", data, size);
}

void name_vector(struct point *p, int fd, bool addressed, const struct iovec *vector, size_t n)
{
	unsigned char start[4096];
	size_t size = 0;

	for (size_t i = 0; i < n && size < sizeof(start); i++) {
		size_t part = vector[i].iov_len;

		if (part > sizeof(start) - size)
			part = sizeof(start) - size;
		memcpy(start + size, vector[i].iov_base, part);
		size += part;
	}
	if (size > 0)
		name_said(p, fd, addressed, start, size);
}

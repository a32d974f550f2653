/* SPDX-License-Identifier: MIT */
#include "holidays/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "common/tongue.h"

static const char too_large[] = N_("is larger than 4 MiB, which no calendar of holidays is");

/* ---- What it looks like ----------------------------------------------------------------------------- */

/* Components within each other are taken apart, and freed, by functions that call themselves. */
static const char *nesting_fault(const char *line, size_t size, int *depth)
{
	static const char begin[] = "BEGIN:", end[] = "END:";

	if (size >= strlen(begin) && strncasecmp(line, begin, strlen(begin)) == 0)
		++*depth;
	else if (size >= strlen(end) && strncasecmp(line, end, strlen(end)) == 0)
		--*depth;
	if (*depth > CALENDAR_DEPTH_MAX)
		return N_("is no calendar of holidays: there is too much BEGIN without END in it");
	return *depth < 0 ? N_("is no whole calendar: there is an END without BEGIN in it") : NULL;
}

const char *file_fault(const char *text, size_t size)
{
	const char *at = text, *end = text + size, *fault = NULL;
	int depth = 0;

	if (size > CALENDAR_SIZE_MAX)
		return too_large;
	if (memchr(text, 0, size))
		return N_("is no text, as a calendar is");
	while (at < end && !fault) {
		const char *next = memchr(at, '\n', (size_t)(end - at));
		size_t n = (size_t)((next ? next : end) - at);

		fault = n > CALENDAR_LINE_MAX
				? N_("has a line that is longer than 64 KiB, which no calendar's is")
				: nesting_fault(at, n, &depth);
		at += n + 1;
	}
	if (fault)
		return fault;
	return depth > 0
		       ? N_("is no whole calendar: an END is missing, so it may have been cut off")
		       : NULL;
}

/* ---- Reading it ------------------------------------------------------------------------------------- */

static int wrong(char **ret_wrong, const char *format, const char *reason)
{
	*ret_wrong = text_format("%s%s", format, reason);
	return *ret_wrong ? -EINVAL : -ENOMEM;
}

/* Not waiting for whoever holds the other end, should it be a FIFO. */
static int file_open(const char *path, int *ret_fd, char **ret_wrong)
{
	cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd < 0)
		return errno == ENOENT ? wrong(ret_wrong, N_("is not there"), "")
				       : wrong(ret_wrong, N_("cannot be read: "), strerror(errno));
	if (fstat(fd, &st) < 0)
		return wrong(ret_wrong, N_("cannot be read: "), strerror(errno));
	if (!S_ISREG(st.st_mode))
		return wrong(ret_wrong,
			     S_ISDIR(st.st_mode) ? N_("is no file but a directory")
						 : N_("is no file"),
			     "");
	if (st.st_size > (off_t)CALENDAR_SIZE_MAX)
		return wrong(ret_wrong, too_large, "");
	*ret_fd = TAKE_FD(fd);
	return 0;
}

int file_read(const char *path, char **ret, char **ret_wrong)
{
	cleanup_close int fd = -1;
	cleanup_free char *text = NULL;
	const char *fault;
	size_t size = 0;
	int r = file_open(path, &fd, ret_wrong);

	if (r < 0)
		return r;
	text = malloc(CALENDAR_SIZE_MAX + 2);
	if (!text)
		return -ENOMEM;
	for (;;) {
		/* It may grow while it is read: one byte more than it may have tells. */
		ssize_t n = read(fd, text + size, CALENDAR_SIZE_MAX + 1 - size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return wrong(ret_wrong, N_("cannot be read: "), strerror(errno));
		if (n == 0)
			break;
		size += (size_t)n;
	}
	text[size] = '\0';
	fault = file_fault(text, size);
	if (fault)
		return wrong(ret_wrong, fault, "");
	*ret = TAKE_PTR(text);
	return 0;
}

/* SPDX-License-Identifier: MIT */
#include "common/log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/text.h"

/* A longer text is cut: a line that fits a pipe's buffer is never mixed with another program's. */
#define LOG_LINE_SIZE  4096
#define LOG_WORDS_SIZE 2048

/* What log_open() was told: a logger without a state would have to be handed through every function. */
static struct {
	const char *name;
	bool debug;
	bool journal; /* stderr goes to the journal, which reads priorities */
} logger = { .name = "followupd" };

/* systemd names stderr's device and inode in JOURNAL_STREAM; after a redirection they differ. */
static bool stderr_is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	uintmax_t device, inode;
	struct stat st;

	if (stream && fstat(STDERR_FILENO, &st) == 0 &&
	    sscanf(stream, "%" SCNuMAX ":%" SCNuMAX, &device, &inode) == 2)
		return device == (uintmax_t)st.st_dev && inode == (uintmax_t)st.st_ino;
	return getenv("INVOCATION_ID") && !isatty(STDERR_FILENO);
}

void log_open(const char *name, bool debug)
{
	int kept = errno;

	logger.name = name;
	logger.debug = debug;
	logger.journal = stderr_is_journal();
	errno = kept;
}

/* One line as it will be written. On the stack: "Not enough memory" must be said without any. */
struct line {
	char data[LOG_LINE_SIZE];
	size_t size;
};

static void add_bytes(struct line *line, const char *bytes, size_t size)
{
	if (size > sizeof(line->data) - 1 - line->size)
		return;
	memcpy(line->data + line->size, bytes, size);
	line->size += size;
}

static void add_escaped(struct line *line, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

	if (c == '\n')
		add_bytes(line, "\\n", 2);
	else
		add_bytes(line, (const char[]){ '\\', 'x', hex[c >> 4], hex[c & 15] }, 4);
}

/*
 * Control characters, of names in the book for example, must neither start a line of their own nor command a terminal.
 * C1 controls are two bytes in UTF-8, and one byte in text that is no UTF-8.
 */
static void add_harmless(struct line *line, const char *words)
{
	bool utf8 = text_is_utf8(words, strlen(words));

	for (const unsigned char *c = (const unsigned char *)words; *c; c++) {
		if ((*c < ' ' && *c != '\t') || *c == 0x7f || (*c >= 0x80 && !utf8)) {
			add_escaped(line, *c);
		} else if (c[0] == 0xc2 && c[1] <= 0x9f) {
			add_escaped(line, *c++);
			add_escaped(line, *c);
		} else {
			add_bytes(line, (const char *)c, 1);
		}
	}
}

/* Takes off what vsnprintf() left of a character that it cut. */
static void mend_cut(char *words)
{
	size_t size = strlen(words);

	while (size > 0 && (words[size - 1] & 0xc0) == 0x80)
		size--;
	if (size > 0 && (words[size - 1] & 0xc0) == 0xc0)
		words[size - 1] = '\0';
}

static void say(int priority, const char *words)
{
	struct line line = { .size = 0 };
	ssize_t written;

	if (logger.journal) {
		add_bytes(&line, (const char[]){ '<', (char)('0' + priority), '>' }, 3);
	} else {
		add_bytes(&line, logger.name, strlen(logger.name));
		add_bytes(&line, ": ", 2);
	}
	add_harmless(&line, words);
	line.data[line.size++] = '\n';
	do
		written = write(STDERR_FILENO, line.data, line.size);
	while (written < 0 && errno == EINTR);
}

static void __attribute__((format(printf, 3, 0)))
log_with(int priority, int error, const char *format, va_list args)
{
	char words[LOG_WORDS_SIZE];
	int kept = errno, n;

	if (priority == LOG_DEBUG && !logger.debug)
		return;
	n = vsnprintf(words, sizeof(words), format, args);
	if (n < 0)
		words[0] = '\0';
	else if ((size_t)n >= sizeof(words))
		mend_cut(words);
	if (error != 0) {
		size_t size = strlen(words);

		errno = error;
		snprintf(words + size, sizeof(words) - size, ": %m");
	}
	say(priority & LOG_PRIMASK, words);
	errno = kept;
}

void log_at(int priority, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	log_with(priority, 0, format, args);
	va_end(args);
}

int log_at_errno(int priority, int error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	log_with(priority, abs(error), format, args);
	va_end(args);
	return -abs(error);
}

/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/text.h"

#define LINES_MAX 8

/* Stands in for stderr. A packet is one write(2), so that they can be counted. */
struct catcher {
	int fd;   /* where they arrive */
	int kept; /* the real stderr */
	char lines[LINES_MAX][8192];
	size_t n;
};

static void catch_begin(struct catcher *c)
{
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds),
			 0);
	fflush(stderr);
	c->n = 0;
	c->fd = fds[0];
	c->kept = dup(STDERR_FILENO);
	dup2(fds[1], STDERR_FILENO);
	close(fds[1]);
}

static void catch_end(struct catcher *c)
{
	ssize_t size;

	while (c->n < LINES_MAX &&
	       (size = read(c->fd, c->lines[c->n], sizeof(c->lines[0]) - 1)) > 0)
		c->lines[c->n++][size] = '\0';
	dup2(c->kept, STDERR_FILENO);
	close(c->kept);
	close(c->fd);
}

static int in_terminal(void **state)
{
	(void)state;
	unsetenv("JOURNAL_STREAM");
	unsetenv("INVOCATION_ID");
	log_open("followupctl", false);
	return 0;
}

static void test_lines(void **state)
{
	struct catcher c;
	(void)state;

	catch_begin(&c);
	log_error("%s: %d", "cannot", 7);
	log_debug("not asked for");
	log_info("%s", "");
	log_open("other", true);
	log_debug("asked for");
	catch_end(&c);
	assert_int_equal(c.n, 3);
	assert_string_equal(c.lines[0], "followupctl: cannot: 7\n");
	assert_string_equal(c.lines[1], "followupctl: \n");
	assert_string_equal(c.lines[2], "other: asked for\n");
}

static void test_errors(void **state)
{
	struct catcher c;
	int r, kept;
	(void)state;

	catch_begin(&c);
	errno = EXDEV;
	r = log_error_errno(-ENOENT, "Cannot read %s", "book");
	kept = errno;
	assert_int_equal(log_warning_errno(EACCES, "x"), -EACCES);
	assert_int_equal(log_oom(), -ENOMEM);
	log_error("%m");
	catch_end(&c);
	assert_int_equal(r, -ENOENT);
	assert_int_equal(kept, EXDEV);
	assert_int_equal(c.n, 4);
	assert_string_equal(c.lines[0],
			    "followupctl: Cannot read book: No such file or directory\n");
	assert_string_equal(c.lines[1], "followupctl: x: Permission denied\n");
	assert_string_equal(c.lines[2], "followupctl: Not enough memory: Cannot allocate memory\n");
	assert_string_equal(c.lines[3], "followupctl: Invalid cross-device link\n");
}

/* Whatever stands in the book, a line stays one line and commands no terminal. */
static void test_harmless(void **state)
{
	static const struct {
		const char *words, *line;
	} rows[] = {
		{ "a\nfollowupd: b", "followupctl: a\\nfollowupd: b\n" },
		{ "a\r\n", "followupctl: a\\x0d\\n\n" },
		{ "\x1b[31mred", "followupctl: \\x1b[31mred\n" },
		{ "\x01\x7f\b", "followupctl: \\x01\\x7f\\x08\n" },
		{ "a\tb", "followupctl: a\tb\n" },
		{ "In\xc3\xaas \xe2\x82\xac \xf0\x9f\x98\x80",
		  "followupctl: In\xc3\xaas \xe2\x82\xac \xf0\x9f\x98\x80\n" },
		{ "\xc2\x9b"
		  "31m \xc2\xa0",
		  "followupctl: \\xc2\\x9b31m \xc2\xa0\n" },
		{ "\x9b"
		  "31m \xc3\xa4",
		  "followupctl: \\x9b31m \\xc3\\xa4\n" },
	};
	struct catcher c;
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		catch_begin(&c);
		log_error("%s", rows[i].words);
		catch_end(&c);
		assert_int_equal(c.n, 1);
		assert_string_equal(c.lines[0], rows[i].line);
	}
}

/* Longer than it may be: cut, between characters, still one write and one line. */
static void test_long_lines(void **state)
{
	char words[9000];
	struct catcher c;
	(void)state;

	memset(words, 'x', sizeof(words));
	words[sizeof(words) - 1] = '\0';
	for (size_t at = 2040; at < 2050; at += 2)
		memcpy(words + at, "\xc3\xa4", 2);
	for (size_t shift = 0; shift < 2; shift++) {
		catch_begin(&c);
		log_error("%s", words + shift);
		catch_end(&c);
		assert_int_equal(c.n, 1);
		assert_in_range(strlen(c.lines[0]), 2000, 4096);
		assert_true(text_is_utf8(c.lines[0], strlen(c.lines[0])));
		assert_null(strstr(c.lines[0], "\\x"));
		assert_int_equal(c.lines[0][strlen(c.lines[0]) - 1], '\n');
	}
	memset(words, '\x1b', sizeof(words) - 1);
	catch_begin(&c);
	log_error("%s", words);
	log_error("%s", words + 8999);
	catch_end(&c);
	assert_int_equal(c.n, 2);
	assert_in_range(strlen(c.lines[0]), 4000, 4096);
	assert_int_equal(c.lines[0][strlen(c.lines[0]) - 1], '\n');
}

/* The journal is told priorities; only stderr itself being the journal counts. */
static void test_journal(void **state)
{
	char stream[100];
	struct catcher c;
	struct stat st;
	(void)state;

	catch_begin(&c);
	fstat(STDERR_FILENO, &st);
	snprintf(stream, sizeof(stream), "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
	setenv("JOURNAL_STREAM", stream, 1);
	log_open("followupd", false);
	log_error("a");
	log_warning("b\n<0>c");
	log_notice("d");
	log_info("e");

	snprintf(stream, sizeof(stream), "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino + 1);
	setenv("JOURNAL_STREAM", stream, 1);
	setenv("INVOCATION_ID", "0123", 1);
	log_open("followupd", false);
	log_info("redirected");
	setenv("JOURNAL_STREAM", "nonsense", 1);
	unsetenv("INVOCATION_ID");
	log_open("followupd", false);
	log_info("nonsense");
	unsetenv("JOURNAL_STREAM");
	setenv("INVOCATION_ID", "0123", 1);
	log_open("followupd", false);
	log_info("a service");
	catch_end(&c);
	assert_int_equal(c.n, 7);
	assert_string_equal(c.lines[0], "<3>a\n");
	assert_string_equal(c.lines[1], "<4>b\\n<0>c\n");
	assert_string_equal(c.lines[2], "<5>d\n");
	assert_string_equal(c.lines[3], "<6>e\n");
	assert_string_equal(c.lines[4], "followupd: redirected\n");
	assert_string_equal(c.lines[5], "followupd: nonsense\n");
	assert_string_equal(c.lines[6], "<6>a service\n");
}

/* A terminal inside of a service (systemd-run --pty) has INVOCATION_ID too, and a reader who wants names. */
static void test_terminal_of_a_service(void **state)
{
	int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), user, kept = dup(STDERR_FILENO);
	char line[100] = "";
	(void)state;

	assert_true(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
	user = open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(user >= 0);
	setenv("INVOCATION_ID", "0123", 1);
	dup2(user, STDERR_FILENO);
	log_open("followupd", false);
	log_info("words");
	dup2(kept, STDERR_FILENO);
	assert_true(read(terminal, line, sizeof(line) - 1) > 0);
	assert_string_equal(line, "followupd: words\r\n");
	close(kept);
	close(user);
	close(terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_lines, in_terminal),
		cmocka_unit_test_setup(test_errors, in_terminal),
		cmocka_unit_test_setup(test_harmless, in_terminal),
		cmocka_unit_test_setup(test_long_lines, in_terminal),
		cmocka_unit_test_setup(test_journal, in_terminal),
		cmocka_unit_test_setup(test_terminal_of_a_service, in_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

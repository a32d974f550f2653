/* SPDX-License-Identifier: MIT */
#include "cli/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/text.h"

/* In the child: becomes the pager, or at worst copies. */
static _Noreturn void become_pager(const char *command)
{
	setenv("LESS", "FRX", 0);
	setenv("LESSCHARSET", "utf-8", 0);
	signal(SIGINT, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	if (command) {
		execl("/bin/sh", "sh", "-c", command, NULL);
		_exit(127);
	}
	execlp("less", "less", NULL);
	execlp("more", "more", NULL);
	execlp("cat", "cat", NULL);
	_exit(127);
}

/* A terminal that knows no keys and no cursor, such as an editor's: less would ask for a key before it shows anything. */
static bool terminal_is_dumb(void)
{
	const char *term = getenv("TERM");

	return text_is_empty(term) || text_equal(term, "dumb");
}

pid_t pager_start(void)
{
	const char *command = getenv("PAGER");
	int ends[2];

	if (terminal_is_dumb())
		return 0;
	if (command && (text_is_empty(command) || text_equal(command, "cat")))
		return 0;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return 0;
	pid_t pager = fork();
	if (pager == 0) {
		dup2(ends[0], STDIN_FILENO);
		become_pager(command);
	}
	if (pager > 0) {
		dup2(ends[1], STDOUT_FILENO);
		/* Ctrl-C is the pager's: it stops a search there, and must not leave it without us. */
		signal(SIGINT, SIG_IGN);
	}
	close(ends[0]);
	close(ends[1]);
	return pager > 0 ? pager : 0;
}

void pager_wait(pid_t pager)
{
	while (pager > 0 && waitpid(pager, NULL, 0) < 0 && errno == EINTR)
		;
}

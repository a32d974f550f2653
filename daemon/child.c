/* SPDX-License-Identifier: MIT */
#include "daemon/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>

#include "common/cleanup.h"
#include "common/log.h"

static void drop_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	for (int sig = 1; sig < NSIG; sig++)
		signal(sig, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void drop_environment(void)
{
	static const char *const not_for_it[] = {
		"NOTIFY_SOCKET",  "LISTEN_PID",    "LISTEN_FDS",
		"LISTEN_FDNAMES", "WATCHDOG_USEC", "WATCHDOG_PID"
	};

	for (size_t i = 0; i < ELEMENTS(not_for_it); i++)
		unsetenv(not_for_it[i]);
}

void child_become(const char *const words[], int fd, int as, pid_t parent)
{
	unsigned above = (unsigned)(as > STDERR_FILENO ? as : STDERR_FILENO) + 1;

	drop_signals();
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
		_exit(CHILD_EXIT_CANNOT_RUN);
	drop_environment();
	if (fd == as ? fcntl(fd, F_SETFD, 0) < 0 : dup2(fd, as) < 0)
		_exit(CHILD_EXIT_CANNOT_RUN);
	close_range(above, ~0U, 0);
	execv(words[0], (char **)words);
	log_error_errno(-errno, "Cannot run %s", words[0]);
	_exit(CHILD_EXIT_CANNOT_RUN);
}

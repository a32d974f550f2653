/* SPDX-License-Identifier: MIT */
#include "cli/window.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/failure.h"
#include "cli/output.h"
#include "common/cleanup.h"
#include "common/paths.h"
#include "common/text.h"
#include "common/voice.h"

extern char **environ;

static int complain(int r)
{
	cleanup_free char *text =
		r == -ENOENT
			? text_copy(_("There is no xdg-open (Debian: xdg-utils) to show it with"))
			: text_format(_("It could not be shown in a window: %s"), strerror(-r));

	output_complain(text ? text : strerror(-r));
	return CODE_FAILED;
}

static int begin(char **ret_path)
{
	cleanup_free char *socket = NULL, *path = NULL;
	cleanup_close int fd = -1;
	int r = path_socket(&socket);

	if (r >= 0)
		r = path_make_parents(socket);
	if (r < 0)
		return r;
	path = text_format("%s/answer.txt", dirname(socket));
	if (!path)
		return -ENOMEM;
	if (unlink(path) < 0 && errno != ENOENT)
		return -errno;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 || fflush(stdout) != 0 || dup2(fd, STDOUT_FILENO) < 0)
		return -errno;
	*ret_path = TAKE_PTR(path);
	return 0;
}

int window_begin(char **ret_path)
{
	int r = begin(ret_path);

	return r < 0 ? complain(r) : CODE_DONE;
}

static int run_xdg_open(const char *path)
{
	char program[] = "xdg-open";
	char *const argv[] = { program, (char *)path, NULL };
	int status, r;
	pid_t pid;

	if (fflush(stdout) != 0)
		return -errno;
	r = posix_spawnp(&pid, program, NULL, NULL, argv, environ);
	if (r != 0)
		return -r;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

int window_open(const char *path)
{
	int r = run_xdg_open(path);

	return r < 0 ? complain(r) : CODE_DONE;
}

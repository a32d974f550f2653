/* SPDX-License-Identifier: MIT */
#include "cli/letters/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/letters/files.h"
#include "common/cleanup.h"
#include "common/text.h"

const char *editor_command(void)
{
	static const char *const names[] = { "VISUAL", "EDITOR" };

	for (size_t i = 0; i < ELEMENTS(names); i++) {
		const char *command = getenv(names[i]);

		if (!text_is_empty(command))
			return command;
	}
	return access("/usr/bin/sensible-editor", X_OK) == 0 ? "sensible-editor" : "vi";
}

static int write_all(int fd, const char *text)
{
	size_t size = strlen(text);

	while (size > 0) {
		ssize_t n = write(fd, text, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text += n;
		size -= (size_t)n;
	}
	return 0;
}

/* The letter may be redirected into a file: the editor talks to the terminal all the same. */
static void exec_editor(const char *path)
{
	if (!isatty(STDOUT_FILENO) && isatty(STDERR_FILENO))
		dup2(STDERR_FILENO, STDOUT_FILENO);
	cleanup_free char *line = text_format("%s \"$1\"", editor_command());
	if (line)
		execl("/bin/sh", "sh", "-c", line, "editor", path, (char *)NULL);
	_exit(127);
}

static int run_editor(const char *path)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		return -errno;
	if (pid == 0)
		exec_editor(path);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -ECANCELED;
}

/* In memory where there is such a place, readable by nobody else anywhere. */
static char *make_path(void)
{
	const char *directory = getenv("XDG_RUNTIME_DIR");

	if (!directory || directory[0] != '/' || access(directory, W_OK) < 0)
		directory = getenv("TMPDIR");
	if (!directory || directory[0] != '/')
		directory = "/tmp";
	return text_format("%s/letter-XXXXXX.txt", directory);
}

int editor_edit(char **text)
{
	cleanup_free char *path = make_path(), *edited = NULL;
	int r;

	if (!path)
		return -ENOMEM;
	cleanup_close int fd = mkostemps(path, (int)strlen(".txt"), O_CLOEXEC);
	if (fd < 0)
		return -errno;
	r = write_all(fd, *text);
	if (r == 0)
		r = run_editor(path);
	if (r == 0)
		r = letter_file_read(path, &edited);
	unlink(path);
	if (r < 0)
		return r;
	free(*text);
	*text = TAKE_PTR(edited);
	return 0;
}

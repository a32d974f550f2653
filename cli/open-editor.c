/* SPDX-License-Identifier: MIT */
#include "cli/open-editor.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/tongue.h"

#define NOT_FOUND 127 /* what a shell ends with */

/* How an editor is told the line, and to end when the file is closed, by the name of its program. */
static const struct editor_row {
	const char *names;  /* blank-separated */
	const char *option; /* before the path; "" for none */
	bool joined; /* the line stands behind the path, as in path:12; else behind the option */
	const char *wait; /* the option without which it goes into the background; NULL: it stays */
} rows[] = {
	{ TYPED_("vi vim nvim view vim.basic vim.tiny nano rnano pico emacs emacsclient sensible-editor editor "
		 "micro kak mg joe jmacs jed ne zile jove elvis nvi vis"),
	  "+", false, NULL },
	{ TYPED_("gvim"), "+", false, TYPED_("-f") },
	{ TYPED_("gedit"), "+", false, TYPED_("--wait") },
	{ TYPED_("hx helix"), "", true, NULL },
	{ TYPED_("subl zed"), "", true, TYPED_("--wait") },
	{ TYPED_("code codium"), "--goto", true, TYPED_("--wait") },
	{ TYPED_("kate"), "--line=", false, TYPED_("--block") },
	{ TYPED_("kwrite"), "--line=", false, NULL },
};

const char *editor_chosen(void)
{
	static const char *const names[] = { "VISUAL", "EDITOR" };

	for (size_t i = 0; i < ELEMENTS(names); i++) {
		const char *command = getenv(names[i]);

		if (!text_is_empty(command))
			return command;
	}
	return access("/usr/bin/sensible-editor", X_OK) == 0 ? "sensible-editor" : "vi";
}

static bool has_word(const char *words, const char *word, size_t size)
{
	for (const char *w = words; *w; w += strcspn(w, " "), w += strspn(w, " "))
		if (strcspn(w, " ") == size && strncmp(w, word, size) == 0)
			return true;
	return false;
}

/* By the last part of the command's first word. */
static const struct editor_row *find_row(const char *command)
{
	command += strspn(command, " ");
	const char *end = command + strcspn(command, " "), *name = end;

	while (name > command && name[-1] != '/')
		name--;
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (has_word(rows[i].names, name, (size_t)(end - name)))
			return &rows[i];
	return NULL;
}

/* What stands behind the command. */
struct editor_arguments {
	const char *list[4]; /* ends with NULL */
	char *option, *path; /* which are made */
};

static void arguments_free(struct editor_arguments *a)
{
	free(a->option);
	free(a->path);
}

static int make_arguments(const char *path, unsigned line, struct editor_arguments *ret)
{
	const struct editor_row *row = find_row(editor_chosen());
	bool told = row && line > 0;
	size_t n = 0;

	ret->option = !told         ? text_copy("")
		      : row->joined ? text_copy(row->option)
				    : text_format("%s%u", row->option, line);
	ret->path = told && row->joined ? text_format("%s:%u", path, line) : text_copy(path);
	if (!ret->option || !ret->path)
		return -ENOMEM;
	if (row && row->wait && !has_word(editor_chosen(), row->wait, strlen(row->wait)))
		ret->list[n++] = row->wait;
	if (ret->option[0])
		ret->list[n++] = ret->option;
	ret->list[n] = ret->path;
	return 0;
}

/* In the child. Where stdout is no terminal, since the answer goes into a file, the editor has stderr. */
static _Noreturn void become_editor(const struct editor_arguments *a)
{
	cleanup_free char *line = text_format("%s \"$@\"", editor_chosen());

	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	if (!isatty(STDOUT_FILENO) && isatty(STDERR_FILENO))
		dup2(STDERR_FILENO, STDOUT_FILENO);
	if (line)
		execl("/bin/sh", "sh", "-c", line, "editor", a->list[0], a->list[1], a->list[2],
		      (char *)NULL);
	_exit(NOT_FOUND);
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	if (!WIFEXITED(status))
		return -ECANCELED;
	return WEXITSTATUS(status) == 0           ? 0
	       : WEXITSTATUS(status) == NOT_FOUND ? -ENOENT
						  : -ECANCELED;
}

int editor_open(const char *path, unsigned line)
{
	__attribute__((cleanup(arguments_free))) struct editor_arguments arguments = { 0 };
	int r = make_arguments(path, line, &arguments);

	if (r < 0)
		return r;
	/* Ctrl-C is the editor's while it runs. */
	void (*on_int)(int) = signal(SIGINT, SIG_IGN), (*on_quit)(int) = signal(SIGQUIT, SIG_IGN);
	pid_t pid = fork();
	if (pid == 0)
		become_editor(&arguments);
	r = pid < 0 ? -errno : wait_for(pid);
	signal(SIGINT, on_int);
	signal(SIGQUIT, on_quit);
	return r;
}

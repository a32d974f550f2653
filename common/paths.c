/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/paths.h"
#include "common/text.h"

#define SOCKET_NAME "followupd/control"

/* The value of an environment variable that may be relied on as a directory, else NULL. */
static const char *directory_from_env(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] == '/' ? value : NULL;
}

static int path_below(const char *directory, const char *name, char **ret)
{
	char *path = text_format("%s/%s", directory, name);
	if (!path)
		return -ENOMEM;
	*ret = path;
	return 0;
}

static int path_in_home(const char *variable, const char *fallback, const char *name, char **ret)
{
	const char *directory = directory_from_env(variable);
	if (directory)
		return path_below(directory, name, ret);

	const char *home = directory_from_env("HOME");
	if (!home)
		return -ENOENT;
	cleanup_free char *standard = text_format("%s/%s", home, fallback);
	return standard ? path_below(standard, name, ret) : -ENOMEM;
}

int path_book(char **ret)
{
	return path_in_home("XDG_DATA_HOME", ".local/share", "followupd/interviews.ini", ret);
}

int path_settings(char **ret)
{
	return path_in_home("XDG_CONFIG_HOME", ".config", "followupd/followupd.conf", ret);
}

int path_memory(char **ret)
{
	return path_in_home("XDG_STATE_HOME", ".local/state", "followupd/popups.ini", ret);
}

int path_meant(const char *text, const char *directory, char **ret)
{
	const char *home;
	char *copy;

	if (text_starts(text, "~/")) {
		home = directory_from_env("HOME");
		return home ? path_below(home, text + 2, ret) : -ENOENT;
	}
	if (text[0] != '/')
		return path_below(directory, text, ret);
	copy = text_copy(text);
	if (!copy)
		return -ENOMEM;
	*ret = copy;
	return 0;
}

static bool is_ours_alone(const char *directory)
{
	struct stat st;

	return lstat(directory, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == getuid() &&
	       (st.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

int path_socket(char **ret)
{
	const char *directory = directory_from_env("XDG_RUNTIME_DIR");
	cleanup_free char *standard = NULL;

	if (!directory) {
		standard = text_format("/run/user/%u", (unsigned)getuid());
		if (!standard)
			return -ENOMEM;
		if (!is_ours_alone(standard))
			return -ENOENT;
		directory = standard;
	}
	cleanup_free char *path = NULL;
	int r = path_below(directory, SOCKET_NAME, &path);
	if (r < 0)
		return r;
	if (strlen(path) >= sizeof(((struct sockaddr_un *)NULL)->sun_path))
		return -ENAMETOOLONG;
	*ret = TAKE_PTR(path);
	return 0;
}

static bool is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int make_directory(const char *path)
{
	/* Asked first, since mkdir() may answer EROFS or EACCES for what exists. */
	if (is_directory(path) || mkdir(path, 0700) == 0)
		return 0;
	if (errno != EEXIST)
		return -errno;
	return is_directory(path) ? 0 : -ENOTDIR; /* somebody else may just have made it */
}

int path_make_parents(const char *path)
{
	if (path[0] == 0)
		return 0;
	cleanup_free char *copy = text_copy(path);
	if (!copy)
		return -ENOMEM;
	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		int r = make_directory(copy);
		if (r < 0)
			return r;
		*slash = '/';
	}
	return 0;
}

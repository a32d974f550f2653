/* SPDX-License-Identifier: MIT */
#include "config/store.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/text.h"

/* Where a path leads to. */

#define LINKS_MAX 40 /* as many as the kernel follows */

/* What a symbolic link says, or NULL with errno (EINVAL: it is none). */
static char *link_target(const char *path)
{
	char target[PATH_MAX];
	ssize_t size = readlink(path, target, sizeof(target));

	if (size == (ssize_t)sizeof(target)) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	return size < 0 ? NULL : strndup(target, (size_t)size);
}

/* The path that one link leads to, seen from where the link stands. */
static char *path_behind(const char *path, const char *target)
{
	const char *slash = strrchr(path, '/');

	if (target[0] == '/' || !slash)
		return text_copy(target);
	return text_format("%.*s/%s", (int)(slash - path), path, target);
}

static int follow_links(const char *path, char **ret)
{
	cleanup_free char *here = text_copy(path);

	for (int n = 0; here && n < LINKS_MAX; n++) {
		cleanup_free char *target = link_target(here);
		char *next;

		if (!target) {
			if (errno != EINVAL && errno != ENOENT)
				return -errno;
			*ret = TAKE_PTR(here);
			return 0;
		}
		next = path_behind(here, target);
		free(here);
		here = next;
	}
	return here ? -ELOOP : -ENOMEM;
}

int store_locate(const char *path, char **ret_directory, char **ret_name)
{
	cleanup_free char *end = NULL, *directory = NULL, *name = NULL;
	const char *slash;
	int r = follow_links(path, &end);

	if (r < 0)
		return r;
	slash = strrchr(end, '/');
	directory = !slash         ? text_copy(".")
		    : slash == end ? text_copy("/")
				   : strndup(end, (size_t)(slash - end));
	name = text_copy(slash ? slash + 1 : end);
	if (!directory || !name)
		return -ENOMEM;
	if (!*name || text_equal(name, ".") || text_equal(name, ".."))
		return -EISDIR;
	*ret_directory = TAKE_PTR(directory);
	*ret_name = TAKE_PTR(name);
	return 0;
}

int store_resolve(const char *path, char **ret_directory, char **ret_name)
{
	cleanup_free char *directory = NULL, *real = NULL, *name = NULL;
	int r = store_locate(path, &directory, &name);

	if (r < 0)
		return r;
	real = realpath(directory, NULL);
	if (!real && errno != ENOENT)
		return -errno;
	*ret_directory = real ? TAKE_PTR(real) : TAKE_PTR(directory);
	*ret_name = TAKE_PTR(name);
	return 0;
}

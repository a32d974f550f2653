/* SPDX-License-Identifier: MIT */
#include "daemon/home.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/paths.h"
#include "daemon/confine.h"

void home_make_directories(struct daemon *d)
{
	const struct options *o = d->options;
	const char *const paths[] = { o->book, o->settings, o->memory };

	for (size_t i = 0; i < ELEMENTS(paths); i++) {
		int r = path_make_parents(paths[i]);

		/*
		 * A directory that cannot be made is said with its file; reading may work all the
		 * same.
		 */
		if (r < 0)
			log_warning_errno(r, "Cannot make the directory of %s", paths[i]);
	}
}

void home_confine(struct daemon *d)
{
	const char *const paths[] = { d->options->book, d->options->settings, d->options->memory,
				      d->options->socket };
	char *directories[ELEMENTS(paths)] = { NULL };
	size_t n = 0;
	int r = 0;

	for (size_t i = 0; i < ELEMENTS(paths); i++) {
		char *name = NULL;

		if (store_resolve(paths[i], &directories[n], &name) >= 0)
			n++;
		free(name);
	}
	r = confine_writes((const char *const *)directories, n);
	for (size_t i = 0; i < n; i++)
		free(directories[i]);
	if (r >= 0)
		return;
	log_notice("Writing is not confined by Landlock (%s)", strerror(-r));
	d->writes =
		"the kernel has no Landlock, so writing is not confined to followupd's own directories";
}

int home_take_socket(struct daemon *d)
{
	int fd = service_listen_fd(), r;

	if (fd < 0 && fd != -ENOENT)
		return log_error_errno(
			fd, "The service manager passed something that is no listening socket");
	r = instance_take(&d->instance, d->options->socket, fd);
	if (r == -EADDRINUSE)
		return log_error_errno(r, "Another followupd runs already, at %s",
				       d->options->socket);
	if (r == -EPERM)
		return log_error_errno(
			r,
			"The directory of %s is not ours alone; it must be, since whoever can write there could pose as followupd",
			d->options->socket);
	if (r < 0)
		return log_error_errno(r, "Cannot listen at %s", d->options->socket);
	return 0;
}

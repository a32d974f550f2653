/* SPDX-License-Identifier: MIT */
#include "daemon/home.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/tongue.h"
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

void home_sweep(const struct daemon *d)
{
	store_sweep(d->options->book);
	store_sweep_own(d->options->memory);
	store_sweep_own(d->shelf.history.path);
}

void home_confine(struct daemon *d)
{
	const char *const files[] = { d->options->book, d->options->settings, d->options->memory,
				      d->options->socket };
	int r = confine_writes(&d->confinement, files, ELEMENTS(files));

	if (r < 0)
		log_notice("Writing is not confined by Landlock (%s)", strerror(-r));
}

bool home_is_shut(struct daemon *d, bool missing_too)
{
	const char *file = confine_outside(&d->confinement, missing_too);
	bool news = file && !d->shut_out;

	d->shut_out = file;
	if (!news)
		return file != NULL;
	if (service_is_managed()) {
		log_notice(
			"The directory of %s was replaced: starting again, to be able to write there",
			file);
		sd_event_exit(d->event, SERVICE_EXIT_AGAIN);
	} else {
		log_warning(
			"The directory of %s was replaced: restart followupd, so that it can write there",
			file);
	}
	return true;
}

const char *home_why_denied(void *user)
{
	if (!home_is_shut(user, true))
		return NULL;
	if (service_is_managed())
		return N_(
			"its directory is another one than when followupd started, which starts again now to be able to write there. "
			"Nothing was changed; repeat this in a moment");
	return N_("its directory is another one than when followupd started. "
		  "Nothing was changed; restart followupd and repeat this");
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
	if (r == -EEXIST)
		return log_error_errno(
			r,
			"%s is no socket, so it is left alone; please see what it is, or say --socket",
			d->options->socket);
	if (r < 0)
		return log_error_errno(r, "Cannot listen at %s", d->options->socket);
	return 0;
}

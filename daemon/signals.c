/* SPDX-License-Identifier: MIT */
#include "daemon/signals.h"

#include <errno.h>
#include <signal.h>

#include "common/cleanup.h"

static int on_hangup(sd_event_source *s, const struct signalfd_siginfo *info, void *user)
{
	struct daemon *d = user;
	cleanup_free char *status = NULL;

	(void)s, (void)info;
	service_reloading(&d->service);
	daemon_reload(d);
	status = agenda_status(&d->agenda, &d->shelf, clock_now(), d->clock.zone_name);
	service_ready(&d->service, status ? status : "");
	if (!status)
		daemon_look_again(d, clock_now()); /* and say it then */
	return 0;
}

static int on_terminate(sd_event_source *s, const struct signalfd_siginfo *info, void *user)
{
	struct daemon *d = user;

	(void)s, (void)info;
	service_stopping(&d->service);
	desk_flush(d->desk); /* whoever was heard is answered */
	popups_leave(&d->popups);
	sd_event_exit(d->event, 0);
	return 0;
}

int signals_init(struct daemon *d)
{
	static const int blocked[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };
	sigset_t set;
	int r;

	sigemptyset(&set);
	for (size_t i = 0; i < ELEMENTS(blocked); i++)
		sigaddset(&set, blocked[i]);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -errno;
	signal(SIGPIPE, SIG_IGN);
	r = sd_event_add_signal(d->event, NULL, SIGTERM, on_terminate, d);
	if (r >= 0)
		r = sd_event_add_signal(d->event, NULL, SIGINT, on_terminate, d);
	if (r >= 0)
		r = sd_event_add_signal(d->event, NULL, SIGHUP, on_hangup, d);
	return r;
}

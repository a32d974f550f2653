/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What the service manager is told, and the socket it hands over. Without systemd all of it does
 * nothing.
 */

#include <stdbool.h>

/* What we end with to be started again by the service manager; followupd.service knows it. */
#define SERVICE_EXIT_AGAIN 75

struct service {
	char *status; /* the last one heard, so that nothing is said twice */
	bool was_ready, owes_ready;
};

void service_done(struct service *s);
/* A manager that does not listen is waited for at the first READY alone; what it missed it is told with the next status. */
void service_ready(struct service *s, const char *status);
void service_status(struct service *s, const char *status);
void service_reloading(struct service *s); /* service_ready() ends it */
void service_stopping(struct service *s);
/* True if systemd itself started us, not something that it started: it will start us again. */
bool service_is_managed(void);

/* The listening socket that systemd passed, or -ENOENT; -EINVAL: what it passed is none. */
int service_listen_fd(void);

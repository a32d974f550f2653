/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What the service manager is told, and the socket it hands over. Without systemd all of it does
 * nothing.
 */

struct service {
	char *status; /* the last one said, so that nothing is said twice */
};

void service_done(struct service *s);
void service_ready(struct service *s, const char *status);
void service_status(struct service *s, const char *status);
void service_reloading(struct service *s); /* service_ready() ends it */
void service_stopping(struct service *s);

/* The listening socket that systemd passed, or -ENOENT; -EINVAL: what it passed is none. */
int service_listen_fd(void);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * An errand: a program that does something for the user on the desktop, such as opening a letter in
 * the mail program. It is started by the user's service manager as a unit of its own, never as our
 * child: a child would live in our sandbox, and die with our service.
 */

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#define ERRAND_WORDS_MAX 12

struct errand;

/* How it went: 0, or negative errno if it was not started. */
typedef void (*errand_done_t)(void *user, int result);

/*
 * Starts `words` (a program's path and its arguments, NULL at the end), with an activation token
 * for its window unless that is NULL or "". `done` is called once, unless errand_free() comes
 * before; then the errand frees itself. Negative errno: nothing was begun.
 */
int errand_run(struct errand **ret, sd_event *event, const char *const words[], const char *token,
	       errand_done_t done, void *user);
void errand_free(struct errand *e);

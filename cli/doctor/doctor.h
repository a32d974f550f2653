/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * doctor: looks at the way from this program to a pop-up on the screen, part by part. What the daemon knows it tells by
 * itself; these look at what the user's session knows. Each check is {"name", "state": ok, hint or bad,
 * "text", "remedy"}.
 */

#include <jansson.h>

struct output;
struct request;

/* Returns an exit code. */
int doctor_run(const struct request *q, struct output *o);

void doctor_fine(json_t *checks, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* It works, but. */
void doctor_hint(json_t *checks, const char *name, const char *remedy, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void doctor_bad(json_t *checks, const char *name, const char *remedy, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* files.c: the control socket, and what stands in files. */
void doctor_look_at_socket(json_t *checks, const char *path);
void doctor_look_at_files(json_t *checks);
/* session.c: what the session bus knows. Each question has a limit of time. */
void doctor_look_at_units(json_t *checks);
void doctor_look_at_session(json_t *checks);

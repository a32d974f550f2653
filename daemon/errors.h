/* SPDX-License-Identifier: MIT */
#pragma once

/* Refusals of a change, by the names of the control interface. */

#include "common/tongue.h"
#include "daemon/desk.h"

#define CONTROL "io.followupd.Control"

#define OUT_OF_MEMORY           N_("not enough memory")
#define OUT_OF_MEMORY_UNCHANGED N_("not enough memory; nothing was changed")

/*
 * `name` without the interface: "Refused". Takes over `parameters`. Returns 0, so that a change can
 * `return change_refuse(…)`.
 */
int change_refuse(struct change *c, const char *name, json_t *parameters);
int change_refuse_input(struct change *c, const char *parameter, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
int change_refuse_text(struct change *c, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A file could not be written, with -errno `r`; `why` says it better, in English, or is NULL. */
void change_refuse_unwritten(struct change *c, const char *path, int r, const char *why);
void change_refuse_bad_book(struct change *c, const char *file, unsigned line, const char *text);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Reading the daemon's answers: fields that may be missing, and what several answers say alike about a
 * milestone. Texts that are made belong to the caller; NULL stands for a fact that is not there.
 */

#include "cli/output.h"

const char *fact(const json_t *object, const char *name);      /* borrowed */
const char *fact_text(const json_t *object, const char *name); /* "" if it is missing */
bool fact_is_true(const json_t *object, const char *name);

/* The instant or date of that field in words. */
char *fact_when(const struct output *o, const json_t *object, const char *name);

/* True for due, late and snoozed: something to do now. */
bool milestone_is_at_hand(const json_t *milestone);
/* When it comes up, by when it is due, since when it is late, or how it ended: "by tomorrow 13:45". */
char *milestone_time(const struct output *o, const json_t *milestone);
enum style milestone_style(const json_t *milestone);

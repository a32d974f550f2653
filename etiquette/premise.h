/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A premise: what the arithmetic of a milestone counts with, a fact of the book or a setting. Its reason says the same in a sentence;
 * this is for programs that want the figures.
 */

#include "common/duration.h"
#include "etiquette/milestone.h"

/* One of `at`, `date` and `value` is set. */
struct premise {
	const char *
		name; /* "interview-end", "decision-by"; of a setting its key: "check-in-grace"; borrowed */
	usec_t at; /* else USEC_NEVER */
	struct date date;
	char value
		[DURATION_TEXT_SIZE]; /* of a setting, as in the settings: "5bd", "18:00"; else "" */
};

#define PREMISES_MAX 12

/* Facts, and behind each the settings that it counts with; returns how many. None where the reason is no arithmetic. */
size_t premises_of(const struct milestone *m, const struct etiquette_settings *e,
		   struct premise ret[static PREMISES_MAX]);

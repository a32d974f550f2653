/* SPDX-License-Identifier: MIT */
#pragma once

/* What week-ahead tells of: a line for each thing that a week brings. */

#include "common/time.h"
#include "etiquette/interview.h"
#include "etiquette/rule.h"

/* Another milestone, in short, or an interview. All borrowed. */
struct ahead {
	const struct rule *rule; /* prepare: an interview, whether it is prepared for or not */
	const struct interview *interview;
	const struct person **people; /* of one round together */
	size_t n_people;
	const struct promise *promise;
	const struct custom_milestone *custom;
	usec_t at;  /* when it comes up; an interview: when it starts */
	bool later; /* than on the week's first day */
	bool waits; /* nothing else tells of it in that week: it came up before, or is an interview without prepare on a later day */
};

/*
 * Whether a week that brings this is worth a pop-up of its own, the interview with the id `except` aside, if that is not NULL.
 * Never pushy: what comes up by itself on its first day, and a single thing that does so later, would only be said twice. What
 * came up before and waits is named in each week, so that no process is forgotten, and so is an interview of a later day that no
 * prepare tells of. An interview and its thank-you are two things.
 */
bool ahead_is_worth_it(const struct ahead *ahead, size_t n, const char *except);

/* SPDX-License-Identifier: MIT */
#pragma once

/* An assumption: something a plan takes for done that is yet to be done. "check-in sent 2026-12-11", says words.h. */

#include "common/time.h"

struct rule;

struct assumption {
	const struct rule *rule; /* says whether it is sent, kept or asked for */
	const char *name;        /* of the milestone */
	const char *zone;        /* its date is told on that clock */
	usec_t at;
};

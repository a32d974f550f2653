/* SPDX-License-Identifier: MIT */
#pragma once

/* The sheet on which followup-holidays writes what is in a calendar (common/holidays-protocol.h), and what came of it. */

#include <stdbool.h>
#include <stddef.h>

#include "common/time.h"

struct outcome {
	struct date *dates;
	size_t n;
	char *wrong;  /* why there are none, to follow the name of the file; NULL: nothing */
	bool no_help; /* it is not the file, but the program that reads it */
};

/* Takes the sheet apart. 0: all was understood; -EBADMSG: it was not; -ENOMEM. outcome_done() in any case. */
int outcome_read(char *sheet, struct outcome *o);
void outcome_done(struct outcome *o);
#define cleanup_outcome __attribute__((cleanup(outcome_done)))

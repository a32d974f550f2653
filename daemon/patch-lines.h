/* SPDX-License-Identifier: MIT */
#pragma once

/* The lines of a text as an array, for patch-make.c and patch-apply.c. */

#include "config/line.h"

struct lines {
	const char *text; /* borrowed */
	size_t size;
	struct line *items; /* owned */
	size_t n;
};

int lines_split(struct lines *l, const char *text, size_t size); /* -ENOMEM */
void lines_done(struct lines *l);
#define cleanup_lines __attribute__((cleanup(lines_done)))

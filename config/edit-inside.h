/* SPDX-License-Identifier: MIT */
#pragma once

/* Where in a text the places are that an edit is about, inside config/ only. */

#include "config/edit.h"
#include "config/line.h"

struct place {
	size_t top;         /* of the comments above its header */
	struct line header; /* number 0: not found yet */
	struct line last;   /* its last fact; number 0: none */
	struct line match;  /* its last fact of the key that was asked for; number 0: none */
	size_t end;         /* behind its last fact and the comments that follow */
	size_t after;       /* and behind the blank lines that follow that */
};

/* The first section of that name, and its last fact of `key` (NULL: none is asked for). -ENOENT: there is no such section. */
int place_find(const struct edit *e, const char *section, const char *key, struct place *ret);
/* The line that ends at `at`, the beginning of a line or the end; all zero if there is none. */
struct line line_above(const struct edit *e, size_t at);
bool line_is_named(const struct edit *e, const struct line *l, enum line_kind kind,
		   const char *name);

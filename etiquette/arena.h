/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * An arena: memory that is handed out in small pieces and given back all at once. A plan of a hundred thousand interviews has
 * millions of short texts, which nobody frees one by one.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

/* Zero-initialised is empty. Once memory is out, `failed` is set and stays, and every call returns NULL. */
struct arena {
	struct arena_block *blocks; /* the one that has room first */
	size_t used, room;          /* of that one */
	bool failed;
};

/* Zeroed memory for any type. */
void *arena_get(struct arena *a, size_t size);
/* NULL stays NULL. */
char *arena_copy(struct arena *a, const char *text);
char *arena_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The texts one after the other; ends with NULL. For keys, of which there are many. */
char *arena_join(struct arena *a, ...) __attribute__((sentinel));

void arena_done(struct arena *a);
#define cleanup_arena __attribute__((cleanup(arena_done)))

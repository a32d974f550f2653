/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Where a struct book keeps what it consists of, and which companies it may be wrong about since a line of theirs could not be read.
 * For config/ only; book_drop_doubtful() is in book.h.
 */

#include "config/name-index.h"
#include "etiquette/arena.h"

#define DOUBTS_MAX 32

struct book_memory {
	struct arena arena;
	struct name_index ids;            /* of interviews, to their place in the book */
	const char *doubtful[DOUBTS_MAX]; /* companies, borrowed from the arena */
	size_t n_doubtful;                /* also beyond DOUBTS_MAX */
};

/* Something is wrong with a section of that company; NULL: with one that could not be read so far, which is not in the book. */
void book_doubt(struct book_memory *m, const char *company);

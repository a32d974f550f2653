/* SPDX-License-Identifier: MIT */
#pragma once

/* The table of a book's keys, inside config/ only: one row each, in book-keys.c. */

#include <stdbool.h>
#include <stddef.h>

struct fact_reader; /* book-parse.h */

/* Facts are read in turns, for what is said in a later line may be needed: first the zone, then who there is, then who is meant, and what has to
   keep the order of its lines with that. */
enum fact_turn { TURN_ZONE, TURN_FACTS, TURN_REFERENCES, TURN_COUNT };

/* The lists that a fact goes into: what must have room. */
enum fact_list {
	LIST_NONE = 0,
	LIST_PEOPLE = 1 << 0,
	LIST_NOTES = 1 << 1,
	LIST_PROMISES = 1 << 2,
	LIST_CONTACTS = 1 << 3,
	LIST_SKIPS = 1 << 4,
	LIST_OUTCOMES = 1 << 5,
	LIST_DECISIONS = 1 << 6,
};

/* `value` is not empty, lives as long as the book, and may be cut into pieces. */
typedef void (*fact_read_t)(struct fact_reader *f, char *value);

struct book_key {
	const char *name;
	bool repeatable;
	bool is_free_text; /* a ` ;` in it may have been meant as text */
	enum fact_turn turn;
	unsigned lists; /* enum fact_list, ored */
	fact_read_t read;
	const char *example; /* of a whole value */
	const char *doc;     /* one sentence for the manual */
};

/* NULL: no such key. */
const struct book_key *book_key_find(const char *name);
/* The rows one by one; NULL behind the last. */
const struct book_key *book_key_at(size_t i);
const char *book_key_nearest(const char *name);

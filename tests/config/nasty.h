/* SPDX-License-Identifier: MIT */
#pragma once

/* Nasty INI text by chance, but the same for the same seed, and a record of what was read. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/complaint.h"

/* How often to try: n times, FOLLOWUPD_FUZZ times as often where that is set, but a twentieth under valgrind. */
uint64_t nasty_tries(uint64_t n);

struct chance {
	uint64_t state;
};

/* 0 to n - 1. */
size_t chance_below(struct chance *c, size_t n);
/* True once in n times. */
bool chance_once_in(struct chance *c, size_t n);

/* A value of up to a dozen pieces: blanks, line ends, semicolons, backslashes, letters of several bytes. Caller frees. */
char *nasty_value(struct chance *c);
/* "a" to "e", and some that are longer. */
const char *nasty_key(struct chance *c);

/* A whole text; `good` ones have nothing in them that ini_read() refuses. Caller frees. */
char *nasty_text(struct chance *c, bool good, size_t *ret_size);

/* What was read, in order. */
struct record {
	struct recorded {
		char *section, *key, *value; /* key NULL: the section's header */
		unsigned line;
	} * items;
	size_t n;
	struct complaints complaints;
};

/* Fails the test if ini_read() fails. */
void record_read(struct record *r, const char *text, size_t size);
void record_done(struct record *r);
#define cleanup_record __attribute__((cleanup(record_done)))
void record_insert(struct record *r, size_t at, const char *section, const char *key,
		   const char *value);
void record_remove(struct record *r, size_t at);
/* Fails the test, and shows both, unless sections, keys and values are equal. */
void record_assert_equal(const struct record *a, const struct record *b);
/*
 * Fails the test unless line.h finds each fact and section that inih found in the text; in one without errors there must be no others.
 */
void record_assert_lines(const struct record *r, const char *text, size_t size);

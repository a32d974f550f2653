/* SPDX-License-Identifier: MIT */
#pragma once

/* Random books, the same ones for the same seed: some companies, rounds in several zones near daylight changes, and all kinds of facts. */

#include "tests/etiquette/facts.h"

struct dice {
	uint64_t state;
};

unsigned roll(struct dice *d, unsigned n); /* 0 to n - 1 */
bool chance(struct dice *d, unsigned percent);

/* Fills f, which is initialised, with at most so many interviews; instants lie around *ret_now, which is to be asked about. */
void random_facts(struct dice *d, struct facts *f, unsigned most, usec_t *ret_now);
/* One interview of that company that starts then, with random people and facts up to `now`. */
struct interview *random_interview(struct dice *d, struct facts *f, const char *company,
				   usec_t start, usec_t now);
/* Some of the plan's milestones were shown, in random ways. */
void random_memory(struct dice *d, struct facts *f, const struct plan *p, usec_t now);
const char *random_zone(struct dice *d);

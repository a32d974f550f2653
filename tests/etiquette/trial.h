/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * One random book and the plan that is made of it, with oracles that are naive on purpose: they look at one instant after the
 * other and know nothing of how the plan is made.
 */

#include "etiquette/place.h"
#include "tests/etiquette/random.h"

struct trial {
	struct facts facts;
	struct places *places; /* to be quick; test-place.c says that they are right */
	struct plan plan;
	usec_t now;
	uint64_t seed;
	struct dice dice;
};

void trial_init(struct trial *t, struct places *places, uint64_t seed);
void trial_done(struct trial *t);
void trial_print(const struct trial *t);

#define holds(t, condition)                                                    \
	do {                                                                   \
		if (!(condition)) {                                            \
			trial_print(t);                                        \
			fail_msg("%s does not hold for seed %llu", #condition, \
				 (unsigned long long)(t)->seed);               \
		}                                                              \
	} while (0)

/* How many processes a test is to try: as many as usual, or fewer where a tool makes everything slow. FOLLOWUPD_PROCESSES=N asks for another number. */
size_t processes_wanted(size_t usual);
/* How many there are in the book. */
size_t processes_count(const struct facts *f);
/* FOLLOWUPD_SEED=N begins there, to look at one that failed. */
uint64_t first_seed(void);

struct reading reading_at(const struct trial *t, const char *zone, usec_t at);
bool is_quiet(const struct trial *t, usec_t at);
bool is_busy(const struct trial *t, usec_t at);
bool is_good(const struct trial *t, usec_t at);
/* Between the end of quiet hours and nine. */
bool is_dawn(const struct trial *t, usec_t at);
bool is_best(const struct trial *t, const char *zone, usec_t at);
/* The recipient's. */
const char *zone_of(const struct milestone *m);
bool is_to_do(const struct milestone *m);
bool is_own_process(const struct interview *a, const struct interview *b);
/* A message that surely asked for news: promises are left out, since it takes their texts to know whose they are. */
bool surely_asks(const struct contact *c);
/* One that asked, or a promise that was kept or asked for. */
bool may_ask(const struct contact *c);

/* SPDX-License-Identifier: MIT */
#pragma once

/* Days, as a growing list of numbers since 1970-01-01 that knows the years it is for. */

#include <stddef.h>
#include <stdint.h>

struct days {
	int64_t first, last; /* others are not taken */
	int64_t *items;
	size_t n, room;
};

/* No days yet, of those years, the last one included. */
void days_init(struct days *d, int first_year, int last_year);
void days_done(struct days *d);
/* Adds `n` days from `day` on. 0; -ENOMEM; -E2BIG: these are more than CALENDAR_DAYS_MAX. */
int days_add(struct days *d, int64_t day, int64_t n);
/* Sorts them and keeps each once. */
void days_sort(struct days *d);

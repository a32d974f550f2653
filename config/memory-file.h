/* SPDX-License-Identifier: MIT */
#pragma once

/* Memory (etiquette/memory.h) as INI text and back. What cannot be read is dropped with a complaint: losing it costs a repeated pop-up. */

#include "common/complaint.h"
#include "common/text.h"
#include "etiquette/memory.h"

int memory_parse(const char *text, size_t size, const char *file, struct memory *ret,
		 struct complaints *complaints);              /* 0 or -ENOMEM */
int memory_to_text(const struct memory *m, struct text *out); /* 0 or -ENOMEM */
void memory_done(struct memory *m);

/* The row of `key`, made if missing (then all zero or USEC_NEVER). NULL: memory is out. */
struct showing *memory_get(struct memory *m, const char *key);
struct book;
/*
 * Notes where the interviews of a book that was read with this memory were first seen, if they name no zone, and forgets where others were. 1: there is
 * something new; 0; -ENOMEM: all is as it was.
 */
int memory_keep_zones(struct memory *m, const struct book *b);
/* Forgets rows that no key of `keys` (sorted, n) names and that were not touched since `before`. */
void memory_prune(struct memory *m, const char *const keys[], size_t n, usec_t before);

/* SPDX-License-Identifier: MIT */
#pragma once

/* A large book, and how long it takes to read. */

#include "common/text.h"

/* n interviews of a dozen lines, in several time zones. */
void large_book(struct text *out, size_t n);

/* CPU seconds for the whole book, and for inih alone with a handler that does nothing. Aborts if it can't be read. */
double large_book_seconds(const struct text *text, size_t n);
double large_book_inih_seconds(const struct text *text);

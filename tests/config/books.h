/* SPDX-License-Identifier: MIT */
#pragma once

/* What tests of books need. Each fails the test if it fails. */

#include "config/book.h"

/* "2026-11-24T13:00:00Z" */
usec_t instant(const char *rfc3339);
void assert_date(struct date d, int year, int month, int day);
/* Reads a book that must draw neither a complaint nor a hint; the user is in Tokyo. */
void book_read(struct book *b, const char *text);

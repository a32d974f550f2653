/* SPDX-License-Identifier: MIT */
#pragma once

/* A book's facts, written as a book again. */

#include "common/text.h"
#include "config/book.h"

/* Each interview as a section, in order, with one line a fact. Without comments, and `kept` only where its promise's text stands once. */
void book_write(const struct book *b, struct text *out);

/*
 * Fails the test unless the book, which was read without an error, is the same when it is written and read again. Zones of interviews that
 * name none are written down.
 */
void book_assert_writes_again(const struct book *b);

/* Fails the test if a fact lacks something that the rest of the program relies on. */
void book_assert_sane(const struct book *b);

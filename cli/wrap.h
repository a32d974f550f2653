/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * How wide text is on a screen, and where its lines break. For text that safe.h has cleaned.
 */

#include <stdbool.h>
#include <stddef.h>

/* Columns that the widest line of `text` takes: two for a wide character, none for a combining one. */
size_t wrap_width(const char *text);

/*
 * The text with its lines broken at blanks so that none is wider than `width`; 0: not broken at all.
 * A wider word is broken too if `breaks_words`, else it stays whole, so that a path can be copied.
 * Caller frees; NULL: memory is out.
 */
char *wrap_text(const char *text, size_t width, bool breaks_words);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * How wide text is on a screen, and where its lines break. For text that safe.h has cleaned.
 */

#include <stddef.h>

/* Columns that the widest line of `text` takes: two for a wide character, none for a combining one. */
size_t wrap_width(const char *text);

/*
 * The text with its lines broken at blanks so that none is wider than `width`; a longer word is
 * broken too. 0: not broken at all. Caller frees; NULL: memory is out.
 */
char *wrap_text(const char *text, size_t width);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * An answer of the daemon in lines, so that whatever becomes of an input is still an answer, and one that is much like another:
 *
 *	due.0.title=Thank Dana Li
 *
 * In front of the '=' stands the way to it, names and numbers; objects and lists come to be on the way. Behind it stands a
 * string, or by its first sign '#' a number, '+' true, '-' false, '~' null, '{' an empty object, '[' an empty list; '\'' begins a
 * string that begins with one of these. "\n" in a string is an end of line. Bytes that are not UTF-8 are Latin-1.
 */

#include <jansson.h>
#include <stdbool.h>

#include "tests/fuzz/fuzz.h"

/* The object that the lines make, up to a line that is `end` (NULL: all of them); caller owns it. */
json_t *answer_read(struct input *in, const char *end);

/* Calls `see` for each string in it, with the name it has there (NULL: in a list). */
void answer_strings(const json_t *value, const char *name,
		    void (*see)(void *user, const char *name, const char *text), void *user);
/* True if a string or a name in it has `part` in it, which is plain ASCII. */
bool answer_mentions(const json_t *value, const char *part);

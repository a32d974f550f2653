/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * One edit on trial: what is read afterwards must be what was read before with just that change, worked out on the record of facts; and
 * every line that the edit is not about must be there, byte for byte.
 */

#include "config/edit.h"

enum try {
	TRY_SET,
	TRY_APPEND,
	TRY_APPEND_LAST,
	TRY_UNSET,
	TRY_REMOVE_LINE, /* the last one of the key */
	TRY_ADD_SECTION,
	TRY_REMOVE_SECTION,
};
#define TRIES (TRY_REMOVE_SECTION + 1)

/*
 * Makes the edit, on a text that is read without an error, and fails the test if anything but what was asked for came of it. Returns what the
 * edit did: after a failure the text is as it was.
 */
int edit_try(struct edit *e, enum try what, const char *section, const char *key,
	     const char *value);

size_t count_lines(const char *text, size_t size);

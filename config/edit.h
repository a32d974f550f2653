/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Edits of INI text that keep every other byte: comments, order, blank lines, unknown keys, line endings, a BOM, a missing last newline.
 * The text must be one that ini_read() takes. Values are given unescaped. A failed edit leaves the text as it was.
 */

#include <stddef.h>

struct edit {
	char *text; /* owned, NUL-terminated */
	size_t size;
};

int edit_init(struct edit *e, const char *text, size_t size); /* copies */
void edit_done(struct edit *e);
#define cleanup_edit __attribute__((cleanup(edit_done)))

/* All: -ENOENT: no such section (key, line); -EINVAL: a name that INI can't hold; -E2BIG: over a limit; -ENOMEM. */

/* Replaces the value of the last line of `key` in the section (its inline comment and alignment stay), or appends one. */
int edit_set(struct edit *e, const char *section, const char *key, const char *value);
/* Adds a line behind the section's last line of `key`, else at its end (before blank lines and comments that belong to the next section). */
int edit_append(struct edit *e, const char *section, const char *key, const char *value);
/* Adds a line at the section's end, whatever keys it has: for what counts by its place in the file. */
int edit_append_last(struct edit *e, const char *section, const char *key, const char *value);
/* Takes all lines of `key` out. -ENOENT if there is none. */
int edit_unset(struct edit *e, const char *section, const char *key);
/* Takes line number `line` (from 1) out; -ENOENT unless it is a `key =` line of that section. */
int edit_remove_line(struct edit *e, const char *section, const char *key, unsigned line);
/* Adds `[section]` at the end, a blank line before it. -EEXIST: there is one. */
int edit_add_section(struct edit *e, const char *section);
/* Takes the section with its lines and the comment block right above its header out. */
int edit_remove_section(struct edit *e, const char *section);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The lines of INI text, and where in each the names and values stand. inih decides what a fact says (ini.h); this says at which bytes, for
 * the editor, and tests hold the two equal. Offsets count from the beginning of the text.
 */

#include <stdbool.h>
#include <stddef.h>

enum line_kind {
	LINE_BLANK,
	LINE_COMMENT,
	LINE_SECTION, /* name */
	LINE_FACT,    /* name, value */
	LINE_OTHER,   /* none of these: INI can't hold it */
};

struct line {
	enum line_kind kind;
	unsigned number;         /* from 1 */
	size_t start, end, next; /* behind a BOM; before the line's ending; behind it */
	size_t begin;            /* the first byte that is no blank */
	size_t name, name_size;  /* of a section or a key, without blanks around it */
	size_t value,
		value_size; /* of a fact, still escaped; an empty one stands behind the `=` and its blank */
	size_t rest; /* what follows value or section name and is no blank: a comment, or `end` */
};

/* The first line of a text for an all zero `l`, else the one behind it. False: there is none. */
bool line_next(const char *text, size_t size, struct line *l);

/* What inih takes for a blank, in every locale. */
bool line_is_blank(char c);
/* How many bytes of a BOM the text begins with: 0 or 3. */
size_t line_bom(const char *text, size_t size);

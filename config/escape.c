/* SPDX-License-Identifier: MIT */
#include "config/escape.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "config/line.h"

static const char characters[] = "\\;\n\r\t\v\f ";
static const char letters[] = "\\;nrtvfs";

/*
 * What INI would lose: line ends anywhere, blanks at an edge, and a `;` that stands behind a blank or (so that `=` may have a
 * blank behind it) at the beginning. A backslash always, since it begins an escape.
 */
static bool must_escape(const char *value, const char *c)
{
	bool at_edge = c == value || c[1] == '\0';

	if (*c == ';')
		return c == value || line_is_blank(c[-1]);
	if (*c == ' ' || *c == '\t')
		return at_edge;
	return strchr(characters, *c) != NULL;
}

char *value_escape(const char *value)
{
	struct text out = { 0 };

	for (const char *c = value; *c; c++) {
		if (must_escape(value, c))
			text_add(&out, "\\%c", letters[strchr(characters, *c) - characters]);
		else
			text_add_bytes(&out, c, 1);
	}
	return text_take(&out);
}

char *value_unescape(const char *value)
{
	char *copy = text_copy(value), *to = copy;

	for (const char *from = copy; copy && *from; from++) {
		const char *letter = *from == '\\' && from[1] ? strchr(letters, from[1]) : NULL;

		*to++ = letter ? characters[letter - letters] : *from;
		from += letter != NULL;
	}
	if (copy)
		*to = '\0';
	return copy;
}

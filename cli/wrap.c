/* SPDX-License-Identifier: MIT */
#include "cli/wrap.h"

#include <string.h>
#include <wchar.h>

#include "cli/safe.h"
#include "common/text.h"

static size_t code_point_width(uint32_t c)
{
	int width = wcwidth((wchar_t)c);

	return width < 0 ? 1 : (size_t)width;
}

static size_t width_of(const char *text, size_t size)
{
	const char *end = text + size;
	size_t width = 0;

	while (text < end)
		width += code_point_width(safe_next(&text));
	return width;
}

size_t wrap_width(const char *text)
{
	size_t widest = 0;

	for (;;) {
		size_t size = strcspn(text, "\n"), width = width_of(text, size);

		widest = width > widest ? width : widest;
		if (text[size] == 0)
			return widest;
		text += size + 1;
	}
}

/* Adds a word that is wider than the rest of a line, in pieces; returns the column behind it. */
static size_t add_in_pieces(struct text *t, const char *word, size_t size, size_t column,
			    size_t width)
{
	const char *end = word + size;

	for (const char *begin = word; begin < end; begin = word) {
		size_t w = code_point_width(safe_next(&word));

		if (column > 0 && column + w > width) {
			text_add(t, "\n");
			column = 0;
		}
		text_add_bytes(t, begin, (size_t)(word - begin));
		column += w;
	}
	return column;
}

/* One line of the text, which has no end of line in it. */
static void wrap_line(struct text *t, const char *line, size_t size, size_t width,
		      bool breaks_words)
{
	const char *end = line + size;
	size_t column = 0;

	while (line < end) {
		size_t blanks = strspn(line, " ");
		const char *word = line + blanks;
		size_t length = strcspn(word, " \n"), w = width_of(word, length);

		line = word + length;
		if (length == 0)
			break;
		if (column > 0 && column + blanks + w > width) {
			text_add(t, "\n");
			column = 0;
			blanks = 0;
		}
		text_add(t, "%*s", (int)blanks, "");
		column += blanks;
		if (breaks_words && column + w > width) {
			column = add_in_pieces(t, word, length, column, width);
			continue;
		}
		text_add_bytes(t, word, length);
		column += w;
	}
}

char *wrap_text(const char *text, size_t width, bool breaks_words)
{
	cleanup_text struct text wrapped = { 0 };

	if (width == 0)
		return text_copy(text);
	for (;;) {
		size_t size = strcspn(text, "\n");

		wrap_line(&wrapped, text, size, width, breaks_words);
		if (text[size] == 0)
			return text_take(&wrapped);
		text_add(&wrapped, "\n");
		text += size + 1;
	}
}

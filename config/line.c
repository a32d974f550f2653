/* SPDX-License-Identifier: MIT */
#include "config/line.h"

#include <string.h>

bool line_is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t line_bom(const char *text, size_t size)
{
	return size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* The `;` behind a blank that begins a comment, or `end`. The first byte has nothing before it. */
static size_t find_comment(const char *text, size_t at, size_t end)
{
	const char *found;

	for (size_t from = at; (found = memchr(text + from, ';', end - from));) {
		size_t i = (size_t)(found - text);

		if (i > at && line_is_blank(text[i - 1]))
			return i;
		from = i + 1;
	}
	return end;
}

/* The first of two bytes before a comment, or `end`. */
static size_t find(const char *text, size_t at, size_t end, char a, char b)
{
	size_t comment = find_comment(text, at, end);

	while (at < comment && text[at] != a && text[at] != b)
		at++;
	return at < comment ? at : end;
}

static size_t skip_blanks(const char *text, size_t at, size_t end)
{
	while (at < end && line_is_blank(text[at]))
		at++;
	return at;
}

static size_t trimmed_size(const char *text, size_t at, size_t end)
{
	while (end > at && line_is_blank(text[end - 1]))
		end--;
	return end - at;
}

static void read_section(const char *text, struct line *l)
{
	size_t close = find(text, l->begin + 1, l->end, ']', ']');

	if (close == l->end)
		return;
	l->kind = LINE_SECTION;
	l->name = skip_blanks(text, l->begin + 1, close);
	l->name_size = trimmed_size(text, l->name, close);
	l->rest = skip_blanks(text, close + 1, l->end);
}

static void read_fact(const char *text, struct line *l)
{
	size_t separator = find(text, l->begin, l->end, '=', ':');
	size_t comment;

	if (separator == l->end)
		return;
	l->kind = LINE_FACT;
	l->name = l->begin;
	l->name_size = trimmed_size(text, l->begin, separator);
	comment = find_comment(text, separator + 1, l->end);
	l->value = skip_blanks(text, separator + 1, comment);
	l->value_size = trimmed_size(text, l->value, comment);
	if (l->value_size == 0)
		l->value = separator + 1 + (comment > separator + 1);
	l->rest = comment;
}

bool line_next(const char *text, size_t size, struct line *l)
{
	size_t start = l->number == 0 ? line_bom(text, size) : l->next;
	const char *newline;

	if (start >= size)
		return false;
	newline = memchr(text + start, '\n', size - start);
	*l = (struct line){ .kind = LINE_OTHER, .number = l->number + 1, .start = start };
	l->end = newline ? (size_t)(newline - text) : size;
	l->next = l->end + (newline != NULL);
	if (newline && l->end > start && text[l->end - 1] == '\r')
		l->end--;
	l->begin = skip_blanks(text, start, l->end);
	l->rest = l->end;
	if (l->begin == l->end)
		l->kind = LINE_BLANK;
	else if (text[l->begin] == ';' || text[l->begin] == '#')
		l->kind = LINE_COMMENT;
	else if (text[l->begin] == '[')
		read_section(text, l);
	else
		read_fact(text, l);
	return true;
}

/* SPDX-License-Identifier: MIT */
#include "tests/fuzz/screen.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "common/cleanup.h"

/* ---- What was printed --------------------------------------------------------------------------- */

/* glibc's streams may be assigned to. */
static FILE **stream(size_t i)
{
	return i == 0 ? &stdout : &stderr;
}

void screen_begin(struct screen *s)
{
	*s = (struct screen){ 0 };
	s->streams[0] = open_memstream(&s->out, &s->out_size);
	s->streams[1] = open_memstream(&s->err, &s->err_size);
	for (size_t i = 0; i < ELEMENTS(s->streams); i++) {
		assert_non_null(s->streams[i]);
		s->before[i] = *stream(i);
		*stream(i) = s->streams[i];
	}
}

void screen_end(struct screen *s)
{
	setlocale(LC_CTYPE, "C.UTF-8"); /* to look at it */
	for (size_t i = 0; i < ELEMENTS(s->streams); i++) {
		*stream(i) = s->before[i];
		fclose(s->streams[i]);
	}
}

void screen_done(struct screen *s)
{
	free(s->out);
	free(s->err);
}

/* ---- What it does ------------------------------------------------------------------------------- */

/* The bytes of a sequence that sets a colour, 0 if it is none; *ret_sets is false if it ends them. */
static size_t color_sequence(const char *text, bool *ret_sets)
{
	size_t n;

	if (text[0] != '\033' || text[1] != '[')
		return 0;
	n = strspn(text + 2, "0123456789;");
	*ret_sets = strncmp(text + 2, "0m", 2) != 0;
	return n < 1 || n > 6 || text[2 + n] != 'm' ? 0 : n + 3;
}

/* The next character, and how many bytes it has. What is not UTF-8 ends the test. */
static size_t next(const char *text, size_t size, wchar_t *ret)
{
	mbstate_t state = { 0 };

	size_t n = mbrtowc(ret, text, size, &state);

	assert_true(n > 0 && n <= size);
	return n;
}

/* Unicode's control characters, line separators and Bidi_Control. */
static bool is_harmful(wchar_t c)
{
	return (unsigned)c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e ||
	       c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void screen_assert_harmless(const char *text, size_t size, bool color)
{
	bool colored = false;
	size_t n;

	for (size_t i = 0; i < size; i += n) {
		wchar_t c;

		n = color ? color_sequence(text + i, &colored) : 0;
		if (n > 0)
			continue;
		n = next(text + i, size - i, &c);
		assert_true(c == '\n' || !is_harmful(c));
	}
	assert_false(colored);
}

/* ---- How wide it is ----------------------------------------------------------------------------- */

/* Where the text in column `width` and behind begins, or `size`; *ret_columns is how many there are to there. */
static size_t reach(const char *line, size_t size, size_t width, size_t *ret_columns)
{
	size_t columns = 0, n, i;
	bool sets;

	for (i = 0; i < size; i += n) {
		wchar_t c;

		n = color_sequence(line + i, &sets);
		if (n > 0)
			continue;
		n = next(line + i, size - i, &c);
		int wide = wcwidth(c);
		if (columns + (size_t)(wide < 0 ? 1 : wide) > width)
			break;
		columns += (size_t)(wide < 0 ? 1 : wide);
	}
	*ret_columns = columns;
	return i;
}

size_t screen_columns(const char *line, size_t size)
{
	size_t columns;

	reach(line, size, SIZE_MAX, &columns);
	return columns;
}

void screen_assert_prose(const char *line, size_t size, size_t width)
{
	size_t columns, i = reach(line, size, width, &columns);

	assert_null(memchr(line + i, ' ', size - i));
}

/* SPDX-License-Identifier: MIT */
#include "common/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/shortage.h"

/* Names are short; what is longer than this is a typo of nothing. */
#define DISTANCE_SIZE_MAX 128

/* <ctype.h> asks the locale; names and numbers of the book must not. */
static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool text_equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool text_equal_fold(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	for (; *a && fold(*a) == fold(*b); a++)
		b++;
	return !*a && !*b;
}

bool text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_starts_fold(const char *text, const char *prefix)
{
	for (; *prefix; text++, prefix++)
		if (fold(*text) != fold(*prefix))
			return false;
	return true;
}

bool text_contains_fold(const char *text, const char *part)
{
	do {
		if (text_starts_fold(text, part))
			return true;
	} while (*text++);
	return false;
}

bool text_is_empty(const char *text)
{
	while (text && is_blank(*text))
		text++;
	return !text || !*text;
}

char *text_trim(char *text)
{
	size_t size;

	while (is_blank(*text))
		text++;
	size = strlen(text);
	while (size > 0 && is_blank(text[size - 1]))
		size--;
	text[size] = '\0';
	return text;
}

char *text_word(char **rest)
{
	char *word = *rest, *end;

	while (is_blank(*word))
		word++;
	for (end = word; *end && !is_blank(*end); end++)
		;
	*rest = end;
	if (end == word)
		return NULL;
	while (is_blank(**rest))
		(*rest)++;
	*end = '\0';
	return word;
}

int text_to_int(const char *text, int64_t min, int64_t max, int64_t *ret)
{
	int64_t value = 0;
	bool fits = true;

	if (!*text)
		return -EINVAL;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return -EINVAL;
		fits = fits && !__builtin_mul_overflow(value, 10, &value) &&
		       !__builtin_add_overflow(value, *text - '0', &value);
	}
	if (!fits || value < min || value > max)
		return -ERANGE;
	*ret = value;
	return 0;
}

/* How many bytes the character at `c` has, or 0 if it is none (Unicode 15, table 3-7). */
static size_t utf8_character(const unsigned char *c, size_t left)
{
	static const struct {
		unsigned char first_min, first_max, second_min, second_max;
		size_t size;
	} forms[] = {
		{ 0x01, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (c[0] < forms[i].first_min || c[0] > forms[i].first_max)
			continue;
		if (forms[i].size > left)
			return 0;
		if (forms[i].size > 1 && (c[1] < forms[i].second_min || c[1] > forms[i].second_max))
			return 0;
		for (size_t k = 2; k < forms[i].size; k++)
			if ((c[k] & 0xc0) != 0x80)
				return 0;
		return forms[i].size;
	}
	return 0;
}

/* True if the eight bytes at `text` are ASCII and none is NUL: of a byte 0, or 0x80 and more, the topmost bit stays. */
static bool eight_are_ascii(const char *text)
{
	uint64_t word;

	memcpy(&word, text, sizeof(word));
	return (((word - 0x0101010101010101) | word) & 0x8080808080808080) == 0;
}

bool text_is_utf8(const char *text, size_t size)
{
	for (size_t at = 0, step; at < size; at += step) {
		if (size - at >= 8 && eight_are_ascii(text + at))
			step = 8;
		else
			step = utf8_character((const unsigned char *)text + at, size - at);
		if (step == 0)
			return false;
	}
	return true;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Optimal string alignment. Three rows of the table are enough: rows[i % 3][k] is the distance of the first i letters of a
 * to the first k of b, and a swap looks back two rows.
 */
size_t text_distance(const char *a, const char *b, size_t limit)
{
	size_t rows[3][DISTANCE_SIZE_MAX + 1];
	size_t size_a = strlen(a), size_b = strlen(b);

	if (text_equal_fold(a, b))
		return 0;
	if (size_a > DISTANCE_SIZE_MAX || size_b > DISTANCE_SIZE_MAX)
		return limit + 1;
	for (size_t k = 0; k <= size_b; k++)
		rows[0][k] = k;
	for (size_t i = 1; i <= size_a; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i - 1) % 3], *above_that = rows[(i + 1) % 3];
		size_t least = row[0] = i;

		for (size_t k = 1; k <= size_b; k++) {
			bool same = fold(a[i - 1]) == fold(b[k - 1]);

			row[k] = smaller(above[k - 1] + !same, smaller(above[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && fold(a[i - 1]) == fold(b[k - 2]) &&
			    fold(a[i - 2]) == fold(b[k - 1]))
				row[k] = smaller(row[k], above_that[k - 2] + 1);
			least = smaller(least, row[k]);
		}
		if (least > limit)
			return limit + 1;
	}
	return smaller(rows[size_a % 3][size_b], limit + 1);
}

size_t text_typo_limit(const char *text)
{
	return smaller((strlen(text) + 1) / 3, 3);
}

const char *text_nearest(const char *text, const char *const names[], size_t n_names)
{
	size_t limit = text_typo_limit(text);
	const char *nearest = NULL;

	for (size_t i = 0; i < n_names; i++) {
		size_t distance = text_distance(text, names[i], limit);

		if (distance > limit || distance >= strlen(names[i]))
			continue;
		nearest = names[i];
		if (distance == 0)
			break;
		limit = distance - 1;
	}
	return nearest;
}

char *text_copy(const char *text)
{
	char *copy = text ? strdup(text) : NULL;

	if (text && !copy)
		shortage_note();
	return copy;
}

void text_replace(char **place, const char *text)
{
	char *copy = text_copy(text);

	free(*place);
	*place = copy;
}

char *text_fill(const char *text, const char *value)
{
	const char *place = strstr(text, "%s");

	if (!place)
		return text_copy(text);
	return text_format("%.*s%s%s", (int)(place - text), text, value, place + strlen("%s"));
}

char *text_format_args(const char *format, va_list args)
{
	char *text;

	if (vasprintf(&text, format, args) >= 0)
		return text;
	shortage_note();
	return NULL;
}

char *text_format(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = text_format_args(format, args);
	va_end(args);
	return text;
}

/* Makes room for `more` bytes and a NUL behind the text. */
static bool text_grow(struct text *t, size_t more)
{
	size_t room;
	char *data;

	if (!t->failed && more < t->room - t->size)
		return true;
	if (!t->failed && !__builtin_add_overflow(t->size, more, &room) && room < SIZE_MAX / 2) {
		room = room < 32 ? 64 : room * 2;
		data = realloc(t->data, room);
		if (data) {
			t->data = data;
			t->room = room;
			return true;
		}
	}
	shortage_note();
	t->failed = true;
	return false;
}

void text_add_bytes(struct text *t, const void *data, size_t size)
{
	if (!text_grow(t, size))
		return;
	if (size > 0)
		memcpy(t->data + t->size, data, size);
	t->size += size;
	t->data[t->size] = '\0';
}

void text_add(struct text *t, const char *format, ...)
{
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n < 0)
		t->failed = true;
	else if (text_grow(t, (size_t)n)) {
		vsnprintf(t->data + t->size, (size_t)n + 1, format, again);
		t->size += (size_t)n;
	}
	va_end(again);
	va_end(args);
}

char *text_take(struct text *t)
{
	char *data = t->failed ? NULL : t->data ? t->data : text_copy("");

	if (t->failed)
		free(t->data);
	*t = (struct text){ 0 };
	return data;
}

void text_done(struct text *t)
{
	free(t->data);
	*t = (struct text){ 0 };
}

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Small things about text: comparing, trimming, checked numbers, growing buffers, the nearest name for a typo.
 */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool text_equal(const char *a, const char *b);      /* NULL equals NULL only */
bool text_equal_fold(const char *a, const char *b); /* ASCII case folded; NULL equals NULL only */
bool text_starts(const char *text, const char *prefix);
bool text_starts_fold(const char *text, const char *prefix);
bool text_contains_fold(const char *text, const char *part);
bool text_is_empty(const char *text); /* NULL, or nothing but blanks */

/* Cuts blanks off both ends in place; returns the new beginning inside `text`. */
char *text_trim(char *text);

/* Cuts the next word (up to a blank) off *rest and moves *rest behind it and its blanks. NULL when there is none. Writes into the text. */
char *text_word(char **rest);

/* Decimal digits only, whole text, min to max. -EINVAL: not a number; -ERANGE: out of bounds. */
int text_to_int(const char *text, int64_t min, int64_t max, int64_t *ret);

bool text_is_utf8(const char *text, size_t size); /* well-formed, without NUL */

/* How many letters must change, come or go to make b of a, swapped neighbours counting one; case folded; at most `limit` + 1. */
size_t text_distance(const char *a, const char *b, size_t limit);
/* The distance up to which a name is a typo of this one: about one letter in three. */
size_t text_typo_limit(const char *text);
/* The name most like `text` for "did you mean", or NULL if none is near enough to be a typo of it. */
const char *text_nearest(const char *text, const char *const names[], size_t n_names);

/* strdup() and asprintf() that return NULL when memory is out; text_copy(NULL) is NULL. */
char *text_copy(const char *text);
/* Puts a copy in the place of what is there, which is freed; NULL if memory is out. */
void text_replace(char **place, const char *text);
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *text_format_args(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
/* The text with `value` for its only "%s": for texts that come from a table. NULL if memory is out. */
char *text_fill(const char *text, const char *value);

/* A text that grows. Zero-initialised is empty. Once memory is out, `failed` is set and stays. */
struct text {
	char *data; /* NUL-terminated once anything was added, else NULL */
	size_t size, room;
	bool failed;
};

void text_add(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_bytes(struct text *t, const void *data, size_t size);
/* The text itself, "" if empty, NULL if memory ran out; the caller frees, `t` is empty again. */
char *text_take(struct text *t);
void text_done(struct text *t);
#define cleanup_text __attribute__((cleanup(text_done)))

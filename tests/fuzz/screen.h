/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What a program prints, and what a terminal would make of it. Read here by libc's mbrtowc() and wcwidth(), not by what is
 * tested.
 */

#include <stdbool.h>
#include <stddef.h>

#include "tests/fuzz/fuzz.h"

/* What was printed between screen_begin() and screen_end(). */
struct screen {
	char *out, *err; /* of stdout and stderr */
	size_t out_size, err_size;
	void *streams[2], *before[2];
};

void screen_begin(struct screen *s);
void screen_end(struct screen *s);
void screen_done(struct screen *s);
#define cleanup_screen __attribute__((cleanup(screen_done)))

/*
 * It is UTF-8 without a NUL, no control character but the end of a line, nothing that turns the direction of writing, and no escape
 * sequence but, with `color`, those for colours; none of these lasts over the end of the text.
 */
void screen_assert_harmless(const char *text, size_t size, bool color);
/* The columns of one line, colours aside. */
size_t screen_columns(const char *line, size_t size);
/* Nothing stands behind that column but the end of a single word. */
void screen_assert_prose(const char *line, size_t size, size_t width);

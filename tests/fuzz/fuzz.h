/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What fuzz targets stand on. A target is one file, fuzz-NAME.c, with the one function that libFuzzer and AFL++ call; its corpus is
 * corpus/NAME/. Without a fuzzer main.c makes a plain test of it, which reads each input of the corpus once.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Takes any bytes at all. Returns 0; ends the program if something does not hold. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is left of an input. */
struct input {
	const uint8_t *data;
	size_t size;
};

/* The next line, without its end, as text that ends at its first NUL. "" behind the last. Caller frees. */
char *input_line(struct input *in);
/* All that is left, in a block of just its size with a NUL behind it: what reads over its end is seen. Caller frees. */
char *input_rest(const struct input *in);
/* An instant that "2026-11-24T14:00:00Z" says, else one in that year that depends on the text. */
int64_t input_instant(const char *text);

/*
 * The sizes of the pieces in which something comes: a letter is as large as its square (a 1, b 4, c 9 … z 676), other bytes in like manner;
 * behind the last the first follows again. "" is in one piece.
 */
struct pieces {
	const char *sizes;
	size_t at;
};

/* How many of `left` bytes come now: 1 or more, unless none are left. */
size_t pieces_next(struct pieces *p, size_t left);

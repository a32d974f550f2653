/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A letter taken apart: its head, greeting, text and closing, down to words with their places. What is quoted from other
 * mail (">" lines) is left out. Works on UTF-8; lower-case forms by the C library's tables.
 */

#include <stdbool.h>
#include <stddef.h>

#include "cli/letters/phrases.h"

struct word {
	const char *at; /* into the text */
	size_t size;
	size_t folded;         /* offset of its lower-case form, see prose_folded() */
	unsigned line, column; /* from 1; column in characters */
	unsigned sentence;
};

enum part { PART_GREETING, PART_TEXT, PART_CLOSING };

struct sentence {
	size_t first, end; /* words */
	char mark;         /* '.', '?', '!' or 0 */
	unsigned paragraph;
	enum part part;
};

struct prose {
	char *text;    /* as given */
	char *subject; /* or NULL: it has no such line */
	char *to;      /* what stands in its To: line, or NULL */
	bool has_head;
	const char *body;
	unsigned body_line;
	char *folds;
	struct word *words;
	size_t n_words;
	struct sentence *sentences;
	size_t n_sentences;
	unsigned n_paragraphs;       /* between greeting and closing */
	size_t text_first, text_end; /* sentences of the text itself */
	bool has_closing;
	size_t n_text_words;
	unsigned n_lines;
};

/* Takes a copy of `text`. `lists` tells greetings and closings of its language. -ENOMEM. */
int prose_read(const char *text, const struct phrases *lists, struct prose *ret);
void prose_done(struct prose *p);
#define cleanup_prose __attribute__((cleanup(prose_done)))

/* For prose_read(): tells greeting and closing from the text. */
void prose_name_parts(struct prose *p, const struct phrases *lists);

const char *prose_folded(const struct prose *p, size_t word);
bool prose_is_capital(const struct word *w);
/* Line and column of a place in the text. */
void prose_locate(const struct prose *p, const char *at, unsigned *ret_line, unsigned *ret_column);
/* From the first of these words to the last, as it stands there, on one line. Caller frees. */
char *prose_excerpt(const struct prose *p, size_t first, size_t end);

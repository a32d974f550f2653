/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The terminal, or whatever stdout is: its width, colours and pager, and the one way by which words get there.
 * Every text is made harmless (safe.h) and, on a terminal, broken to its width.
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "cli/arguments.h"
#include "common/time.h"

enum style {
	STYLE_PLAIN,
	STYLE_HEADING,
	STYLE_DIM,
	STYLE_COMMAND, /* something to type */
	STYLE_DUE,
	STYLE_LATE, /* or wrong */
	STYLE_DONE,
};

struct output {
	bool terminal;
	bool color;
	bool ascii;   /* pictures are drawn without what only UTF-8 has */
	size_t width; /* columns; 0: any, since it is no terminal */
	pid_t pager;  /* 0: none */
	usec_t now;   /* the daemon's, once it has answered */
	char zone[64];
};

void output_open(struct output *o, enum color_wish wish);
/* From now on through $PAGER, if stdout is a terminal. */
void output_page(struct output *o);
/* All is written, the pager is gone. 0, or negative errno; a reader that went away is no error. */
int output_close(struct output *o);
/* Takes over the clock and the zone that a reply was made with. */
void output_set_clock(struct output *o, const json_t *reply);

/* The escape sequence that begins a style, "" without colours. */
const char *output_style(const struct output *o, enum style style);

/*
 * Formats are in English, and printed in the language of the user (names are not).
 *
 * One paragraph and its end of line; further lines of it are indented alike.
 */
void output_line(struct output *o, size_t indent, enum style style, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* A name and what it is: the text begins `width` columns behind `indent`, all its lines there. */
void output_entry(struct output *o, size_t indent, size_t width, const char *name,
		  const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same with a style, at the left edge. */
void output_entry_in(struct output *o, enum style style, size_t width, const char *name,
		     const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Something to type, never broken. */
void output_command(struct output *o, size_t indent, const char *command);
void output_gap(struct output *o); /* an empty line */

/* Lines that are data: as they are, except that a terminal gets only what is harmless. */
void output_verbatim(struct output *o, const char *text);

/* Both texts in English, or translated already. */
void output_complain(const char *text); /* on stderr: "followupctl: …" */
void output_note(const char *text);     /* on stderr, no complaint */
/* JSON for programs. -ENOMEM. */
int output_json(const json_t *value);

/*
 * "today 14:00", "Fri 4 Dec" for an instant or a date of a reply, in the daemon's zone; with `theirs` another
 * zone's clock in brackets. Caller frees; NULL for NULL.
 */
char *output_when(const struct output *o, const char *text, const char *theirs);

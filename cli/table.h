/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A table for people, drawn by libsmartcols. On a narrow terminal the columns that matter less go first and
 * the texts are broken; where the width is not known, everything is shown.
 */

#include "cli/output.h"

struct column {
	const char *title; /* in English, N_() */
	size_t from_width; /* shown on terminals that are at least so wide */
	bool breaks;       /* its text may take several lines; else it is cut */
};

struct cell {
	char *text; /* harmless, or NULL */
	enum style style;
};

/* Cells are added row by row. Once memory is out, `failed` is set and stays. */
struct table {
	const struct column *columns;
	size_t n_columns;
	struct cell *cells;
	size_t n_cells, room;
	bool failed;
};

/* The next cell; the text is copied, NULL is an empty one. */
void table_add(struct table *t, enum style style, const char *text);
/* The same, and takes over `text`. */
void table_add_own(struct table *t, enum style style, char *text);
void table_print(struct table *t, struct output *o);
void table_done(struct table *t);
#define cleanup_table __attribute__((cleanup(table_done)))

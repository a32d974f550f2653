/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The picture of a timeline: how time falls on the columns of a screen, and rows of cells with a sign in
 * each. What is more important is drawn over what is less.
 */

#include "cli/output.h"

enum sign {
	SIGN_NONE,
	SIGN_TODAY,    /* the line through all rows */
	SIGN_WINDOW,   /* between opening and deadline, to come */
	SIGN_OPEN,     /* the same, now */
	SIGN_DEADLINE, /* the end of a window */
	SIGN_LETTER,   /* the beginning of one, by its milestone */
	SIGN_HEARD,
	SIGN_SENT,
	SIGN_INTERVIEW,
	SIGN_BEFORE, /* there is more on the left */
	SIGN_BEHIND, /* there is more on the right */
	SIGN_COUNT,
};

struct cell {
	enum sign sign; /* higher ones cover lower ones */
	char letter;    /* of SIGN_LETTER */
	enum style style;
};

struct picture {
	const char *zone;
	int64_t start; /* hours on the wall since 1970-01-01, at the left edge */
	int unit;      /* hours a column */
	size_t width;  /* columns */
	bool ascii;
};

#define PICTURE_WIDTH_MAX 400

/* Lays `from` to `to` on at most so many columns, whole days or weeks at the edges. */
void picture_scale(struct picture *p, usec_t from, usec_t to, size_t width);
/* The column of an instant; left of the picture it is -1, right of it `width`. */
int picture_column(const struct picture *p, usec_t at);
/* The first day that begins in or after this column's beginning. */
struct date picture_date(const struct picture *p, size_t column);

/* `row` has `width` cells. An instant that lies outside leaves a mark at the edge. */
void picture_put(const struct picture *p, struct cell *row, usec_t at, struct cell cell);
/*
 * The same, but where something as important stands already: in the first column behind that has room,
 * up to that of `last`.
 */
void picture_put_beside(const struct picture *p, struct cell *row, usec_t at, usec_t last,
			struct cell cell);
/* Fills what lies inside from one instant to another. */
void picture_fill(const struct picture *p, struct cell *row, usec_t from, usec_t to,
		  struct cell cell);

/* How a sign looks, and what it means. */
const char *picture_sign(const struct picture *p, const struct cell *cell, char buffer[static 2]);
const char *sign_meaning(enum sign sign); /* NULL: it needs no explanation */

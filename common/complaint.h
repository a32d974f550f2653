/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A complaint: what is wrong with something the user wrote, where, and what would be right. Collected, never
 * printed, by the lower rooms; programs say them.
 */

#include <stdbool.h>
#include <stddef.h>

struct complaint {
	char *file;    /* path, or NULL if it is about an argument */
	unsigned line; /* counted from 1; 0: the whole file */
	bool hint;     /* hinders nothing: an unknown key, a zone not given */
	char *text;    /* "what is wrong; what would be right" */
};

struct complaints {
	struct complaint *items;
	size_t n;
	size_t n_errors; /* those that are no hints, counted beyond COMPLAINTS_MAX too */
	const struct tongue *tongue; /* they are in, if there are any */
};

/*
 * Adds one (up to COMPLAINTS_MAX, the rest is only counted), in the tongue that is spoken. `file` is copied. Out of memory loses the
 * words, never the count.
 */
void complain(struct complaints *c, const char *file, unsigned line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void complain_hint(struct complaints *c, const char *file, unsigned line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* True if the words of another error would be lost: nobody needs to look for good ones, such as a name that may be meant. */
bool complaints_are_full(const struct complaints *c);

/* Puts those from `first` on in the order of their lines; equal ones stay as they came. */
void complaints_sort(struct complaints *c, size_t first);

/* "file:line: text" as one line. Caller frees; NULL when memory is out. */
char *complaint_text(const struct complaint *c);

void complaints_done(struct complaints *c);
#define cleanup_complaints __attribute__((cleanup(complaints_done)))

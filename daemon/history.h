/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The history: what the last changes did to the book, for `log` and `undo`. It stands beside memory as
 * changes.jsonl, one JSON object a change, and is only ever appended to until it is too long. It is
 * read when somebody asks and takes no memory otherwise. It is no fact: it is not brought to disk by
 * force, and losing it costs the way back.
 *
 * A record: {"number", "at": RFC 3339 in UTC, "id" or null, "text": what was said of it, "undoes": the
 * change it took back or null, "patch": patch.h's, or null if the change was not one of the book or
 * is too large to keep}.
 */

#include <jansson.h>
#include <stdint.h>

#include "common/time.h"
#include "config/edit.h"

#define HISTORY_KEPT ((size_t)100) /* changes */

struct history {
	char *path;
	int64_t last; /* number of the last change; -1: not looked up yet */
	size_t n;     /* records in the file */
};

/* `memory_path` is that of popups.ini. -ENOMEM. */
int history_init(struct history *h, const char *memory_path);
void history_done(struct history *h);

/*
 * Gives the record (borrowed) its number and keeps it. Returns the number; negative errno: it cannot
 * be taken back later.
 */
int64_t history_add(struct history *h, json_t *record, usec_t now);

/*
 * A record without number and time yet. `undoes` is 0 for none. Of equal texts (a change of memory) no
 * lines are kept. NULL: memory is out.
 */
json_t *history_record(const char *id, const char *text, int64_t undoes, const struct edit *before,
		       const struct edit *after);

/* The last HISTORY_KEPT records, oldest first; an empty array where there are none. NULL: memory is out. */
json_t *history_read(const struct history *h);

/* The record of that number, borrowed; NULL: none. */
json_t *history_find(const json_t *records, int64_t number);
/* The last change that is not taken back and does not take back another; NULL: none. */
json_t *history_last_standing(const json_t *records);
/* The number of the change that took this one back, unless that was taken back itself; 0: it stands. */
int64_t history_undone_by(const json_t *records, int64_t number);

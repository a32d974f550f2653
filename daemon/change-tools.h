/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What the functions of changes.h share: reading parameters, finding what is meant, saying what was
 * done.
 */

#include "common/duration.h"
#include "common/when.h"
#include "common/limits.h"
#include "common/voice.h"
#include "common/zone.h"
#include "daemon/changes.h"
#include "daemon/errors.h"
#include "etiquette/names.h"
#include "etiquette/words.h"

/* A parameter, or NULL if it was left out. */
const char *change_string(const struct change *c, const char *name);
bool change_flag(const struct change *c, const char *name);
/* The array's texts one by one: NULL behind the last one, or if the parameter was left out. */
const char *change_item(const struct change *c, const char *name, size_t at);

/*
 * The interview that parameter `id` means, and c->id. 1: found; 0: refused, c->error is set;
 * negative errno. Borrowed from the book: gone after an edit was read again, not before.
 */
int change_interview(struct change *c, const struct interview **ret);

/*
 * Now, as people write it down: to the minute. But not before the end of the interview that it is about,
 * which would be another fact.
 */
usec_t change_this_minute(const struct change *c);

/*
 * The instant that a parameter means, in the zone given. Left out: now. 1: *ret is set; 0: refused;
 * negative errno. WHEN_PAST refuses what is to come.
 */
int change_when(struct change *c, const char *parameter, const char *zone, enum when_bias bias,
		struct when *ret);
/* A date; left out: not set. */
int change_date(struct change *c, const char *parameter, const char *zone, enum when_bias bias,
		struct date *ret);
/*
 * A date named for times to come: one before `since`, the day on which `what` ("the interview") was, is
 * refused with the same day of a later month. 1, or 0: refused. A date that is not set is fine.
 */
int change_date_follows(struct change *c, const char *parameter, struct date d, struct date since,
			const char *what);

/* The channel that parameter `via` names, or `otherwise`. 1: *ret is set; 0: refused. */
int change_channel(struct change *c, enum channel otherwise, enum channel *ret);

/*
 * Puts a line into the interview's section and remembers it in `written`. Takes over `value` (NULL:
 * -ENOMEM). 0 or negative errno.
 */
int change_append(struct change *c, const char *key, char *value);
int change_append_last(struct change *c, const char *key, char *value);
int change_put(struct change *c, const char *key, char *value);

/* Adds a sentence to what was done, in the asker's tongue. */
#define change_say(c, format, ...) text_add(&(c)->text, _(format), ##__VA_ARGS__)
/* The milestone that `name` is a typo of, the user's own ones too; NULL: none. Borrowed from the settings. */
const char *change_nearest_milestone(const struct change *c, const char *name);
/*
 * "Tue 24 Nov 17:10 (18:10 in Berlin)": in the user's zone, and `theirs` if it differs. Never "today": who typed that sees by the
 * answer what it was taken for, and the history says it for months. Caller frees.
 */
char *change_instant(const struct change *c, usec_t at, const char *theirs);
/* "2026-11-24 14:00", on the clock of the zone, as the book has it. Caller frees. */
char *change_when_text(const char *zone, usec_t at);
/* "Fri 11 Dec", with the year if it is not this one. Caller frees. */
char *change_day(const struct change *c, struct date d);

/* The plan of the book as it is in this change. */
int change_plan(const struct change *c, struct plan *ret);

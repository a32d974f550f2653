/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The words of a WHEN, inside of when.c: the text cut into words, each of a kind that the forms of when.c speak of, and
 * the time of day and the zone taken out from among them.
 */

#include <stddef.h>

#include "common/when.h"
#include "common/zone.h"

#define WHEN_SIZE_MAX  200
#define WHEN_WORDS_MAX 16
/* A letter each, so that a form is a short text: "lw" is "last tue". */
enum word_kind {
	WORD_DATE = 'D',    /* 2026-11-24 */
	WORD_WEEKDAY = 'w', /* tue */
	WORD_WHICH = 'l',   /* last -1, this 0, next 1 */
	WORD_DAY = 'd',     /* yesterday -1, today 0, tomorrow 1 */
	WORD_TONIGHT = 'e',
	WORD_MONTH = 'm',
	WORD_NUMBER = 'n', /* of a day: 24, 24th */
	WORD_YEAR = 'y',   /* 2026 */
	WORD_NOW = 'N',    /* in no form: stands alone */
	WORD_SPAN = 's',   /* week, month: in no form, but no typo either */
	WORD_NOON = 'c',   /* taken out with the times of day */
	WORD_MIDNIGHT = 'C',
	WORD_FILLER = ' ', /* at, on: left out */
};

struct when_word {
	char *text;
	enum word_kind kind;
	int value;
	struct date date;
};

/* A text in work. */
struct when_text {
	char buffer[WHEN_SIZE_MAX + 1];
	struct when_word words[WHEN_WORDS_MAX];
	size_t n_words;
	/* Said with it. */
	char zone[ZONE_NAME_MAX + 1];
	bool has_time;
	bool midnight; /* the time said was "midnight", held as 00:00 */
	int hour, minute, second;

	/* Known from outside. */
	const char *text; /* as typed */
	usec_t now;
	struct date today; /* in `zone` */
	enum when_bias bias;
	const struct when_calendar *calendar; /* or NULL */
	char **ret_why;
};

/* Puts the reason into *ret_why; always -EINVAL. */
int when_refuse(struct when_text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with examples of what could be written behind it. */
int when_refuse_showing(struct when_text *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Each returns 0, or -EINVAL and the reason is given. They are called in this order. */
int when_split(struct when_text *t);
int when_take_zone(struct when_text *t, const char *zone);
int when_take_time(struct when_text *t); /* and the fillers around it */
int when_read_words(struct when_text *t);

/* The words that are left, one blank apart. Returns buffer. */
const char *when_join(const struct when_text *t, char buffer[static WHEN_SIZE_MAX + 1]);

/* A date in numbers: 1 if the word is one, 0 if it is something else, -EINVAL if it does not exist or may be another one. */
int when_read_date(struct when_text *t, struct when_word *w);
/* 0, or -EINVAL if there is no such day. */
int when_check_date(struct when_text *t, struct date d);
/* The date with that month and day that the bias points to, today included. It may not exist. */
struct date when_year_for(const struct when_text *t, int month, int day);

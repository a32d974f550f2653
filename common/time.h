/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Time as the etiquette needs it: instants (microseconds since 1970, UTC), clock readings (what a
 * calendar and a clock on some wall show) and the arithmetic of dates. Nothing here knows zones
 * (zone.h) or reads a clock.
 */

#include <stdbool.h>
#include <stdint.h>

typedef int64_t usec_t; /* an instant, or a span between two, in microseconds; signed on purpose */

#define USEC_PER_SEC  ((usec_t)1000000)
#define USEC_PER_MIN  (60 * USEC_PER_SEC)
#define USEC_PER_HOUR (60 * USEC_PER_MIN)
#define USEC_PER_DAY  (24 * USEC_PER_HOUR) /* 86,400 s exactly, not "a day on the calendar" */
#define USEC_NEVER    INT64_MAX

/* A date of the Gregorian calendar. year 0 means "no date". */
struct date {
	int year;
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/* What calendar and clock show at some place. */
struct reading {
	struct date date;
	int hour, minute, second;
};

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

bool date_is_set(struct date d);
/* True if year (YEAR_MIN to YEAR_MAX), month and day name a day that exists. */
bool date_is_valid(struct date d);
bool reading_is_valid(const struct reading *r);

/* Days since 1970-01-01 and back; days outside the years 1 to YEAR_MAX give the nearest date in them. */
int64_t date_to_days(struct date d);
struct date date_from_days(int64_t days);

struct date date_add_days(struct date d, int64_t days);
/* < 0, 0, > 0 as a is before, the same as, or after b. */
int date_compare(struct date a, struct date b);
enum weekday date_weekday(struct date d);

/* "mon" … "sun", "tues", "Monday"; any case, the first three letters or more. -EINVAL if it is none. */
int weekday_from_text(const char *text, enum weekday *ret);
const char *weekday_to_text(enum weekday w); /* "Monday" */

/* "2026-11-24". -EINVAL: not that form, or no such day. */
int date_from_text(const char *text, struct date *ret);
/* "14:00", "9:30" or "14:00:30" (24 h clock; "24:00" is refused). -EINVAL: not that form. */
int clock_from_text(const char *text, int *ret_hour, int *ret_minute, int *ret_second);

/* Writes "2026-11-24" into buffer and returns it. */
#define DATE_TEXT_SIZE 32
const char *date_to_text(struct date d, char buffer[static DATE_TEXT_SIZE]);

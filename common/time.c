/* SPDX-License-Identifier: MIT */
#include "common/time.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "common/tongue.h"

/*
 * Days are counted by eras of 400 years that begin on 1 March: with the leap day at the end of the year, the months have
 * a regular pattern (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
#define DAYS_PER_ERA 146097
#define DAYS_TO_1970 719468    /* from 0000-03-01 */
#define DAYS_FIRST   (-719162) /* 0001-01-01: year 0 would mean "no date" */
#define DAYS_LAST    2932898   /* 10000-01-02, so that YEAR_MAX ends on every clock */
#define SPELL_DAYS   153       /* five months from March or August on */

static const char *const weekday_names[] = {
	[MONDAY] = N_("Monday"),     [TUESDAY] = N_("Tuesday"), [WEDNESDAY] = N_("Wednesday"),
	[THURSDAY] = N_("Thursday"), [FRIDAY] = N_("Friday"),   [SATURDAY] = N_("Saturday"),
	[SUNDAY] = N_("Sunday"),
};

static bool year_is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && year_is_leap(year) ? 29 : days[month - 1];
}

bool date_is_set(struct date d)
{
	return d.year != 0;
}

bool date_is_valid(struct date d)
{
	return d.year >= YEAR_MIN && d.year <= YEAR_MAX && d.month >= 1 && d.month <= 12 &&
	       d.day >= 1 && d.day <= month_days(d.year, d.month);
}

bool reading_is_valid(const struct reading *r)
{
	return date_is_valid(r->date) && r->hour >= 0 && r->hour <= 23 && r->minute >= 0 &&
	       r->minute <= 59 && r->second >= 0 && r->second <= 59;
}

int64_t date_to_days(struct date d)
{
	int64_t year = (int64_t)d.year - (d.month <= 2);
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	int64_t month_from_march = (int64_t)d.month + (d.month > 2 ? -3 : 9);
	int64_t day_of_year = (SPELL_DAYS * month_from_march + 2) / 5 + d.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

struct date date_from_days(int64_t days)
{
	int64_t since = (days < DAYS_FIRST  ? DAYS_FIRST
			 : days > DAYS_LAST ? DAYS_LAST
					    : days) +
			DAYS_TO_1970;
	int64_t era = since / DAYS_PER_ERA;
	int64_t day_of_era = since % DAYS_PER_ERA;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			       day_of_era / (DAYS_PER_ERA - 1)) /
			      365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month_from_march = (5 * day_of_year + 2) / SPELL_DAYS;
	int month = (int)(month_from_march + (month_from_march < 10 ? 3 : -9));

	return (struct date){
		.year = (int)(era * 400 + year_of_era) + (month <= 2),
		.month = month,
		.day = (int)(day_of_year - (SPELL_DAYS * month_from_march + 2) / 5 + 1),
	};
}

struct date date_add_days(struct date d, int64_t days)
{
	int64_t sum;

	if (__builtin_add_overflow(date_to_days(d), days, &sum))
		sum = days < 0 ? DAYS_FIRST : DAYS_LAST;
	return date_from_days(sum);
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

enum weekday date_weekday(struct date d)
{
	int64_t from_thursday = date_to_days(d) % 7; /* 1970-01-01 was one */

	return (enum weekday)((from_thursday + 7 + THURSDAY) % 7);
}

int weekday_from_text(const char *text, enum weekday *ret)
{
	if (strlen(text) < 3)
		return -EINVAL;
	for (size_t i = 0; i < ELEMENTS(weekday_names); i++)
		if (text_starts_fold(weekday_names[i], text)) {
			*ret = (enum weekday)i;
			return 0;
		}
	return -EINVAL;
}

const char *weekday_to_text(enum weekday w)
{
	return weekday_names[w];
}

/* Reads min to max digits and moves *text behind them; -1 if there are fewer. */
static int take_digits(const char **text, int min, int max)
{
	int n = 0, value = 0;

	for (; n < max && **text >= '0' && **text <= '9'; n++, (*text)++)
		value = value * 10 + (**text - '0');
	return n < min ? -1 : value;
}

static bool take_char(const char **text, char c)
{
	if (**text != c)
		return false;
	(*text)++;
	return true;
}

int date_from_text(const char *text, struct date *ret)
{
	struct date d;

	d.year = take_digits(&text, 4, 4);
	if (!take_char(&text, '-'))
		return -EINVAL;
	d.month = take_digits(&text, 2, 2);
	if (!take_char(&text, '-'))
		return -EINVAL;
	d.day = take_digits(&text, 2, 2);
	if (*text || !date_is_valid(d))
		return -EINVAL;
	*ret = d;
	return 0;
}

int clock_from_text(const char *text, int *ret_hour, int *ret_minute, int *ret_second)
{
	int hour = take_digits(&text, 1, 2), minute, second = 0;

	if (hour < 0 || hour > 23 || !take_char(&text, ':'))
		return -EINVAL;
	minute = take_digits(&text, 2, 2);
	if (minute < 0 || minute > 59)
		return -EINVAL;
	if (take_char(&text, ':'))
		second = take_digits(&text, 2, 2);
	if (*text || second < 0 || second > 59)
		return -EINVAL;
	*ret_hour = hour;
	*ret_minute = minute;
	*ret_second = second;
	return 0;
}

const char *date_to_text(struct date d, char buffer[static DATE_TEXT_SIZE])
{
	snprintf(buffer, DATE_TEXT_SIZE, "%04d-%02d-%02d", d.year, d.month, d.day);
	return buffer;
}

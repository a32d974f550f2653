/* SPDX-License-Identifier: MIT */
#include "config/settings-keys.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

/* What the values of settings may look like. Each reader says what is wrong; who calls it shows the default as what would be right. */

#define MINUTES_PER_DAY (24 * 60)
#define LIST_MAX        1000 /* days in all lines of one kind */

static int __attribute__((format(printf, 2, 3)))
refuse_value(char **ret_why, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*ret_why = text_format_args(_(format), args);
	va_end(args);
	return -EINVAL;
}

/* ---- Single words and numbers ------------------------------------------------------------------- */

int read_yes_or_no(char *value, void *place, char **ret_why)
{
	static const char *const words[] = { "no", "yes", "off", "on", "false", "true" };

	for (size_t i = 0; i < ELEMENTS(words); i++)
		if (text_equal_fold(value, words[i])) {
			*(bool *)place = i % 2 == 1;
			return 0;
		}
	return refuse_value(ret_why, "`%s` is neither yes nor no", value);
}

int read_hold_or_show(char *value, void *place, char **ret_why)
{
	bool show = text_equal_fold(value, "show");

	if (!show && !text_equal_fold(value, "hold"))
		return refuse_value(ret_why, "`%s` is neither hold nor show", value);
	*(bool *)place = show;
	return 0;
}

static int read_number(const char *value, int min, int max, int *place, char **ret_why)
{
	int64_t number;

	if (text_to_int(value, min, max, &number) < 0)
		return refuse_value(ret_why, "`%s` is no number from %d to %d", value, min, max);
	*place = (int)number;
	return 0;
}

int read_up_to_3(char *value, void *place, char **ret_why)
{
	return read_number(value, 0, 3, place, ret_why);
}

int read_up_to_100(char *value, void *place, char **ret_why)
{
	return read_number(value, 1, 100, place, ret_why);
}

/* ---- Spans of time ------------------------------------------------------------------------------ */

int read_span(char *value, void *place, char **ret_why)
{
	struct duration d;

	if (duration_from_text(value, &d) < 0)
		return refuse_value(ret_why, "`%s` is no span of time, write it as 2h, 3d or 5bd",
				    value);
	*(struct duration *)place = d;
	return 0;
}

int read_exact_span(char *value, void *place, char **ret_why)
{
	struct duration d;

	if (duration_from_text(value, &d) < 0 || d.unit != DURATION_EXACT || d.amount == 0)
		return refuse_value(ret_why, "`%s` is no span of hours, minutes or seconds", value);
	*(struct duration *)place = d;
	return 0;
}

/* ---- Times of day ------------------------------------------------------------------------------- */

/* "24:00" is the end of the day. */
static bool take_minutes(const char *text, int *ret)
{
	int hour, minute, second;

	if (text_equal(text, "24:00")) {
		*ret = MINUTES_PER_DAY;
		return true;
	}
	if (clock_from_text(text, &hour, &minute, &second) < 0)
		return false;
	*ret = hour * 60 + minute;
	return true;
}

int read_time(char *value, void *place, char **ret_why)
{
	int minutes;

	if (!take_minutes(value, &minutes) || minutes == MINUTES_PER_DAY)
		return refuse_value(ret_why, "`%s` is no time of day", value);
	*(int *)place = minutes;
	return 0;
}

int read_span_of_day(char *value, void *place, char **ret_why)
{
	struct span_of_day span = { 0 };
	char *rest = value, *from;

	if (text_equal_fold(value, "none")) {
		*(struct span_of_day *)place = (struct span_of_day){ .none = true };
		return 0;
	}
	from = strsep(&rest, "-");
	if (!rest || !take_minutes(text_trim(from), &span.from_min) ||
	    !take_minutes(text_trim(rest), &span.to_min) || span.from_min == MINUTES_PER_DAY)
		return refuse_value(ret_why,
				    "this is no span of the day, from one time to another");
	if (span.from_min == span.to_min)
		return refuse_value(ret_why,
				    "this span has no length; write `none` if there is none");
	*(struct span_of_day *)place = span;
	return 0;
}

/* ---- Days --------------------------------------------------------------------------------------- */

/* "Mon" or "Mon-Fri", also over Sunday. Returns the word that is no day, or NULL. */
static const char *take_weekdays(char *text, unsigned *days)
{
	char *last = text, *first = text_trim(strsep(&last, "-"));
	enum weekday from, to;

	if (weekday_from_text(first, &from) < 0)
		return first;
	last = last ? text_trim(last) : first;
	if (weekday_from_text(last, &to) < 0)
		return last;
	for (unsigned day = from; day != to; day = (day + 1) % 7)
		*days |= 1u << day;
	*days |= 1u << to;
	return NULL;
}

int read_working_days(char *value, void *place, char **ret_why)
{
	unsigned days = 0;

	for (char *next = value; next;) {
		const char *bad = take_weekdays(strsep(&next, ","), &days);

		if (bad)
			return refuse_value(ret_why, "`%s` is no day of the week", bad);
	}
	*(unsigned *)place = days;
	return 0;
}

/* "12-24"; every month may have its longest length, so that 02-29 is good. */
static bool take_day_of_year(const char *text, int *ret_month, int *ret_day)
{
	cleanup_free char *of_leap_year = text_format("2000-%s", text);
	struct date d;

	if (!of_leap_year || date_from_text(of_leap_year, &d) < 0)
		return false;
	*ret_month = d.month;
	*ret_day = d.day;
	return true;
}

static bool take_closed(const char *text, struct closed_span *ret)
{
	const char *dots = strstr(text, "..");
	cleanup_free char *from = strndup(text, dots ? (size_t)(dots - text) : strlen(text));
	cleanup_free char *to = text_copy(dots ? dots + 2 : text);

	return from && to && take_day_of_year(text_trim(from), &ret->from_month, &ret->from_day) &&
	       take_day_of_year(text_trim(to), &ret->to_month, &ret->to_day);
}

int read_closed(char *value, void *place, char **ret_why)
{
	struct moment_settings *m =
		(void *)((char *)place - offsetof(struct moment_settings, closed));
	cleanup_free struct closed_span *spans = NULL;
	size_t n = 0;

	if (text_equal_fold(value, "none"))
		*value = '\0';
	for (char *next = *value ? value : NULL; next && n < LIST_MAX; n++) {
		char *item = text_trim(strsep(&next, ","));
		struct closed_span *more = reallocarray(spans, n + 1, sizeof(spans[0]));

		if (!more)
			return -ENOMEM;
		spans = more;
		if (!take_closed(item, &spans[n]))
			return refuse_value(
				ret_why,
				"`%s` is no span of days, write it as 12-24..01-02, month and day",
				item);
	}
	free(m->closed);
	m->closed = TAKE_PTR(spans);
	m->n_closed = n;
	return 0;
}

static int add_holiday(struct moment_settings *m, const char *zone, struct date d)
{
	struct holiday *more = reallocarray(m->holidays, m->n_holidays + 1, sizeof(more[0]));
	char *copy = text_copy(zone);

	if (more)
		m->holidays = more;
	if (!more || (zone && !copy)) {
		free(copy);
		return -ENOMEM;
	}
	m->holidays[m->n_holidays++] = (struct holiday){ copy, d };
	return 0;
}

int read_holidays(char *value, const char *zone, struct moment_settings *m, char **ret_why)
{
	for (char *next = value; next && m->n_holidays < LIST_MAX;) {
		char *item = text_trim(strsep(&next, ", \t"));
		struct date d;

		if (!*item)
			continue;
		if (date_from_text(item, &d) < 0)
			return refuse_value(ret_why, "`%s` is no date", item);
		if (add_holiday(m, zone, d) < 0)
			return -ENOMEM;
	}
	return 0;
}

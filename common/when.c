/* SPDX-License-Identifier: MIT */
#include "common/when.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/when-spans.h"
#include "common/zone.h"

/*
 * A text goes through these steps: cut into words; RFC 3339 is done at once; the zone is taken off the end and the time of day out
 * of the middle; what is left is a span from now ("+3d", "2 weeks ago"), or words whose kinds make up one of the forms below, each
 * of which finds a date. Date, time and zone are then put together, and what the clock never shows is refused.
 */

int when_refuse_all(struct when_text *t)
{
	return when_refuse_showing(t, "\"%s\" is no time that is understood.", t->text);
}

static usec_t instant_on(const struct when_text *t, struct date d)
{
	return zone_instant(t->zone, &(struct reading){ d, t->hour, t->minute, t->second });
}

static int refuse_two_dates(struct when_text *t, struct date a, struct date b)
{
	char text_a[DATE_TEXT_SIZE], text_b[DATE_TEXT_SIZE];

	return when_refuse(t, "\"%s\" may be %s or %s; write the one that is meant", t->text,
			   date_to_text(a, text_a), date_to_text(b, text_b));
}

/* ---- Forms: each finds the date that the words say ---------------------------------------------- */

static const struct when_word *word_of(const struct when_text *t, enum word_kind kind)
{
	for (size_t i = 0; i < t->n_words; i++)
		if (t->words[i].kind == kind)
			return &t->words[i];
	return NULL;
}

/* "14:00": the next one, or the latest. */
static int date_of_time_alone(struct when_text *t, struct date *ret)
{
	usec_t at = instant_on(t, t->today);

	if (!t->has_time)
		return when_refuse_all(t);
	*ret = date_add_days(t->today, t->bias == WHEN_FUTURE && at < t->now ? 1
				       : t->bias == WHEN_PAST && at > t->now ? -1
									     : 0);
	return 0;
}

static int date_of_date(struct when_text *t, struct date *ret)
{
	*ret = word_of(t, WORD_DATE)->date;
	return 0;
}

/* "yesterday", "today", "tomorrow". */
static int date_of_day(struct when_text *t, struct date *ret)
{
	*ret = date_add_days(t->today, word_of(t, WORD_DAY)->value);
	return 0;
}

static int date_of_tonight(struct when_text *t, struct date *ret)
{
	if (!t->has_time || t->hour < 17)
		return when_refuse(
			t, "\"%s\" says no hour of the evening. Write for example \"today 20:00\"",
			t->text);
	*ret = t->today;
	return 0;
}

/* "fri": today only when a time is given with it that fits the bias. Who means today says "today". */
static int date_of_weekday(struct when_text *t, struct date *ret)
{
	int wanted = word_of(t, WORD_WEEKDAY)->value, today = (int)date_weekday(t->today);
	bool past = t->bias == WHEN_PAST;
	int days = (past ? today - wanted + 7 : wanted - today + 7) % 7;
	usec_t at = instant_on(t, t->today);

	if (days == 0 && (!t->has_time || (past ? at > t->now : at < t->now)))
		days = 7;
	*ret = date_add_days(t->today, past ? -days : days);
	return 0;
}

static int date_of_last(struct when_text *t, int wanted, int today, struct date *ret)
{
	*ret = date_add_days(t->today, -((today - wanted + 6) % 7 + 1));
	return 0;
}

/* "this mon" when Monday is over may mean either. */
static int date_of_this(struct when_text *t, int wanted, int today, struct date *ret)
{
	struct date d = date_add_days(t->today, wanted - today);

	if (t->bias == WHEN_FUTURE && wanted < today)
		return refuse_two_dates(t, d, date_add_days(d, 7));
	if (t->bias == WHEN_PAST && wanted > today)
		return refuse_two_dates(t, date_add_days(d, -7), d);
	*ret = d;
	return 0;
}

/* "next fri" on a Monday is in four days to some and in eleven to others; on a Saturday all agree. Weeks begin on Mondays. */
static int date_of_next(struct when_text *t, int wanted, int today, struct date *ret)
{
	struct date d = date_add_days(t->today, (wanted - today + 6) % 7 + 1);

	if (wanted > today)
		return refuse_two_dates(t, d, date_add_days(d, 7));
	*ret = d;
	return 0;
}

static int date_of_which_weekday(struct when_text *t, struct date *ret)
{
	int wanted = word_of(t, WORD_WEEKDAY)->value, today = (int)date_weekday(t->today);
	int which = word_of(t, WORD_WHICH)->value;

	return which < 0   ? date_of_last(t, wanted, today, ret)
	       : which > 0 ? date_of_next(t, wanted, today, ret)
			   : date_of_this(t, wanted, today, ret);
}

/*
 * "24 nov": the next or the latest one. But one that is just over, or just to come, is not silently taken a year off, unless a
 * weekday says so ("tue 24 nov").
 */
static int date_of_month_without_year(struct when_text *t, struct date d, struct date *ret)
{
	int64_t today = date_to_days(t->today);
	bool future = t->bias == WHEN_FUTURE;
	struct date other = { d.year + (future ? -1 : 1), d.month, d.day };
	int64_t other_days = date_to_days(other);
	enum word_kind first = t->words[0].kind;

	*ret = d;
	if (date_compare(d, t->today) == 0 || !date_is_valid(other) || other_days < today - 31 ||
	    other_days > today + 31)
		return 0;
	if (first != WORD_WEEKDAY)
		return refuse_two_dates(t, future ? other : d, future ? d : other);
	if ((int)date_weekday(d) != t->words[0].value)
		*ret = other;
	return 0;
}

/* "nov 24 2026". */
static int date_of_month(struct when_text *t, struct date *ret)
{
	const struct when_word *year = word_of(t, WORD_YEAR);
	int month = word_of(t, WORD_MONTH)->value, day = word_of(t, WORD_NUMBER)->value;
	struct date d = when_year_for(t, month, day);
	int r;

	if (year)
		d.year = year->value;
	r = when_check_date(t, d);
	if (r < 0)
		return r;
	if (!year)
		return date_of_month_without_year(t, d, ret);
	*ret = d;
	return 0;
}

/* By the kinds of the words, see when-words.h. A new form is a row here, its function, its rows in tests/common/test-when.c and in followupd.when(7). */
static const struct form {
	const char *kinds;
	int (*date)(struct when_text *t, struct date *ret);
} forms[] = {
	{ "", date_of_time_alone },      /* 14:00 */
	{ "D", date_of_date },           /* 2026-11-24 */
	{ "d", date_of_day },            /* tomorrow */
	{ "e", date_of_tonight },        /* tonight */
	{ "w", date_of_weekday },        /* fri */
	{ "lw", date_of_which_weekday }, /* last fri */
	{ "nm", date_of_month },         /* 24 nov */
	{ "mn", date_of_month },         /* nov 24 */
	{ "nmy", date_of_month },        /* 24 nov 2026 */
	{ "mny", date_of_month },        /* nov 24 2026 */
};

static const struct form *form_find(const char *kinds)
{
	for (size_t i = 0; i < ELEMENTS(forms); i++)
		if (text_equal(forms[i].kinds, kinds))
			return &forms[i];
	return NULL;
}

/* "friday at 2", "2": an hour or a day, of the morning or the month. */
static int refuse_form(struct when_text *t)
{
	const struct when_word *number = word_of(t, WORD_NUMBER);

	if (!number || word_of(t, WORD_MONTH))
		return when_refuse_all(t);
	return when_refuse_showing(
		t, "What is \"%s\"? An hour has minutes or am, pm; a day has its month.",
		number->text);
}

static int date_of_words(struct when_text *t, struct date *ret)
{
	char kinds[WHEN_WORDS_MAX + 1] = "";
	const struct form *form;
	bool named;
	int r;

	for (size_t i = 0; i < t->n_words; i++)
		kinds[i] = (char)t->words[i].kind;
	form = form_find(kinds);
	/* "Tue 24 Nov" says the day of the week for good measure. */
	named = !form && kinds[0] == WORD_WEEKDAY && strchr("Dnm", kinds[1]);
	if (named)
		form = form_find(kinds + 1);
	if (!form)
		return refuse_form(t);
	r = form->date(t, ret);
	if (r < 0)
		return r;
	r = when_check_date(t, *ret);
	if (r < 0)
		return r;
	if (named && (int)date_weekday(*ret) != t->words[0].value) {
		char text[DATE_TEXT_SIZE];

		return when_refuse(t, "%s is a %s, not a %s", date_to_text(*ret, text),
				   _(weekday_to_text(date_weekday(*ret))),
				   _(weekday_to_text((enum weekday)t->words[0].value)));
	}
	return 0;
}

/* ---- Putting together --------------------------------------------------------------------------- */

/* Only a reading that the clock of the zone shows; "midnight" is one of two. */
int when_finish(struct when_text *t, struct date d, struct when *ret)
{
	struct reading said = { d, t->has_time ? t->hour : 12, t->minute, t->second }, shown;
	char text[2][DATE_TEXT_SIZE];
	usec_t at = zone_instant(t->zone, &said);

	date_to_text(d, text[0]);
	if (t->midnight)
		return when_refuse(
			t, "\"%s\" may be %s 00:00 or %s 00:00; write the one that is meant",
			t->text, text[0], date_to_text(date_add_days(d, 1), text[1]));
	shown = zone_reading(t->zone, at, NULL);
	if (date_compare(shown.date, d) != 0)
		return when_refuse(t, "There was no %s in %s, whose calendar skips it", text[0],
				   t->zone);
	if (shown.hour != said.hour || shown.minute != said.minute)
		return when_refuse(
			t,
			"There is no %02d:%02d on %s in %s, where clocks are set forward then. Write for example %02d:%02d",
			said.hour, said.minute, text[0], t->zone, shown.hour, shown.minute);
	ret->at = at;
	ret->date = d;
	ret->has_time = t->has_time;
	snprintf(ret->zone, sizeof(ret->zone), "%s", t->zone);
	return 0;
}

int when_finish_instant(struct when_text *t, usec_t at, struct when *ret)
{
	struct date d = zone_date(t->zone, at);
	int r = when_check_date(t, d);

	if (r < 0)
		return r;
	*ret = (struct when){ .at = at, .date = d, .has_time = true };
	snprintf(ret->zone, sizeof(ret->zone), "%s", t->zone);
	return 0;
}

int when_parse(const char *text, usec_t now, const char *zone, enum when_bias bias,
	       struct when *ret, char **ret_why)
{
	return when_parse_by(NULL, text, now, zone, bias, ret, ret_why);
}

int when_parse_by(const struct when_calendar *calendar, const char *text, usec_t now,
		  const char *zone, enum when_bias bias, struct when *ret, char **ret_why)
{
	struct when_text t = {
		.text = text, .now = now, .bias = bias, .calendar = calendar, .ret_why = ret_why
	};
	char stamp[WHEN_SIZE_MAX + 1];
	struct date date;
	usec_t at;
	int r;

	r = when_split(&t);
	if (r >= 0)
		r = when_take_zone(&t, zone);
	if (r < 0)
		return r;
	t.today = zone_date(t.zone, now);
	if (rfc3339_parse(when_join(&t, stamp), &at) == 0)
		return when_finish_instant(&t, at, ret);
	r = when_take_time(&t);
	if (r < 0)
		return r;
	r = when_read_span(&t, ret);
	if (r <= 0)
		return r;
	r = when_read_words(&t);
	if (r < 0)
		return r;
	r = date_of_words(&t, &date);
	return r < 0 ? r : when_finish(&t, date, ret);
}

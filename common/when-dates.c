/* SPDX-License-Identifier: MIT */
#include "common/when-words.h"

#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "common/voice.h"

/* Dates by numbers: which exist, which year is meant, and those that nobody can be sure of. */

static const char *month_name(int month)
{
	static const char *const names[] = { N_("January"), N_("February"), N_("March"),
					     N_("April"),   N_("May"),      N_("June"),
					     N_("July"),    N_("August"),   N_("September"),
					     N_("October"), N_("November"), N_("December") };

	return names[month - 1];
}

int when_check_date(struct when_text *t, struct date d)
{
	struct date last = { d.year, d.month, 31 };

	if (date_is_valid(d))
		return 0;
	if (d.year < YEAR_MIN || d.year > YEAR_MAX)
		return when_refuse(t, "\"%s\" lies outside the years %d to %d", t->text, YEAR_MIN,
				   YEAR_MAX);
	if (d.month < 1 || d.month > 12)
		return when_refuse(t, "\"%s\" does not exist: a year has 12 months", t->text);
	while (!date_is_valid(last))
		last.day--;
	return when_refuse(t, "\"%s\" does not exist: %s %d has %d days", t->text,
			   _(month_name(d.month)), d.year, last.day);
}

struct date when_year_for(const struct when_text *t, int month, int day)
{
	struct date d = { t->today.year, month, day };

	if (t->bias == WHEN_FUTURE && date_compare(d, t->today) < 0)
		d.year++;
	if (t->bias == WHEN_PAST && date_compare(d, t->today) > 0)
		d.year--;
	return d;
}

struct number {
	int value;
	size_t digits;
};

/* Two or three numbers of at most four digits with the same sign between them, one of "/.-". Returns how many, 0 if it is something else. */
static size_t split_numbers(const char *word, struct number numbers[static 3])
{
	char sign = '\0';

	for (size_t n = 0; n < 3; n++) {
		size_t digits = strspn(word, "0123456789");

		if (digits == 0 || digits > 4)
			return 0;
		numbers[n] = (struct number){ .digits = digits };
		for (; digits > 0; digits--)
			numbers[n].value = numbers[n].value * 10 + (*word++ - '0');
		if (*word == '\0')
			return n > 0 ? n + 1 : 0;
		if (!strchr("/.-", *word) || (n > 0 && *word != sign))
			return 0;
		sign = *word++;
	}
	return 0;
}

/* The date that the numbers mean when day, month and year stand at these places; false if they mean none. */
static bool date_of_numbers(const struct when_text *t, const struct number numbers[], size_t n,
			    const unsigned char places[static 3], struct date *ret)
{
	const struct number *day = &numbers[places[0]], *month = &numbers[places[1]];
	const struct number *year = &numbers[places[2]];

	*ret = when_year_for(t, month->value, day->value);
	if (n == 3)
		ret->year = year->value + (year->digits == 2 ? 2000 : 0);
	return date_is_valid(*ret);
}

/* "03/04" is the third of April to some and the fourth of March to others, so it is never guessed. */
static int refuse_numbers(struct when_text *t, const char *word, const struct number numbers[],
			  size_t n)
{
	/* Places of day, month, year. */
	static const unsigned char orders[][3] = { { 0, 1, 2 }, { 1, 0, 2 }, { 2, 1, 0 } };
	char texts[ELEMENTS(orders)][DATE_TEXT_SIZE];
	size_t n_dates = 0;

	for (size_t i = 0; i < (n == 3 ? ELEMENTS(orders) : 2); i++) {
		struct date d;

		if (!date_of_numbers(t, numbers, n, orders[i], &d))
			continue;
		date_to_text(d, texts[n_dates++]);
		for (size_t k = 0; k + 1 < n_dates; k++)
			if (text_equal(texts[k], texts[n_dates - 1])) {
				n_dates--;
				break;
			}
	}
	if (n_dates == 0 && n == 2 && word[numbers[0].digits] == '.' && numbers[1].digits == 2 &&
	    numbers[0].value < 24 && numbers[1].value < 60)
		return when_refuse(t, "Times are not read as \"%s\"; write %d:%02d", word,
				   numbers[0].value, numbers[1].value);
	if (n_dates == 0)
		return when_refuse_showing(t, "\"%s\" is no date.", word);
	if (n_dates == 1)
		return when_refuse(t, "Dates are not read as \"%s\"; write %s", word, texts[0]);
	if (n_dates == 2)
		return when_refuse(t, "\"%s\" may be %s or %s; write the one that is meant", word,
				   texts[0], texts[1]);
	return when_refuse(t, "\"%s\" may be %s, %s or %s; write the one that is meant", word,
			   texts[0], texts[1], texts[2]);
}

int when_read_date(struct when_text *t, struct when_word *w)
{
	struct number numbers[3];
	size_t n = split_numbers(w->text, numbers);
	int r;

	if (n == 0)
		return 0;
	if (n < 3 || numbers[0].digits != 4 || w->text[4] != '-')
		return refuse_numbers(t, w->text, numbers, n);
	w->kind = WORD_DATE;
	w->date = (struct date){ numbers[0].value, numbers[1].value, numbers[2].value };
	r = when_check_date(t, w->date);
	return r < 0 ? r : 1;
}

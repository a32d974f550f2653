/* SPDX-License-Identifier: MIT */
#include "common/when-words.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"

#define DIGITS "0123456789"

/* Every word that is understood. `least` letters of it are enough. */
static const struct {
	const char *name;
	size_t least;
	enum word_kind kind;
	int value;
} vocabulary[] = {
	{ "monday", 3, WORD_WEEKDAY, MONDAY },
	{ "tuesday", 3, WORD_WEEKDAY, TUESDAY },
	{ "wednesday", 3, WORD_WEEKDAY, WEDNESDAY },
	{ "thursday", 3, WORD_WEEKDAY, THURSDAY },
	{ "friday", 3, WORD_WEEKDAY, FRIDAY },
	{ "saturday", 3, WORD_WEEKDAY, SATURDAY },
	{ "sunday", 3, WORD_WEEKDAY, SUNDAY },
	{ "january", 3, WORD_MONTH, 1 },
	{ "february", 3, WORD_MONTH, 2 },
	{ "march", 3, WORD_MONTH, 3 },
	{ "april", 3, WORD_MONTH, 4 },
	{ "may", 3, WORD_MONTH, 5 },
	{ "june", 3, WORD_MONTH, 6 },
	{ "july", 3, WORD_MONTH, 7 },
	{ "august", 3, WORD_MONTH, 8 },
	{ "september", 3, WORD_MONTH, 9 },
	{ "october", 3, WORD_MONTH, 10 },
	{ "november", 3, WORD_MONTH, 11 },
	{ "december", 3, WORD_MONTH, 12 },
	{ "yesterday", 9, WORD_DAY, -1 },
	{ "today", 5, WORD_DAY, 0 },
	{ "tomorrow", 8, WORD_DAY, 1 },
	{ "tonight", 7, WORD_TONIGHT, 0 },
	{ "last", 4, WORD_WHICH, -1 },
	{ "this", 4, WORD_WHICH, 0 },
	{ "next", 4, WORD_WHICH, 1 },
	{ "now", 3, WORD_NOW, 0 },
	{ "noon", 4, WORD_NOON, 0 },
	{ "midnight", 8, WORD_MIDNIGHT, 0 },
	{ "week", 4, WORD_SPAN, 0 },
	{ "month", 5, WORD_SPAN, 0 },
	{ "year", 4, WORD_SPAN, 0 },
	{ "at", 2, WORD_FILLER, 0 },
	{ "on", 2, WORD_FILLER, 0 },
	{ "of", 2, WORD_FILLER, 0 },
	{ "the", 3, WORD_FILLER, 0 },
};

/* The row of the vocabulary, or -1. */
static int vocabulary_find(const char *word)
{
	size_t size = strlen(word);

	for (size_t i = 0; i < ELEMENTS(vocabulary); i++)
		if (size >= vocabulary[i].least && text_starts_fold(vocabulary[i].name, word))
			return (int)i;
	return -1;
}

static enum word_kind vocabulary_kind(const char *word)
{
	int i = vocabulary_find(word);

	return i < 0 ? (enum word_kind)0 : vocabulary[i].kind;
}

int when_refuse(struct when_text *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (t->ret_why)
		*t->ret_why = text_format_args(_(format), args);
	va_end(args);
	return -EINVAL;
}

int when_refuse_showing(struct when_text *t, const char *format, ...)
{
	cleanup_free char *what = NULL;
	va_list args;

	va_start(args, format);
	what = text_format_args(_(format), args);
	va_end(args);
	if (t->ret_why)
		*t->ret_why = text_format(
			"%s %s", what ? what : "",
			_("Write for example \"2026-11-24 14:00\", \"tomorrow 14:00\", \"fri 9:30\" or \"+3d\""));
	return -EINVAL;
}

static void take_out(struct when_text *t, size_t i, size_t n)
{
	memmove(&t->words[i], &t->words[i + n], (t->n_words - i - n) * sizeof(t->words[0]));
	t->n_words -= n;
}

int when_split(struct when_text *t)
{
	size_t size = strlen(t->text);
	char *rest = t->buffer, *word;

	if (size > WHEN_SIZE_MAX)
		return when_refuse_showing(t, "That is too long for a time (over %d bytes).",
					   WHEN_SIZE_MAX);
	memcpy(t->buffer, t->text, size + 1);
	for (char *c = t->buffer; *c; c++)
		if (*c == ',')
			*c = ' ';
	while ((word = text_word(&rest))) {
		size_t last = strlen(word) - 1;

		if (last > 0 && word[last] == '.') /* "24. Nov.", "2 p.m." */
			word[last] = '\0';
		if (t->n_words == WHEN_WORDS_MAX)
			return when_refuse_showing(t, "\"%s\" has too many words for a time.",
						   t->text);
		t->words[t->n_words++].text = word;
	}
	if (t->n_words == 0)
		return when_refuse_showing(t, "There is no time given.");
	return 0;
}

const char *when_join(const struct when_text *t, char buffer[static WHEN_SIZE_MAX + 1])
{
	size_t n = 0;

	buffer[0] = '\0';
	for (size_t i = 0; i < t->n_words; i++)
		n += (size_t)snprintf(buffer + n, WHEN_SIZE_MAX + 1 - n, "%s%s", i > 0 ? " " : "",
				      t->words[i].text);
	return buffer;
}

int when_take_zone(struct when_text *t, const char *zone)
{
	const char *last = t->words[t->n_words - 1].text;

	if (text_equal_fold(last, "UTC"))
		last = "UTC";
	else if (!zone_is_known(last))
		last = NULL;
	snprintf(t->zone, sizeof(t->zone), "%s", last ? last : zone && *zone ? zone : "UTC");
	if (last)
		take_out(t, t->n_words - 1, 1);
	if (t->n_words == 0)
		return when_refuse_showing(t, "\"%s\" is a zone, but no time is given.", t->text);
	return 0;
}

/* ---- Times of day ------------------------------------------------------------------------------- */

enum meridiem { MERIDIEM_NONE, MERIDIEM_AM, MERIDIEM_PM };

static enum meridiem meridiem_from_text(const char *text)
{
	if (text_equal_fold(text, "am") || text_equal_fold(text, "a.m"))
		return MERIDIEM_AM;
	if (text_equal_fold(text, "pm") || text_equal_fold(text, "p.m"))
		return MERIDIEM_PM;
	return MERIDIEM_NONE;
}

/* Reads a time of day at word i: "14:00", "2pm", "2:30 pm". Returns how many words it has, 0 if it is none, or -EINVAL. */
static int read_time(struct when_text *t, size_t i)
{
	const char *word = t->words[i].text;
	size_t size = strspn(word, DIGITS ":");
	bool colon = memchr(word, ':', size);
	enum meridiem meridiem = MERIDIEM_NONE;
	char clock[sizeof("14:00:30:00")];
	int n_words = 1;

	if (size == 0 || size > strlen("14:00:30"))
		return 0;
	if (word[size])
		meridiem = meridiem_from_text(word + size);
	else if (i + 1 < t->n_words)
		meridiem = meridiem_from_text(t->words[i + 1].text);
	if (word[size] ? meridiem == MERIDIEM_NONE : !colon && meridiem == MERIDIEM_NONE)
		return 0;
	if (!word[size] && meridiem != MERIDIEM_NONE)
		n_words = 2;
	snprintf(clock, sizeof(clock), "%.*s%s", (int)size, word, colon ? "" : ":00");
	if (clock_from_text(clock, &t->hour, &t->minute, &t->second) < 0 ||
	    (meridiem != MERIDIEM_NONE && (t->hour < 1 || t->hour > 12)))
		return when_refuse(
			t,
			"\"%s\" is no time of day; there are 00:00 to 23:59, and 12am to 11:59pm",
			word);
	if (meridiem != MERIDIEM_NONE)
		t->hour = t->hour % 12 + (meridiem == MERIDIEM_PM ? 12 : 0);
	return n_words;
}

/* The 'T' of "2026-11-24T14:00" is a blank to us. */
static void cut_stamp(struct when_text *t, size_t i)
{
	char *word = t->words[i].text;

	if (strspn(word, DIGITS "-") != strlen("2026-11-24") ||
	    (word[10] != 'T' && word[10] != 't') || t->n_words == WHEN_WORDS_MAX)
		return;
	memmove(&t->words[i + 1], &t->words[i], (t->n_words - i) * sizeof(t->words[0]));
	t->n_words++;
	word[10] = '\0';
	t->words[i + 1].text = word + 11;
}

int when_take_time(struct when_text *t)
{
	size_t i = 0;

	while (i < t->n_words) {
		enum word_kind kind = vocabulary_kind(t->words[i].text);
		bool had_time = t->has_time;
		int n = 1;

		cut_stamp(t, i);
		if (kind == WORD_FILLER) {
			take_out(t, i, 1);
			continue;
		}
		if (kind == WORD_NOON || kind == WORD_MIDNIGHT)
			t->hour = kind == WORD_NOON ? 12 : 0;
		else
			n = read_time(t, i);
		if (n < 0)
			return n;
		if (n == 0) {
			i++;
			continue;
		}
		if (had_time)
			return when_refuse_showing(t, "\"%s\" has two times of day.", t->text);
		t->has_time = true;
		t->midnight = kind == WORD_MIDNIGHT;
		take_out(t, i, (size_t)n);
	}
	return 0;
}

/* ---- All other words ---------------------------------------------------------------------------- */

static bool read_vocabulary(struct when_word *w)
{
	int i = vocabulary_find(w->text);

	if (i < 0)
		return false;
	w->kind = vocabulary[i].kind;
	w->value = vocabulary[i].value;
	return true;
}

/* "24", "24th", "2026". */
static bool read_number(struct when_word *w)
{
	static const char *const endings[] = { "", "st", "nd", "rd", "th" };
	size_t digits = strspn(w->text, DIGITS);
	bool ends = false;

	if (digits != 1 && digits != 2 && digits != 4)
		return false;
	for (size_t i = 0; i < (digits == 4 ? 1 : ELEMENTS(endings)); i++)
		ends = ends || text_equal_fold(w->text + digits, endings[i]);
	for (size_t i = 0; i < digits; i++)
		w->value = w->value * 10 + (w->text[i] - '0');
	w->kind = digits == 4 ? WORD_YEAR : WORD_NUMBER;
	return ends;
}

/* The word of the vocabulary, or its short form, that this is a typo of; NULL if there is none. */
static const char *nearest_word(const char *word)
{
	static const char *const short_forms[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun",
						   "jan", "feb", "mar", "apr", "may", "jun", "jul",
						   "aug", "sep", "oct", "nov", "dec" };
	const char *names[ELEMENTS(vocabulary)], *nearest;

	for (size_t i = 0; i < ELEMENTS(names); i++)
		names[i] = vocabulary[i].name;
	nearest = text_nearest(word, names, ELEMENTS(names));
	return nearest ? nearest : text_nearest(word, short_forms, ELEMENTS(short_forms));
}

/* Says what an unknown word may have been meant for: another word or, at the end, a zone. */
static int refuse_word(struct when_text *t, size_t i)
{
	const char *word = t->words[i].text, *near = nearest_word(word);
	size_t size = strlen(word), all = strlen(t->text);
	/* A zone stands behind all else: "berlin" in "14:00 berlin", not in "berlin 14:00". */
	bool last = i + 1 == t->n_words && (i > 0 || t->has_time) && all > size &&
		    text_equal(t->text + all - size, word);
	cleanup_free char *zone = NULL;

	if (last && (strchr(word, '/') || !near))
		zone = zone_nearest(word);
	if (zone)
		return when_refuse(t, "\"%s\" is no time zone; did you mean %s?", word, zone);
	if (last && strchr(word, '/'))
		return when_refuse(t, "\"%s\" is no time zone. Zones are named like Europe/Berlin",
				   word);
	if (near)
		return when_refuse_showing(t, "\"%s\" is no time; did you mean \"%s\"?", word,
					   near);
	return when_refuse_showing(t, "\"%s\" is no time.", word);
}

int when_read_words(struct when_text *t)
{
	for (size_t i = 0; i < t->n_words; i++) {
		struct when_word *w = &t->words[i];
		int r;

		if (read_vocabulary(w) || read_number(w))
			continue;
		r = when_read_date(t, w);
		if (r < 0)
			return r;
		if (r == 0)
			return refuse_word(t, i);
	}
	return 0;
}

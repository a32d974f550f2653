/* SPDX-License-Identifier: MIT */
#include "cli/letters/language.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"

/* What a language cannot do without. */
static const char *const needed[] = {
	"today", "yesterday",    "and",   "on-weekday", "on-date",
	"date",  "date-of-year", "clock", "weekdays",   "months",
};

static int read_line(struct language *l, const char *file, unsigned line, char *text,
		     struct complaints *complaints)
{
	char *equals = strchr(text, '=');

	text = text_trim(text);
	if (!*text || *text == '#')
		return 0;
	if (!equals || l->n_words == LANGUAGE_WORDS_MAX) {
		complain(complaints, file, line, "a line here is `key = text`");
		return -EINVAL;
	}
	*equals = '\0';
	l->words[l->n_words].key = text_trim(text);
	l->words[l->n_words++].value = text_trim(equals + 1);
	return 0;
}

static int read_lines(struct language *l, const char *file, struct complaints *complaints)
{
	char *rest = l->text, *text;
	int r = 0;

	for (unsigned line = 1; r == 0 && (text = strsep(&rest, "\n")); line++)
		r = read_line(l, file, line, text, complaints);
	for (size_t i = 0; r == 0 && i < ELEMENTS(needed); i++)
		if (!language_word(l, needed[i])) {
			complain(complaints, file, 0, "`%s` is missing", needed[i]);
			r = -EINVAL;
		}
	return r;
}

int language_read(const struct letter_files *files, const char *code, struct language *ret,
		  struct complaints *complaints)
{
	cleanup_language struct language l = { 0 };
	cleanup_free char *name = text_format("language.%s.txt", code), *path = NULL;
	int r;

	if (!name)
		return -ENOMEM;
	if (strlen(code) >= sizeof(l.code) || strchr(code, '/'))
		return -ENOENT;
	snprintf(l.code, sizeof(l.code), "%s", code);
	r = letter_files_read(files, name, &path, &l.text);
	if (r == 0)
		r = read_lines(&l, path, complaints);
	if (r < 0)
		return r;
	*ret = l;
	l = (struct language){ 0 };
	return 0;
}

void language_done(struct language *l)
{
	free(l->text);
	*l = (struct language){ 0 };
}

const char *language_word(const struct language *l, const char *key)
{
	for (size_t i = 0; i < l->n_words; i++)
		if (text_equal(l->words[i].key, key))
			return l->words[i].value;
	return NULL;
}

/* The nth of blank-separated words. */
static void nth_word(const char *words, int nth, char *buffer, size_t size)
{
	for (; nth > 0; nth--) {
		words += strcspn(words, " ");
		words += strspn(words, " ");
	}
	snprintf(buffer, size, "%.*s", (int)strcspn(words, " "), words);
}

struct place_value {
	const char *name;
	const char *value;
};

/* Puts the values in the places of "{weekday}, {day} {month}". */
static char *compose(const char *form, const struct place_value values[], size_t n)
{
	cleanup_text struct text out = { 0 };

	while (*form) {
		size_t size = strcspn(form, "{"), name = strcspn(form + size, "}");

		text_add_bytes(&out, form, size);
		form += size;
		for (size_t i = 0; *form && i < n; i++)
			if (strlen(values[i].name) == name - 1 &&
			    strncmp(values[i].name, form + 1, name - 1) == 0)
				text_add(&out, "%s", values[i].value);
		form += *form && form[name] ? name + 1 : name;
	}
	return text_take(&out);
}

static char *say_date(const struct language *l, const char *key, struct date d)
{
	char weekday[64], month[64], day[16], year[16];

	nth_word(language_word(l, "weekdays"), (int)date_weekday(d), weekday, sizeof(weekday));
	nth_word(language_word(l, "months"), d.month - 1, month, sizeof(month));
	snprintf(day, sizeof(day), "%d", d.day);
	snprintf(year, sizeof(year), "%d", d.year);
	const struct place_value values[] = {
		{ "weekday", weekday }, { "day", day }, { "month", month }, { "year", year }
	};
	return compose(language_word(l, key), values, ELEMENTS(values));
}

char *language_day(const struct language *l, struct date d, struct date today)
{
	int64_t ago = date_to_days(today) - date_to_days(d);

	if (ago == 0)
		return text_copy(language_word(l, "today"));
	if (ago == 1)
		return text_copy(language_word(l, "yesterday"));
	return say_date(l, ago > 1 && ago < 7 ? "on-weekday" : "on-date", d);
}

char *language_date(const struct language *l, struct date d, struct date today)
{
	return say_date(l, d.year == today.year ? "date" : "date-of-year", d);
}

char *language_clock(const struct language *l, int hour, int minute)
{
	char hours[16], minutes[16];

	snprintf(hours, sizeof(hours), "%d", hour);
	snprintf(minutes, sizeof(minutes), "%02d", minute);
	const struct place_value values[] = { { "hour", hours }, { "minute", minutes } };
	return compose(language_word(l, "clock"), values, ELEMENTS(values));
}

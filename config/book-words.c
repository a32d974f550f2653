/* SPDX-License-Identifier: MIT */
#include "config/book-parse.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"

/* The words that facts are made of, and how a complaint about them is put. */

#define OFFSET_MAX (24 * 60) /* minutes; on earth it is 14 h */

/* ---- Complaints --------------------------------------------------------------------------------- */

void fact_complain(struct fact_reader *f, const char *format, ...)
{
	char *what = NULL;
	va_list args;

	va_start(args, format);
	what = text_format_args(_(format), args);
	va_end(args);
	complain(f->complaints, f->file, f->line, "%s: %s; as in `%s = %s`", f->key->name,
		 what ? what : _("it is wrong"), f->key->name, f->key->example);
	free(what);
}

void fact_hint(struct fact_reader *f, const char *format, ...)
{
	char *what = NULL;
	va_list args;

	va_start(args, format);
	what = text_format_args(_(format), args);
	va_end(args);
	complain_hint(f->complaints, f->file, f->line, "%s: %s", f->key->name,
		      what ? what : _("it looks wrong"));
	free(what);
}

void fact_complain_word(struct fact_reader *f, const char *noun, enum name_list list,
			const char *word)
{
	const char *nearest = names_nearest(list, word);
	char all[256];

	if (nearest)
		complain(f->complaints, f->file, f->line, "%s: `%s` is no %s, did you mean `%s`?",
			 f->key->name, word, _(noun), nearest);
	else
		complain(f->complaints, f->file, f->line, "%s: `%s` is no %s; choose one of %s",
			 f->key->name, word, _(noun), names_listed(list, all, sizeof(all)));
}

/* ---- Words -------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char *skip_blanks(char *text)
{
	while (is_blank(*text))
		text++;
	return text;
}

/* The first colon that does not stand inside <…>. */
static char *find_colon(char *value)
{
	bool inside = false;

	for (char *c = value; *c; c++) {
		if (*c == '<')
			inside = true;
		else if (*c == '>')
			inside = false;
		else if (*c == ':' && !inside)
			return c;
	}
	return NULL;
}

char *fact_cut_text(char *value)
{
	char *colon = find_colon(value), *text = NULL;

	if (colon) {
		*colon = '\0';
		text = text_trim(colon + 1);
	}
	text_trim(value);
	return text && *text ? text : NULL;
}

char *fact_cut_behind(char *value, const char *word)
{
	size_t size = strlen(word);

	for (char *c = value; *c; c++) {
		bool begins = c == value || is_blank(c[-1]);

		if (begins && text_starts_fold(c, word) && (!c[size] || is_blank(c[size]))) {
			char *rest = skip_blanks(c + size);

			*c = '\0';
			return rest;
		}
	}
	return NULL;
}

bool fact_all_is_read(struct fact_reader *f, char *rest)
{
	rest = text_trim(rest);
	if (!*rest)
		return true;
	fact_complain(f, "`%s` is not understood; a text stands behind a colon", rest);
	return false;
}

/* ---- Dates and times ---------------------------------------------------------------------------- */

/* A date has the form of one even where there is no such day. */
static size_t date_size(const char *text)
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; form[i]; i++)
		if (form[i] == '0' ? !is_digit(text[i]) : text[i] != form[i])
			return 0;
	return is_digit(text[strlen(form)]) ? 0 : strlen(form);
}

static void complain_no_date(struct fact_reader *f, char *text)
{
	text[strcspn(text, " \t:")] = '\0';
	if (*text)
		fact_complain(f, "`%s` is no date, write it as 2026-11-24", text);
	else
		fact_complain(f, "there is no date");
}

bool fact_take_date(struct fact_reader *f, char **rest, struct date *ret)
{
	char *text = skip_blanks(*rest), date[] = "2026-11-24";
	size_t size = date_size(text);

	if (size == 0) {
		complain_no_date(f, text);
		return false;
	}
	memcpy(date, text, size);
	if (date_from_text(date, ret) < 0) {
		fact_complain(f, "there is no day %s in the calendar", date);
		return false;
	}
	*rest = text + size;
	return true;
}

/* "+01:00", "-0500", "+01" or "Z" in seconds. */
static bool offset_read(const char *text, int *ret)
{
	char sign = *text;
	int64_t hour, minute = 0;
	char digits[5] = "";
	size_t n = 0;

	if (text_equal_fold(text, "Z")) {
		*ret = 0;
		return true;
	}
	for (text++; *text; text++) {
		if (*text == ':' && n == 2)
			continue;
		if (n == sizeof(digits) - 1)
			return false;
		digits[n++] = *text;
	}
	if ((n != 2 && n != 4) || (n == 4 && text_to_int(digits + 2, 0, 59, &minute) < 0))
		return false;
	digits[2] = '\0';
	if (text_to_int(digits, 0, 23, &hour) < 0)
		return false;
	*ret = (int)(hour * 60 + minute) * (sign == '-' ? -60 : 60);
	return true;
}

/* "17:10" or "17:10:30", with or without an offset. */
static bool time_read(const char *zone, struct reading *reading, char *word, usec_t *ret)
{
	char *offset_text = strpbrk(word, "+-Zz"), sign = offset_text ? *offset_text : '\0';
	int offset = 0;
	bool good;

	if (offset_text && !offset_read(offset_text, &offset))
		return false;
	if (offset_text)
		*offset_text = '\0';
	good = clock_from_text(word, &reading->hour, &reading->minute, &reading->second) == 0;
	if (offset_text)
		*offset_text = sign;
	if (!good)
		return false;
	*ret = offset_text ? zone_instant(NULL, reading) - offset * USEC_PER_SEC
			   : zone_instant(zone, reading);
	return true;
}

bool fact_take_stamp(struct fact_reader *f, char **rest, usec_t *ret)
{
	struct reading reading = { .hour = 12 };
	char *word, *end, behind;
	bool good;

	if (!fact_take_date(f, rest, &reading.date))
		return false;
	word = **rest == 'T' && is_digit((*rest)[1]) ? *rest + 1 : skip_blanks(*rest);
	if (!is_digit(*word)) {
		*ret = zone_instant(f->interview->zone, &reading);
		return true;
	}
	end = word + strcspn(word, " \t");
	if (end[-1] == ':')
		end--;
	behind = *end;
	*end = '\0';
	good = time_read(f->interview->zone, &reading, word, ret);
	if (!good)
		fact_complain(f, "`%s` is no time of day, write it as 17:10 or 17:10+01:00", word);
	*end = behind;
	*rest = end;
	return good;
}

bool fact_has_room(struct fact_reader *f, size_t n, size_t max)
{
	if (n < max)
		return true;
	complain(
		f->complaints, f->file, f->line,
		"%s: there are %zu of them in this interview, and no more are read; leave some out",
		f->key->name, n);
	return false;
}

bool fact_zone_is_good(struct fact_reader *f, const char *zone)
{
	cleanup_free char *nearest = NULL;

	if (zone_is_known(zone))
		return true;
	if (!complaints_are_full(f->complaints))
		nearest = zone_nearest(zone);
	if (nearest)
		complain(f->complaints, f->file, f->line,
			 "%s: `%s` is no time zone, did you mean `%s`?", f->key->name, zone,
			 nearest);
	else
		complain(f->complaints, f->file, f->line,
			 "%s: `%s` is no time zone, which is named by a place; "
			 "as in `Europe/Berlin`",
			 f->key->name, zone);
	return false;
}

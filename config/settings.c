/* SPDX-License-Identifier: MIT */
#include "config/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/voice.h"
#include "config/ini.h"
#include "config/settings-keys.h"
#include "config/settings-parse.h"

/*
 * Defaults are read from the table's texts by the same readers as the user's, then come the user's own. There are three kinds of
 * sections: the fixed ones of the table, holidays for one zone or all, and milestones of the user's own.
 */

void settings_hint_at_key(struct settings_reader *r, const char *key, const char *nearest,
			  unsigned line)
{
	if (nearest)
		complain_hint(r->complaints, r->file, line,
			      "`%s` means nothing here, did you mean `%s`?", key, nearest);
	else
		complain_hint(r->complaints, r->file, line,
			      "`%s` means nothing here; the line is left as it is", key);
}

/* ---- Rows of the table -------------------------------------------------------------------------- */

static int read_row(struct settings *s, const struct setting *row, const char *text, char **ret_why)
{
	cleanup_free char *copy = text_copy(text);

	if (!copy)
		return -ENOMEM;
	return row->read(text_trim(copy), (char *)s + row->offset, ret_why);
}

static int set_defaults(struct settings *s)
{
	const struct setting *row;
	int r = 0;

	for (size_t i = 0; r == 0 && (row = setting_at(i)); i++) {
		cleanup_free char *why = NULL;

		r = read_row(s, row, row->text, &why);
	}
	return r;
}

/* What would be right is shown by the default; `closed` has none. */
static const char *example_of(const struct setting *row)
{
	return *row->text ? row->text : "12-24..01-02";
}

static int take_row(struct settings_reader *r, const char *key, const char *value, unsigned line)
{
	cleanup_free char *why = NULL;
	size_t i = 0;
	const struct setting *row = setting_find(r->name, key, &i);
	int e;

	if (!row) {
		settings_hint_at_key(r, key, setting_nearest(r->name, key), line);
		return 0;
	}
	if (r->row_lines[i] > 0) {
		complain(r->complaints, r->file, line,
			 "`%s` stands in line %u already; keep one of them", key, r->row_lines[i]);
		return 0;
	}
	r->row_lines[i] = line;
	if (text_is_empty(value) && *row->text) {
		complain(r->complaints, r->file, line,
			 "%s: there is nothing behind `=`; as in `%s = %s`", key, key, row->text);
		return 0;
	}
	e = read_row(&r->s, row, value, &why);
	if (e == -EINVAL)
		complain(r->complaints, r->file, line, "%s: %s; as in `%s = %s`", key,
			 why ? why : _("this is wrong"), key, example_of(row));
	return e == -EINVAL ? 0 : e;
}

static struct duration *span_of(struct settings *s, const char *key)
{
	const struct setting *row = setting_find("etiquette", key, NULL);

	return (struct duration *)((char *)s + row->offset);
}

static unsigned line_of(const struct settings_reader *r, const char *key)
{
	size_t i;

	return setting_find("etiquette", key, &i) ? r->row_lines[i] : 0;
}

static void reset(struct settings *s, const char *key)
{
	const struct setting *row = setting_find("etiquette", key, NULL);

	duration_from_text(row->text, span_of(s, key));
}

/* Spans of different units can't be compared without a calendar. */
static void check_orders(struct settings_reader *r)
{
	const struct setting_order *o;

	for (size_t i = 0; (o = setting_order_at(i)); i++) {
		const struct duration *earlier = span_of(&r->s, o->earlier);
		const struct duration *later = span_of(&r->s, o->later);
		unsigned line =
			line_of(r, o->later) ? line_of(r, o->later) : line_of(r, o->earlier);
		char a[DURATION_TEXT_SIZE], b[DURATION_TEXT_SIZE];

		if (earlier->unit != later->unit || earlier->amount <= later->amount)
			continue;
		complain(r->complaints, r->file, line,
			 "`%s = %s` is later than `%s = %s`; set both, in order", o->earlier,
			 duration_to_text(*earlier, a), o->later, duration_to_text(*later, b));
		reset(&r->s, o->earlier);
		reset(&r->s, o->later);
	}
}

/* ---- Sections ----------------------------------------------------------------------------------- */

/* What stands behind the first word, which is `word`; NULL: it is another. */
static const char *behind_word(const char *section, const char *word)
{
	size_t size = strlen(word);

	if (!text_starts(section, word) || (section[size] && section[size] != ' '))
		return NULL;
	section += size;
	while (*section == ' ')
		section++;
	return section;
}

static void hint_at_section(struct settings_reader *r, const char *section)
{
	static const char *const names[] = { "etiquette", "moment", "popup", "holidays",
					     "milestone" };
	cleanup_free char *word = text_format("%.*s", (int)strcspn(section, " "), section);
	const char *rest = section + strcspn(section, " ");
	const char *nearest = word ? text_nearest(word, names, ELEMENTS(names)) : NULL;

	if (nearest)
		complain_hint(r->complaints, r->file, r->line,
			      "[%s] means nothing here, did you mean [%s%s]?", section, nearest,
			      rest);
	else
		complain_hint(r->complaints, r->file, r->line,
			      "[%s] means nothing here; its lines are left as they are", section);
}

static int take_section(void *user, const char *section, unsigned line)
{
	struct settings_reader *r = user;
	const char *rest;

	milestone_end(r);
	r->section = SECTION_UNKNOWN;
	r->line = line;
	if (setting_section_is_known(section)) {
		r->section = SECTION_TABLE;
		snprintf(r->name, sizeof(r->name), "%s", section);
	} else if ((rest = behind_word(section, "holidays")))
		holidays_begin(r, rest);
	else if ((rest = behind_word(section, "milestone")))
		return milestone_begin(r, rest);
	else
		hint_at_section(r, section);
	return 0;
}

static int take_fact(void *user, const char *section, const char *key, const char *value,
		     unsigned line)
{
	struct settings_reader *r = user;

	if (!*section)
		complain(
			r->complaints, r->file, line,
			"this line belongs to no section; put a line such as [etiquette] above it");
	switch (r->section) {
	case SECTION_TABLE:
		return take_row(r, key, value, line);
	case SECTION_HOLIDAYS:
		return holidays_take(r, key, value, line);
	case SECTION_MILESTONE:
		return milestone_take(r, key, value, line);
	case SECTION_UNKNOWN:
		break;
	}
	return 0;
}

/* ---- All ---------------------------------------------------------------------------------------- */

void settings_done(struct settings *s)
{
	for (size_t i = 0; i < s->etiquette.n_custom; i++)
		milestone_free(&s->etiquette.custom[i]);
	free(s->etiquette.custom);
	free(s->moment.closed);
	holidays_cut(&s->moment, 0);
	free(s->moment.holidays);
	for (size_t i = 0; i < s->n_calendars; i++) {
		free(s->calendars[i].path);
		free(s->calendars[i].zone);
	}
	free(s->calendars);
	*s = (struct settings){ 0 };
}

void settings_forget_calendars(struct settings *s)
{
	holidays_cut(&s->moment, s->n_dates);
}

int settings_add_holidays(struct settings *s, const char *zone, const struct date *dates, size_t n)
{
	struct moment_settings *m = &s->moment;
	struct holiday *more =
		n ? reallocarray(m->holidays, m->n_holidays + n, sizeof(*more)) : NULL;

	if (n && !more)
		return -ENOMEM;
	m->holidays = n ? more : m->holidays;
	for (size_t i = 0; i < n; i++) {
		struct holiday day = { .zone = text_copy(zone), .date = dates[i] };

		if (zone && !day.zone)
			return -ENOMEM;
		m->holidays[m->n_holidays++] = day;
	}
	return 0;
}

int settings_parse(const char *text, size_t size, const char *file, const char *directory,
		   struct settings *ret, struct complaints *complaints)
{
	static const struct ini_listener listener = { take_section, take_fact, NULL, NULL };
	struct settings_reader r = { .file = file,
				     .directory = directory,
				     .complaints = complaints };
	size_t n_before = complaints->n;
	int e = set_defaults(&r.s);

	if (e == 0)
		e = ini_read(text, size, file, &listener, &r, complaints);
	if (e == 0) {
		milestone_end(&r);
		check_orders(&r);
		milestones_check(&r);
		complaints_sort(complaints, n_before);
		*ret = r.s;
	} else {
		settings_done(&r.s);
	}
	free(r.custom_lines);
	return e;
}

/* SPDX-License-Identifier: MIT */
#include "config/settings-parse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/paths.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"
#include "config/book.h"
#include "config/settings-keys.h"
#include "etiquette/rule.h"

#define MILESTONES_MAX 100

/* ---- Holidays ----------------------------------------------------------------------------------- */

void holidays_begin(struct settings_reader *r, const char *zone)
{
	cleanup_free char *nearest = NULL;

	if (!*zone || zone_is_known(zone)) {
		r->section = SECTION_HOLIDAYS;
		snprintf(r->name, sizeof(r->name), "%s", zone);
		return;
	}
	if (!complaints_are_full(r->complaints))
		nearest = zone_nearest(zone);
	complain(r->complaints, r->file, r->line,
		 "`%s` is no time zone, which is named by a place; as in [holidays %s]", zone,
		 nearest ? nearest : "Europe/Berlin");
}

static int take_dates(struct settings_reader *r, const char *value, unsigned line)
{
	cleanup_free char *why = NULL, *copy = text_copy(value);
	int e = copy ? read_holidays(copy, *r->name ? r->name : NULL, &r->s.moment, &why) : -ENOMEM;

	r->s.n_dates = r->s.moment.n_holidays;
	if (e == -EINVAL)
		complain(r->complaints, r->file, line,
			 "dates: %s; as in `dates = 2026-12-25, 2026-12-26`",
			 why ? why : _("this is wrong"));
	return e == -EINVAL ? 0 : e;
}

static bool is_calendar(const struct holiday_calendar *c, const char *path, const char *zone)
{
	return text_equal(c->path, path) && text_equal(c->zone ? c->zone : "", zone);
}

static int add_calendar(struct settings_reader *r, char **path, unsigned line)
{
	struct settings *s = &r->s;
	struct holiday_calendar c = { .line = line }, *more;

	for (size_t i = 0; i < s->n_calendars; i++)
		if (is_calendar(&s->calendars[i], *path, r->name))
			return 0;
	if (s->n_calendars == CALENDARS_MAX) {
		complain(r->complaints, r->file, line,
			 "calendar: there are too many of them; keep the first %zu", CALENDARS_MAX);
		return 0;
	}
	more = reallocarray(s->calendars, s->n_calendars + 1, sizeof(*more));
	if (!more)
		return -ENOMEM;
	s->calendars = more;
	if (*r->name && !(c.zone = text_copy(r->name)))
		return -ENOMEM;
	c.path = TAKE_PTR(*path);
	s->calendars[s->n_calendars++] = c;
	return 0;
}

static int take_calendar(struct settings_reader *r, const char *value, unsigned line)
{
	cleanup_free char *copy = text_copy(value), *path = NULL;
	const char *name = copy ? text_trim(copy) : "";
	int e = copy ? 0 : -ENOMEM;

	if (e == 0 && !*name)
		complain(r->complaints, r->file, line,
			 "calendar: there is nothing behind `=`; as in `calendar = holidays.ics`");
	if (e < 0 || !*name)
		return e;
	e = path_meant(name, r->directory, &path);
	if (e == -ENOENT)
		complain(
			r->complaints, r->file, line,
			"calendar: there is no home directory for `~`; as in `calendar = /PATH/holidays.ics`");
	return e == -ENOENT ? 0 : e < 0 ? e : add_calendar(r, &path, line);
}

int holidays_take(struct settings_reader *r, const char *key, const char *value, unsigned line)
{
	static const char *const keys[] = { "dates", "calendar" };

	if (text_equal(key, "calendar"))
		return take_calendar(r, value, line);
	if (text_equal(key, "dates"))
		return take_dates(r, value, line);
	settings_hint_at_key(r, key, text_nearest(key, keys, ELEMENTS(keys)), line);
	return 0;
}

void holidays_cut(struct moment_settings *m, size_t n)
{
	while (m->n_holidays > n)
		free(m->holidays[--m->n_holidays].zone);
}

/* ---- Milestones of the user's own --------------------------------------------------------------- */

void milestone_free(struct custom_milestone *c)
{
	free(c->name);
	free(c->after);
	free(c->text);
	*c = (struct custom_milestone){ 0 };
}

static const struct custom_milestone *find_custom(const struct etiquette_settings *e,
						  const char *name)
{
	for (size_t i = 0; i < e->n_custom; i++)
		if (text_equal(e->custom[i].name, name))
			return &e->custom[i];
	return NULL;
}

static bool name_is_taken(const char *name)
{
	return rule_find(name) || text_equal(name, "interview") || text_equal(name, "reply") ||
	       text_equal(name, "other");
}

/* True, and it was said, if there can't be a milestone of that name. */
static bool name_is_wrong(struct settings_reader *r, const char *name)
{
	if (!*name)
		complain(r->complaints, r->file, r->line,
			 "this milestone has no name; as in [milestone references]");
	else if (!book_id_is_valid(name))
		complain(r->complaints, r->file, r->line,
			 "`%s` can't be a milestone's name, which is made of a-z, 0-9 and `-`; "
			 "as in [milestone references]",
			 name);
	else if (name_is_taken(name))
		complain(
			r->complaints, r->file, r->line,
			"`%s` means something already; give it a name of its own, as in [milestone references]",
			name);
	else if (r->s.etiquette.n_custom == MILESTONES_MAX)
		complain(r->complaints, r->file, r->line,
			 "there are too many milestones; keep the first %d", MILESTONES_MAX);
	else
		return false;
	return true;
}

int milestone_begin(struct settings_reader *r, const char *name)
{
	struct etiquette_settings *e = &r->s.etiquette;
	struct custom_milestone c = { 0 }, *more;
	unsigned *lines;

	if (name_is_wrong(r, name))
		return 0;
	more = reallocarray(e->custom, e->n_custom + 1, sizeof(e->custom[0]));
	if (!more)
		return -ENOMEM;
	e->custom = more;
	lines = reallocarray(r->custom_lines, e->n_custom + 1, sizeof(lines[0]));
	if (!lines)
		return -ENOMEM;
	r->custom_lines = lines;
	c.name = text_copy(name);
	c.after = text_copy("interview");
	r->section = SECTION_MILESTONE;
	r->has_after = r->has_opens = r->has_deadline = r->has_text = r->is_spoilt = false;
	lines[e->n_custom] = r->line;
	e->custom[e->n_custom++] = c;
	return c.name && c.after ? 0 : -ENOMEM;
}

static int take_span(struct settings_reader *r, const char *key, const char *value, unsigned line,
		     struct duration *span)
{
	if (duration_from_text(value, span) == 0)
		return 0;
	r->is_spoilt = true;
	complain(r->complaints, r->file, line, "%s: `%s` is no span of time; as in `%s = 3d`", key,
		 value, key);
	return 0;
}

/* True, and it was said, if the line stands a second time. */
static bool stands_twice(struct settings_reader *r, const char *key, unsigned line, bool *has)
{
	if (*has)
		complain(r->complaints, r->file, line,
			 "`%s` stands twice in this section; keep one of them", key);
	return *has || !(*has = true);
}

static int take_text(const char *value, char **text)
{
	char *copy = text_copy(value);

	if (!copy)
		return -ENOMEM;
	free(*text);
	*text = copy;
	return 0;
}

int milestone_take(struct settings_reader *r, const char *key, const char *value, unsigned line)
{
	static const char *const keys[] = { "after", "opens", "deadline", "text" };
	struct etiquette_settings *e = &r->s.etiquette;
	struct custom_milestone *c = &e->custom[e->n_custom - 1];

	if (text_equal(key, "after"))
		return stands_twice(r, key, line, &r->has_after) ? 0 : take_text(value, &c->after);
	if (text_equal(key, "text"))
		return stands_twice(r, key, line, &r->has_text) ? 0 : take_text(value, &c->text);
	if (text_equal(key, "opens"))
		return stands_twice(r, key, line, &r->has_opens)
			       ? 0
			       : take_span(r, key, value, line, &c->opens);
	if (text_equal(key, "deadline"))
		return stands_twice(r, key, line, &r->has_deadline)
			       ? 0
			       : take_span(r, key, value, line, &c->deadline);
	settings_hint_at_key(r, key, text_nearest(key, keys, ELEMENTS(keys)), line);
	return 0;
}

#define HOUR_USEC ((int64_t)3600 * 1000 * 1000)

/* How long a span is at least and at most, in hours: a day may have 23 or 25; working days may be far away. */
static int64_t hours_at_least(struct duration d)
{
	return d.unit == DURATION_EXACT  ? d.amount / HOUR_USEC
	       : d.unit == DURATION_DAYS ? d.amount * 23
					 : (d.amount - 1) * 23;
}

static int64_t hours_at_most(struct duration d)
{
	return d.unit == DURATION_EXACT  ? d.amount / HOUR_USEC + 1
	       : d.unit == DURATION_DAYS ? d.amount * 25
					 : INT64_MAX;
}

static bool ends_too_soon(const struct custom_milestone *c)
{
	if (c->opens.unit == c->deadline.unit)
		return c->opens.amount > c->deadline.amount;
	return hours_at_least(c->opens) > hours_at_most(c->deadline);
}

static const char *what_is_missing(const struct settings_reader *r,
				   const struct custom_milestone *c)
{
	return !r->has_opens            ? N_("does not say when it opens; add a line `opens = 3d`")
	       : !r->has_deadline       ? N_("has no deadline; add a line `deadline = 5d`")
	       : text_is_empty(c->text) ? N_("has no text; add a line `text = Send the references`")
	       : ends_too_soon(c)       ? N_("ends before it opens; give it a later deadline")
					: NULL;
}

static void drop_last(struct settings_reader *r)
{
	milestone_free(&r->s.etiquette.custom[--r->s.etiquette.n_custom]);
}

void milestone_end(struct settings_reader *r)
{
	struct etiquette_settings *e = &r->s.etiquette;
	const char *missing;

	if (r->section != SECTION_MILESTONE)
		return;
	missing = r->is_spoilt ? NULL : what_is_missing(r, &e->custom[e->n_custom - 1]);
	if (missing)
		complain(r->complaints, r->file, r->line, "[milestone %s] %s",
			 e->custom[e->n_custom - 1].name, _(missing));
	if (missing || r->is_spoilt)
		drop_last(r);
}

/* What it comes after, and what that comes after, ends with something that is not of the user's own. */
static bool comes_in_a_circle(const struct etiquette_settings *e, const struct custom_milestone *c)
{
	for (size_t i = 0; i <= e->n_custom && c; i++)
		c = find_custom(e, c->after);
	return c;
}

static bool comes_after_something(const struct etiquette_settings *e,
				  const struct custom_milestone *c)
{
	return text_equal(c->after, "interview") || rule_find(c->after) || find_custom(e, c->after);
}

static const char *nearest_event(const struct etiquette_settings *e, const char *name)
{
	const char *names[RULE_COUNT + MILESTONES_MAX + 1] = { "interview" };
	size_t n = 1;

	for (size_t i = 0; i < RULE_COUNT; i++)
		if (rules[i].name)
			names[n++] = rules[i].name;
	for (size_t i = 0; i < e->n_custom; i++)
		names[n++] = e->custom[i].name;
	return text_nearest(name, names, n);
}

static void complain_about_after(struct settings_reader *r, size_t i)
{
	const struct etiquette_settings *e = &r->s.etiquette;
	const struct custom_milestone *c = &e->custom[i];
	const char *nearest = nearest_event(e, c->after);

	if (comes_after_something(e, c))
		complain(r->complaints, r->file, r->custom_lines[i],
			 "[milestone %s] comes after `%s`, which never comes without it; "
			 "as in `after = interview` or `after = thank-you`",
			 c->name, c->after);
	else if (nearest && !text_equal(nearest, c->name))
		complain(
			r->complaints, r->file, r->custom_lines[i],
			"[milestone %s] comes after `%s`, but there is no such milestone; did you mean `%s`?",
			c->name, c->after, nearest);
	else
		complain(r->complaints, r->file, r->custom_lines[i],
			 "[milestone %s] comes after `%s`, but there is no such milestone; "
			 "as in `after = interview` or `after = thank-you`",
			 c->name, c->after);
}

static void drop_milestone(struct settings_reader *r, size_t i)
{
	struct etiquette_settings *e = &r->s.etiquette;
	struct custom_milestone *c = &e->custom[i];

	milestone_free(c);
	e->n_custom--;
	memmove(c, c + 1, (e->n_custom - i) * sizeof(*c));
	memmove(&r->custom_lines[i], &r->custom_lines[i + 1],
		(e->n_custom - i) * sizeof(r->custom_lines[0]));
}

void milestones_check(struct settings_reader *r)
{
	struct etiquette_settings *e = &r->s.etiquette;

	for (size_t i = 0; i < e->n_custom;) {
		struct custom_milestone *c = &e->custom[i];

		if (comes_after_something(e, c) && !comes_in_a_circle(e, c)) {
			i++;
			continue;
		}
		complain_about_after(r, i);
		drop_milestone(r, i);
		i = 0; /* another one may have come after this one */
	}
}

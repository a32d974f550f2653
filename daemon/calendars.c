/* SPDX-License-Identifier: MIT */
#include "daemon/calendars.h"

#include <errno.h>
#include <stdlib.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/text.h"

static bool is_same(const struct calendar *c, const struct holiday_calendar *named)
{
	return text_equal(c->path, named->path) && text_equal(c->zone, named->zone);
}

static bool is_named(const struct calendar *c, const struct settings *s)
{
	for (size_t i = 0; i < s->n_calendars; i++)
		if (is_same(c, &s->calendars[i]))
			return true;
	return false;
}

static bool is_there(const struct calendars *c, const struct holiday_calendar *named)
{
	for (size_t i = 0; i < c->n; i++)
		if (is_same(c->items[i], named))
			return true;
	return false;
}

static void calendar_free(struct calendar *c)
{
	calendar_done(c);
	free(c);
}

/* ---- The days ------------------------------------------------------------------------------------ */

static void put_days(struct calendars *c)
{
	int r = 0;

	settings_forget_calendars(c->settings);
	for (size_t i = 0; i < c->n && r >= 0; i++)
		r = settings_add_holidays(c->settings, c->items[i]->zone, c->items[i]->dates,
					  c->items[i]->n_dates);
	if (r < 0)
		log_oom();
}

static void on_changed(void *user)
{
	struct calendars *c = user;

	put_days(c);
	c->changed(c->user);
}

/* ---- Which there are ----------------------------------------------------------------------------- */

static void drop_unnamed(struct calendars *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++)
		if (is_named(c->items[i], c->settings))
			c->items[kept++] = c->items[i];
		else
			calendar_free(c->items[i]);
	c->n = kept;
}

static int add(struct calendars *c, const struct holiday_calendar *named, int year)
{
	cleanup_free char *path = text_copy(named->path), *zone = text_copy(named->zone);
	struct calendar *item;
	int r;

	if (c->n == CALENDARS_MAX)
		return 0; /* the settings have no more */
	item = calloc(1, sizeof(*item));
	if (!item || !path || (named->zone && !zone)) {
		free(item);
		return -ENOMEM;
	}
	r = calendar_init(item, c->event, c->program, path, zone, on_changed, c);
	if (r < 0) {
		free(item);
		return r;
	}
	path = zone = NULL;
	c->items[c->n++] = item;
	calendar_read(item, year);
	return 0;
}

int calendars_follow(struct calendars *c, int year)
{
	const struct settings *s = c->settings;
	int r = 0;

	drop_unnamed(c);
	for (size_t i = 0; i < s->n_calendars && r >= 0; i++)
		if (!is_there(c, &s->calendars[i]))
			r = add(c, &s->calendars[i], year);
	put_days(c);
	return r;
}

void calendars_reread(struct calendars *c, int year)
{
	for (size_t i = 0; i < c->n; i++)
		calendar_read(c->items[i], year);
}

void calendars_keep_up(struct calendars *c, int year)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->items[i]->year != year)
			calendar_read(c->items[i], year);
}

bool calendars_are_awaited(const struct calendars *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (!c->items[i]->known)
			return true;
	return false;
}

/* ---- Making it ----------------------------------------------------------------------------------- */

void calendars_init(struct calendars *c, sd_event *event, const char *program,
		    struct settings *settings, void (*changed)(void *user), void *user)
{
	*c = (struct calendars){ .event = event,
				 .program = program,
				 .settings = settings,
				 .changed = changed,
				 .user = user };
}

void calendars_done(struct calendars *c)
{
	for (size_t i = 0; i < c->n; i++)
		calendar_free(c->items[i]);
	*c = (struct calendars){ 0 };
}

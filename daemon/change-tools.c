/* SPDX-License-Identifier: MIT */
#include "daemon/change-tools.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "etiquette/phrase.h"
#include "etiquette/workday.h"

const char *change_string(const struct change *c, const char *name)
{
	return json_string_value(json_object_get(c->parameters, name));
}

bool change_flag(const struct change *c, const char *name)
{
	return json_is_true(json_object_get(c->parameters, name));
}

const char *change_item(const struct change *c, const char *name, size_t at)
{
	return json_string_value(json_array_get(json_object_get(c->parameters, name), at));
}

static int refuse_unknown(struct change *c, const char *name, const char *what,
			  const char *candidates)
{
	json_t *parameters = json_pack("{s:s, s:[]}", "what", what, "candidates");
	bool some = !text_is_empty(candidates);
	cleanup_free char *text = NULL, *copy = some ? text_copy(candidates) : NULL;
	char *rest = copy;

	if (text_equal(name, "Ambiguous"))
		text = text_format(_("\"%s\" could be any of: %s. Type more of it"), what,
				   candidates ? candidates : "");
	else if (some)
		text = text_format(_("there is no interview \"%s\"; did you mean %s?"), what,
				   candidates);
	else
		text = text_format(
			_("there is no interview \"%s\"; followupctl list shows what there is"),
			what);
	json_object_set_new(parameters, "text", json_string(text ? text : ""));
	for (char *word; (word = strsep(&rest, ","));)
		json_array_append_new(json_object_get(parameters, "candidates"),
				      json_string(text_trim(word)));
	return change_refuse(c, name, parameters);
}

int change_interview(struct change *c, const struct interview **ret)
{
	const char *id = change_string(c, "id");
	cleanup_free char *candidates = NULL;
	int r = book_resolve(c->book, id ? id : "", ret, &candidates);

	if (r == -ENOENT || r == -ENOTUNIQ)
		return refuse_unknown(c, r == -ENOENT ? "NotFound" : "Ambiguous", id ? id : "",
				      candidates);
	if (r < 0)
		return r;
	c->id = text_copy((*ret)->id);
	return c->id ? 1 : -ENOMEM;
}

usec_t change_this_minute(const struct change *c)
{
	const struct interview *i = c->id ? book_find(c->book, c->id) : NULL;
	usec_t minute = c->now - c->now % USEC_PER_MIN;

	return i && minute < i->end && i->end <= c->now ? c->now : minute;
}

int change_when(struct change *c, const char *parameter, const char *zone, enum when_bias bias,
		struct when *ret)
{
	const char *text = change_string(c, parameter);
	const struct when_calendar calendar = workday_calendar(&c->settings->moment);
	cleanup_free char *why = NULL;
	int r;

	if (!text) {
		*ret = (struct when){ .at = bias == WHEN_PAST ? change_this_minute(c) : c->now,
				      .date = zone_date(zone, c->now),
				      .has_time = true };
		return 1;
	}
	r = when_parse_by(&calendar, text, c->now, zone, bias, ret, &why);
	if (r == -EINVAL)
		return change_refuse_input(c, parameter, "%s", why ? why : text);
	if (r < 0)
		return r;
	if (bias == WHEN_PAST && ret->at > c->now + USEC_PER_MIN) {
		cleanup_free char *at = change_instant(c, ret->at, zone);

		/*
		 * A date alone means its noon: today's may be to come, and is meant all the same.
		 */
		if (!ret->has_time && date_compare(ret->date, zone_date(zone, c->now)) == 0) {
			ret->at = change_this_minute(c);
			return 1;
		}
		return change_refuse_input(
			c, parameter,
			"\"%s\" is %s, which is yet to come; what happened has to lie in the past",
			text, at ? at : "");
	}
	return 1;
}

int change_date(struct change *c, const char *parameter, const char *zone, enum when_bias bias,
		struct date *ret)
{
	struct when when;
	int r;

	*ret = (struct date){ 0 };
	if (!change_string(c, parameter))
		return 1;
	r = change_when(c, parameter, zone, bias, &when);
	if (r > 0)
		*ret = when.date;
	return r;
}

/* The same day of the first later month that has it and is not before `since`. */
static struct date same_day_later(struct date d, struct date since)
{
	struct date later = d;

	for (unsigned months = 0; months < 24 && date_compare(later, since) < 0; months++)
		do {
			later.month = later.month % 12 + 1;
			later.year += later.month == 1;
		} while (!date_is_valid(later));
	return later;
}

int change_date_follows(struct change *c, const char *parameter, struct date d, struct date since,
			const char *what)
{
	cleanup_free char *day = NULL, *since_day = NULL;
	char later[DATE_TEXT_SIZE];

	if (!date_is_set(d) || date_compare(d, since) >= 0)
		return 1;
	day = change_day(c, d);
	since_day = change_day(c, since);
	return change_refuse_input(c, parameter, "%s is before %s, on %s; did you mean %s?",
				   day ? day : "", _(what), since_day ? since_day : "",
				   date_to_text(same_day_later(d, since), later));
}

int change_channel(struct change *c, enum channel otherwise, enum channel *ret)
{
	const char *text = change_string(c, "via");
	const char *near;
	char listed[128];

	*ret = otherwise;
	if (!text || channel_from_text(text, ret) >= 0)
		return 1;
	near = names_nearest(NAMES_CHANNEL, text);
	names_listed(NAMES_CHANNEL, listed, sizeof(listed));
	if (near)
		return change_refuse_input(
			c, "via", "\"%s\" is no channel; did you mean \"%s\"? It can be %s", text,
			near, listed);
	return change_refuse_input(c, "via", "\"%s\" is no channel; it can be %s", text, listed);
}

static int put_line(struct change *c, const char *key, char *value,
		    int (*edit)(struct edit *, const char *, const char *, const char *))
{
	cleanup_free char *owned = value;
	cleanup_free char *line = NULL;
	int r;

	if (!value)
		return -ENOMEM;
	r = edit(c->edit, c->id, key, value);
	if (r == -E2BIG)
		return change_refuse_input(c, key, "that is too long for one line of the book");
	if (r < 0)
		return r;
	line = text_format("%s = %s", key, value);
	return line && json_array_append_new(c->written, json_string(line)) == 0 ? 0 : -ENOMEM;
}

int change_append(struct change *c, const char *key, char *value)
{
	return put_line(c, key, value, edit_append);
}

int change_append_last(struct change *c, const char *key, char *value)
{
	return put_line(c, key, value, edit_append_last);
}

int change_put(struct change *c, const char *key, char *value)
{
	return put_line(c, key, value, edit_set);
}

const char *change_nearest_milestone(const struct change *c, const char *name)
{
	const struct etiquette_settings *e = &c->settings->etiquette;
	const char *nearest = rule_nearest(name);

	for (size_t i = 0; i < e->n_custom; i++) {
		const char *names[] = { e->custom[i].name, nearest };

		nearest = text_nearest(name, names, nearest ? 2 : 1);
	}
	return nearest;
}

char *change_instant(const struct change *c, usec_t at, const char *theirs)
{
	const struct place here = place_get(NULL, NULL, c->zone),
			   there = place_get(NULL, NULL, theirs ? theirs : c->zone);
	char buffer[PHRASE_SIZE];

	return text_copy(phrase_both(voice(), &here, &there, c->now, at, buffer));
}

char *change_when_text(const char *zone, usec_t at)
{
	struct reading r = zone_reading(zone, at, NULL);

	return text_format("%04d-%02d-%02d %02d:%02d", r.date.year, r.date.month, r.date.day,
			   r.hour, r.minute);
}

char *change_day(const struct change *c, struct date d)
{
	const struct place here = place_get(NULL, NULL, c->zone);
	char buffer[PHRASE_SIZE];

	return text_copy(phrase_date(voice(), &here, c->now, d, buffer));
}

int change_plan(const struct change *c, struct plan *ret)
{
	struct plan_input in = { .book = c->book,
				 .settings = c->settings,
				 .memory = &c->shelf->memory,
				 .now = c->now,
				 .zone = c->zone,
				 .tongue = voice() };

	return plan_make(&in, ret);
}

/* SPDX-License-Identifier: MIT */

/* What `set` does: any keys of an interview, changed or taken out. */

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "daemon/change-tools.h"
#include "etiquette/workday.h"

/* While several keys are set: they belong together. */
struct setting {
	const char *zone;      /* that the interview has in the end */
	struct reading begins; /* on that clock */
	bool is_moved;
};

/*
 * What `set` takes for a time is WHEN on the interview's clock; the book gets it in full. Caller
 * frees; NULL with c->error or -ENOMEM.
 */
static int resolve_value(struct change *c, struct setting *s, const char *key, const char *value,
			 char **ret)
{
	static const char *const dates[] = { "decision-by" };
	const struct when_calendar calendar = workday_calendar(&c->settings->moment);
	cleanup_free char *why = NULL;
	char date[DATE_TEXT_SIZE];
	struct when when;
	bool is_date = false;

	for (size_t k = 0; k < ELEMENTS(dates); k++)
		is_date |= text_equal(key, dates[k]);
	if (is_date || text_equal(key, "when")) {
		if (when_parse_by(&calendar, value, c->now, s->zone, WHEN_FUTURE, &when, &why) < 0)
			return change_refuse_input(c, key, "%s", why ? why : value);
		if (!is_date && !when.has_time)
			return change_refuse_input(
				c, key, "at what time? Write for example \"%s 14:00\"", value);
		if (is_date &&
		    !change_date_follows(c, key, when.date, s->begins.date, "the interview"))
			return 0;
		if (!is_date)
			s->begins = zone_reading(s->zone, when.at, NULL);
		*ret = is_date ? text_copy(date_to_text(when.date, date))
			       : change_when_text(s->zone, when.at);
	} else {
		*ret = text_copy(value);
	}
	return *ret ? 1 : -ENOMEM;
}

/* KEY= with nothing behind it takes the key out, all its lines. */
static int unset_one(struct change *c, const struct interview *i, const char *key)
{
	int r = edit_unset(c->edit, i->id, key);

	if (r == -ENOENT)
		return change_refuse_input(c, key, "%s has no %s that could be taken out", i->id,
					   key);
	if (r == -EINVAL)
		return change_refuse_input(c, key, "\"%s\" is no key", key);
	change_say(c, c->text.size > 0 ? N_(", taken out: %s") : N_("Taken out: %s"), key);
	return r;
}

/* A key that is like none: all there are. */
static int refuse_key(struct change *c, const char *key)
{
	cleanup_text struct text keys = { 0 };

	if (text_equal(key, "id"))
		return change_refuse_input(
			c, key,
			"the id of an interview is its name in brackets in the book; change it there: followupctl edit");
	for (const char *const *name = book_key_names(); *name; name++)
		text_add(&keys, "%s%s", keys.size > 0 ? ", " : "", *name);
	return change_refuse_input(c, key, "\"%s\" is no key of the book; there are: %s", key,
				   keys.data ? keys.data : "");
}

/* The last one in the section counts, and of several sections the one given last: now. */
static int append_decision(struct change *c, const struct interview *i, const char *value)
{
	struct date by;

	if (date_from_text(value, &by) < 0)
		return -EINVAL;
	return change_append_last(c, "decision-by",
				  fact_decision(by, change_this_minute(c), i->zone));
}

static int set_one(struct change *c, const struct interview *i, struct setting *s, const char *pair)
{
	cleanup_free char *key = text_copy(pair), *value = NULL, *why = NULL, *given = NULL;
	char *equals = key ? strchr(key, '=') : NULL;
	int r;

	if (!key)
		return -ENOMEM;
	if (!equals)
		return change_refuse_input(
			c, "values",
			"\"%s\" is no KEY=VALUE; write for example role=\"Systems Engineer\"",
			pair);
	given = text_copy(text_trim(equals + 1));
	*equals = '\0';
	text_trim(key);
	if (!given)
		return -ENOMEM;
	if (text_is_empty(given))
		return unset_one(c, i, key);
	r = resolve_value(c, s, key, given, &value);
	if (r <= 0)
		return r;
	r = book_value_check(key, value, s->zone, &why);
	if (r == -ENOENT && !why)
		return refuse_key(c, key);
	if (r == -EINVAL || r == -ENOENT)
		return change_refuse_input(c, key, "%s", why ? why : _("that is not right"));
	if (r < 0)
		return r;
	change_say(c, c->text.size > 0 ? ", %s = %s" : N_("Set: %s = %s"), key, value);
	s->is_moved |= text_equal(key, "when") || text_equal(key, "zone");
	if (text_equal(key, "decision-by"))
		return append_decision(c, i, value);
	return book_key_is_repeatable(key) ? change_append(c, key, TAKE_PTR(value))
					   : change_put(c, key, TAKE_PTR(value));
}

/* The clock that the times are read by: the interview's, or the one that it gets along with them. Caller frees. */
static char *zone_of_times(const struct change *c, const struct interview *i)
{
	char *zone = text_copy(i->zone);
	const char *pair;

	for (size_t at = 0; zone && (pair = change_item(c, "values", at)); at++) {
		cleanup_free char *key = text_copy(pair);
		char *equals = key ? strchr(key, '=') : NULL;

		if (!equals)
			continue;
		*equals = '\0';
		if (text_equal(text_trim(key), "zone") && zone_is_known(text_trim(equals + 1)))
			text_replace(&zone, text_trim(equals + 1));
	}
	return zone;
}

/* When it is now, by both clocks: "14:00" was typed on theirs. */
static void say_when(struct change *c, const struct setting *s)
{
	cleanup_free char *at = NULL;

	if (!s->is_moved)
		return;
	at = change_instant(c, zone_instant(s->zone, &s->begins), s->zone);
	change_say(c, "; it begins %s", at ? at : "");
}

int change_set(struct change *c)
{
	cleanup_free char *zone = NULL;
	const struct interview *i;
	struct setting s;
	const char *pair;
	int r = change_interview(c, &i);

	if (r <= 0)
		return r;
	if (!change_item(c, "values", 0))
		return change_refuse_input(
			c, "values",
			"say what to set: followupctl set %s role=\"Systems Engineer\"", i->id);
	zone = zone_of_times(c, i);
	if (!zone)
		return -ENOMEM;
	s = (struct setting){ .zone = zone, .begins = i->when };
	r = 0;
	for (size_t at = 0; (pair = change_item(c, "values", at)) && r >= 0 && !c->error; at++)
		r = set_one(c, i, &s, pair);
	say_when(c, &s);
	change_say(c, ".");
	return r < 0 ? r : 0;
}

/* SPDX-License-Identifier: MIT */

/* Interviews themselves: added, moved, noted on, removed. */

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "daemon/change-tools.h"
#include "etiquette/workday.h"

static int refuse_kind(struct change *c, const char *text)
{
	const char *near = names_nearest(NAMES_KIND, text);
	char listed[128];

	names_listed(NAMES_KIND, listed, sizeof(listed));
	if (near)
		return change_refuse_input(
			c, "kind",
			"\"%s\" is no kind of interview; did you mean \"%s\"? It can be %s", text,
			near, listed);
	return change_refuse_input(c, "kind", "\"%s\" is no kind of interview; it can be %s", text,
				   listed);
}

static int choose_id(struct change *c, const char *company)
{
	const char *id = change_string(c, "id"), *kind_text = change_string(c, "kind");
	enum interview_kind kind = KIND_NONE;

	if (kind_text && interview_kind_from_text(kind_text, &kind) < 0)
		return refuse_kind(c, kind_text);
	if (id && !book_id_is_valid(id))
		return change_refuse_input(
			c, "id",
			"\"%s\" cannot be an id: use a-z, 0-9 and '-', first a letter or digit, at most %zu characters",
			id, ID_MAX);
	if (id && book_find(c->book, id))
		return change_refuse_input(
			c, "id",
			"there is an interview \"%s\" already; choose another id, or change it: followupctl set %s …",
			id, id);
	c->id = id ? text_copy(id) : book_id_propose(c->book, company, kind);
	return c->id ? 1 : -ENOMEM;
}

static int add_list(struct change *c, const char *parameter, const char *key)
{
	const char *item;
	int r = 0;

	for (size_t at = 0; (item = change_item(c, parameter, at)) && r >= 0 && !c->error; at++)
		r = change_append(c, key, text_copy(item));
	return r;
}

static int add_optional(struct change *c, const char *parameter, const char *key)
{
	const char *value = change_string(c, parameter);

	return value ? change_put(c, key, text_copy(value)) : 0;
}

static int add_section(struct change *c, const char *company, const struct when *when,
		       const struct date decision_by)
{
	char date[DATE_TEXT_SIZE];
	int r;

	r = edit_add_section(c->edit, c->id);
	if (r >= 0)
		r = change_put(c, "company", text_copy(company));
	if (r >= 0)
		r = add_optional(c, "role", "role");
	if (r >= 0)
		r = change_put(c, "when", change_when_text(when->zone, when->at));
	if (r >= 0)
		r = change_put(c, "zone", text_copy(when->zone));
	if (r >= 0)
		r = add_optional(c, "for", "duration");
	if (r >= 0)
		r = add_optional(c, "kind", "kind");
	if (r >= 0)
		r = add_optional(c, "process", "process");
	if (r >= 0)
		r = add_list(c, "with", "interviewer");
	if (r >= 0)
		r = add_list(c, "contact", "contact");
	if (r >= 0)
		r = add_list(c, "topic", "topic");
	if (r >= 0 && date_is_set(decision_by))
		r = change_put(c, "decision-by", text_copy(date_to_text(decision_by, date)));
	return r;
}

/* Typed twice, or once more because the answer was lost: nobody talks to a company twice at once, unless it is said to be another. */
static int check_new(struct change *c, const char *company, usec_t at)
{
	for (size_t k = 0; k < c->book->n_interviews; k++) {
		const struct interview *i = &c->book->interviews[k];

		if (i->start == at && text_equal_fold(i->company, company))
			return change_refuse_text(
				c, "Refused",
				"%s is at that time already: followupctl show %s; if this is another one, give it an id: --id NAME",
				i->id, i->id);
	}
	return 1;
}

int change_add(struct change *c)
{
	const char *company = change_string(c, "company"), *zone = change_string(c, "zone"),
		   *length = change_string(c, "for");
	cleanup_free char *at = NULL, *near = NULL, *day = NULL;
	struct date decision_by;
	struct duration d;
	struct when when;
	int r;

	if (text_is_empty(company))
		return change_refuse_input(
			c, "company",
			"an interview needs a company: followupctl add \"Acme Corp\" --at \"tomorrow 14:00\"");
	if (zone && !zone_is_known(zone)) {
		near = zone_nearest(zone);
		if (near)
			return change_refuse_input(
				c, "zone", "\"%s\" is no time zone; did you mean %s?", zone, near);
		return change_refuse_input(
			c, "zone", "\"%s\" is no time zone; write for example Europe/Berlin", zone);
	}
	if (length && (duration_from_text(length, &d) < 0 || d.unit != DURATION_EXACT))
		return change_refuse_input(
			c, "for",
			"\"%s\" is no length of an interview; write for example 45min or 1h30min",
			length);
	/* Held already or to come: both are added. A weekday or time alone means the next one. */
	r = change_when(c, "at", zone ? zone : c->zone, WHEN_FUTURE, &when);
	if (r > 0 && !when.has_time)
		return change_refuse_input(c, "at", "at what time? Write for example \"%s 14:00\"",
					   change_string(c, "at"));
	if (r > 0)
		r = change_date(c, "decision_by", when.zone, WHEN_FUTURE, &decision_by);
	if (r > 0)
		r = change_date_follows(c, "decision_by", decision_by, when.date, "the interview");
	if (r > 0 && !change_string(c, "id"))
		r = check_new(c, company, when.at);
	if (r > 0)
		r = choose_id(c, company);
	if (r <= 0)
		return r;
	r = add_section(c, company, &when, decision_by);
	if (r < 0 || c->error)
		return r;
	at = change_instant(c, when.at, when.zone);
	change_say(c, "Added %s: %s, %s", c->id, company, at ? at : "");
	if (date_is_set(decision_by)) {
		day = change_day(c, decision_by);
		change_say(c, "; they decide by %s", day ? day : "");
	}
	change_say(c, ".");
	return 0;
}

int change_note(struct change *c)
{
	const char *kind_text = change_string(c, "kind"), *text = change_string(c, "text");
	const struct interview *i;
	enum note_kind kind = NOTE_TOPIC;
	char listed[128];
	int r = change_interview(c, &i);

	if (r <= 0)
		return r;
	if (kind_text && note_kind_from_text(kind_text, &kind) < 0)
		return change_refuse_input(c, "kind", "\"%s\" is no kind of note; it can be %s",
					   kind_text,
					   names_listed(NAMES_NOTE, listed, sizeof(listed)));
	if (text_is_empty(text))
		return change_refuse_input(c, "text", "the note is empty");
	r = change_append(c, note_kind_to_text(kind), text_copy(text));
	if (r < 0 || c->error)
		return r;
	change_say(c, "Noted for %s, %s: %s.", i->id, note_kind_to_text(kind), text);
	return 0;
}

/* To another day it is moved at the same time of the day. */
static usec_t moved_to(const struct interview *i, const struct when *when)
{
	struct reading same = i->when;

	same.date = when->date;
	return when->has_time ? when->at : zone_instant(i->zone, &same);
}

/* "+1h" is an hour from now everywhere else, and here an hour after it was to some: 1 if both are the same. */
static int check_moved_by(struct change *c, const struct interview *i, usec_t at)
{
	const struct when_calendar calendar = workday_calendar(&c->settings->moment);
	const char *text = change_string(c, "at");
	struct when when;

	if (!text || !strchr("+-", text[0]) ||
	    when_parse_by(&calendar, text, i->start, i->zone, WHEN_FUTURE, &when, NULL) < 0)
		return 1;
	usec_t other = moved_to(i, &when);
	if (other - other % USEC_PER_MIN == at - at % USEC_PER_MIN)
		return 1;
	cleanup_free char *from_now = change_instant(c, at, i->zone);
	cleanup_free char *from_start = change_instant(c, other, i->zone);
	return change_refuse_input(
		c, "at",
		"\"%s\" may be %s, counted from now, or %s, counted from when it was; write the one that is meant",
		text, from_now ? from_now : "", from_start ? from_start : "");
}

int change_move(struct change *c)
{
	cleanup_free char *from = NULL, *to = NULL;
	const struct interview *i;
	struct when when;
	int r;

	r = change_interview(c, &i);
	if (r > 0)
		r = change_when(c, "at", i->zone, WHEN_FUTURE, &when);
	if (r > 0) {
		when.at = moved_to(i, &when);
		r = check_moved_by(c, i, when.at);
	}
	if (r <= 0)
		return r;
	from = change_instant(c, i->start, i->zone);
	to = change_instant(c, when.at, i->zone);
	r = change_put(c, "when", change_when_text(i->zone, when.at));
	/* With a new time it is on again, whatever became of the old one. */
	if (r >= 0 && !c->error && i->state != STATE_HELD)
		r = change_put(c, "state", fact_state(change_this_minute(c), i->zone, STATE_HELD));
	if (r < 0 || c->error)
		return r;
	if (when.at == i->start)
		change_say(c, "%s stays where it was: %s.", i->id, to ? to : "");
	else
		change_say(c, "Moved %s from %s to %s.", i->id, from ? from : "", to ? to : "");
	return 0;
}

int change_remove(struct change *c)
{
	cleanup_free char *before = text_copy(c->edit->text);
	const struct interview *i;
	size_t head = 0, tail = 0, size;
	int r = change_interview(c, &i);

	if (r <= 0)
		return r;
	if (!before)
		return -ENOMEM;
	size = c->edit->size;
	r = edit_remove_section(c->edit, i->id);
	if (r < 0)
		return r;
	/*
	 * What went is what lies between the equal beginnings and ends of the two texts; whole lines went, and what follows them may begin
	 * alike: "[acme]" and "[axis]".
	 */
	while (head < c->edit->size && before[head] == c->edit->text[head])
		head++;
	while (head > 0 && before[head - 1] != '\n')
		head--;
	while (tail < c->edit->size - head &&
	       before[size - 1 - tail] == c->edit->text[c->edit->size - 1 - tail])
		tail++;
	c->extra = json_pack("{s:s#}", "removed", before + head, (int)(size - tail - head));
	change_say(c, "Removed %s.", c->id);
	return c->extra ? 0 : -ENOMEM;
}

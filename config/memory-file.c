/* SPDX-License-Identifier: MIT */
#include "config/memory-file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/zone.h"
#include "config/escape.h"
#include "config/ini.h"
#include "config/memory-rows.h"
#include "config/name-index.h"

/*
 * Four kinds of sections: [popups], and one [showing N], [on-screen N] or [zone N] for each row, whose number only makes its name
 * unique. Each field is one row of a table; a field that has the value it has in a blank row is not written.
 */

enum field_type {
	FIELD_TEXT,  /* char * */
	FIELD_TIME,  /* usec_t; USEC_NEVER is "never" */
	FIELD_COUNT, /* unsigned */
	FIELD_YES,   /* bool */
	FIELD_END,   /* enum showing_end */
	FIELD_DATE,  /* struct date */
};

struct field {
	const char *name;
	enum field_type type;
	size_t offset;
};

#define FIELD(noun, field_name, type, field)                   \
	{                                                      \
		field_name, type, offsetof(struct noun, field) \
	}

static const struct field general_fields[] = {
	FIELD(memory, "paused-until", FIELD_TIME, paused_until),
	FIELD(memory, "day", FIELD_DATE, day),
	FIELD(memory, "shown-today", FIELD_COUNT, shown_today),
};
static const struct field showing_fields[] = {
	FIELD(showing, "key", FIELD_TEXT, key),
	FIELD(showing, "company", FIELD_TEXT, company),
	FIELD(showing, "start", FIELD_TIME, start),
	FIELD(showing, "shown", FIELD_COUNT, shown),
	FIELD(showing, "repeated", FIELD_COUNT, repeated),
	FIELD(showing, "shown-at", FIELD_TIME, shown_at),
	FIELD(showing, "ended", FIELD_END, ended),
	FIELD(showing, "ended-at", FIELD_TIME, ended_at),
	FIELD(showing, "snoozed-until", FIELD_TIME, snoozed_until),
	FIELD(showing, "typed-at", FIELD_TIME, typed_at),
	FIELD(showing, "late-shown", FIELD_YES, late_shown),
};
static const struct field on_screen_fields[] = {
	FIELD(on_screen, "tag", FIELD_TEXT, tag),
	FIELD(on_screen, "bus", FIELD_TEXT, bus),
	FIELD(on_screen, "server", FIELD_TEXT, server),
	FIELD(on_screen, "id", FIELD_COUNT, id),
};

static const struct field zone_fields[] = {
	FIELD(seen_zone, "interview", FIELD_TEXT, id),
	FIELD(seen_zone, "zone", FIELD_TEXT, zone),
};

static const char *const end_names[] = {
	[SHOWING_NONE] = "no",
	[SHOWING_EXPIRED] = "expired",
	[SHOWING_DISMISSED] = "dismissed",
	[SHOWING_LATER] = "later",
};

static const struct memory blank_memory;
static const struct on_screen blank_on_screen;
static const struct seen_zone blank_zone;

_Static_assert(sizeof(unsigned) == sizeof(uint32_t), "an id is read as a count");
_Static_assert(sizeof(enum showing_end) == sizeof(unsigned), "an end is read as a number");

/* ---- One field ---------------------------------------------------------------------------------- */

static void add_time(struct text *out, usec_t at)
{
	char buffer[RFC3339_SIZE];

	if (at == USEC_NEVER) {
		text_add(out, "never");
		return;
	}
	zone_rfc3339(NULL, at, buffer);
	text_add(out, "%.19s.%06dZ", buffer,
		 (int)((at % USEC_PER_SEC + USEC_PER_SEC) % USEC_PER_SEC));
}

static void add_text(struct text *out, const char *text)
{
	cleanup_free char *escaped = value_escape(text);

	if (!escaped)
		out->failed = true;
	else
		text_add(out, "%s", escaped);
}

static void add_value(struct text *out, enum field_type type, const void *value)
{
	char date[DATE_TEXT_SIZE];

	switch (type) {
	case FIELD_TEXT:
		add_text(out, *(char *const *)value);
		break;
	case FIELD_TIME:
		add_time(out, *(const usec_t *)value);
		break;
	case FIELD_COUNT:
		text_add(out, "%u", *(const unsigned *)value);
		break;
	case FIELD_YES:
		text_add(out, "%s", *(const bool *)value ? "yes" : "no");
		break;
	case FIELD_END:
		text_add(out, "%s", end_names[*(const enum showing_end *)value]);
		break;
	case FIELD_DATE:
		text_add(out, "%s", date_to_text(*(const struct date *)value, date));
		break;
	}
}

static bool is_blank(enum field_type type, const void *value, const void *blank)
{
	switch (type) {
	case FIELD_TEXT:
		return !*(char *const *)value;
	case FIELD_TIME:
		return *(const usec_t *)value == *(const usec_t *)blank;
	case FIELD_COUNT:
	case FIELD_END:
		return *(const unsigned *)value == 0;
	case FIELD_YES:
		return !*(const bool *)value;
	case FIELD_DATE:
		return !date_is_set(*(const struct date *)value);
	}
	return true;
}

static int take_count(const char *text, unsigned *ret)
{
	int64_t number;
	int r = text_to_int(text, 0, UINT32_MAX, &number);

	if (r == 0)
		*ret = (unsigned)number;
	return r;
}

static int take_end(const char *text, unsigned *ret)
{
	for (unsigned i = 0; i < ELEMENTS(end_names); i++)
		if (text_equal(end_names[i], text)) {
			*ret = i;
			return 0;
		}
	return -EINVAL;
}

static int take_text(const char *text, char **ret)
{
	char *copy = text_copy(text);

	if (!copy)
		return -ENOMEM;
	free(*ret);
	*ret = copy;
	return 0;
}

/* 0, -ENOMEM, or another negative errno for a value that is none. */
static int take_value(enum field_type type, const char *text, void *value)
{
	switch (type) {
	case FIELD_TEXT:
		return take_text(text, value);
	case FIELD_TIME:
		if (!text_equal(text, "never"))
			return rfc3339_parse(text, value);
		*(usec_t *)value = USEC_NEVER;
		return 0;
	case FIELD_COUNT:
		return take_count(text, value);
	case FIELD_YES:
		*(bool *)value = text_equal(text, "yes");
		return 0;
	case FIELD_END:
		return take_end(text, value);
	case FIELD_DATE:
		return date_from_text(text, value);
	}
	return -EINVAL;
}

/* ---- Writing ------------------------------------------------------------------------------------ */

static void add_fields(struct text *out, const struct field fields[], size_t n, const void *item,
		       const void *blank)
{
	for (size_t i = 0; i < n; i++) {
		const void *value = (const char *)item + fields[i].offset;

		if (is_blank(fields[i].type, value, (const char *)blank + fields[i].offset))
			continue;
		text_add(out, "%s = ", fields[i].name);
		add_value(out, fields[i].type, value);
		text_add(out, "\n");
	}
}

int memory_to_text(const struct memory *m, struct text *out)
{
	text_add(out,
		 "; What followupd remembers of its pop-ups on this machine. Without this file "
		 "it may show one again.\n\n[popups]\n");
	add_fields(out, general_fields, ELEMENTS(general_fields), m, &blank_memory);
	for (size_t i = 0; i < m->n_showings; i++) {
		text_add(out, "\n[showing %zu]\n", i + 1);
		add_fields(out, showing_fields, ELEMENTS(showing_fields), &m->showings[i],
			   &blank_showing);
	}
	for (size_t i = 0; i < m->n_on_screen; i++) {
		text_add(out, "\n[on-screen %zu]\n", i + 1);
		add_fields(out, on_screen_fields, ELEMENTS(on_screen_fields), &m->on_screen[i],
			   &blank_on_screen);
	}
	for (size_t i = 0; i < m->n_zones; i++) {
		text_add(out, "\n[zone %zu]\n", i + 1);
		add_fields(out, zone_fields, ELEMENTS(zone_fields), &m->zones[i], &blank_zone);
	}
	return out->failed ? -ENOMEM : 0;
}

/* ---- Reading ------------------------------------------------------------------------------------ */

struct memory_reader {
	struct memory m;
	const char *file;
	struct complaints *complaints;
	const struct field *fields; /* of the section at hand; NULL: of none */
	size_t n_fields;
	void *item;
	unsigned line; /* of the section's header */
	struct name_index keys;
};

static int begin_showing(struct memory_reader *r)
{
	struct showing *more = reallocarray(r->m.showings, r->m.n_showings + 1, sizeof(more[0]));

	if (!more)
		return -ENOMEM;
	r->m.showings = more;
	more[r->m.n_showings] = blank_showing;
	r->fields = showing_fields;
	r->n_fields = ELEMENTS(showing_fields);
	r->item = &more[r->m.n_showings++];
	return 0;
}

static int begin_on_screen(struct memory_reader *r)
{
	struct on_screen *more =
		reallocarray(r->m.on_screen, r->m.n_on_screen + 1, sizeof(more[0]));

	if (!more)
		return -ENOMEM;
	r->m.on_screen = more;
	more[r->m.n_on_screen] = blank_on_screen;
	r->fields = on_screen_fields;
	r->n_fields = ELEMENTS(on_screen_fields);
	r->item = &more[r->m.n_on_screen++];
	return 0;
}

static int begin_zone(struct memory_reader *r)
{
	struct seen_zone *more = reallocarray(r->m.zones, r->m.n_zones + 1, sizeof(more[0]));

	if (!more)
		return -ENOMEM;
	r->m.zones = more;
	more[r->m.n_zones] = blank_zone;
	r->fields = zone_fields;
	r->n_fields = ELEMENTS(zone_fields);
	r->item = &more[r->m.n_zones++];
	return 0;
}

static bool zone_row_is_good(const struct seen_zone *z)
{
	return z->id && z->zone && zone_is_known(z->zone);
}

static void drop(struct memory_reader *r, unsigned line, const char *why)
{
	complain(r->complaints, r->file, line, "%s; it is forgotten", why);
}

/* Takes a row out again that lacks its name, or has that of another. */
static int end_item(struct memory_reader *r)
{
	struct memory *m = &r->m;
	int e = 0;

	if (r->fields == showing_fields) {
		const char *key = m->showings[m->n_showings - 1].key;

		e = key ? name_index_put(&r->keys, key, strlen(key), 0, NULL) : -EINVAL;
		if (e < 0)
			showing_done(&m->showings[--m->n_showings]);
	} else if (r->fields == on_screen_fields && !m->on_screen[m->n_on_screen - 1].tag) {
		e = -EINVAL;
		on_screen_done(&m->on_screen[--m->n_on_screen]);
	} else if (r->fields == zone_fields && !zone_row_is_good(&m->zones[m->n_zones - 1])) {
		e = -EINVAL;
		seen_zone_done(&m->zones[--m->n_zones]);
	}
	if (e == -EINVAL || e == -EEXIST)
		drop(r, r->line, e == -EINVAL ? "this row has no name" : "this row stands twice");
	r->fields = NULL;
	return e == -ENOMEM ? e : 0;
}

static int take_section(void *user, const char *section, unsigned line)
{
	struct memory_reader *r = user;
	int e = end_item(r);

	r->line = line;
	if (e < 0)
		return e;
	if (text_starts(section, "showing "))
		return begin_showing(r);
	if (text_starts(section, "on-screen "))
		return begin_on_screen(r);
	if (text_starts(section, "zone "))
		return begin_zone(r);
	if (text_equal(section, "popups")) {
		r->fields = general_fields;
		r->n_fields = ELEMENTS(general_fields);
		r->item = &r->m;
	} else {
		drop(r, line, "this section is not known");
	}
	return 0;
}

static int take_fact(void *user, const char *section, const char *key, const char *value,
		     unsigned line)
{
	struct memory_reader *r = user;
	int e = -ENOENT;

	(void)section;
	for (size_t i = 0; i < r->n_fields && r->fields; i++)
		if (text_equal(r->fields[i].name, key))
			e = take_value(r->fields[i].type, value,
				       (char *)r->item + r->fields[i].offset);
	if (e == -ENOMEM)
		return e;
	if (e < 0 && r->fields)
		drop(r, line, e == -ENOENT ? "this is not known" : "this value is none");
	return 0;
}

int memory_parse(const char *text, size_t size, const char *file, struct memory *ret,
		 struct complaints *complaints)
{
	static const struct ini_listener listener = { take_section, take_fact, NULL, NULL };
	struct memory_reader r = { .file = file, .complaints = complaints };
	int e = ini_read(text, size, file, &listener, &r, complaints);

	if (e == 0)
		e = end_item(&r);
	name_index_done(&r.keys);
	seen_zones_sort(&r.m);
	if (e < 0)
		memory_done(&r.m);
	else
		*ret = r.m;
	return e;
}

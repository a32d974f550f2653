/* SPDX-License-Identifier: MIT */
#include "config/book.h"

#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"
#include "etiquette/names.h"

/* The way back: facts to the values of lines, which book-facts.c and its neighbours read as the same. */

static void add_date(struct text *out, const char *before, struct date d)
{
	char buffer[DATE_TEXT_SIZE];

	if (date_is_set(d))
		text_add(out, "%s%s", before, date_to_text(d, buffer));
}

/* Seconds only where there are some: a minute would be too coarse for an etiquette that counts them. */
static void add_stamp(struct text *out, usec_t at, const char *zone)
{
	struct reading r;
	int offset;

	zone_reading(zone, at, &offset);
	offset /= 60;
	r = zone_reading(NULL, at + offset * USEC_PER_MIN, NULL);
	add_date(out, "", r.date);
	text_add(out, " %02d:%02d", r.hour, r.minute);
	if (r.second > 0)
		text_add(out, ":%02d", r.second);
	text_add(out, "%c%02d:%02d", offset < 0 ? '-' : '+', abs(offset) / 60, abs(offset) % 60);
}

static void add_word(struct text *out, const char *before, const char *word)
{
	if (word && *word)
		text_add(out, "%s%s", before, word);
}

static char *with_text(struct text *out, const char *text)
{
	if (!text_is_empty(text))
		text_add(out, ": %s", text);
	return text_take(out);
}

char *fact_stamp(usec_t at, const char *zone)
{
	struct text out = { 0 };

	add_stamp(&out, at, zone);
	return text_take(&out);
}

/* ---- People ------------------------------------------------------------------------------------- */

static void add_attribute(struct text *out, size_t *n, const char *name, const char *value)
{
	if (value && *value)
		text_add(out, "%s%s%s", (*n)++ > 0 ? ", " : " (", name, value);
}

static void add_attributes(struct text *out, const struct person *p)
{
	size_t n = 0;

	add_attribute(out, &n, "", post_to_text(p->post));
	add_attribute(out, &n, "rapport ", rapport_to_text(p->rapport));
	for (enum channel c = CHANNEL_EMAIL; c <= CHANNEL_OTHER; c++)
		if (p->channels & 1u << c && !(c == CHANNEL_PHONE && p->phone))
			add_attribute(out, &n, "channel ", channel_to_text(c));
	add_attribute(out, &n, "phone ", p->phone);
	add_attribute(out, &n, "zone ", p->zone);
	if (n > 0)
		text_add(out, ")");
}

char *fact_person(const struct person *p)
{
	const char *quote = strpbrk(p->name, "(),") ? "\"" : "";
	struct text out = { 0 };

	text_add(&out, "%s%s%s", quote, p->name, quote);
	if (p->address && !text_equal(p->address, p->name))
		text_add(&out, " <%s>", p->address);
	add_attributes(&out, p);
	return text_take(&out);
}

/* ---- Messages ----------------------------------------------------------------------------------- */

char *fact_sent(usec_t at, const char *zone, const char *milestone, enum channel c,
		const char *person, bool forced, const char *text)
{
	struct text out = { 0 };

	add_stamp(&out, at, zone);
	text_add(&out, " %s %s", milestone, channel_to_text(c == CHANNEL_NONE ? CHANNEL_OTHER : c));
	add_word(&out, " to ", person);
	if (forced)
		text_add(&out, " forced");
	return with_text(&out, text);
}

char *fact_heard(usec_t at, const char *zone, enum channel c, const char *person,
		 struct date decision_by, const char *text)
{
	struct text out = { 0 };

	add_stamp(&out, at, zone);
	add_word(&out, " ", channel_to_text(c));
	add_word(&out, " from ", person);
	add_date(&out, " decision-by ", decision_by);
	return with_text(&out, text);
}

char *fact_skipped(usec_t at, const char *zone, const char *milestone, const char *person,
		   const char *text)
{
	struct text out = { 0 };

	add_stamp(&out, at, zone);
	add_word(&out, " ", milestone);
	add_word(&out, " ", person);
	return with_text(&out, text);
}

/* ---- Promises and ends -------------------------------------------------------------------------- */

char *fact_promise(struct date by, bool theirs, const struct duration *lead, const char *text)
{
	char buffer[DURATION_TEXT_SIZE];
	struct text out = { 0 };

	add_date(&out, "", by);
	add_word(&out, " ", theirs ? "theirs" : "mine");
	if (lead)
		add_word(&out, " lead ", duration_to_text(*lead, buffer));
	return with_text(&out, text);
}

char *fact_kept(usec_t at, const char *zone, const char *text)
{
	struct text out = { 0 };

	add_stamp(&out, at, zone);
	return with_text(&out, text);
}

char *fact_outcome(usec_t at, const char *zone, enum outcome_kind k, struct date answer_by,
		   const char *text)
{
	struct text out = { 0 };

	add_stamp(&out, at, zone);
	add_word(&out, " ", outcome_kind_to_text(k));
	add_date(&out, " answer-by ", answer_by);
	return with_text(&out, text);
}

char *fact_decision(struct date by, usec_t at, const char *zone)
{
	struct text out = { 0 };
	char date[DATE_TEXT_SIZE];

	text_add(&out, "%s given ", date_to_text(by, date));
	add_stamp(&out, at, zone);
	return text_take(&out);
}

char *fact_state(usec_t at, const char *zone, enum interview_state s)
{
	struct text out = { 0 };

	add_stamp(&out, at, zone);
	add_word(&out, " ", interview_state_to_text(s));
	return text_take(&out);
}

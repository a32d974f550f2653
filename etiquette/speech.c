/* SPDX-License-Identifier: MIT */
#include "etiquette/speech.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "etiquette/phrase.h"
#include "etiquette/reason.h"

#define NAMES_MAX 4
#define VALUE_MAX 120 /* bytes of a text from the book; a pop-up is small */

/* ---- Putting it together ------------------------------------------------------------------------ */

void speech_set(struct speech *s, const char *name, const char *value)
{
	size_t i = 0;

	while (i < s->n_fields && strcmp(s->fields[i].name, name) != 0)
		i++;
	if (i == SPEECH_FIELDS_MAX)
		return;
	s->fields[i] = (struct field){ .name = name, .value = value };
	if (i == s->n_fields)
		s->n_fields++;
}

void speech_set_number(struct speech *s, const char *name, size_t value)
{
	speech_set(s, name, arena_format(&s->arena, "%zu", value));
}

static void speech_add(struct speech *s, const char *before, const char *sentence)
{
	if (!sentence || !*sentence)
		return;
	if (s->text.size > 0)
		text_add(&s->text, "%s", s->line_is_full ? "\n" : before);
	template_add(&s->text, tongue_say(s->in->tongue, sentence), s->fields, s->n_fields);
	s->line_is_full = false;
}

void speech_say(struct speech *s, const char *sentence)
{
	speech_add(s, " ", sentence);
}

void speech_line(struct speech *s, const char *sentence)
{
	speech_add(s, "\n", sentence);
}

void speech_command(struct speech *s, const char *sentence)
{
	speech_add(s, "\n", sentence);
	s->line_is_full = true;
}

char *speech_take(struct speech *s)
{
	if (s->arena.failed)
		return NULL;
	return text_take(&s->text);
}

const char *speech_fill(struct speech *s, const char *sentence)
{
	cleanup_text struct text filled = { 0 };

	template_add(&filled, tongue_say(s->in->tongue, sentence), s->fields, s->n_fields);
	if (filled.failed)
		s->arena.failed = true;
	return arena_copy(&s->arena, filled.data ? filled.data : "");
}

const char *speech_counted(struct speech *s, enum count count, size_t n)
{
	const struct counted_sentence *c = &counted_sentences[count];

	speech_set_number(s, "n", n);
	return tongue_count(s->in->tongue, c->one, c->many, n);
}

/* ---- Names -------------------------------------------------------------------------------------- */

static size_t first_size(const struct person *p)
{
	return strcspn(p->name, " \t");
}

static bool first_names_differ(const struct person *const people[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (first_size(people[i]) == first_size(people[k]) &&
			    strncasecmp(people[i]->name, people[k]->name, first_size(people[i])) ==
				    0)
				return false;
	return true;
}

const char *speech_names(struct speech *s, const struct person *const people[], size_t n)
{
	size_t named = n > NAMES_MAX ? NAMES_MAX - 1 : n;
	bool differ = n > 1 && first_names_differ(people, named);
	const char *names = NULL;

	for (size_t i = 0; i < named; i++) {
		const char *next = arena_format(
			&s->arena, "%.*s",
			(int)(differ ? first_size(people[i]) : strlen(people[i]->name)),
			people[i]->name);

		speech_set(s, "first", names);
		speech_set(s, "next", next);
		if (!names)
			names = next;
		else
			names = speech_fill(
				s, sentences[i + 1 == n ? SAY_NAMES_AND : SAY_NAMES_COMMA]);
	}
	if (named == n)
		return names;
	speech_set(s, "first", names);
	return speech_fill(s, speech_counted(s, COUNT_NAMES_OTHERS, n - named));
}

/* As they stand in the book. */
static int person_compare(const void *left, const void *right)
{
	const struct person *const *a = left, *const *b = right;

	return (*a > *b) - (*a < *b);
}

/* The people of the group; names in the arena, NULL if nobody is known. */
static const char *group_names(struct speech *s)
{
	const struct person **people = arena_get(&s->arena, s->n * sizeof(*people));
	size_t n = 0;

	for (size_t i = 0; people && i < s->n; i++)
		if (s->group[i]->person)
			people[n++] = s->group[i]->person;
	if (n > 1)
		qsort(people, n, sizeof(*people), person_compare);
	return n ? speech_names(s, people, n) : NULL;
}

/* ---- Times -------------------------------------------------------------------------------------- */

const char *speech_instant(struct speech *s, usec_t at)
{
	const char *theirs = s->m->interview && !s->in->privacy ? s->m->interview->zone : NULL;
	cleanup_free char *text = words_instant(s->in, at, theirs);

	if (!text)
		s->arena.failed = true;
	return arena_copy(&s->arena, text);
}

const char *speech_stamp(struct speech *s, usec_t at)
{
	struct reading r = place_reading(&s->user, at);
	char date[DATE_TEXT_SIZE], day[] = "mon";

	if (s->in->now - at > 5 * USEC_PER_DAY)
		return arena_format(&s->arena, "%s %02d:%02d", date_to_text(r.date, date), r.hour,
				    r.minute);
	memcpy(day, weekday_to_text(date_weekday(r.date)), 3);
	day[0] = (char)(day[0] + ('a' - 'A'));
	return arena_format(&s->arena, "%s %02d:%02d", day, r.hour, r.minute);
}

/* As exact as one would say it: to the minute, from six hours on to the hour, from three days on to the day. */
static const char *speech_span(struct speech *s, usec_t span)
{
	usec_t unit = span < 6 * USEC_PER_HOUR  ? USEC_PER_MIN
		      : span < 3 * USEC_PER_DAY ? USEC_PER_HOUR
						: USEC_PER_DAY;
	char buffer[PHRASE_SIZE];

	span += unit / 2;
	return arena_copy(&s->arena, phrase_span(s->in->tongue, span - span % unit, buffer));
}

/* ---- What there is to say ----------------------------------------------------------------------- */

/* A text of the book, cut short at a letter's edge if it is long. */
const char *speech_value(struct speech *s, const char *text)
{
	size_t size = text ? strlen(text) : 0;

	if (size <= VALUE_MAX)
		return text;
	size = VALUE_MAX;
	while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
		size--;
	return arena_format(&s->arena, "%.*s…", (int)size, text);
}

static const char *first_note(const struct interview *i, enum note_kind kind)
{
	for (size_t k = 0; k < i->n_notes; k++)
		if (i->notes[k].kind == kind)
			return i->notes[k].text;
	return NULL;
}

static void speech_set_times(struct speech *s)
{
	const struct milestone *m = s->m;

	if (m->deadline != USEC_NEVER) {
		speech_set(s, "deadline", speech_instant(s, m->deadline));
		speech_set(s, "left", speech_span(s, m->deadline - s->in->now));
		speech_set(s, "late", speech_span(s, s->in->now - m->deadline));
	}
	speech_set(s, "at", speech_stamp(s, m->opens));
}

static void speech_set_facts(struct speech *s)
{
	const struct milestone *m = s->m;
	const struct interview *i = m->interview;

	speech_set(s, "who", group_names(s));
	speech_set_number(s, "sent", m->done_of);
	speech_set_number(s, "people", m->of_people);
	if (i) {
		speech_set(s, "id", i->id);
		speech_set(s, "company", speech_value(s, i->company));
		speech_set(s, "topic", speech_value(s, first_note(i, NOTE_TOPIC)));
	}
	if (m->promise) {
		char buffer[PHRASE_SIZE];

		speech_set(s, "text", speech_value(s, m->promise->text));
		speech_set(s, "day",
			   arena_copy(&s->arena, phrase_date(s->in->tongue, &s->user, s->in->now,
							     m->promise->date, buffer)));
	}
	if (m->custom)
		speech_set(s, "text",
			   speech_value(s, m->custom->text ? m->custom->text : m->custom->name));
}

void speech_init(struct speech *s, const struct words_input *in,
		 const struct milestone *const group[], size_t n)
{
	*s = (struct speech){
		.in = in,
		.group = group,
		.n = n,
		.m = group[0],
		.rule = &sentences_of[group[0]->rule->id],
		.user = place_get(NULL, in->settings ? &in->settings->moment : NULL, in->zone),
	};
	speech_set_times(s);
	speech_set_facts(s);
}

void speech_done(struct speech *s)
{
	arena_done(&s->arena);
	text_done(&s->text);
}

static struct telling speech_telling(struct speech *s)
{
	return (struct telling){
		.arena = &s->arena,
		.tongue = s->in->tongue,
		.settings = s->in->settings,
		.now = s->in->now,
		.user = s->user,
		.there = place_get(NULL, s->user.settings,
				   s->m->base ? s->m->base->zone : s->in->zone),
	};
}

const char *speech_reason(struct speech *s)
{
	const struct telling t = speech_telling(s);

	return reason_of(&t, s->m);
}

const char *speech_assumes(struct speech *s)
{
	const struct telling t = speech_telling(s);

	return reason_assumes(&t, s->m);
}

const char *speech_title(struct speech *s)
{
	const struct rule_sentences *rule = s->rule;
	bool somebody = s->m->person;

	if (s->in->privacy)
		return speech_fill(s, rule->title_private);
	return speech_fill(s, !somebody && rule->title_nobody ? rule->title_nobody : rule->title);
}

static const char *summary_of_prepare(struct speech *s)
{
	struct date today = place_date(&s->user, s->in->now);
	bool is_today = date_compare(place_date(&s->user, s->m->interview->start), today) == 0;

	if (s->in->privacy)
		return speech_fill(s, s->n > 1 ? speech_counted(s, COUNT_PREPARE_PRIVATE, s->n)
					       : s->rule->title_private);
	if (s->n > 1)
		return speech_fill(
			s,
			speech_counted(s, is_today ? COUNT_PREPARE_TODAY : COUNT_PREPARE_TOMORROW,
				       s->n));
	return speech_fill(s, sentences[is_today ? SAY_PREPARE_TODAY : SAY_PREPARE_TOMORROW]);
}

const char *speech_summary(struct speech *s)
{
	if (s->m->rule->id == RULE_PREPARE)
		return summary_of_prepare(s);
	if (s->m->rule->id == RULE_WEEK_AHEAD && !s->in->privacy)
		return speech_fill(s, speech_counted(s, COUNT_WEEK, s->m->n_open));

	return speech_title(s);
}

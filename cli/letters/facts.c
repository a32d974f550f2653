/* SPDX-License-Identifier: MIT */
#include "cli/letters/facts.h"

#include <stdlib.h>
#include <string.h>

#include "cli/facts.h"
#include "cli/letters/notes.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"

/* Each of these makes one fact: a text to own, or NULL if there is no such fact. */

static const json_t *interview(const struct letter_facts *f)
{
	return json_object_get(f->reply, "interview");
}

static char *line(const char *text)
{
	cleanup_free char *one = text ? template_line(text) : NULL;

	return one && *one ? TAKE_PTR(one) : NULL;
}

static char *flag(bool there)
{
	return there ? text_copy("yes") : NULL;
}

/* ---- People ------------------------------------------------------------------------------------- */

/* Where the book has an address only, it stands for the name: nobody is greeted by that. */
static char *make_name(struct letter_facts *f)
{
	const char *name = fact(f->to, "name");

	return name && !strchr(name, '@') ? line(name) : NULL;
}

static char *make_first(struct letter_facts *f)
{
	cleanup_free char *name = make_name(f);

	return name ? text_format("%.*s", (int)strcspn(name, " "), name) : NULL;
}

static char *make_phone(struct letter_facts *f)
{
	return line(fact(f->to, "phone"));
}

static char *make_signature(struct letter_facts *f)
{
	cleanup_free char *text = letter_files_signature(f->files);
	cleanup_text struct text out = { 0 };
	char *rest = text, *one;

	while ((one = strsep(&rest, "\n"))) {
		cleanup_free char *clean = line(one);

		if (clean)
			text_add(&out, "%s%s", out.size > 0 ? "\v" : "", clean);
	}
	return out.size > 0 ? text_take(&out) : NULL;
}

static char *make_me(struct letter_facts *f)
{
	cleanup_free char *text = make_signature(f);

	return text ? text_format("%.*s", (int)strcspn(text, "\v"), text) : NULL;
}

static char *make_arranger(struct letter_facts *f)
{
	return flag(f->to && !fact_is_true(f->to, "interviewer"));
}

static char *make_unthanked(struct letter_facts *f)
{
	return flag(fact_is_true(f->to, "interviewer") && !fact_is_true(f->to, "thanked"));
}

/* Somebody else than who reads the letter. */
static bool awaits_thanks(const struct letter_facts *f, const json_t *p)
{
	return f->to && !json_equal(p, f->to) && fact_is_true(p, "interviewer") &&
	       !fact_is_true(p, "thanked");
}

/* To whom thanks could be passed on: "Dana Li, Sam Roe and Eva Maas". */
static char *make_unthanked_names(struct letter_facts *f)
{
	const json_t *people = json_object_get(f->reply, "people"), *last = NULL;
	cleanup_text struct text names = { 0 };
	json_t *person;
	size_t i;

	json_array_foreach(people, i, person)
		last = awaits_thanks(f, person) ? person : last;
	json_array_foreach(people, i, person) {
		cleanup_free char *name = line(fact(person, "name"));

		if (!name || !awaits_thanks(f, person))
			continue;
		if (names.size > 0 && person == last)
			text_add(&names, " %s ", language_word(f->language, "and"));
		else if (names.size > 0)
			text_add(&names, ", ");
		text_add(&names, "%s", name);
	}
	return names.size > 0 ? text_take(&names) : NULL;
}

/* ---- The interview ------------------------------------------------------------------------------ */

static char *make_company(struct letter_facts *f)
{
	return line(fact(interview(f), "company"));
}

static char *make_role(struct letter_facts *f)
{
	return line(fact(interview(f), "role"));
}

/* A day or date of the answer: an instant, or a date alone. */
static bool read_date(const struct letter_facts *f, const char *text, struct date *ret)
{
	usec_t at;

	if (text && rfc3339_parse(text, &at) == 0) {
		*ret = zone_date(f->zone, at);
		return true;
	}
	return text && date_from_text(text, ret) == 0;
}

static char *say_day(const struct letter_facts *f, const char *text)
{
	struct date d;

	return read_date(f, text, &d) ? language_day(f->language, d, zone_date(f->zone, f->now))
				      : NULL;
}

static char *say_date(const struct letter_facts *f, const char *text)
{
	struct date d;

	return read_date(f, text, &d) ? language_date(f->language, d, zone_date(f->zone, f->now))
				      : NULL;
}

static char *make_day(struct letter_facts *f)
{
	return say_day(f, fact(interview(f), "when"));
}

static char *make_time(struct letter_facts *f)
{
	const char *when = fact(interview(f), "when");
	usec_t at;

	if (!when || rfc3339_parse(when, &at) < 0)
		return NULL;
	struct reading r = zone_reading(f->zone, at, NULL);
	return language_clock(f->language, r.hour, r.minute);
}

static char *make_late(struct letter_facts *f)
{
	const char *end = fact(interview(f), "end");
	usec_t at;

	return flag(end && rfc3339_parse(end, &at) == 0 && f->now > at + USEC_PER_DAY);
}

static char *make_decision_date(struct letter_facts *f)
{
	return say_date(f, fact(interview(f), "decision_by"));
}

static char *make_answer_date(struct letter_facts *f)
{
	return say_date(f, fact(json_object_get(f->reply, "outcome"), "answer_by"));
}

static bool has_outcome(const struct letter_facts *f, const char *word)
{
	return text_equal(fact(json_object_get(f->reply, "outcome"), "outcome"), word);
}

#define OUTCOME(function, word)                       \
	static char *function(struct letter_facts *f) \
	{                                             \
		return flag(has_outcome(f, word));    \
	}
OUTCOME(make_accepted, "accepted")
OUTCOME(make_declined, "declined")

static char *make_others(struct letter_facts *f)
{
	return flag(json_array_size(json_object_get(f->reply, "others")) > 0);
}

/* ---- Promises and contacts ---------------------------------------------------------------------- */

const json_t *letter_promise(const json_t *reply)
{
	bool theirs = fact_is_true(reply, "theirs");
	json_t *p;
	size_t i;

	json_array_foreach(json_object_get(reply, "promises"), i, p)
		if (fact_is_true(p, "theirs") == theirs && !fact(p, "kept"))
			return p;
	return NULL;
}

static char *make_promise(struct letter_facts *f)
{
	return line(fact(letter_promise(f->reply), "text"));
}

static char *make_promise_date(struct letter_facts *f)
{
	return say_date(f, fact(letter_promise(f->reply), "date"));
}

/* The newest contact of that direction; with `asks` only one that asked for news. */
static const char *newest_contact(const struct letter_facts *f, const char *direction, bool asks)
{
	static const char *const asking[] = { "check-in", "second-check-in", "next-steps" };
	const char *newest = NULL;
	usec_t at, newest_at = 0;
	json_t *c;
	size_t i;

	json_array_foreach(json_object_get(f->reply, "log"), i, c) {
		bool is_meant = !asks;

		for (size_t k = 0; k < ELEMENTS(asking); k++)
			is_meant |= text_equal(fact(c, "milestone"), asking[k]);
		if (!is_meant || !text_equal(fact(c, "direction"), direction) ||
		    rfc3339_parse(fact_text(c, "at"), &at) < 0 || at < newest_at)
			continue;
		newest = fact(c, "at");
		newest_at = at;
	}
	return newest;
}

static char *make_asked_day(struct letter_facts *f)
{
	return say_day(f, newest_contact(f, "sent", true));
}

static char *make_heard_day(struct letter_facts *f)
{
	return say_day(f, newest_contact(f, "heard", false));
}

/* ---- Notes -------------------------------------------------------------------------------------- */

#define NOTE(function, kind, nth)                            \
	static char *function(struct letter_facts *f)        \
	{                                                    \
		return note_for(f->reply, f->to, kind, nth); \
	}

NOTE(make_topic, "topic", 0)
NOTE(make_topic2, "topic", 1)
NOTE(make_learned, "learned", 0)
NOTE(make_news, "news", 0)
NOTE(make_personal, "personal", 0)
NOTE(make_mishap, "mishap", 0)
NOTE(make_whole_concern, "concern", 0)

/* "little experience with Rust: I have begun a small project" is a concern and its answer. */
static char *make_concern(struct letter_facts *f)
{
	cleanup_free char *note = make_whole_concern(f);
	const char *colon = note ? strstr(note, ": ") : NULL;

	return note ? text_format("%.*s", colon ? (int)(colon - note) : (int)strlen(note), note)
		    : NULL;
}

static char *make_answer(struct letter_facts *f)
{
	cleanup_free char *note = make_whole_concern(f);
	const char *colon = note ? strstr(note, ": ") : NULL;

	return colon ? text_copy(colon + 2) : NULL;
}

/* ---- The table ---------------------------------------------------------------------------------- */

static const struct fact_row {
	const char *name;
	char *(*make)(struct letter_facts *f);
} rows[] = {
	{ "first", make_first },
	{ "name", make_name },
	{ "phone", make_phone },
	{ "company", make_company },
	{ "role", make_role },
	{ "me", make_me },
	{ "signature", make_signature },
	{ "day", make_day },
	{ "time", make_time },
	{ "topic", make_topic },
	{ "topic2", make_topic2 },
	{ "learned", make_learned },
	{ "concern", make_concern },
	{ "answer", make_answer },
	{ "news", make_news },
	{ "personal", make_personal },
	{ "mishap", make_mishap },
	{ "promise", make_promise },
	{ "promise_date", make_promise_date },
	{ "decision_date", make_decision_date },
	{ "answer_date", make_answer_date },
	{ "asked_day", make_asked_day },
	{ "heard_day", make_heard_day },
	{ "arranger", make_arranger },
	{ "unthanked", make_unthanked },
	{ "unthanked_names", make_unthanked_names },
	{ "late", make_late },
	{ "accepted", make_accepted },
	{ "declined", make_declined },
	{ "others", make_others },
};

_Static_assert(ELEMENTS(rows) <= LETTER_FACTS_MAX, "room for each fact's value");

void letter_facts_init(struct letter_facts *f, const json_t *reply, const json_t *to,
		       const struct letter_files *files, const struct language *language)
{
	*f = (struct letter_facts){
		.reply = reply,
		.to = to,
		.files = files,
		.language = language,
		.zone = fact(json_object_get(reply, "interview"), "zone"),
	};
	if (!zone_is_known(f->zone))
		f->zone = NULL;
	if (rfc3339_parse(fact_text(reply, "now"), &f->now) < 0)
		f->now = 0;
}

void letter_facts_done(struct letter_facts *f)
{
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		free(f->values[i]);
	*f = (struct letter_facts){ 0 };
}

const char *letter_fact(struct letter_facts *f, const char *name)
{
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		if (!text_equal(rows[i].name, name))
			continue;
		if (!f->made[i])
			f->values[i] = rows[i].make(f);
		f->made[i] = true;
		return f->values[i];
	}
	return NULL;
}

static bool is_known(const char *name)
{
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (text_equal(rows[i].name, name))
			return true;
	return false;
}

static const char *get(void *user, const char *name)
{
	return letter_fact(user, name);
}

struct template_facts letter_facts_of(struct letter_facts *f)
{
	return (struct template_facts){ .is_known = is_known, .get = get, .user = f };
}

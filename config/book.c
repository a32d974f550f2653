/* SPDX-License-Identifier: MIT */
#include "config/book.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "config/book-doubt.h"
#include "config/book-parse.h"
#include "config/ini.h"

/*
 * A section's lines are collected, and read when the section ends: then it is known how many there are of each, so every list is made
 * once in its size, and facts that need others are read behind them. All that a book holds lives in one arena, also the values, from
 * which the facts are cut.
 */

#define DURATION_DEFAULT DURATION_HOURS(1) /* as the row of `duration` says */

/* A line that was not read yet. */
struct raw_fact {
	const struct book_key *key;
	char *value;
	unsigned line;
};

struct book_reader {
	struct book book;
	size_t room;                 /* for interviews */
	char *zone;                  /* for sections without one … */
	const struct memory *memory; /* … that are not known from before; or NULL */
	struct fact_reader facts;
	struct interview now; /* of the section at hand; its line is 0 before the first */
	struct raw_fact *raw;
	size_t n_raw, raw_room;
	unsigned *when_lines; /* of each interview */
	size_t when_lines_room, errors_before /* the section at hand */;
	bool is_lost; /* the section at hand has a wrong header: none of its facts counts */
};

/* Makes room for one more; the items are as large as `size`. */
static bool make_room(void **items, size_t n, size_t *room, size_t size)
{
	size_t more = *room ? *room * 2 : 16;
	void *bigger = n < *room ? NULL : reallocarray(*items, more, size);

	if (n < *room)
		return true;
	if (!bigger)
		return false;
	*items = bigger;
	*room = more;
	return true;
}

/* ---- The end of a section ----------------------------------------------------------------------- */

/* A list with room for every fact that goes into it. */
static void *make_list(struct book_reader *b, unsigned list, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_raw; i++)
		n += (b->raw[i].key->lists & list) != 0;
	return n > 0 ? arena_get(b->facts.arena, n * size) : NULL;
}

static void make_lists(struct book_reader *b, struct interview *i)
{
	i->people = make_list(b, LIST_PEOPLE, sizeof(i->people[0]));
	i->notes = make_list(b, LIST_NOTES, sizeof(i->notes[0]));
	i->promises = make_list(b, LIST_PROMISES, sizeof(i->promises[0]));
	i->contacts = make_list(b, LIST_CONTACTS, sizeof(i->contacts[0]));
	i->skips = make_list(b, LIST_SKIPS, sizeof(i->skips[0]));
	i->outcomes = make_list(b, LIST_OUTCOMES, sizeof(i->outcomes[0]));
	i->decisions = make_list(b, LIST_DECISIONS, sizeof(i->decisions[0]));
}

void fact_read(struct fact_reader *f, const struct book_key *key, char *value, unsigned line)
{
	f->key = key;
	f->line = line;
	key->read(f, key->lists == LIST_NOTES ? value : text_trim(value));
}

static void read_facts(struct book_reader *b)
{
	make_lists(b, &b->now);
	for (enum fact_turn turn = 0; turn < TURN_COUNT && !b->facts.arena->failed; turn++)
		for (size_t k = 0; k < b->n_raw; k++) {
			const struct raw_fact *raw = &b->raw[k];

			if (raw->key->turn == turn)
				fact_read(&b->facts, raw->key, raw->value, raw->line);
		}
}

/* The line of a key that stands once, or 0. */
static unsigned line_of(const struct book_reader *b, const char *key)
{
	const struct book_key *row = book_key_find(key);

	for (size_t k = 0; k < b->n_raw; k++)
		if (b->raw[k].key == row)
			return b->raw[k].line;
	return 0;
}

/* What the facts of a section lack, or say in vain. */
static void check_interview(struct book_reader *b)
{
	const struct interview *i = &b->now;
	const struct fact_reader *f = &b->facts;

	if (!i->company)
		complain(f->complaints, f->file, i->line,
			 "[%s] names no company; add a line `company = Acme Corp`", i->id);
	if (line_of(b, "when") == 0)
		complain(f->complaints, f->file, i->line,
			 "[%s] does not say when; add a line `when = 2026-11-24 14:00`", i->id);
	if (line_of(b, "zone") == 0)
		complain_hint(
			f->complaints, f->file, i->line,
			"[%s] names no time zone, so the one counts in which you were when it was first seen, %s; "
			"add a line `zone = %s`",
			i->id, i->zone, i->zone);
	for (size_t k = 0; k < i->n_decisions; k++)
		if (date_is_set(i->when.date) &&
		    date_compare(i->decisions[k].date, i->when.date) < 0)
			complain_hint(f->complaints, f->file, i->decisions[k].line,
				      "they can't have decided before the interview; "
				      "is the date of the decision right?");
}

static int keep_interview(struct book_reader *b)
{
	struct book *book = &b->book;
	struct interview *i = &b->now;

	if (!i->company || !date_is_set(i->when.date))
		return 0;
	if (!make_room((void **)&book->interviews, book->n_interviews, &b->room, sizeof(*i)) ||
	    !make_room((void **)&b->when_lines, book->n_interviews, &b->when_lines_room,
		       sizeof(b->when_lines[0])) ||
	    name_index_put(&book->memory->ids, i->id, strlen(i->id), book->n_interviews, NULL) < 0)
		return -ENOMEM;
	b->when_lines[book->n_interviews] = line_of(b, "when");
	book->interviews[book->n_interviews++] = *i;
	return 0;
}

static int end_section(struct book_reader *b)
{
	const struct complaints *c = b->facts.complaints;
	int r = 0;

	if (b->now.line > 0) {
		read_facts(b);
		if (b->facts.arena->failed)
			return -ENOMEM;
		check_interview(b);
		if (book_id_is_valid(b->now.id))
			r = keep_interview(b);
		if (c->n_errors > b->errors_before)
			book_doubt(b->book.memory, b->now.company);
	}
	b->n_raw = 0;
	b->errors_before = c->n_errors;
	return r;
}

/* ---- What inih finds ---------------------------------------------------------------------------- */

static void complain_about_id(const struct book_reader *b, const char *id, unsigned line)
{
	cleanup_free char *better = book_id_from_text(id);

	complain(b->facts.complaints, b->facts.file, line,
		 "[%s] is no id, which is made of a-z, 0-9 and `-`, at most %zu of them; "
		 "as in [%s]",
		 id, ID_MAX, better ? better : "acme-onsite");
}

static char *zone_of(struct book_reader *b, const char *id)
{
	const char *seen = b->memory ? memory_zone(b->memory, id) : NULL;

	return seen ? arena_copy(b->facts.arena, seen) : b->zone;
}

static int take_section(void *user, const char *section, unsigned line)
{
	struct book_reader *b = user;
	int r = end_section(b);

	b->is_lost = false;
	if (r < 0)
		return r;
	if (b->book.n_interviews == INTERVIEWS_MAX) {
		complain(b->facts.complaints, b->facts.file, line,
			 "there are more than %zu interviews; begin a new book", INTERVIEWS_MAX);
		return -E2BIG;
	}
	if (!book_id_is_valid(section))
		complain_about_id(b, section, line);
	b->now = (struct interview){
		.id = arena_copy(b->facts.arena, section),
		.zone = zone_of(b, section),
		.duration = DURATION_DEFAULT,
		.state_at = USEC_NEVER,
		.line = line,
	};
	return b->now.id && b->now.zone ? 0 : -ENOMEM;
}

/* Of two sections with one name the second is not read, so the first may lack something; and so may those of the company that it names. */
static int lose_section(void *user, const char *section)
{
	struct book_reader *b = user;
	const struct interview *first;
	int r = end_section(b);

	b->now = (struct interview){ 0 };
	first = r >= 0 && section ? book_find(&b->book, section) : NULL;
	if (first)
		book_doubt(b->book.memory, first->company);
	b->is_lost = true;
	return r < 0 ? r : 1;
}

static void hint_at_key(const struct book_reader *b, const char *key, unsigned line)
{
	const char *nearest = book_key_nearest(key);

	if (nearest)
		complain_hint(b->facts.complaints, b->facts.file, line,
			      "`%s` means nothing here, did you mean `%s`?", key, nearest);
	else
		complain_hint(b->facts.complaints, b->facts.file, line,
			      "`%s` means nothing here; the line is left as it is", key);
}

static bool stands_alone(const struct book_reader *b, const struct book_key *key, unsigned line)
{
	for (size_t i = 0; i < b->n_raw && !key->repeatable; i++)
		if (b->raw[i].key == key) {
			complain(b->facts.complaints, b->facts.file, line,
				 "`%s` stands in line %u already; keep one of them", key->name,
				 b->raw[i].line);
			return false;
		}
	return true;
}

/* A company whose facts may be among those that are lost. */
static int lose_fact(struct book_reader *b, const struct book_key *key, const char *value)
{
	char *company = NULL;

	if (!key || !text_equal(key->name, "company"))
		return 0;
	company = arena_copy(b->facts.arena, value);
	if (company)
		book_doubt(b->book.memory, text_trim(company));
	return company ? 0 : -ENOMEM;
}

static int take_fact(void *user, const char *section, const char *name, const char *value,
		     unsigned line)
{
	struct book_reader *b = user;
	const struct book_key *key = book_key_find(name);
	struct raw_fact raw = { .key = key, .line = line };

	if (b->is_lost)
		return lose_fact(b, key, value);
	if (!*section)
		complain(b->facts.complaints, b->facts.file, line,
			 "this line belongs to no interview; put a line [acme-onsite] above it");
	else if (!key)
		hint_at_key(b, name, line);
	else if (!stands_alone(b, key, line))
		return lose_fact(b, key, value);
	else if (!text_is_empty(value)) {
		raw.value = arena_copy(b->facts.arena, value);
		if (!raw.value || !make_room((void **)&b->raw, b->n_raw, &b->raw_room, sizeof(raw)))
			return -ENOMEM;
		b->raw[b->n_raw++] = raw;
	}
	return 0;
}

static bool key_is_free_text(const char *name)
{
	const struct book_key *key = book_key_find(name);

	return key && key->is_free_text;
}

/* ---- All ---------------------------------------------------------------------------------------- */

void book_done(struct book *b)
{
	if (b->memory) {
		arena_done(&b->memory->arena);
		name_index_done(&b->memory->ids);
		free(b->memory);
		free(b->interviews);
	}
	*b = (struct book){ 0 };
}

int book_parse(const char *text, size_t size, const char *file, const char *zone,
	       const struct memory *memory, struct book *ret, struct complaints *complaints)
{
	static const struct ini_listener listener = { take_section, take_fact, key_is_free_text,
						      lose_section };
	struct book_reader b = { .facts = { .file = file, .complaints = complaints },
				 .memory = memory };
	size_t n_before = complaints->n;
	int r;

	b.book.memory = calloc(1, sizeof(*b.book.memory));
	if (!b.book.memory)
		return -ENOMEM;
	b.facts.arena = &b.book.memory->arena;
	b.facts.interview = &b.now;
	b.zone = arena_copy(b.facts.arena, zone ? zone : "UTC");
	r = b.zone ? ini_read(text, size, file, &listener, &b, complaints) : -ENOMEM;
	if (r == 0)
		r = end_section(&b);
	if (r == 0 || r == -E2BIG)
		r = book_make_times(&b.facts, &b.book, b.when_lines);
	free(b.when_lines);
	free(b.raw);
	/* Facts are read in turns, people read lines from top to bottom. */
	complaints_sort(complaints, n_before);
	if (r < 0) {
		book_done(&b.book);
		return r;
	}
	*ret = b.book;
	return 0;
}

/* SPDX-License-Identifier: MIT */
#include "tests/config/write-book.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "config/escape.h"
#include "etiquette/names.h"

static void add(struct text *out, const char *key, const char *value)
{
	cleanup_free char *escaped = value ? value_escape(value) : NULL;

	if (escaped)
		text_add(out, "%s = %s\n", key, escaped);
}

/* Takes the value over. */
static void add_own(struct text *out, const char *key, char *value)
{
	assert_non_null(value);
	add(out, key, value);
	free(value);
}

static void write_head(const struct interview *i, struct text *out)
{
	char date[DATE_TEXT_SIZE], duration[DURATION_TEXT_SIZE];
	const struct reading *r = &i->when;

	text_add(out, "[%s]\n", i->id);
	add(out, "company", i->company);
	add(out, "role", i->role);
	add(out, "process", i->process);
	add(out, "language", i->language);
	add(out, "thread", i->thread);
	add(out, "zone", i->zone);
	text_add(out, "when = %s %02d:%02d:%02d\n", date_to_text(r->date, date), r->hour, r->minute,
		 r->second);
	add(out, "duration", duration_to_text(i->duration, duration));
	if (i->kind != KIND_NONE)
		add(out, "kind", interview_kind_to_text(i->kind));
	if (i->state_at != USEC_NEVER)
		add_own(out, "state", fact_state(i->state_at, i->zone, i->state));
	else
		add(out, "state", interview_state_to_text(i->state));
}

/* How only it begins, so that `kept` can say which one it was. */
static bool is_only_one(const struct interview *i, const struct promise *p)
{
	for (size_t k = 0; k < i->n_promises; k++)
		if (&i->promises[k] != p && text_starts_fold(i->promises[k].text, p->text))
			return false;
	return true;
}

static void write_promises(const struct interview *i, struct text *out)
{
	for (size_t k = 0; k < i->n_promises; k++) {
		const struct promise *p = &i->promises[k];

		add_own(out, "promise",
			fact_promise(p->date, p->theirs, p->lead.amount ? &p->lead : NULL,
				     p->text));
	}
}

static void write_kept(const struct interview *i, struct text *out)
{
	for (size_t k = 0; k < i->n_promises; k++) {
		const struct promise *p = &i->promises[k];

		if (p->kept_at != USEC_NEVER && is_only_one(i, p))
			add_own(out, "kept", fact_kept(p->kept_at, i->zone, p->text));
	}
}

/* That of a `heard` line stands in it. */
static bool is_heard(const struct interview *i, const struct decision *d)
{
	for (size_t k = 0; k < i->n_contacts; k++)
		if (i->contacts[k].heard && i->contacts[k].line == d->line)
			return true;
	return false;
}

static void write_decision(const struct interview *i, const struct decision *d, struct text *out)
{
	char date[DATE_TEXT_SIZE];

	if (d->given_at != USEC_NEVER)
		add_own(out, "decision-by", fact_decision(d->date, d->given_at, i->zone));
	else
		add(out, "decision-by", date_to_text(d->date, date));
}

/* In the order of lines: the last one counts. */
static void write_decisions(const struct interview *i, unsigned from, unsigned to, struct text *out)
{
	for (size_t k = 0; k < i->n_decisions; k++) {
		const struct decision *d = &i->decisions[k];

		if (d->line >= from && d->line < to && !is_heard(i, d))
			write_decision(i, d, out);
	}
}

static void write_contacts(const struct interview *i, struct text *out)
{
	unsigned from = 0;

	for (size_t k = 0; k < i->n_contacts; k++) {
		const struct contact *c = &i->contacts[k];

		write_decisions(i, from, c->line, out);
		from = c->line;
		if (c->heard)
			add_own(out, "heard",
				fact_heard(c->at, i->zone, c->channel, c->person, c->decision_by,
					   c->text));
		else
			add_own(out, "sent",
				fact_sent(c->at, i->zone, c->milestone, c->channel, c->person,
					  c->forced, c->text));
	}
	write_decisions(i, from, UINT_MAX, out);
}

/* What is skipped may be kept below it; what is kept is not skipped any more. */
static void write_ends(const struct interview *i, struct text *out)
{
	for (size_t k = 0; k < i->n_skips; k++)
		add_own(out, "skipped",
			fact_skipped(i->skips[k].at, i->zone, i->skips[k].milestone,
				     i->skips[k].person,
				     i->skips[k].promise ? i->skips[k].promise->text : NULL));
	write_kept(i, out);
	for (size_t k = 0; k < i->n_outcomes; k++)
		add_own(out, "outcome",
			fact_outcome(i->outcomes[k].at, i->zone, i->outcomes[k].kind,
				     i->outcomes[k].answer_by, i->outcomes[k].text));
}

void book_write(const struct book *b, struct text *out)
{
	for (size_t n = 0; n < b->n_interviews; n++) {
		const struct interview *i = &b->interviews[n];

		write_head(i, out);
		for (size_t k = 0; k < i->n_people; k++)
			add_own(out, i->people[k].interviewer ? "interviewer" : "contact",
				fact_person(&i->people[k]));
		for (size_t k = 0; k < i->n_notes; k++)
			add(out, note_kind_to_text(i->notes[k].kind), i->notes[k].text);
		write_promises(i, out);
		write_contacts(i, out);
		write_ends(i, out);
	}
}

void book_assert_writes_again(const struct book *b)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_text struct text once = { 0 }, twice = { 0 };
	cleanup_book struct book again = { 0 };

	book_write(b, &once);
	assert_int_equal(book_parse(once.data, once.size, "again", "UTC", NULL, &again, &c), 0);
	if (c.n_errors > 0)
		fail_msg("line %u: %s, in:\n%s", c.items[0].line, c.items[0].text, once.data);
	book_write(&again, &twice);
	if (once.size > 0)
		assert_string_equal(once.data, twice.data);
	assert_int_equal(once.size, twice.size);
}

static void assert_sane_person(const struct interview *i, const struct person *who)
{
	assert_true(!who || (who >= i->people && who < i->people + i->n_people));
}

void book_assert_sane(const struct book *b)
{
	for (size_t k = 0; k < b->n_interviews; k++) {
		const struct interview *i = &b->interviews[k];

		assert_ptr_equal(book_find(b, i->id), i);
		assert_non_null(i->company);
		assert_true(i->start < i->end);
		for (size_t n = 0; n < i->n_people; n++)
			assert_true(i->people[n].name && *i->people[n].name);
		for (size_t n = 0; n < i->n_contacts; n++) {
			assert_true(i->contacts[n].heard || i->contacts[n].milestone);
			assert_sane_person(i, i->contacts[n].who);
		}
		for (size_t n = 0; n < i->n_promises; n++)
			assert_non_null(i->promises[n].text);
		for (size_t n = 0; n < i->n_skips; n++) {
			assert_non_null(i->skips[n].milestone);
			assert_sane_person(i, i->skips[n].who);
		}
	}
}

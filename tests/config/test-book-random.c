/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "config/book.h"
#include "config/edit.h"
#include "tests/config/nasty.h"
#include "tests/config/write-book.h"

/*
 * Values by chance, of words that stand in values. Nothing is read outside (the sanitizers see); a value that draws no complaint
 * becomes a fact; and a fact that was read, written and read again is the same.
 */

#define ZONE "Europe/Berlin"

static char *random_value(struct chance *c)
{
	static const char *const words[] = {
		"2026-11-24", "2026-11-24",  "2026-02-30",  "17:10",
		"9:05",       "25:00",       "17:10+01:00", "17:10-0530",
		"17:10Z",     "T17:10",      "+01:00",      "thank-you",
		"check-in",   "promise",     "reply",       "other",
		"email",      "phone",       "linkedin",    "to",
		"from",       "Dana",        "Dana Li",     "Sam Roe",
		"<d@x>",      "<d@",         "(manager)",   "(rapport good, channel phone)",
		"(",          ")",           ":",           ": ",
		"forced",     "decision-by", "answer-by",   "lead",
		"given",      "2bd",         "mine",        "theirs",
		"held",       "no-show",     "offer",       "rejected",
		",",          "\"",          "<",           ">",
		"\n",         "\t",          "\xc3\xa9",    ";",
		"\\",
	};
	struct text out = { 0 };

	for (size_t n = chance_below(c, 9); n > 0; n--)
		text_add(&out, "%s%s", words[chance_below(c, ELEMENTS(words))],
			 chance_once_in(c, 6) ? "" : " ");
	return text_take(&out);
}

static void start_book(struct edit *e)
{
	static const char text[] = "[a]\ncompany = A\nwhen = 2026-01-01 00:00\nzone = " ZONE
				   "\ninterviewer = Dana Li <d@x>\ninterviewer = Sam Roe\n";

	assert_int_equal(edit_init(e, text, strlen(text)), 0);
}

static size_t count_facts(const struct interview *i)
{
	return i->n_people + i->n_notes + i->n_promises + i->n_contacts + i->n_skips +
	       i->n_outcomes + i->n_decisions;
}

/* One line more in a book with two people: true if it drew no complaint. */
static bool read_with(const char *key, const char *value, struct book *b)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_edit struct edit e = { 0 };

	start_book(&e);
	assert_int_equal(edit_append(&e, "a", key, value), 0);
	assert_int_equal(book_parse(e.text, e.size, "book", ZONE, NULL, b, &c), 0);
	book_assert_sane(b);
	return c.n_errors == 0;
}

static void test_random_values(void **state)
{
	const char *const *keys = book_key_names();
	size_t n_keys = 0;
	(void)state;

	while (keys[n_keys])
		n_keys++;
	for (uint64_t seed = 1; seed <= nasty_tries(20000); seed++) {
		struct chance c = { seed };
		const char *key = keys[chance_below(&c, n_keys)];
		cleanup_free char *value = random_value(&c), *why = NULL;
		cleanup_book struct book b = { 0 };
		bool good = book_value_check(key, value, ZONE, &why) == 0;

		assert_int_equal(good, why == NULL);
		/* Keys that stand once are there already; an empty value says nothing. */
		if (!book_key_is_repeatable(key) || text_is_empty(value)) {
			read_with(key, value, &b);
			continue;
		}
		if (good != read_with(key, value, &b))
			fail_msg("%s = %s: checked alone it is another thing than in a book", key,
				 value);
		if (good && !text_equal(key, "kept"))
			assert_true(count_facts(&b.interviews[0]) > 2);
	}
}

/* ---- Read, written, read ------------------------------------------------------------------------ */

static char *write_sent(const struct interview *i)
{
	const struct contact *c = &i->contacts[0];

	return fact_sent(c->at, i->zone, c->milestone, c->channel, c->person, c->forced, c->text);
}

static char *write_heard(const struct interview *i)
{
	const struct contact *c = &i->contacts[0];

	return fact_heard(c->at, i->zone, c->channel, c->person, c->decision_by, c->text);
}

static char *write_promise(const struct interview *i)
{
	const struct promise *p = &i->promises[0];

	return fact_promise(p->date, p->theirs, p->lead.amount ? &p->lead : NULL, p->text);
}

static char *write_skipped(const struct interview *i)
{
	const struct skip *s = &i->skips[0];

	return fact_skipped(s->at, i->zone, s->milestone, s->person, NULL);
}

static char *write_outcome(const struct interview *i)
{
	const struct outcome *o = &i->outcomes[0];

	return fact_outcome(o->at, i->zone, o->kind, o->answer_by, o->text);
}

static char *write_decision(const struct interview *i)
{
	const struct decision *d = &i->decisions[0];
	usec_t at = d->given_at != USEC_NEVER ? d->given_at : i->start;

	return fact_decision(d->date, at, i->zone);
}

static char *write_person(const struct interview *i)
{
	return fact_person(&i->people[2]);
}

static const struct {
	const char *key;
	char *(*write)(const struct interview *i);
} writers[] = {
	{ "sent", write_sent },
	{ "heard", write_heard },
	{ "promise", write_promise },
	{ "skipped", write_skipped },
	{ "outcome", write_outcome },
	{ "interviewer", write_person },
	{ "decision-by", write_decision },
};

static void test_writing_again(void **state)
{
	size_t n = 0;
	(void)state;

	for (uint64_t seed = 1; seed <= nasty_tries(20000); seed++) {
		struct chance c = { seed };
		size_t k = chance_below(&c, ELEMENTS(writers));
		cleanup_free char *value = random_value(&c), *once = NULL, *twice = NULL;
		cleanup_book struct book first = { 0 }, second = { 0 };

		if (text_is_empty(value) || !read_with(writers[k].key, value, &first))
			continue;
		/* Of a promise that is not there a hint says that it counts for nothing. */
		if (count_facts(&first.interviews[0]) == 2)
			continue;
		once = writers[k].write(&first.interviews[0]);
		if (!read_with(writers[k].key, once, &second))
			fail_msg("%s = %s was written again as %s", writers[k].key, value, once);
		twice = writers[k].write(&second.interviews[0]);
		assert_string_equal(once, twice);
		n++;
	}
	assert_true(n > nasty_tries(20000) / 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_values),
		cmocka_unit_test(test_writing_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

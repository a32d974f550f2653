/* SPDX-License-Identifier: MIT */
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
#include "config/escape.h"
#include "etiquette/names.h"
#include "tests/config/books.h"
#include "tests/config/nasty.h"

/* Facts become lines, and lines the same facts. */

#define BERLIN "Europe/Berlin"

static void assert_text(char *found, const char *expected)
{
	assert_non_null(found);
	assert_string_equal(found, expected);
	free(found);
}

static void test_stamps(void **state)
{
	usec_t t = instant("2026-11-24T16:10:00Z");
	(void)state;

	assert_text(fact_stamp(t, BERLIN), "2026-11-24 17:10+01:00");
	assert_text(fact_stamp(t, "America/St_Johns"), "2026-11-24 12:40-03:30");
	assert_text(fact_stamp(t, "Pacific/Kiritimati"), "2026-11-25 06:10+14:00");
	assert_text(fact_stamp(t, "Etc/GMT+12"), "2026-11-24 04:10-12:00");
	assert_text(fact_stamp(t, NULL), "2026-11-24 16:10+00:00");
	assert_text(fact_stamp(t + 25 * USEC_PER_SEC + 7, BERLIN), "2026-11-24 17:10:25+01:00");
	/* The offset tells the two 02:30 of a night apart. */
	assert_text(fact_stamp(instant("2026-10-25T00:30:00Z"), BERLIN), "2026-10-25 02:30+02:00");
	assert_text(fact_stamp(instant("2026-10-25T01:30:00Z"), BERLIN), "2026-10-25 02:30+01:00");
	/* Liberia was 44 min 30 s behind; no offset can say so, but the instant is right. */
	assert_text(fact_stamp(instant("1971-06-01T12:00:00Z"), "Africa/Monrovia"),
		    "1971-06-01 11:16-00:44");
}

static void test_messages(void **state)
{
	usec_t t = instant("2026-11-24T16:10:00Z");
	struct date d = { 2026, 12, 11 }, none = { 0 };
	(void)state;

	assert_text(
		fact_sent(t, BERLIN, "thank-you", CHANNEL_EMAIL, "Dana Li <dana@acme.example>",
			  false, "Thank you"),
		"2026-11-24 17:10+01:00 thank-you email to Dana Li <dana@acme.example>: Thank you");
	assert_text(fact_sent(t, BERLIN, "check-in", CHANNEL_NONE, NULL, true, ""),
		    "2026-11-24 17:10+01:00 check-in other forced");
	assert_text(fact_heard(t, BERLIN, CHANNEL_EMAIL, "Dana Li", d, "they need another week"),
		    "2026-11-24 17:10+01:00 email from Dana Li decision-by 2026-12-11: "
		    "they need another week");
	assert_text(fact_heard(t, BERLIN, CHANNEL_NONE, NULL, none, NULL),
		    "2026-11-24 17:10+01:00");
	assert_text(fact_skipped(t, BERLIN, "thank-you", "Sam Roe", NULL),
		    "2026-11-24 17:10+01:00 thank-you Sam Roe");
	assert_text(fact_skipped(t, BERLIN, "check-in", NULL, NULL),
		    "2026-11-24 17:10+01:00 check-in");
	assert_text(fact_skipped(t, BERLIN, "promise", NULL, "send the work sample"),
		    "2026-11-24 17:10+01:00 promise: send the work sample");
}

static void test_promises_and_ends(void **state)
{
	usec_t t = instant("2026-11-24T16:10:00Z");
	struct date d = { 2026, 11, 27 }, none = { 0 };
	struct duration lead = DURATION_WORKING(2);
	(void)state;

	assert_text(fact_promise(d, false, &lead, "send the work sample"),
		    "2026-11-27 mine lead 2bd: send the work sample");
	assert_text(fact_promise(d, true, NULL, "call"), "2026-11-27 theirs: call");
	assert_text(fact_kept(t, BERLIN, "call"), "2026-11-24 17:10+01:00: call");
	assert_text(fact_kept(t, BERLIN, NULL), "2026-11-24 17:10+01:00");
	assert_text(fact_outcome(t, BERLIN, OUTCOME_OFFER, d, "by phone"),
		    "2026-11-24 17:10+01:00 offer answer-by 2026-11-27: by phone");
	assert_text(fact_outcome(t, BERLIN, OUTCOME_NO_RESPONSE, none, NULL),
		    "2026-11-24 17:10+01:00 no-response");
	assert_text(fact_state(t, BERLIN, STATE_NO_SHOW), "2026-11-24 17:10+01:00 no-show");
}

static void test_people(void **state)
{
	static const struct {
		struct person person;
		const char *written;
	} rows[] = {
		{ { .name = (char *)"Dana Li",
		    .address = (char *)"dana@acme.example",
		    .post = POST_MANAGER,
		    .rapport = RAPPORT_GOOD,
		    .channels = 1u << CHANNEL_LINKEDIN },
		  "Dana Li <dana@acme.example> (manager, rapport good, channel linkedin)" },
		{ { .name = (char *)"Sam" }, "Sam" },
		{ { .name = (char *)"a@b", .address = (char *)"a@b" }, "a@b" },
		{ { .name = (char *)"Li, Dana (HR)" }, "\"Li, Dana (HR)\"" },
		{ { .name = (char *)"Dana",
		    .phone = (char *)"+49 30",
		    .zone = (char *)"Asia/Tokyo",
		    .channels = 1u << CHANNEL_PHONE | 1u << CHANNEL_EMAIL },
		  "Dana (channel email, phone +49 30, zone Asia/Tokyo)" },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		assert_text(fact_person(&rows[i].person), rows[i].written);
}

/* ---- And back ----------------------------------------------------------------------------------- */

static const char *pick_zone(struct chance *c)
{
	static const char *const zones[] = {
		"Europe/Berlin", "America/St_Johns",    "UTC",
		"Pacific/Apia",  "Australia/Lord_Howe", "Asia/Kathmandu"
	};

	return zones[chance_below(c, ELEMENTS(zones))];
}

static usec_t pick_instant(struct chance *c)
{
	/* 1990 to 2060 */
	return (631152000 + (usec_t)chance_below(c, 2200000000)) * USEC_PER_SEC;
}

static struct date pick_date(struct chance *c)
{
	return date_from_days(20000 + (int64_t)chance_below(c, 10000));
}

/* Texts are trimmed when they are read, so blanks at the edges of a part of a value don't count. */
static char *pick_text(struct chance *c)
{
	cleanup_free char *value = nasty_value(c);

	return text_copy(text_trim(value));
}

static void add(struct edit *e, const char *key, char *value)
{
	assert_non_null(value);
	assert_int_equal(edit_append(e, "a", key, value), 0);
	free(value);
}

static void assert_same_text(const char *found, const char *written)
{
	assert_string_equal(found ? found : "", written);
}

struct facts {
	const char *zone;
	usec_t at;
	struct date date;
	enum channel channel;
	bool flag;
	char *text;
};

static void write_facts(struct edit *e, const struct facts *f)
{
	struct duration lead = DURATION_WORKING(3);
	struct date none = { 0 };

	add(e, "sent",
	    fact_sent(f->at, f->zone, "check-in", f->channel, "Dana Li", f->flag, f->text));
	add(e, "heard",
	    fact_heard(f->at, f->zone, f->channel, "Dana Li", f->flag ? f->date : none, f->text));
	add(e, "promise",
	    fact_promise(f->date, f->flag, f->flag ? &lead : NULL, *f->text ? f->text : "x"));
	add(e, "kept", fact_kept(f->at, f->zone, *f->text ? f->text : "x"));
	add(e, "skipped",
	    fact_skipped(f->at, f->zone, "move-on", f->flag ? "Dana Li" : NULL, f->text));
	add(e, "outcome",
	    fact_outcome(f->at, f->zone, OUTCOME_OFFER, f->flag ? f->date : none, f->text));
	add(e, "decision-by", fact_decision(f->date, f->at, f->zone));
	add(e, "state", fact_state(f->at, f->zone, STATE_MISSED));
}

static void assert_facts(const struct interview *i, const struct facts *f)
{
	const struct contact *sent = &i->contacts[0], *heard = &i->contacts[1];

	assert_int_equal(sent->at, f->at);
	assert_int_equal(sent->channel, f->channel == CHANNEL_NONE ? CHANNEL_OTHER : f->channel);
	assert_int_equal(sent->forced, f->flag);
	assert_ptr_equal(sent->who, &i->people[0]);
	assert_same_text(sent->text, f->text);
	assert_int_equal(heard->at, f->at);
	assert_int_equal(heard->channel, f->channel);
	assert_int_equal(date_is_set(heard->decision_by), f->flag);
	assert_same_text(heard->text, f->text);
	assert_int_equal(i->promises[0].theirs, f->flag);
	assert_int_equal(i->promises[0].lead.amount, f->flag ? 3 : 0);
	assert_int_equal(date_compare(i->promises[0].date, f->date), 0);
	assert_same_text(i->promises[0].text, *f->text ? f->text : "x");
	assert_int_equal(i->promises[0].kept_at, f->at);
	assert_int_equal(i->skips[0].at, f->at);
	assert_int_equal(i->skips[0].who != NULL, f->flag);
	assert_int_equal(i->outcomes[0].at, f->at);
	assert_int_equal(date_is_set(i->outcomes[0].answer_by), f->flag);
	assert_same_text(i->outcomes[0].text, f->text);
	assert_int_equal(i->decisions[i->n_decisions - 1].given_at, f->at);
	assert_int_equal(date_compare(i->decisions[i->n_decisions - 1].date, f->date), 0);
	assert_int_equal(i->state, STATE_MISSED);
	assert_int_equal(i->state_at, f->at);
}

static void test_there_and_back(void **state)
{
	(void)state;

	for (uint64_t seed = 1; seed <= nasty_tries(2000); seed++) {
		struct chance c = { seed };
		cleanup_free char *text = pick_text(&c);
		struct facts f = {
			pick_zone(&c),         pick_instant(&c),
			pick_date(&c),         (enum channel)chance_below(&c, CHANNEL_OTHER + 1),
			chance_once_in(&c, 2), text
		};
		cleanup_free char *head = text_format("[a]\ncompany = A\nwhen = 2000-01-01 00:00\n"
						      "zone = %s\ninterviewer = Dana Li\n",
						      f.zone);
		cleanup_edit struct edit e = { 0 };
		cleanup_book struct book b = { 0 };

		assert_int_equal(edit_init(&e, head, strlen(head)), 0);
		write_facts(&e, &f);
		book_read(&b, e.text);
		assert_facts(&b.interviews[0], &f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stamps),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_promises_and_ends),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

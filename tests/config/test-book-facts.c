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
#include "common/limits.h"
#include "common/text.h"
#include "common/zone.h"
#include "config/book.h"
#include "tests/config/books.h"

/* The values of single facts, in all the ways in which they may be written. */

/* Every way to write a stamp; the zone of the section is Berlin. */
static void test_stamps(void **state)
{
	static const struct {
		const char *written, *instant;
	} rows[] = {
		{ "2026-11-24", "2026-11-24T11:00:00Z" },
		{ "2026-07-24", "2026-07-24T10:00:00Z" },
		{ "2026-11-24 17:10", "2026-11-24T16:10:00Z" },
		{ "2026-11-24  9:05", "2026-11-24T08:05:00Z" },
		{ "2026-11-24 17:10:30", "2026-11-24T16:10:30Z" },
		{ "2026-11-24 17:10+01:00", "2026-11-24T16:10:00Z" },
		{ "2026-11-24 17:10-05:30", "2026-11-24T22:40:00Z" },
		{ "2026-11-24 17:10+0545", "2026-11-24T11:25:00Z" },
		{ "2026-11-24 17:10+14", "2026-11-24T03:10:00Z" },
		{ "2026-11-24 17:10Z", "2026-11-24T17:10:00Z" },
		{ "2026-11-24T17:10:30-05:00", "2026-11-24T22:10:30Z" },
		{ "1970-01-01 01:00", "1970-01-01T00:00:00Z" },
		{ "2038-01-19 04:14:08+01:00", "2038-01-19T03:14:08Z" },
		/* twice there: the first; never there: by the gap later */
		{ "2026-10-25 02:30", "2026-10-25T00:30:00Z" },
		{ "2026-03-29 02:30", "2026-03-29T01:30:00Z" },
	};
	(void)state;

	for (size_t k = 0; k < ELEMENTS(rows); k++) {
		cleanup_book struct book b = { 0 };
		cleanup_free char *text =
			text_format("[a]\ncompany = A\nwhen = 2026-01-02 03:04\n"
				    "zone = Europe/Berlin\noutcome = %s open\n"
				    "heard = %s: x\nkept = %s\npromise = 2026-02-01: x\n",
				    rows[k].written, rows[k].written, rows[k].written);

		book_read(&b, text);
		assert_int_equal(b.interviews[0].outcomes[0].at, instant(rows[k].instant));
		assert_int_equal(b.interviews[0].contacts[0].at, instant(rows[k].instant));
		assert_int_equal(b.interviews[0].promises[0].kept_at, instant(rows[k].instant));
	}
}

static void test_people(void **state)
{
	static const struct {
		const char *written, *name, *address, *phone, *zone;
		enum post post;
		enum rapport rapport;
		unsigned channels;
	} rows[] = {
		{ "Dana", "Dana", NULL, NULL, NULL, 0, 0, 0 },
		{ "Dana Li<d@x>", "Dana Li", "d@x", NULL, NULL, 0, 0, 0 },
		{ "d@x.example", "d@x.example", "d@x.example", NULL, NULL, 0, 0, 0 },
		{ "<d@x.example> (peer)", "d@x.example", "d@x.example", NULL, NULL, POST_PEER, 0,
		  0 },
		{ "\"Li, Dana (HR)\" <d@x>", "Li, Dana (HR)", "d@x", NULL, NULL, 0, 0, 0 },
		{ "Dana (coordinator)", "Dana", NULL, NULL, NULL, POST_COORDINATOR, 0, 0 },
		{ "Dana Li <d@x> (Rapport SOME, channel email, channel phone,)", "Dana Li", "d@x",
		  NULL, NULL, 0, RAPPORT_SOME, 1u << CHANNEL_EMAIL | 1u << CHANNEL_PHONE },
		{ "Dana (phone +49 30 1234, zone America/New_York, peer)", "Dana", NULL,
		  "+49 30 1234", "America/New_York", POST_PEER, 0, 1u << CHANNEL_PHONE },
		{ "Dana ()", "Dana", NULL, NULL, NULL, 0, 0, 0 },
		{ "D\xc3\xa4na O'Li-\xc3\x98  <d+x@y>", "D\xc3\xa4na O'Li-\xc3\x98", "d+x@y", NULL,
		  NULL, 0, 0, 0 },
	};
	(void)state;

	for (size_t k = 0; k < ELEMENTS(rows); k++) {
		cleanup_book struct book b = { 0 };
		cleanup_free char *text = text_format("[a]\ncompany = A\nwhen = 2026-01-02 03:04\n"
						      "zone = UTC\ninterviewer = %s\n",
						      rows[k].written);
		const struct person *p;

		book_read(&b, text);
		p = &b.interviews[0].people[0];
		assert_string_equal(p->name, rows[k].name);
		assert_true(text_equal(p->address, rows[k].address));
		assert_true(text_equal(p->phone, rows[k].phone));
		assert_true(text_equal(p->zone, rows[k].zone));
		assert_int_equal(p->post, rows[k].post);
		assert_int_equal(p->rapport, rows[k].rapport);
		assert_int_equal(p->channels, rows[k].channels);
	}
}

static void test_messages(void **state)
{
	cleanup_book struct book b = { 0 };
	const struct contact *c;
	(void)state;

	book_read(&b, "[a]\ncompany = A\nwhen = 2026-01-02 03:04\nzone = UTC\n"
		      "interviewer = Dana Li <dana@acme.example>\ncontact = Sam To\n"
		      "sent = 2026-11-24 check-in email\n"
		      "sent = 2026-11-24 other letter to\n"
		      "sent = 2026-11-24 reply phone Sam To forced\n"
		      "sent = 2026-11-24 my-own linkedin to DANA@acme.example forced: a: b; c\n"
		      "sent = 2026-11-24 promise other to sam : \n"
		      "heard = 2026-11-24\n"
		      "heard = 2026-11-24 12:00: yes\n"
		      "heard = 2026-11-24 phone: yes: no\n"
		      "heard = 2026-11-24 from Dana Li <tel:1> : by phone\n");
	c = b.interviews[0].contacts;
	assert_int_equal(b.interviews[0].n_contacts, 9);
	assert_null(c[0].person);
	assert_string_equal(c[0].who->name, "Dana Li"); /* who else */
	assert_null(c[1].person);
	assert_int_equal(c[1].channel, CHANNEL_LETTER);
	assert_string_equal(c[2].person, "Sam To");
	assert_true(c[2].forced);
	assert_false(c[2].who->interviewer);
	assert_string_equal(c[3].milestone, "my-own");
	assert_string_equal(c[3].who->name, "Dana Li");
	assert_string_equal(c[3].text, "a: b; c");
	assert_true(c[3].forced);
	assert_string_equal(c[4].who->name, "Sam To");
	assert_null(c[4].text);
	assert_false(c[4].forced);
	assert_int_equal(c[5].channel, CHANNEL_NONE);
	assert_null(c[5].text);
	assert_string_equal(c[6].text, "yes");
	assert_int_equal(c[7].channel, CHANNEL_PHONE);
	assert_string_equal(c[7].text, "yes: no");
	assert_string_equal(c[8].text, "by phone");
	assert_string_equal(c[8].who->name, "Dana Li"); /* by name, though the address is another */
}

static void test_promises(void **state)
{
	cleanup_book struct book b = { 0 };
	const struct promise *p;
	(void)state;

	book_read(&b, "[a]\ncompany = A\nwhen = 2026-01-02 03:04\nzone = UTC\n"
		      "promise = 2026-02-03 THEIRS: call\n"
		      "promise = 2026-02-04 lead 3h: call back\n"
		      "promise = 2026-02-09: send\n"
		      "promise = 2026-02-05: send\n"
		      "promise = 2026-02-06 mine lead 2 working days: write: at length\n"
		      "kept = 2026-02-01 10:00: Call\n" /* equals the first, begins the second */
		      "kept = 2026-02-01 11:00: call b\n"
		      "kept = 2026-02-01 12:00: send\n" /* two are equal: the one due first */
		      "kept = 2026-02-01 13:00: wri\n"
		      "kept = 2026-02-01 14:00\n"); /* one is left */
	p = b.interviews[0].promises;
	assert_int_equal(b.interviews[0].n_promises, 5);
	assert_true(p[0].theirs);
	assert_int_equal(p[0].lead.amount, 0);
	assert_int_equal(p[0].kept_at, instant("2026-02-01T10:00:00Z"));
	assert_false(p[1].theirs);
	assert_int_equal(p[1].lead.unit, DURATION_EXACT);
	assert_int_equal(p[1].lead.amount, 3 * USEC_PER_HOUR);
	assert_int_equal(p[1].kept_at, instant("2026-02-01T11:00:00Z"));
	assert_int_equal(p[2].kept_at, instant("2026-02-01T14:00:00Z"));
	assert_int_equal(p[3].kept_at, instant("2026-02-01T12:00:00Z"));
	assert_string_equal(p[4].text, "write: at length");
	assert_int_equal(p[4].lead.unit, DURATION_WORKING_DAYS);
	assert_int_equal(p[4].kept_at, instant("2026-02-01T13:00:00Z"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stamps),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_promises),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

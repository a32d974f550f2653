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

/* What a right book says. Instants are worked out by hand: Berlin is at +01:00 in winter, +02:00 in summer. */

static const char contract[] =
	"[acme-onsite]                          ; the id\n"
	"company     = Acme Corp\n"
	"role        = Systems Engineer\n"
	"when        = 2026-11-24 14:00         ; start, on the clock of `zone`\n"
	"zone        = Europe/Berlin            ; `add` always writes it\n"
	"duration    = 45min\n"
	"kind        = onsite                   ; screening, phone, video, onsite, panel, final\n"
	"interviewer = Dana Li <dana@acme.example> (manager, rapport good, channel linkedin)\n"
	"interviewer = Sam Roe <sam@acme.example>\n"
	"contact     = Inês Lopes <ines@agency.example> (recruiter)\n"
	"topic       = zero-copy parsers        ; also: learned, concern, news, personal, mishap\n"
	"decision-by = 2026-12-04               ; the last one counts\n"
	"promise     = 2026-11-27 mine lead 2bd: send the work sample\n"
	"sent        = 2026-11-24 17:10+01:00 thank-you email to Dana Li <dana@acme.example>: Thank you\n"
	"heard       = 2026-11-30 09:00+01:00 email from Dana Li decision-by 2026-12-11: they need another week\n"
	"kept        = 2026-11-26 15:00+01:00: send the work sample\n"
	"skipped     = 2026-11-25 10:00+01:00 thank-you Sam Roe\n"
	"state       = held                     ; held, cancelled, no-show, missed\n"
	"outcome     = 2026-12-03 offer answer-by 2026-12-11: by phone\n";

static void assert_contract_people(const struct interview *i)
{
	const struct person *dana = &i->people[0], *sam = &i->people[1], *ines = &i->people[2];

	assert_int_equal(i->n_people, 3);
	assert_string_equal(dana->name, "Dana Li");
	assert_string_equal(dana->address, "dana@acme.example");
	assert_true(dana->interviewer);
	assert_int_equal(dana->post, POST_MANAGER);
	assert_int_equal(dana->rapport, RAPPORT_GOOD);
	assert_int_equal(dana->channels, 1u << CHANNEL_LINKEDIN);
	assert_null(dana->phone);
	assert_null(dana->zone);
	assert_int_equal(dana->line, 8);
	assert_string_equal(sam->name, "Sam Roe");
	assert_int_equal(sam->post, POST_NONE);
	assert_int_equal(sam->rapport, RAPPORT_NONE);
	assert_int_equal(sam->channels, 0);
	assert_string_equal(ines->name, "Inês Lopes");
	assert_false(ines->interviewer);
	assert_int_equal(ines->post, POST_RECRUITER);
}

static void assert_contract_messages(const struct interview *i)
{
	const struct contact *sent = &i->contacts[0], *heard = &i->contacts[1];

	assert_int_equal(i->n_contacts, 2);
	assert_false(sent->heard);
	assert_int_equal(sent->at, instant("2026-11-24T16:10:00Z"));
	assert_int_equal(sent->channel, CHANNEL_EMAIL);
	assert_string_equal(sent->milestone, "thank-you");
	assert_string_equal(sent->person, "Dana Li <dana@acme.example>");
	assert_ptr_equal(sent->who, &i->people[0]);
	assert_string_equal(sent->text, "Thank you");
	assert_false(sent->forced);
	assert_int_equal(sent->line, 14);
	assert_true(heard->heard);
	assert_int_equal(heard->at, instant("2026-11-30T08:00:00Z"));
	assert_null(heard->milestone);
	assert_string_equal(heard->person, "Dana Li");
	assert_ptr_equal(heard->who, &i->people[0]);
	assert_string_equal(heard->text, "they need another week");
	assert_date(heard->decision_by, 2026, 12, 11);
	assert_int_equal(i->n_decisions, 2);
	assert_date(i->decisions[0].date, 2026, 12, 4);
	assert_int_equal(i->decisions[0].given_at, USEC_NEVER);
	assert_int_equal(i->decisions[0].line, 12);
	assert_date(i->decisions[1].date, 2026, 12, 11);
	assert_int_equal(i->decisions[1].given_at, heard->at);
	assert_int_equal(i->decisions[1].line, 15);
}

static void assert_contract_ends(const struct interview *i)
{
	assert_int_equal(i->n_promises, 1);
	assert_string_equal(i->promises[0].text, "send the work sample");
	assert_date(i->promises[0].date, 2026, 11, 27);
	assert_false(i->promises[0].theirs);
	assert_int_equal(i->promises[0].lead.unit, DURATION_WORKING_DAYS);
	assert_int_equal(i->promises[0].lead.amount, 2);
	assert_int_equal(i->promises[0].kept_at, instant("2026-11-26T14:00:00Z"));
	assert_int_equal(i->n_skips, 1);
	assert_int_equal(i->skips[0].at, instant("2026-11-25T09:00:00Z"));
	assert_string_equal(i->skips[0].milestone, "thank-you");
	assert_string_equal(i->skips[0].person, "Sam Roe");
	assert_ptr_equal(i->skips[0].who, &i->people[1]);
	assert_int_equal(i->state, STATE_HELD);
	assert_int_equal(i->state_at, USEC_NEVER);
	assert_int_equal(i->n_outcomes, 1);
	assert_int_equal(i->outcomes[0].at,
			 instant("2026-12-03T11:00:00Z")); /* a date alone: noon */
	assert_int_equal(i->outcomes[0].kind, OUTCOME_OFFER);
	assert_date(i->outcomes[0].answer_by, 2026, 12, 11);
	assert_string_equal(i->outcomes[0].text, "by phone");
}

/* The book of the manual, field by field. */
static void test_contract(void **state)
{
	cleanup_book struct book b = { 0 };
	const struct interview *i;
	(void)state;

	book_read(&b, contract);
	assert_int_equal(b.n_interviews, 1);
	i = &b.interviews[0];
	assert_string_equal(i->id, "acme-onsite");
	assert_string_equal(i->company, "Acme Corp");
	assert_string_equal(i->role, "Systems Engineer");
	assert_null(i->process);
	assert_string_equal(i->zone, "Europe/Berlin");
	assert_true(i->zone_given);
	assert_int_equal(i->duration.amount, 45 * USEC_PER_MIN);
	assert_int_equal(i->start, instant("2026-11-24T13:00:00Z"));
	assert_int_equal(i->end, instant("2026-11-24T13:45:00Z"));
	assert_int_equal(i->kind, KIND_ONSITE);
	assert_int_equal(i->line, 1);
	assert_int_equal(i->n_notes, 1);
	assert_int_equal(i->notes[0].kind, NOTE_TOPIC);
	assert_string_equal(i->notes[0].text, "zero-copy parsers");
	assert_contract_people(i);
	assert_contract_messages(i);
	assert_contract_ends(i);
}

/* The order of lines within a section is the user's: what is needed may stand below. */
static void test_any_order(void **state)
{
	cleanup_book struct book b = { 0 };
	const struct interview *i;
	(void)state;

	book_read(&b, "[a]\n"
		      "kept = 2026-11-26 15:00: send\n"
		      "sent = 2026-11-24 17:10 thank-you email Dana\n"
		      "promise = 2026-11-27: send it\n"
		      "interviewer = Dana Li\n"
		      "when = 2026-07-24 14:00\n"
		      "zone = Europe/Berlin\n"
		      "company = A\n");
	i = &b.interviews[0];
	assert_int_equal(i->start, instant("2026-07-24T12:00:00Z"));
	assert_int_equal(i->end,
			 instant("2026-07-24T13:00:00Z")); /* an hour, where nothing is said */
	assert_int_equal(i->contacts[0].at, instant("2026-11-24T16:10:00Z"));
	assert_ptr_equal(i->contacts[0].who, &i->people[0]);
	assert_int_equal(i->promises[0].kept_at, instant("2026-11-26T14:00:00Z"));
}

/* Of their dates the last line counts, wherever it says it. */
static void test_dates_in_order(void **state)
{
	cleanup_book struct book b = { 0 };
	const struct interview *i;
	(void)state;

	book_read(&b, "[a]\ncompany = A\nwhen = 2026-11-24 14:00\nzone = Europe/Berlin\n"
		      "heard = 2026-11-30 09:00+01:00 email decision-by 2026-12-11: soon\n"
		      "decision-by = 2027-01-15 given 2026-12-04 11:00+01:00\n");
	i = &b.interviews[0];
	assert_int_equal(i->n_decisions, 2);
	assert_date(i->decisions[0].date, 2026, 12, 11);
	assert_date(i->decisions[1].date, 2027, 1, 15);
	assert_int_equal(i->decisions[1].given_at, instant("2026-12-04T10:00:00Z"));
}

static void test_states_and_notes(void **state)
{
	cleanup_book struct book b = { 0 };
	const struct interview *i;
	(void)state;

	book_read(
		&b,
		"[a]\ncompany = A\nwhen = 2026-01-02T03:04\nzone = UTC\nprocess = kernel team\n"
		"state = 2026-01-02 03:30-01:00 no-show\n"
		"learned = l\nconcern = c\\nc\nnews = n\npersonal = p\nmishap = m\ntopic = t \\; u\n"
		"topic =\nrole =   ; not yet known\nduration = \n");
	i = &b.interviews[0];
	assert_int_equal(i->state, STATE_NO_SHOW);
	assert_int_equal(i->state_at, instant("2026-01-02T04:30:00Z"));
	assert_string_equal(i->process, "kernel team");
	assert_null(i->role); /* nothing behind the `=` is nothing said */
	assert_int_equal(i->duration.amount, USEC_PER_HOUR);
	assert_int_equal(i->n_notes, 6);
	assert_int_equal(i->notes[0].kind, NOTE_LEARNED);
	assert_int_equal(i->notes[1].kind, NOTE_CONCERN);
	assert_string_equal(i->notes[1].text, "c\nc");
	assert_int_equal(i->notes[2].kind, NOTE_NEWS);
	assert_int_equal(i->notes[3].kind, NOTE_PERSONAL);
	assert_int_equal(i->notes[4].kind, NOTE_MISHAP);
	assert_string_equal(i->notes[5].text, "t ; u");
}

static void test_without_zone(void **state)
{
	static const char text[] = "[a]\ncompany = A\nwhen = 2026-11-24 14:00\n";
	cleanup_complaints struct complaints c = { 0 };
	cleanup_book struct book b = { 0 };
	(void)state;

	assert_int_equal(book_parse(text, strlen(text), "book", "Asia/Tokyo", NULL, &b, &c), 0);
	assert_string_equal(b.interviews[0].zone, "Asia/Tokyo");
	assert_false(b.interviews[0].zone_given);
	assert_int_equal(b.interviews[0].start, instant("2026-11-24T05:00:00Z"));
	assert_int_equal(c.n, 1);
	assert_true(c.items[0].hint);
}

static void test_empty_books(void **state)
{
	static const char *const texts[] = { "", "\n", "; nothing yet\n", "\xef\xbb\xbf" };
	(void)state;

	for (size_t k = 0; k < ELEMENTS(texts); k++) {
		cleanup_book struct book b = { 0 };

		book_read(&b, texts[k]);
		assert_int_equal(b.n_interviews, 0);
		assert_null(book_find(&b, "a"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contract),       cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_dates_in_order), cmocka_unit_test(test_states_and_notes),
		cmocka_unit_test(test_without_zone),   cmocka_unit_test(test_empty_books),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

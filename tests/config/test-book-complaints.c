/* SPDX-License-Identifier: MIT */
#include <dirent.h>
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
#include "config/book-keys.h"
#include "config/store.h"
#include "tests/config/books.h"

/*
 * What a wrong book is told. Each corpus/book/NAME.ini is one, and NAME.expected says which interviews are read all the same (`= id`), and
 * in which line there is which complaint (`LINE ! text`) or hint (`LINE ? text`), word for word.
 */

#define CORPUS "tests/config/corpus/book"

static char *answer_of(const struct book *b, const struct complaints *c)
{
	struct text out = { 0 };

	for (size_t i = 0; i < b->n_interviews; i++)
		text_add(&out, "= %s\n", b->interviews[i].id);
	for (size_t i = 0; i < c->n; i++)
		text_add(&out, "%u %c %s\n", c->items[i].line, c->items[i].hint ? '?' : '!',
			 c->items[i].text);
	return text_take(&out);
}

static void check_file(const char *name)
{
	cleanup_free char *path = text_format(CORPUS "/%s.ini", name);
	cleanup_free char *expected_path = text_format(CORPUS "/%s.expected", name);
	cleanup_store_text struct store_text text = { 0 }, expected = { 0 };
	cleanup_complaints struct complaints c = { 0 };
	cleanup_book struct book b = { 0 };
	cleanup_free char *answer = NULL;

	assert_int_equal(store_read(path, &text), 0);
	assert_int_equal(store_read(expected_path, &expected), 0);
	assert_int_equal(book_parse(text.data, text.size, path, "Asia/Tokyo", NULL, &b, &c), 0);
	answer = answer_of(&b, &c);
	if (!text_equal(answer, expected.data))
		fail_msg("%s: expected:\n%s\nbut it is:\n%s", path, expected.data, answer);
	for (size_t i = 0; i < c.n; i++)
		assert_string_equal(c.items[i].file, path);
}

static void test_corpus(void **state)
{
	DIR *directory = opendir(CORPUS);
	struct dirent *entry;
	size_t n = 0;
	(void)state;

	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		char *end = strstr(entry->d_name, ".ini");

		if (!end)
			continue;
		*end = '\0';
		check_file(entry->d_name);
		n++;
	}
	closedir(directory);
	assert_true(n >= 9);
}

/* ---- One value ---------------------------------------------------------------------------------- */

#define SENT    "; as in `sent = 2026-11-24 17:10 thank-you email to Dana Li: Thank you`"
#define PROMISE "; as in `promise = 2026-11-27 mine lead 2bd: send the work sample`"
#define HEARD                                                                           \
	"; as in `heard = 2026-11-30 09:00 email from Dana Li decision-by 2026-12-11: " \
	"they need another week`"
#define PERSON  "; as in `interviewer = Dana Li <dana@acme.example> (manager, rapport good)`"
#define OUTCOME "; as in `outcome = 2026-12-03 offer answer-by 2026-12-11: by phone`"
#define STATE   "; as in `state = 2026-11-24 14:20 no-show`"
#define WHEN    "; as in `when = 2026-11-24 14:00`"

static const struct {
	const char *key, *value;
	const char *why; /* NULL: right */
} rows[] = {
	{ "company", "A", NULL },
	{ "company", " ", "company: this can't be empty; as in `company = Acme Corp`" },
	{ "company", "\xff", "company: this is not UTF-8" },
	{ "role", "", NULL },
	{ "topic", "", "topic: this can't be empty; as in `topic = zero-copy parsers`" },
	{ "when", "", "when: this can't be empty" WHEN },
	{ "when", "2026-11-24 14:00", NULL },
	{ "when", "2026-11-24 14:00:30", NULL },
	{ "when", "2026-11-24T9:05", NULL },
	{ "when", "2026-11-24", "when: the time of day is missing" WHEN },
	{ "when", "2026-02-29 14:00", "when: there is no day 2026-02-29 in the calendar" WHEN },
	{ "when", "24.11.2026 14:00",
	  "when: `24.11.2026` is no date, write it as 2026-11-24" WHEN },
	{ "when", "tomorrow", "when: `tomorrow` is no date, write it as 2026-11-24" WHEN },
	{ "when", "2026-11-24 24:00", "when: `24:00` is no time of day" WHEN },
	{ "when", "2026-11-24 2pm", "when: `2pm` is no time of day" WHEN },
	{ "when", "2026-11-24 14:00+01:00",
	  "when: `14:00+01:00` has an offset, but goes by the clock of `zone`" WHEN },
	{ "zone", "Europe/Berlin", NULL },
	{ "zone", "Europe/Berln",
	  "zone: `Europe/Berln` is no time zone, did you mean `Europe/Berlin`?" },
	{ "zone", "my home town",
	  "zone: `my home town` is no time zone, which is named by a place; as in `Europe/Berlin`" },
	{ "duration", "1h30min", NULL },
	{ "duration", "24h", NULL },
	{ "duration", "25h",
	  "duration: an interview lasts minutes or hours, not `25h`; as in `duration = 45min`" },
	{ "duration", "0min",
	  "duration: an interview lasts minutes or hours, not `0min`; as in `duration = 45min`" },
	{ "duration", "1d",
	  "duration: an interview lasts minutes or hours, not `1d`; as in `duration = 45min`" },
	{ "duration", "45", "duration: `45` is no span of time; as in `duration = 45min`" },
	{ "kind", "panel", NULL },
	{ "kind", "pannel", "kind: `pannel` is no kind of interview, did you mean `panel`?" },
	{ "kind", "lunch",
	  "kind: `lunch` is no kind of interview; choose one of screening, phone, video, onsite, panel, final" },
	{ "interviewer", "Dana Li <dana@acme.example> (manager)", NULL },
	{ "interviewer", "Dana <dana>", "interviewer: `dana` is no mail address" PERSON },
	{ "interviewer", "Dana <a@b@c>", "interviewer: `a@b@c` is no mail address" PERSON },
	{ "interviewer", "(manager)", "interviewer: there is no name" PERSON },
	{ "interviewer", "Dana: Li",
	  "interviewer: `Dana: Li` can't be a name, since `:`, `<` and `>` end one" PERSON },
	{ "interviewer", "Dana (rapport)",
	  "interviewer: `rapport` says nothing without a word behind it" PERSON },
	{ "interviewer", "Dana (rapport god)",
	  "interviewer: `god` is no rapport, did you mean `good`?" },
	{ "interviewer", "Dana (channel fax)",
	  "interviewer: `fax` is no channel; choose one of email, phone, linkedin, letter, other" },
	{ "interviewer", "Dana (zone Berlin)",
	  "interviewer: `Berlin` is no time zone, did you mean `Europe/Berlin`?" },
	{ "interviewer", "Dana (likes tea)", NULL }, /* a hint, which hinders nothing */
	{ "language", "de", NULL },
	{ "language", "pt_BR", NULL },
	{ "language", "German",
	  "language: `German` is no code of a language; as in `language = de`" },
	{ "language", "de_", "language: `de_` is no code of a language; as in `language = de`" },
	{ "thread", "<20261124.1@acme.example>", NULL },
	{ "thread", "20261124.1@acme.example",
	  "thread: `20261124.1@acme.example` is no Message-ID; as in `thread = <20261124.1@acme.example>`" },
	{ "thread", "<a@b>\nBcc: c@d",
	  "thread: `<a@b>\nBcc: c@d` is no Message-ID; as in `thread = <20261124.1@acme.example>`" },
	{ "decision-by", "2026-12-04", NULL },
	{ "decision-by", "2026-12-04 given 2026-11-24 17:00+01:00", NULL },
	{ "decision-by", "2026-12-04 given 2026-11-24", NULL },
	{ "decision-by", "2026-12-04 given",
	  "decision-by: there is no date; as in `decision-by = 2026-12-04`" },
	{ "decision-by", "2026-12-04 given 2026-11-24 17:00 by mail",
	  "decision-by: `by mail` is not understood; a text stands behind a colon; as in `decision-by = 2026-12-04`" },
	{ "decision-by", "soon",
	  "decision-by: `soon` is no date, write it as 2026-11-24; as in `decision-by = 2026-12-04`" },
	{ "decision-by", "2026-12-04 or so",
	  "decision-by: `or so` is not understood; a text stands behind a colon; as in `decision-by = 2026-12-04`" },
	{ "promise", "2026-11-27: x", NULL },
	{ "promise", "2026-11-27",
	  "promise: what is promised is missing, it stands behind a colon" PROMISE },
	{ "promise",
	  "2026-11-27:", "promise: what is promised is missing, it stands behind a colon" PROMISE },
	{ "promise", "2026-11-27 send it: now",
	  "promise: `send` is neither `mine` nor `theirs`; the text stands behind a colon" PROMISE },
	{ "promise", "2026-11-27 mine soon: x",
	  "promise: `soon` is not understood; a text stands behind a colon" PROMISE },
	{ "promise", "2026-11-27 lead early: x",
	  "promise: `early` is no span of time, write it as 2bd, 3d or 4h" PROMISE },
	{ "promise", ": x", "promise: there is no date" PROMISE },
	{ "kept", "2026-11-27 12:00: x", NULL },
	{ "kept", "2026-11-27 x",
	  "kept: `x` is not understood; a text stands behind a colon; as in `kept = 2026-11-26 15:00: send the work sample`" },
	{ "sent", "2026-11-24 17:10 thank-you email to Dana", NULL },
	{ "sent", "2026-11-24 25:10 thank-you email",
	  "sent: `25:10` is no time of day, write it as 17:10 or 17:10+01:00" SENT },
	{ "sent", "2026-11-24 17:10+1 thank-you email",
	  "sent: `17:10+1` is no time of day, write it as 17:10 or 17:10+01:00" SENT },
	{ "sent", "2026-11-24 17:10 email to Dana",
	  "sent: what was sent is missing before `email`" SENT },
	{ "sent", "2026-11-24 17:10 thank-you", "sent: what was sent, or how, is missing" SENT },
	{ "sent", "2026-11-24 17:10", "sent: what was sent, or how, is missing" SENT },
	{ "sent", "2026-11-24 thank-you emial",
	  "sent: `emial` is no channel, did you mean `email`?" },
	{ "sent", "2026-11-24 thank-you to Dana",
	  "sent: `to` is no channel; choose one of email, phone, linkedin, letter, other" },
	{ "heard", "2026-11-30", NULL },
	{ "heard", "2026-11-30 they need a week",
	  "heard: `they need a week` is not understood; a text stands behind a colon" HEARD },
	{ "heard", "2026-11-30 emial: x", "heard: `emial` is no channel, did you mean `email`?" },
	{ "heard", "2026-11-30 email decision-by soon: x",
	  "heard: `soon` is no date, write it as 2026-11-24" HEARD },
	{ "heard", "2026-11-30 email decision-by: x", "heard: there is no date" HEARD },
	{ "heard", "2026-11-30 email decision-by 2026-12-11 maybe: x",
	  "heard: `maybe` is not understood; a text stands behind a colon" HEARD },
	{ "skipped", "2026-11-25 thank-you Sam: a remark", NULL },
	{ "skipped", "2026-11-25",
	  "skipped: what was skipped is missing; as in `skipped = 2026-11-25 10:00 thank-you Sam Roe`" },
	{ "state", "held", NULL },
	{ "state", "No-Show", NULL },
	{ "state", "2026-11-24", "state: the word for how it went is missing" STATE },
	{ "state", "heldd", "state: `heldd` is no state, did you mean `held`?" },
	{ "state", "held up", "state: `up` is not understood; a text stands behind a colon" STATE },
	{ "outcome", "2026-12-03 rejected: why", NULL },
	{ "outcome", "rejected", "outcome: `rejected` is no date, write it as 2026-11-24" OUTCOME },
	{ "outcome", "2026-12-03", "outcome: the word for how it ended is missing" OUTCOME },
	{ "outcome", "2026-12-03 ghosted",
	  "outcome: `ghosted` is no outcome; choose one of open, offer, accepted, declined, rejected, withdrawn, no-response" },
	{ "outcome", "2026-12-03 offer answer-by friday",
	  "outcome: `friday` is no date, write it as 2026-11-24" OUTCOME },
};

static void test_values(void **state)
{
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *why = NULL;
		int r = book_value_check(rows[i].key, rows[i].value, "Europe/Berlin", &why);

		if (!text_equal(why, rows[i].why))
			fail_msg("%s = %s: expected: %s\nbut it is: %s", rows[i].key, rows[i].value,
				 rows[i].why, why);
		assert_int_equal(r, rows[i].why ? -EINVAL : 0);
	}
}

static void test_keys(void **state)
{
	cleanup_free char *near = NULL, *far = NULL;
	(void)state;

	assert_int_equal(book_value_check("compny", "x", NULL, &near), -ENOENT);
	assert_string_equal(near, "there is no `compny`, did you mean `company`?");
	assert_int_equal(book_value_check("salary", "x", NULL, &far), -ENOENT);
	assert_null(far); /* nothing is like it: the caller says what there is */
	assert_true(book_key_is_repeatable("topic"));
	assert_false(book_key_is_repeatable("when"));
	assert_false(book_key_is_repeatable("salary"));
}

/* Every key has an example, and the example is right. */
static void test_examples(void **state)
{
	const char *const *names = book_key_names();
	size_t n = 0;
	(void)state;

	for (; names[n]; n++) {
		const struct book_key *key = book_key_at(n);
		cleanup_free char *why = NULL;

		assert_string_equal(key->name, names[n]);
		assert_ptr_equal(book_key_find(names[n]), key);
		assert_int_equal(book_value_check(key->name, key->example, "Europe/Berlin", &why),
				 0);
		assert_non_null(strchr(key->doc, '.'));
	}
	assert_null(book_key_at(n));
	assert_true(n >= 25);
}

static void test_too_many_interviews(void **state)
{
	cleanup_text struct text text = { 0 };
	cleanup_complaints struct complaints c = { 0 };
	cleanup_book struct book b = { 0 };
	(void)state;

	for (size_t i = 0; i <= INTERVIEWS_MAX; i++)
		text_add(&text, "[a%zu]\ncompany=A\nwhen=2026-01-02 03:04\nzone=UTC\n", i);
	assert_int_equal(book_parse(text.data, text.size, "book", "UTC", NULL, &b, &c), 0);
	assert_int_equal(b.n_interviews, INTERVIEWS_MAX);
	assert_int_equal(c.n_errors, 1);
	assert_string_equal(c.items[0].text,
			    "there are more than 200000 interviews; begin a new book");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_corpus),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_too_many_interviews),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */

/* Letters taken apart, and phrases found in them. */

#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/letters/phrases.h"
#include "cli/letters/prose.h"
#include "common/cleanup.h"
#include "common/text.h"

static const char lists[] =
	"[greeting]\ndear\nhello\n[closing]\nkind regards\nbest\n"
	"[bad]\nstill waiting\ncan't|cannot wait\nimpatien*\nhear ~ by\nany _ news\n"
	"^ sorry\nwhen ?\nnow !\n- still waiting list\n- you hear\n";

static void read_lists(struct phrases *ret)
{
	cleanup_complaints struct complaints c = { 0 };

	assert_int_equal(phrases_read("lists", text_copy(lists), ret, &c), 0);
}

static void finds(void **state)
{
	static const struct {
		const char *text, *match; /* NULL: none */
	} rows[] = {
		{ "I am still waiting.", "still waiting" },
		{ "Still   WAITING!", "Still WAITING" },
		{ "So. It is still\nwaiting", "still waiting" },
		{ "still. Waiting", NULL },
		{ "I can’t wait", "can’t wait" },
		{ "I cannot wait", "cannot wait" },
		{ "How impatiently I", "impatiently" },
		{ "to hear by noon", "hear by" },
		{ "to hear from all of you by noon", "hear from all of you by" },
		{ "to hear a b c d e f by noon", NULL },
		{ "any good news", "any good news" },
		{ "any news", NULL },
		{ "Sorry, I am", "Sorry" },
		{ "I am sorry", NULL },
		{ "When is it?", "When" },
		{ "When it is.", NULL },
		{ "Do it now!", "now" },
		{ "the still waiting list", NULL },
		{ "what you hear by noon", NULL },
	};
	cleanup_phrases struct phrases p = { 0 };

	(void)state;
	read_lists(&p);
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_prose struct prose prose = { 0 };
		struct match m;

		assert_int_equal(prose_read(rows[i].text, &p, &prose), 0);
		bool found = phrases_find(&p, "bad", &prose, 0, prose.n_words, &m);
		if (found != (rows[i].match != NULL))
			print_message("%s\n", rows[i].text);
		assert_int_equal(found, rows[i].match != NULL);
		cleanup_free char *words = found ? prose_excerpt(&prose, m.first, m.end) : NULL;
		if (found)
			assert_string_equal(words, rows[i].match);
	}
}

static void says_what_is_wrong(void **state)
{
	static const char *const texts[] = { "phrase before\n[x]\n", "[x\n", "[x]\n^\n",
					     "[x]\na b c d e f g h i j k l m n o p q\n" };

	(void)state;
	for (size_t i = 0; i < ELEMENTS(texts); i++) {
		cleanup_complaints struct complaints c = { 0 };
		struct phrases p = { 0 };

		assert_int_equal(phrases_read("f", text_copy(texts[i]), &p, &c), -EINVAL);
		assert_int_equal(c.n, 1);
	}
}

/* Greeting, text and closing: how many sentences each has, and the words of the text. */
static void parts(void **state)
{
	static const struct {
		const char *text;
		size_t first, end, all, words;
		bool closing;
	} rows[] = {
		{ "Dear Dana,\n\nOne. Two?\n\nKind regards,\nMax", 1, 3, 4, 2, true },
		{ "Dear Dana, one two. Three!\n", 1, 3, 3, 3, false },
		{ "Dana,\n\nOne.\n\nMax Winter", 1, 2, 3, 1, false },
		{ "Dear Dr. Li,\n\nOn 24. November we met at 9.30. Yes.\n\nBest\nMax\n\nPS: one", 1,
		  3, 5, 8, true },
		{ "Dear Dana,\n\nBest of all was a b c d e f.\n\nKind regards\nM", 1, 2, 3, 10,
		  true },
		{ "Dear Dana,\n\n- one two\n- three\n\nBest,\nMax", 1, 3, 4, 3, true },
		{ "To: d@x\nSubject: S\n\nHello Dana,\n\nOne.\n\nBest,\nM", 1, 2, 3, 1, true },
		{ "Dear Dana,\n\n> quoted words\nOne.\n\nBest,\nM", 1, 2, 3, 1, true },
		{ "", 0, 0, 0, 0, false },
	};
	cleanup_phrases struct phrases p = { 0 };

	(void)state;
	read_lists(&p);
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_prose struct prose prose = { 0 };

		assert_int_equal(prose_read(rows[i].text, &p, &prose), 0);
		assert_int_equal(prose.text_first, rows[i].first);
		assert_int_equal(prose.text_end, rows[i].end);
		assert_int_equal(prose.n_sentences, rows[i].all);
		assert_int_equal(prose.n_text_words, rows[i].words);
		assert_int_equal(prose.has_closing, rows[i].closing);
	}
}

static void places(void **state)
{
	cleanup_phrases struct phrases p = { 0 };
	cleanup_prose struct prose prose = { 0 };

	(void)state;
	read_lists(&p);
	assert_int_equal(prose_read("Subject: S\n\nDear Öä,\n\nüber still\n waiting", &p, &prose),
			 0);
	assert_string_equal(prose.subject, "S");
	assert_int_equal(prose.words[2].line, 5);
	assert_int_equal(prose.words[2].column, 1);
	assert_int_equal(prose.words[3].column, 6); /* characters, not bytes */
	assert_int_equal(prose.words[4].line, 6);
	assert_int_equal(prose.words[4].column, 2);
	assert_string_equal(prose_folded(&prose, 1), "öä");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(parts),
		cmocka_unit_test(places),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}

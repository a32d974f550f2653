/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "config/book.h"

/* What of a book with errors can be relied upon: the ids that are left. */

#define ACME   "[acme]\ncompany = Acme Corp\nwhen = 2026-11-24 14:00\nzone = UTC\n"
#define GLOBEX "[globex]\ncompany = Globex\nwhen = 2026-11-24 14:00\nzone = UTC\n"
#define BADLY  "promise = 2026-11-31 mine: send it\n" /* November has thirty days */

static const struct {
	const char *what, *text, *left;
} rows[] = {
	{ "nothing is wrong", ACME GLOBEX, "acme globex" },
	{ "an unknown key is no error", ACME "colour = red\n" GLOBEX, "acme globex" },
	{ "a fact", ACME BADLY GLOBEX, "globex" },
	{ "a fact in the last section", ACME GLOBEX BADLY, "acme" },
	{ "another round of that company, which is spelt otherwise",
	  ACME GLOBEX
	  "[acme-2]\ncompany = ACME CORP.\nwhen = 2026-11-26 9:00\nzone = Utc/Nowhere\n",
	  "globex" },
	{ "a section that does not say when", ACME GLOBEX "[acme-2]\ncompany = Acme Corp\n",
	  "globex" },
	{ "a section of nobody knows whom", ACME GLOBEX "[initech]\nwhen = 2026-11-26 9:00\n",
	  "acme globex" },
	{ "an id that is none",
	  ACME GLOBEX "[Acme 2]\ncompany = Acme Corp\nwhen = 2026-11-26 9:00\n", "globex" },
	{ "a header without an end says nothing against its neighbours",
	  ACME "[initech\ncompany = Initech\n" GLOBEX, "acme globex" },
	{ "a header without an end, of a round of that company",
	  ACME GLOBEX "[acme-2\nsome words\ncompany = Acme Corp\noutcome = 2026-11-25 rejected\n",
	  "globex" },
	{ "a header before all others", "[acme-0\ncompany = Acme Corp\n" ACME GLOBEX, "globex" },
	{ "a header that is not UTF-8, so that its facts stand below its neighbour's",
	  ACME GLOBEX "[initech]\ncompany = Initech\nwhen = 2026-11-24 14:00\n"
		      "[acm\xe9]\ncompany = Acme Corp\noutcome = 2026-11-25 rejected\n",
	  "globex" },
	{ "the second of two with one name, the facts of which are lost",
	  ACME GLOBEX "[acme]\ncompany = Initech\noutcome = 2026-11-25 rejected\n", "globex" },
	{ "the second of two with one name, of another company that has a round",
	  ACME GLOBEX "[initech]\ncompany = Initech\nwhen = 2026-11-24 14:00\n"
		      "[acme]\ncompany = Initech\noutcome = 2026-11-25 rejected\n",
	  "globex" },
	{ "a line before the first section", "company = Acme\n" ACME GLOBEX, "acme globex" },
	{ "a line that is none", ACME "who knows\n" GLOBEX, "globex" },
	{ "a byte that is none", ACME "topic = \xff\n" GLOBEX, "globex" },
};

static char *ids_of(const struct book *b)
{
	struct text out = { 0 };

	for (size_t i = 0; i < b->n_interviews; i++) {
		text_add(&out, "%s%s", i > 0 ? " " : "", b->interviews[i].id);
		assert_ptr_equal(book_find(b, b->interviews[i].id), &b->interviews[i]);
	}
	return out.data ? text_take(&out) : text_copy("");
}

static void read_in_part(const char *text, struct book *ret)
{
	cleanup_complaints struct complaints c = { 0 };

	assert_int_equal(book_parse(text, strlen(text), "book", "UTC", NULL, ret, &c), 0);
	assert_int_equal(book_drop_doubtful(ret), 0);
}

static void what_is_wrong_takes_its_company_along(void **state)
{
	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_book struct book b = { 0 };
		cleanup_free char *left = NULL;

		read_in_part(rows[i].text, &b);
		left = ids_of(&b);
		if (!text_equal(left, rows[i].left))
			fail_msg("%s: expected \"%s\", but it is \"%s\"", rows[i].what,
				 rows[i].left, left);
		if (!strstr(rows[i].left, "acme"))
			assert_null(book_find(&b, "acme"));
	}
}

/* More is wrong than anybody would go through: then nothing is relied upon. */
static void where_all_is_wrong_nothing_is_left(void **state)
{
	cleanup_text struct text text = { 0 };
	cleanup_book struct book b = { 0 };

	(void)state;
	text_add(&text, "%s", GLOBEX);
	for (int i = 0; i < 1000; i++)
		text_add(&text, "[n-%d]\ncompany = Company %d\nwhen = 2026-13-01\n", i, i);
	text_add(&text, "[n]\ncompany = Company 1\nwhen = 2026-11-24 14:00\n");
	read_in_part(text.data, &b);
	assert_int_equal(b.n_interviews, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_takes_its_company_along),
		cmocka_unit_test(where_all_is_wrong_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

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
#include "tests/config/books.h"

static const char text[] =
	"[acme-phone]\ncompany = Acme Corp\nwhen = 2026-01-02 03:04\nzone = UTC\n"
	"[acme-onsite]\ncompany = Acme Corp\nwhen = 2026-01-02 03:04\nzone = UTC\n"
	"[acme]\ncompany = Acme Labs\nwhen = 2026-01-02 03:04\nzone = UTC\n"
	"[globex-video]\ncompany = Globex\nwhen = 2026-01-02 03:04\nzone = UTC\n"
	"[x1]\ncompany = Initech\nwhen = 2026-01-02 03:04\nzone = UTC\n";

static void test_resolving(void **state)
{
	static const struct {
		const char *typed;
		int result;
		const char *id, *candidates;
	} rows[] = {
		{ "acme", 0, "acme", NULL }, /* whole ids first */
		{ "acme-phone", 0, "acme-phone", NULL },
		{ "acme-o", 0, "acme-onsite", NULL },
		{ "ACME-O", 0, "acme-onsite", NULL },
		{ "glo", 0, "globex-video", NULL },
		{ "video", 0, "globex-video", NULL },
		{ "tech", 0, "x1", NULL },
		{ "acme labs", 0, "acme", NULL },
		{ "corp", -ENOTUNIQ, NULL, "acme-phone, acme-onsite" },
		{ "ac", -ENOTUNIQ, NULL, "acme-phone, acme-onsite, acme" },
		{ "globex-vidoe", -ENOENT, NULL, "globex-video" },
		{ "nothing", -ENOENT, NULL, "" },
		{ "", -ENOENT, NULL, "" },
	};
	cleanup_book struct book b = { 0 };
	(void)state;

	book_read(&b, text);
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		const struct interview *found = NULL;
		cleanup_free char *candidates = NULL;

		assert_int_equal(book_resolve(&b, rows[i].typed, &found, &candidates),
				 rows[i].result);
		if (rows[i].id)
			assert_string_equal(found->id, rows[i].id);
		else
			assert_null(found);
		assert_true(text_equal(candidates, rows[i].candidates));
	}
}

static void test_many_candidates(void **state)
{
	cleanup_text struct text many = { 0 };
	cleanup_book struct book b = { 0 };
	const struct interview *found = NULL;
	cleanup_free char *candidates = NULL;
	(void)state;

	for (int i = 1; i <= 9; i++)
		text_add(&many, "[a%d]\ncompany = A\nwhen = 2026-01-02 03:04\nzone = UTC\n", i);
	book_read(&b, many.data);
	assert_int_equal(book_resolve(&b, "a", &found, &candidates), -ENOTUNIQ);
	assert_string_equal(candidates, "a1, a2, a3, a4, a5, …");
	assert_int_equal(book_resolve(&b, "a", &found, NULL), -ENOTUNIQ);
}

static void test_finding(void **state)
{
	struct interview by_hand[] = { { .id = (char *)"a" }, { .id = (char *)"b" } };
	const struct book hand = { .interviews = by_hand, .n_interviews = 2 };
	cleanup_book struct book b = { 0 };
	(void)state;

	book_read(&b, text);
	for (size_t i = 0; i < b.n_interviews; i++)
		assert_ptr_equal(book_find(&b, b.interviews[i].id), &b.interviews[i]);
	assert_null(book_find(&b, "acm"));
	assert_null(book_find(&b, ""));
	assert_ptr_equal(book_find(&hand, "b"), &by_hand[1]);
	assert_null(book_find(&hand, "c"));
}

static void test_valid_ids(void **state)
{
	static const struct {
		const char *id;
		bool valid;
	} rows[] = {
		{ "a", true },
		{ "0", true },
		{ "acme-onsite-2", true },
		{ "a-", true },
		{ "", false },
		{ "-a", false },
		{ "A", false },
		{ "a b", false },
		{ "a_b", false },
		{ "a.b", false },
		{ "\xc3\xa4", false },
		{ "1234567890123456789012345678901234567890", true },
		{ "12345678901234567890123456789012345678901", false },
	};
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		assert_int_equal(book_id_is_valid(rows[i].id), rows[i].valid);
}

static void test_proposing(void **state)
{
	static const struct {
		const char *company;
		enum interview_kind kind;
		const char *id;
	} rows[] = {
		{ "Acme Corp", KIND_VIDEO, "acme-video" },
		{ "Acme Corp", KIND_ONSITE, "acme-onsite-2" },
		{ "Acme", KIND_NONE, "acme-2" },
		{ "Globex GmbH", KIND_NONE, "globex" },
		{ "Müller & Söhne AG", KIND_NONE, "muller-sohne" },
		{ "ŁÓDŹ Straße Ørsted", KIND_NONE, "lodz-strase-orsted" },
		{ "  --3M--  ", KIND_NONE, "3m" },
		{ "日本電気", KIND_FINAL, "interview-final" },
		{ "", KIND_NONE, "interview" },
		{ "Co", KIND_NONE, "co" },
		{ "The Very Long Name of a Company That Sells Things", KIND_SCREENING,
		  "the-very-long-name-of-a-compan-screening" },
		{ "a\xff\xc3", KIND_NONE, "a" },
	};
	cleanup_book struct book b = { 0 };
	(void)state;

	book_read(&b, text);
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *id = book_id_propose(&b, rows[i].company, rows[i].kind);

		assert_string_equal(id, rows[i].id);
		assert_true(book_id_is_valid(id));
		assert_true(strlen(id) <= ID_MAX);
		assert_null(book_find(&b, id));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_resolving), cmocka_unit_test(test_many_candidates),
		cmocka_unit_test(test_finding),   cmocka_unit_test(test_valid_ids),
		cmocka_unit_test(test_proposing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */

/* A pop-up's history follows an interview whose id was changed. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "etiquette/interview.h"
#include "etiquette/memory.h"

#define START 1795000000000000

static const struct {
	const char *title;
	const char *key, *company;
	usec_t start;
	const char *becomes;
} rows[] = {
	{ "its interview is still there", "acme/thank-you", "Acme", START, "acme/thank-you" },
	{ "the id was changed", "acme-old/thank-you/dana", "Acme", START, "acme/thank-you/dana" },
	{ "another company", "old/thank-you", "Globex", START, "old/thank-you" },
	{ "another time", "old/thank-you", "Acme", START + 1, "old/thank-you" },
	{ "two could be meant", "old/check-in", "Twice", START, "old/check-in" },
	{ "an id is no beginning of another", "acm/thank-you", "Acme", START, "acme/thank-you" },
	{ "of no interview", "week-ahead", NULL, 0, "week-ahead" },
};

static void history_follows(void **state)
{
	struct interview interviews[] = {
		{ .id = (char *)"acme", .company = (char *)"Acme", .start = START },
		{ .id = (char *)"twice-a", .company = (char *)"Twice", .start = START },
		{ .id = (char *)"twice-b", .company = (char *)"Twice", .start = START },
	};
	struct book book = { .interviews = interviews, .n_interviews = ELEMENTS(interviews) };

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		struct showing row = { .key = text_copy(rows[i].key),
				       .company = (char *)rows[i].company,
				       .start = rows[i].start,
				       .shown = 2 };
		struct memory memory = { .showings = &row, .n_showings = 1 };
		bool moved = memory_follow(&memory, &book);

		print_message("%s\n", rows[i].title);
		assert_string_equal(row.key, rows[i].becomes);
		assert_int_equal(moved, !text_equal(rows[i].key, rows[i].becomes));
		assert_int_equal(row.shown, 2);
		free(row.key);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(history_follows) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */

/* INI text: inih and line.h find the same facts in it, and what is escaped again reads as the same. */

#include "tests/fuzz/fuzz.h"

#include "common/cleanup.h"
#include "config/escape.h"
#include "tests/config/nasty.h"

static void assert_escapes(const struct record *r)
{
	for (size_t i = 0; i < r->n; i++) {
		cleanup_free char *escaped = NULL, *again = NULL;

		if (!r->items[i].value)
			continue;
		escaped = value_escape(r->items[i].value);
		again = value_unescape(escaped);
		assert_string_equal(again, r->items[i].value);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_free char *text = input_rest(&(struct input){ data, size });
	cleanup_record struct record r = { 0 };

	record_read(&r, text, size);
	record_assert_lines(&r, text, size);
	assert_escapes(&r);
	return 0;
}

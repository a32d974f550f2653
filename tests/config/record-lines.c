/* SPDX-License-Identifier: MIT */
#include "tests/config/nasty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "config/escape.h"
#include "config/line.h"

static void assert_piece(const char *text, size_t at, size_t size, const char *expected)
{
	cleanup_free char *found = strndup(text + at, size);

	assert_string_equal(found, expected);
}

static void assert_same_line(const char *text, const struct line *l, const struct recorded *item)
{
	cleanup_free char *raw = NULL, *value = NULL;

	assert_int_equal(l->kind, item->key ? LINE_FACT : LINE_SECTION);
	assert_piece(text, l->name, l->name_size, item->key ? item->key : item->section);
	if (!item->key)
		return;
	raw = strndup(text + l->value, l->value_size);
	value = value_unescape(raw);
	assert_string_equal(value, item->value);
}

void record_assert_lines(const struct record *r, const char *text, size_t size)
{
	bool good = r->complaints.n_errors == 0;
	struct line l = { 0 };
	size_t at = 0;

	while (line_next(text, size, &l)) {
		assert_true(l.start <= l.begin && l.begin <= l.end && l.end <= l.next);
		assert_true(l.next <= size && l.rest <= l.end);
		if (at < r->n && r->items[at].line == l.number)
			assert_same_line(text, &l, &r->items[at++]);
		else if (good)
			assert_true(l.kind == LINE_BLANK || l.kind == LINE_COMMENT);
	}
	assert_int_equal(at, r->n);
}

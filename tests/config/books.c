/* SPDX-License-Identifier: MIT */
#include "tests/config/books.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/zone.h"

usec_t instant(const char *rfc3339)
{
	usec_t t = 0;

	assert_int_equal(rfc3339_parse(rfc3339, &t), 0);
	return t;
}

void assert_date(struct date d, int year, int month, int day)
{
	assert_int_equal(d.year, year);
	assert_int_equal(d.month, month);
	assert_int_equal(d.day, day);
}

void book_read(struct book *b, const char *text)
{
	cleanup_complaints struct complaints c = { 0 };

	assert_int_equal(book_parse(text, strlen(text), "book", "Asia/Tokyo", NULL, b, &c), 0);
	if (c.n > 0)
		fail_msg("line %u: %s", c.items[0].line, c.items[0].text);
}

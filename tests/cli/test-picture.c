/* SPDX-License-Identifier: MIT */

/* How time falls on columns, over changes of the clock and at the edges. Expected columns are counted by hand. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "cli/picture.h"
#include "common/cleanup.h"
#include "common/zone.h"

#define BERLIN "Europe/Berlin"

static usec_t at(int year, int month, int day, int hour)
{
	return zone_instant_at(BERLIN, (struct date){ year, month, day }, hour, 0);
}

static void scales(void **state)
{
	static const struct {
		int days;
		size_t width;
		int unit;
	} rows[] = {
		{ 7, 80, 6 },   { 19, 80, 6 },   { 20, 80, 12 }, { 39, 80, 12 },
		{ 40, 80, 24 }, { 79, 80, 24 },  { 80, 80, 48 }, { 84, 60, 48 },
		{ 84, 30, 72 }, { 84, 20, 168 }, { 84, 7, 336 }, { 5000, 10, 672 },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		struct picture p = { .zone = BERLIN };
		usec_t from = at(2026, 11, 23, 12);
		struct date last = date_add_days((struct date){ 2026, 11, 23 }, rows[i].days);

		picture_scale(&p, from, zone_instant_at(BERLIN, last, 12, 0), rows[i].width);
		if (p.unit != rows[i].unit)
			fail_msg("%d days on %zu: %d", rows[i].days, rows[i].width, p.unit);
		assert_int_equal(picture_column(&p, from) >= 0, 1);
	}
}

/* Clocks go back on 25 October 2026: a day stays a column. */
static void a_day_is_a_column(void **state)
{
	struct picture p = { .zone = BERLIN };

	(void)state;
	picture_scale(&p, at(2026, 10, 20, 15), at(2026, 11, 30, 0), 80);
	assert_int_equal(p.unit, 24);
	for (int day = 20; day <= 31; day++) {
		assert_int_equal(picture_column(&p, at(2026, 10, day, 0)), day - 20);
		assert_int_equal(picture_column(&p, at(2026, 10, day, 23)), day - 20);
		assert_int_equal(picture_date(&p, (size_t)(day - 20)).day, day);
	}
	assert_int_equal(picture_column(&p, at(2026, 10, 19, 23)), -1);
	assert_int_equal(picture_column(&p, at(2027, 10, 19, 23)), 80);
}

static void weeks_begin_on_monday(void **state)
{
	struct picture p = { .zone = BERLIN };

	(void)state;
	picture_scale(&p, at(2026, 11, 26, 15), at(2027, 6, 1, 0), 40);
	assert_int_equal(p.unit, 168);
	assert_int_equal(date_weekday(picture_date(&p, 0)), MONDAY);
	assert_int_equal(picture_column(&p, at(2026, 11, 29, 23)), 0);
	assert_int_equal(picture_column(&p, at(2026, 11, 30, 0)), 1);
}

static void before_1970(void **state)
{
	struct picture p = { .zone = BERLIN };

	(void)state;
	picture_scale(&p, -40 * USEC_PER_DAY, 0, 80);
	assert_int_equal(picture_column(&p, -40 * USEC_PER_DAY), 0);
	assert_int_equal(picture_column(&p, 0), 40);
}

static const char *drawn(const struct picture *p, const struct cell *row, char line[static 32])
{
	char buffer[2];

	for (size_t i = 0; i < p->width; i++)
		line[i] = picture_sign(p, &row[i], buffer)[0];
	line[p->width] = 0;
	return line;
}

static void what_covers_what(void **state)
{
	struct picture p = { .zone = BERLIN, .ascii = true };
	struct cell row[10] = { 0 };
	char line[32];

	(void)state;
	picture_scale(&p, at(2026, 11, 23, 0), at(2026, 11, 25, 0), 10);
	assert_int_equal(p.unit, 6);
	p.unit = 24;
	picture_put(&p, row, at(2026, 11, 24, 9), (struct cell){ .sign = SIGN_INTERVIEW });
	picture_put_beside(&p, row, at(2026, 11, 24, 15), at(2026, 11, 25, 15),
			   (struct cell){ .sign = SIGN_SENT });
	picture_put_beside(
		&p, row, at(2026, 11, 24, 16), at(2026, 11, 25, 16),
		(struct cell){ .sign = SIGN_HEARD }); /* no room: what was sent tells enough */
	picture_fill(&p, row, at(2026, 11, 25, 0), at(2026, 11, 28, 0),
		     (struct cell){ .sign = SIGN_WINDOW });
	picture_put(&p, row, at(2026, 11, 28, 0), (struct cell){ .sign = SIGN_DEADLINE });
	picture_put_beside(&p, row, at(2026, 11, 25, 0), at(2026, 11, 28, 0),
			   (struct cell){ .sign = SIGN_LETTER, .letter = 'C' });
	picture_put(&p, row, at(2026, 11, 27, 0), (struct cell){ .sign = SIGN_TODAY });
	picture_put(&p, row, at(2026, 11, 29, 0), (struct cell){ .sign = SIGN_TODAY });
	picture_put(&p, row, at(2026, 11, 1, 0), (struct cell){ .sign = SIGN_SENT });
	picture_put(&p, row, at(2026, 12, 24, 0), (struct cell){ .sign = SIGN_INTERVIEW });
	assert_string_equal(drawn(&p, row, line), "<O^C-]|  >");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scales),
		cmocka_unit_test(a_day_is_a_column),
		cmocka_unit_test(weeks_begin_on_monday),
		cmocka_unit_test(before_1970),
		cmocka_unit_test(what_covers_what),
	};

	return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}

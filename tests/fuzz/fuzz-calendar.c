/* SPDX-License-Identifier: MIT */

/*
 * A calendar of holidays: days come out that are of the years asked for, sorted, none twice, within the time that the daemon gives the
 * reader; and what the reader writes on its sheet, the daemon understands.
 */

#include "tests/fuzz/fuzz.h"

#include <errno.h>

#include "common/cleanup.h"
#include "common/holidays-protocol.h"
#include "common/limits.h"
#include "common/text.h"
#include "daemon/sheet.h"
#include "holidays/calendar.h"
#include "holidays/file.h"

#define FIRST_YEAR 2025
#define LAST_YEAR  2031

static void assert_sane(const struct days *d)
{
	assert_true(d->n > 0 && d->n <= CALENDAR_DAYS_MAX);
	for (size_t i = 0; i < d->n; i++) {
		struct date date = date_from_days(d->items[i]);

		assert_true(date.year >= FIRST_YEAR && date.year <= LAST_YEAR);
		assert_true(i == 0 || d->items[i - 1] < d->items[i]);
	}
}

/* Through the sheet, as holidays/main.c writes it. */
static void tell_daemon(const struct days *d)
{
	cleanup_text struct text sheet = { 0 };
	cleanup_outcome struct outcome o = { 0 };
	char date[DATE_TEXT_SIZE];

	for (size_t i = 0; i < d->n; i++)
		text_add(&sheet, "%s\n", date_to_text(date_from_days(d->items[i]), date));
	text_add(&sheet, HOLIDAYS_END "\n");
	assert_true(sheet.size <= HOLIDAYS_SHEET_SIZE);
	assert_int_equal(outcome_read(sheet.data, &o), 0);
	assert_null(o.wrong);
	assert_int_equal(o.n, d->n);
	for (size_t i = 0; i < d->n; i++)
		assert_int_equal(date_to_days(o.dates[i]), d->items[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_free char *text = input_rest(&(struct input){ data, size });
	const char *wrong = file_fault(text, size);
	struct days days;
	int r;

	if (wrong)
		return 0;
	days_init(&days, FIRST_YEAR, LAST_YEAR);
	r = calendar_read(text, &days, &wrong);
	assert_true(r == 0 || (r == -EINVAL && wrong));
	if (r == 0) {
		assert_sane(&days);
		tell_daemon(&days);
	}
	days_done(&days);
	return 0;
}

/* SPDX-License-Identifier: MIT */
/*
 * Expected values come from Python's zoneinfo (zone-table.py, run by this test), or were worked out by hand. A skip means that
 * there is no python3.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"

#define ROWS_MAX 10000000

/* A line of zone-table.py. */
struct row {
	char kind;
	char zone[ZONE_NAME_MAX + 1];
	int64_t seconds;
	struct reading reading;
	int offset;
};

struct table {
	struct row *rows;
	size_t n;
};

static bool row_from_line(const char *line, struct row *ret)
{
	struct reading *r = &ret->reading;
	long long seconds;
	int n = sscanf(line, "%c %63s %lld %d %d %d %d %d %d %d", &ret->kind, ret->zone, &seconds,
		       &r->date.year, &r->date.month, &r->date.day, &r->hour, &r->minute,
		       &r->second, &ret->offset);

	ret->seconds = seconds;
	return n == 10;
}

/* Set once by the set-up of the group; cmocka hands it to the tests as *state. */
static int read_table(void **state)
{
	const char *all = getenv("ZONE_TABLE_ALL") ? " --all" : "";
	cleanup_free char *command = text_format("python3 tests/common/zone-table.py%s", all);
	FILE *f = popen(command, "r");
	struct table *table = calloc(1, sizeof(*table));
	char line[200];
	size_t room = 0;

	while (f && table->n < ROWS_MAX && fgets(line, sizeof(line), f)) {
		if (table->n == room) {
			room = room * 2 + 1024;
			table->rows = reallocarray(table->rows, room, sizeof(table->rows[0]));
			assert_non_null(table->rows);
		}
		if (!row_from_line(line, &table->rows[table->n++]))
			return -1;
	}
	if (!f || (pclose(f) != 0 && system("command -v python3 >/dev/null") == 0))
		return -1;
	*state = table;
	return 0;
}

static int free_table(void **state)
{
	struct table *table = *state;

	free(table->rows);
	free(table);
	return 0;
}

static const struct table *table_or_skip(void **state)
{
	const struct table *table = *state;

	if (table->n == 0 && text_equal(getenv("FOLLOWUPD_TESTS"), "all"))
		fail_msg("python3 is missing, and all tests are wanted");
	if (table->n == 0) {
		print_message("python3 is missing\n");
		skip();
	}
	return table;
}

static void check_reading(const char *zone, struct reading a, const struct reading *b)
{
	if (date_compare(a.date, b->date) != 0 || a.hour != b->hour || a.minute != b->minute ||
	    a.second != b->second)
		fail_msg("%s: %d-%02d-%02d %02d:%02d:%02d instead of %d-%02d-%02d %02d:%02d:%02d",
			 zone, a.date.year, a.date.month, a.date.day, a.hour, a.minute, a.second,
			 b->date.year, b->date.month, b->date.day, b->hour, b->minute, b->second);
}

static void check_row(const struct row *row)
{
	int offset = 1;
	usec_t at = row->seconds * USEC_PER_SEC;

	if (row->kind == 'I') {
		check_reading(row->zone, zone_reading(row->zone, at, &offset), &row->reading);
		assert_int_equal(offset, row->offset);
		assert_int_equal(date_compare(zone_date(row->zone, at), row->reading.date), 0);
		return;
	}
	if (zone_instant(row->zone, &row->reading) != at)
		fail_msg("%s: %d-%02d-%02d %02d:%02d:%02d is %lld, not %lld", row->zone,
			 row->reading.date.year, row->reading.date.month, row->reading.date.day,
			 row->reading.hour, row->reading.minute, row->reading.second,
			 (long long)row->seconds,
			 (long long)(zone_instant(row->zone, &row->reading) / USEC_PER_SEC));
}

/* What was asked before must not matter: the rows in order, backwards, and with another zone each time. */
static void test_every_zone_forwards(void **state)
{
	const struct table *table = table_or_skip(state);

	for (size_t i = 0; i < table->n; i++)
		check_row(&table->rows[i]);
}

static void test_every_zone_backwards(void **state)
{
	const struct table *table = table_or_skip(state);

	for (size_t i = table->n; i >= 3; i -= 3)
		check_row(&table->rows[i - 1]);
}

static void test_every_zone_in_turns(void **state)
{
	const struct table *table = table_or_skip(state);
	const size_t stride = 7919; /* a prime far wider than a zone's rows */

	for (size_t i = 0, at = 0; i < table->n / 8; i++, at = (at + stride) % table->n)
		check_row(&table->rows[at]);
}

/* Every zone that Python knows is known, and none has more than ZONE_NAME_MAX letters. */
static void test_every_zone_is_known(void **state)
{
	const struct table *table = table_or_skip(state);
	const char *last = "";
	size_t n = 0;

	for (size_t i = 0; i < table->n; i++) {
		if (text_equal(last, table->rows[i].zone))
			continue;
		last = table->rows[i].zone;
		if (!zone_is_known(last))
			fail_msg("%s is not known", last);
		n++;
	}
	assert_in_range(n, 400, 1000);
}

static uint64_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Any instant is read; the reading shows that instant or, where the clock shows it twice, the first of both. */
static void check_instant(const char *zone, int64_t seconds)
{
	int offset, offset_first;
	struct reading r = zone_reading(zone, seconds * USEC_PER_SEC, &offset);
	int64_t first = zone_instant(zone, &r) / USEC_PER_SEC;

	check_reading(zone, zone_reading(zone, first * USEC_PER_SEC, &offset_first), &r);
	assert_int_equal(first + offset_first, seconds + offset);
	assert_true(first <= seconds && seconds - first < 86400);
}

/* Any reading is shown at its instant or, where the clock skips it, one later by at most the day that Apia skipped. */
static void check_local(const char *zone, int64_t local)
{
	struct reading r = zone_reading(NULL, local * USEC_PER_SEC, NULL);
	usec_t at = zone_instant(zone, &r);
	int offset;

	zone_reading(zone, at, &offset);
	assert_in_range(at / USEC_PER_SEC + offset - local, 0, 86400);
}

static void test_round_trips(void **state)
{
	const struct table *table = table_or_skip(state);
	uint64_t seed = 0x5eed;

	for (int i = 0; i < 2000; i++) {
		const char *zone = table->rows[random_next(&seed) % table->n].zone;

		for (int k = 0; k < 20; k++) {
			check_instant(zone, (int64_t)(random_next(&seed) % 5000000000));
			check_local(zone, (int64_t)(random_next(&seed) % 5000000000));
		}
	}
}

/* Worked out by hand from the laws; so that the odd ones stay even where the table is not read. */
static void test_known_oddities(void **state)
{
	static const struct {
		const char *zone;
		struct reading reading;
		const char *shown;
	} rows[] = {
		/* gap 02:00 to 03:00, overlap 03:00 to 02:00 */
		{ "Europe/Berlin", { { 2026, 3, 29 }, 1, 59, 59 }, "2026-03-29T01:59:59+01:00" },
		{ "Europe/Berlin", { { 2026, 3, 29 }, 2, 30, 0 }, "2026-03-29T03:30:00+02:00" },
		{ "Europe/Berlin", { { 2026, 10, 25 }, 2, 30, 0 }, "2026-10-25T02:30:00+02:00" },
		{ "Europe/Berlin", { { 2026, 10, 25 }, 3, 0, 0 }, "2026-10-25T03:00:00+01:00" },
		/* half an hour */
		{ "Australia/Lord_Howe",
		  { { 2026, 10, 4 }, 2, 15, 0 },
		  "2026-10-04T02:45:00+11:00" },
		{ "Australia/Lord_Howe",
		  { { 2026, 4, 5 }, 1, 45, 0 },
		  "2026-04-05T01:45:00+11:00" },
		/* two hours */
		{ "Antarctica/Troll", { { 2026, 3, 29 }, 2, 30, 0 }, "2026-03-29T04:30:00+02:00" },
		/* the whole day was skipped */
		{ "Pacific/Apia", { { 2011, 12, 29 }, 23, 59, 59 }, "2011-12-29T23:59:59-10:00" },
		{ "Pacific/Apia", { { 2011, 12, 30 }, 12, 0, 0 }, "2011-12-31T12:00:00+14:00" },
		{ "Pacific/Apia", { { 2011, 12, 31 }, 0, 0, 0 }, "2011-12-31T00:00:00+14:00" },
		{ "Pacific/Kwajalein", { { 1993, 8, 21 }, 12, 0, 0 }, "1993-08-22T12:00:00+12:00" },
		/* -00:44:30: RFC 3339 knows no seconds of an offset, the instant is exact nevertheless */
		{ "Africa/Monrovia", { { 1970, 1, 2 }, 0, 0, 0 }, "1970-01-02T00:00:30-00:44" },
		{ "Asia/Kathmandu", { { 2026, 11, 24 }, 14, 0, 0 }, "2026-11-24T14:00:00+05:45" },
		{ "Europe/Berlin", { { 9999, 12, 31 }, 23, 59, 59 }, "9999-12-31T23:59:59+01:00" },
		{ "Etc/GMT+12", { { 9999, 12, 31 }, 23, 59, 59 }, "9999-12-31T23:59:59-12:00" },
		{ NULL, { { 2026, 11, 24 }, 14, 0, 0 }, "2026-11-24T14:00:00+00:00" },
		{ "", { { 1970, 1, 1 }, 0, 0, 0 }, "1970-01-01T00:00:00+00:00" },
	};
	char buffer[RFC3339_SIZE];
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		usec_t at = zone_instant(rows[i].zone, &rows[i].reading), parsed;

		assert_string_equal(zone_rfc3339(rows[i].zone, at, buffer), rows[i].shown);
		assert_int_equal(rfc3339_parse(buffer, &parsed), 0);
		assert_int_equal(parsed, at);
	}
	assert_int_equal(zone_instant_at("Europe/Berlin", (struct date){ 2026, 11, 24 }, 14, 0),
			 zone_instant(NULL, &(struct reading){ { 2026, 11, 24 }, 13, 0, 0 }));
}

/* 24 h are 86,400 s: Saturday 02:30 and that much later, over the gap and over the overlap. */
static void test_a_day_of_seconds(void **state)
{
	char buffer[RFC3339_SIZE];
	usec_t spring = zone_instant_at("Europe/Berlin", (struct date){ 2026, 3, 28 }, 2, 30);
	usec_t autumn = zone_instant_at("Europe/Berlin", (struct date){ 2026, 10, 24 }, 2, 30);
	(void)state;

	assert_string_equal(zone_rfc3339("Europe/Berlin", spring + USEC_PER_DAY, buffer),
			    "2026-03-29T03:30:00+02:00");
	assert_string_equal(zone_rfc3339("Europe/Berlin", autumn + USEC_PER_DAY, buffer),
			    "2026-10-25T02:30:00+02:00");
	assert_string_equal(
		zone_rfc3339("Europe/Berlin", autumn + USEC_PER_DAY + USEC_PER_HOUR, buffer),
		"2026-10-25T02:30:00+01:00");
}

/* No instant and no reading may make the arithmetic overflow (UBSan sees it), and what is valid is never far from valid. */
static void test_out_of_range(void **state)
{
	static const usec_t instants[] = { INT64_MIN, INT64_MIN + 1, -1, USEC_NEVER - 1,
					   USEC_NEVER };
	static const int numbers[] = { INT32_MIN, -1, 0, 13, 99, INT32_MAX };
	char buffer[RFC3339_SIZE];
	(void)state;

	for (size_t i = 0; i < ELEMENTS(instants); i++) {
		struct reading r = zone_reading("Europe/Berlin", instants[i], NULL);

		assert_in_range(r.date.year, 1, 10000);
		assert_in_range(strlen(zone_rfc3339("Pacific/Apia", instants[i], buffer)), 25, 26);
	}
	for (size_t i = 0; i < ELEMENTS(numbers); i++)
		for (size_t k = 0; k < ELEMENTS(numbers); k++) {
			struct reading r = { { numbers[i], numbers[k], numbers[k] },
					     numbers[k],
					     numbers[i],
					     numbers[k] };
			struct reading shown =
				zone_reading("Asia/Tokyo", zone_instant("Asia/Tokyo", &r), NULL);

			assert_in_range(shown.date.year, 1, 10000);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_zone_is_known),
		cmocka_unit_test(test_every_zone_forwards),
		cmocka_unit_test(test_every_zone_backwards),
		cmocka_unit_test(test_every_zone_in_turns),
		cmocka_unit_test(test_round_trips),
		cmocka_unit_test(test_known_oddities),
		cmocka_unit_test(test_a_day_of_seconds),
		cmocka_unit_test(test_out_of_range),
	};

	return cmocka_run_group_tests(tests, read_table, free_table);
}

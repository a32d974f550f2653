/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "common/text.h"
#include "common/zone.h"
#include "etiquette/moment.h"
#include "tests/etiquette/facts.h"

/*
 * Every zone of the system's database, on the days before, of and after the last changes of its clocks, both ways where it has both, on random
 * days, and on the odd days that some zones had: a thank-you's deadline is 86,400 seconds after the end, every day has one morning, a time on
 * the wall is found once, be it skipped or shown twice that day, and no plan takes long.
 */

#define ZONES_FILE    "/usr/share/zoneinfo/tzdata.zi"
#define ZONES_MAX     800
#define PLAN_USEC_MAX (50 * (usec_t)1000)
#define CHANGES       4    /* of its clocks, the last ones of each zone */
#define YEAR_FIRST    1973 /* until 1972 some clocks were off by other than whole five minutes */
#define YEAR_LAST     2037
#define RANDOM_DAYS   6  /* a zone */
#define QUARTERS      96 /* of an hour, a day */

struct zones {
	char names[ZONES_MAX][64];
	size_t n;
};

static void zones_add(struct zones *z, const char *name)
{
	if (z->n < ZONES_MAX && strlen(name) < sizeof(z->names[0]) && zone_is_known(name))
		snprintf(z->names[z->n++], sizeof(z->names[0]), "%s", name);
}

/* "Z Europe/Berlin 0:53:28 …" are zones, "L Europe/Berlin Europe/Oslo" other names of them. */
static void zones_read(struct zones *z)
{
	FILE *file = fopen(ZONES_FILE, "re");
	char line[512];

	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		char *rest = line, *kind = text_word(&rest), *name = text_word(&rest);

		if (!kind || !name)
			continue;
		if (text_equal(kind, "Z"))
			zones_add(z, name);
		if (text_equal(kind, "L") && (name = text_word(&rest))) {
			name[strcspn(name, "\n")] = '\0';
			zones_add(z, name);
		}
	}
	fclose(file);
}

static usec_t cpu_time(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * USEC_PER_SEC + t.tv_nsec / 1000;
}

/* ---- One day ------------------------------------------------------------------------------------ */

static void check_thank_you(struct facts *f, const char *zone, usec_t start)
{
	struct interview *i;
	const struct milestone *m;
	struct plan p;
	const char *wrapper = getenv("WRAPPER");
	usec_t began, limit = wrapper && *wrapper ? PLAN_USEC_MAX * 100 : PLAN_USEC_MAX;

	f->book.n_interviews = 0;
	f->zone = zone;
	i = fact_interview(f, "acme", "Acme", zone, "2026-01-01 12:00", 45);
	i->start = start;
	i->end = start + 45 * USEC_PER_MIN;
	began = cpu_time();
	p = facts_plan_at(f, i->end);
	assert_true(cpu_time() - began < limit);
	m = plan_key(&p, "acme/thank-you");
	assert_true(m->deadline == i->end + 86400 * USEC_PER_SEC);
	assert_true(m->moment >= m->opens && m->moment < m->deadline);
	plan_done(&p);
}

/* What leaves the night comes at nine by the clock, once a day. */
static void check_mornings(const struct facts *f, const char *zone, struct date day)
{
	struct moment_input in = { .settings = &f->settings, .zone = zone, .recipient_zone = zone };

	for (int k = -1; k <= 1; k++) {
		struct date d = date_add_days(day, k);
		usec_t midnight = zone_instant_at(zone, d, 0, 0), morning;
		struct reading r;

		/* Some days have no midnight, and Apia once had no 30 December. */
		if (date_compare(zone_date(zone, midnight), d) != 0)
			continue;
		morning = moment_first_good(&in, midnight, midnight + 2 * USEC_PER_DAY);
		r = zone_reading(zone, morning, NULL);
		assert_int_equal(date_compare(r.date, d), 0);
		assert_true(r.hour == 9 && r.minute == 0 && r.second == 0);
	}
}

static void check_day(struct facts *f, const char *zone, struct date day)
{
	check_mornings(f, zone, day);
	for (int k = -1; k <= 1; k++) {
		struct date d = date_add_days(day, k);

		check_thank_you(f, zone, zone_instant_at(zone, d, 14, 0));
		check_thank_you(f, zone, zone_instant_at(zone, d, rand() % 24, rand() % 60));
	}
}

/* ---- Times on the wall -------------------------------------------------------------------------- */

/* When the clock shows each quarter of an hour of that day first, by looking at it all five minutes; USEC_NEVER: it does not. */
static void quarters_seen(const char *zone, struct date day, usec_t ret[static QUARTERS])
{
	usec_t noon = zone_instant_at("UTC", day, 12, 0);

	for (size_t q = 0; q < QUARTERS; q++)
		ret[q] = USEC_NEVER;
	for (usec_t t = noon - 30 * USEC_PER_HOUR; t < noon + 30 * USEC_PER_HOUR;
	     t += 5 * USEC_PER_MIN) {
		struct reading r = zone_reading(zone, t, NULL);
		size_t q = (size_t)(r.hour * 4 + r.minute / 15);

		if (r.minute % 15 == 0 && date_compare(r.date, day) == 0 && ret[q] == USEC_NEVER)
			ret[q] = t;
	}
}

static int64_t minutes_of(struct reading r)
{
	return date_to_days(r.date) * 24 * 60 + r.hour * 60 + r.minute;
}

/* A time that is skipped is as much later as the clock jumps then. */
static void check_skipped(const char *zone, struct date day, size_t q, usec_t at)
{
	struct reading asked = { .date = day, .hour = (int)q / 4, .minute = (int)q % 4 * 15 };
	int before, after;

	zone_reading(zone, at - USEC_PER_DAY, &before);
	zone_reading(zone, at, &after);
	assert_int_equal(minutes_of(zone_reading(zone, at, NULL)) - minutes_of(asked),
			 (after - before) / 60);
}

static size_t check_wall(const char *zone, struct date day)
{
	usec_t seen[QUARTERS];
	size_t skipped = 0;

	quarters_seen(zone, day, seen);
	for (size_t q = 0; q < QUARTERS; q++) {
		usec_t at = zone_instant_at(zone, day, (int)q / 4, (int)q % 4 * 15);

		if (seen[q] != USEC_NEVER) {
			assert_true(at == seen[q]);
		} else {
			check_skipped(zone, day, q, at);
			skipped++;
		}
	}
	return skipped;
}

/* ---- Every zone --------------------------------------------------------------------------------- */

static int offset_on(const char *zone, int64_t days)
{
	int offset;

	zone_reading(zone, zone_instant_at("UTC", date_from_days(days), 12, 0), &offset);
	return offset;
}

/* The last days before `until` on which its clock is set another way than on the day before. */
static size_t last_changes(const char *zone, int64_t until, int64_t first,
			   int64_t ret[static CHANGES])
{
	const int64_t stride = 10;
	size_t n = 0;

	for (int64_t day = until; day - stride > first && n < CHANGES; day -= stride) {
		int64_t low = day - stride, high = day;

		if (offset_on(zone, low) == offset_on(zone, high))
			continue;
		while (high - low > 1) {
			int64_t middle = (low + high) / 2;

			if (offset_on(zone, middle) == offset_on(zone, low))
				low = middle;
			else
				high = middle;
		}
		ret[n++] = high;
	}
	return n;
}

struct tally {
	size_t zones, changes, skipped;
};

static void check_zone(struct facts *f, const char *zone, struct tally *tally)
{
	int64_t first = date_to_days((struct date){ YEAR_FIRST, 1, 1 });
	int64_t last = date_to_days((struct date){ YEAR_LAST, 12, 31 });
	int64_t changes[CHANGES];
	size_t n = last_changes(zone, last, first, changes);

	for (size_t i = 0; i < n; i++) {
		check_day(f, zone, date_from_days(changes[i]));
		for (int k = -1; k <= 1; k++)
			tally->skipped += check_wall(zone, date_from_days(changes[i] + k));
	}
	for (int i = 0; i < RANDOM_DAYS; i++) {
		struct date day = date_from_days(first + rand() % (int)(last + 8400 - first));

		check_day(f, zone, day); /* until 2060 */
		tally->skipped += check_wall(zone, day);
	}
	tally->zones++;
	tally->changes += n;
}

static void test_every_zone(void **state)
{
	const char *wrapper = getenv("WRAPPER");
	struct zones *zones = calloc(1, sizeof(*zones));
	size_t step = wrapper && *wrapper ? 40 : 1;
	struct tally tally = { 0 };
	struct facts f;

	(void)state;
	assert_non_null(zones);
	srand(20261130);
	zones_read(zones);
	assert_true(zones->n > 400);
	facts_init(&f);
	for (size_t i = 0; i < zones->n; i += step)
		check_zone(&f, zones->names[i], &tally);
	print_message("%zu zones, %zu changes of their clocks, %zu quarters of an hour skipped\n",
		      tally.zones, tally.changes, tally.skipped);
	assert_true(tally.changes > 1000 / step && tally.skipped > 1000 / step);
	facts_done(&f);
	free(zones);
}

static void test_odd_days(void **state)
{
	static const struct {
		const char *zone;
		struct date day;
	} rows[] = {
		{ "Pacific/Apia", { 2011, 12, 30 } },
		{ "Pacific/Kwajalein", { 1993, 8, 21 } },
		{ "Antarctica/Troll", { 2026, 3, 29 } },
		{ "Australia/Lord_Howe", { 2026, 4, 5 } },
		{ "Africa/Casablanca", { 2026, 2, 15 } },
		{ "America/Sao_Paulo", { 2018, 11, 4 } },
		{ "Asia/Pyongyang", { 2018, 5, 5 } },
		{ "America/Caracas", { 2016, 5, 1 } },
		{ "Asia/Kathmandu", { 2026, 6, 1 } },
		{ "Africa/Monrovia", { 1972, 1, 7 } },
		{ "Pacific/Kiritimati", { 2026, 12, 31 } },
		{ "Etc/GMT+12", { 2026, 12, 31 } },
	};
	struct facts f;

	(void)state;
	facts_init(&f);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_day(&f, rows[i].zone, rows[i].day);
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_zone),
		cmocka_unit_test(test_odd_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

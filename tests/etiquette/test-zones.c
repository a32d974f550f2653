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
 * Every zone of the system's database, on the days before, of and after each change of its clocks in a year, and on the odd
 * days that some zones had: a thank-you's deadline is 86,400 seconds after the end, every day has one morning, and no plan takes long.
 */

#define ZONES_FILE    "/usr/share/zoneinfo/tzdata.zi"
#define ZONES_MAX     800
#define PLAN_USEC_MAX (50 * (usec_t)1000)

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

static void check_thank_you(struct facts *f, const char *zone, struct date day)
{
	struct interview *i;
	const struct milestone *m;
	struct plan p;
	const char *wrapper = getenv("WRAPPER");
	usec_t began, limit = wrapper && *wrapper ? PLAN_USEC_MAX * 100 : PLAN_USEC_MAX;

	f->book.n_interviews = 0;
	f->zone = zone;
	i = fact_interview(f, "acme", "Acme", zone, "2026-01-01 12:00", 45);
	i->start = zone_instant_at(zone, day, 14, 0);
	i->end = i->start + 45 * USEC_PER_MIN;
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
	for (int k = -1; k <= 1; k++)
		check_thank_you(f, zone, date_add_days(day, k));
}

/* ---- Every zone --------------------------------------------------------------------------------- */

static bool clocks_change(const char *zone, struct date day)
{
	int before, after;

	zone_reading(zone, zone_instant_at("UTC", date_add_days(day, -1), 12, 0), &before);
	zone_reading(zone, zone_instant_at("UTC", day, 12, 0), &after);
	return before != after;
}

static size_t check_year(struct facts *f, const char *zone, int year)
{
	struct date day = { year, 1, 1 };
	size_t n = 0;

	for (; day.year == year; day = date_add_days(day, 1))
		if (clocks_change(zone, day)) {
			check_day(f, zone, day);
			n++;
		}
	return n;
}

static void test_every_zone(void **state)
{
	const char *wrapper = getenv("WRAPPER");
	struct zones *zones = calloc(1, sizeof(*zones));
	size_t changes = 0, step = wrapper && *wrapper ? 40 : 1;
	struct facts f;

	(void)state;
	assert_non_null(zones);
	zones_read(zones);
	assert_true(zones->n > 400);
	facts_init(&f);
	for (size_t i = 0; i < zones->n; i += step)
		changes += check_year(&f, zones->names[i], 2026);
	/* Some 100 zones and their other names change twice a year. */
	assert_true(changes > 200 / step);
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

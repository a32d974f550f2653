/* SPDX-License-Identifier: MIT */
/* What is no time, or may be two: refused with words that help. And whatever comes in, nothing breaks. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "common/when.h"
#include "common/zone.h"

#define NOW "2026-11-25T15:00:00+01:00" /* a Wednesday */
#define EXAMPLES \
	"Write for example \"2026-11-24 14:00\", \"tomorrow 14:00\", \"fri 9:30\" or \"+3d\""

static usec_t now(void)
{
	usec_t at;

	assert_int_equal(rfc3339_parse(NOW, &at), 0);
	return at;
}

static void check_refused(const char *text, enum when_bias bias, const char *reason)
{
	cleanup_free char *why = NULL;
	struct when w = { .at = 42 };

	if (when_parse(text, now(), "Europe/Berlin", bias, &w, &why) != -EINVAL)
		fail_msg("\"%s\" is taken for a time", text);
	assert_int_equal(w.at, 42);
	assert_non_null(why);
	assert_string_equal(why, reason);
}

struct row {
	const char *text, *reason;
};

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_refused(rows[i].text, WHEN_FUTURE, rows[i].reason);
}

static void test_nonsense(void **state)
{
	static const struct row rows[] = {
		{ "", "There is no time given. " EXAMPLES },
		{ " , ", "There is no time given. " EXAMPLES },
		{ "fryday", "\"fryday\" is no time; did you mean \"friday\"? " EXAMPLES },
		{ "tomorow 14:00", "\"tomorow\" is no time; did you mean \"tomorrow\"? " EXAMPLES },
		{ "teu 14:00", "\"teu\" is no time; did you mean \"tue\"? " EXAMPLES },
		{ "24 nvo 2026", "\"nvo\" is no time; did you mean \"nov\"? " EXAMPLES },
		{ "whenever", "\"whenever\" is no time. " EXAMPLES },
		{ "fri sat", "\"fri sat\" is no time that is understood. " EXAMPLES },
		{ "fri last fri", "\"fri last fri\" is no time that is understood. " EXAMPLES },
		{ "next week", "\"next week\" is no time that is understood. " EXAMPLES },
		{ "nov", "\"nov\" is no time that is understood. " EXAMPLES },
		{ "14",
		  "What is \"14\"? An hour has minutes or am, pm; a day has its month. " EXAMPLES },
		{ "at", "\"at\" is no time that is understood. " EXAMPLES },
		{ "now 14:00", "\"now 14:00\" is no time that is understood. " EXAMPLES },
		{ "+2h 14:00", "\"+2h 14:00\" is no time that is understood. " EXAMPLES },
		{ "14:00 15:00", "\"14:00 15:00\" has two times of day. " EXAMPLES },
		{ "UTC", "\"UTC\" is a zone, but no time is given. " EXAMPLES },
		{ "a b c d e f g h i j k l m n o p q",
		  "\"a b c d e f g h i j k l m n o p q\" has too many words for a time. " EXAMPLES },
	};
	(void)state;

	check_rows(rows, ELEMENTS(rows));
}

static void test_what_does_not_exist(void **state)
{
	static const struct row rows[] = {
		{ "2026-02-30", "\"2026-02-30\" does not exist: February 2026 has 28 days" },
		{ "2026-11-31 14:00",
		  "\"2026-11-31 14:00\" does not exist: November 2026 has 30 days" },
		{ "2026-13-01", "\"2026-13-01\" does not exist: a year has 12 months" },
		{ "2026-00-10", "\"2026-00-10\" does not exist: a year has 12 months" },
		{ "2026-01-00", "\"2026-01-00\" does not exist: January 2026 has 31 days" },
		{ "31 nov", "\"31 nov\" does not exist: November 2026 has 30 days" },
		{ "29 feb", "\"29 feb\" does not exist: February 2027 has 28 days" },
		{ "1969-12-31", "\"1969-12-31\" lies outside the years 1970 to 9999" },
		{ "0000-01-01", "\"0000-01-01\" lies outside the years 1970 to 9999" },
		{ "24 nov 1066", "\"24 nov 1066\" lies outside the years 1970 to 9999" },
		{ "fri 2026-11-24", "2026-11-24 is a Tuesday, not a Friday" },
		{ "25:00",
		  "\"25:00\" is no time of day; there are 00:00 to 23:59, and 12am to 11:59pm" },
		{ "fri 24:00",
		  "\"24:00\" is no time of day; there are 00:00 to 23:59, and 12am to 11:59pm" },
		{ "14:60",
		  "\"14:60\" is no time of day; there are 00:00 to 23:59, and 12am to 11:59pm" },
		{ "9:5",
		  "\"9:5\" is no time of day; there are 00:00 to 23:59, and 12am to 11:59pm" },
		{ "13pm",
		  "\"13pm\" is no time of day; there are 00:00 to 23:59, and 12am to 11:59pm" },
		{ "0 am",
		  "\"0\" is no time of day; there are 00:00 to 23:59, and 12am to 11:59pm" },
		{ "2026-03-29 02:30",
		  "There is no 02:30 on 2026-03-29 in Europe/Berlin, where clocks are set forward then. "
		  "Write for example 03:30" },
		{ "2011-12-30 14:00 Pacific/Apia",
		  "There was no 2011-12-30 in Pacific/Apia, whose calendar skips it" },
		{ "2011-12-30 Pacific/Apia",
		  "There was no 2011-12-30 in Pacific/Apia, whose calendar skips it" },
	};
	(void)state;

	check_rows(rows, ELEMENTS(rows));
}

static void test_what_may_be_two(void **state)
{
	static const struct row rows[] = {
		{ "03/04",
		  "\"03/04\" may be 2027-04-03 or 2027-03-04; write the one that is meant" },
		{ "03/04/2026 14:00",
		  "\"03/04/2026\" may be 2026-04-03 or 2026-03-04; write the one that is meant" },
		{ "03/04/05",
		  "\"03/04/05\" may be 2005-04-03, 2005-03-04 or 2003-04-05; write the one that is meant" },
		{ "4-3", "\"4-3\" may be 2027-03-04 or 2027-04-03; write the one that is meant" },
		{ "24/11/2026", "Dates are not read as \"24/11/2026\"; write 2026-11-24" },
		{ "24.12.", "Dates are not read as \"24.12\"; write 2026-12-24" },
		{ "2026/11/24", "Dates are not read as \"2026/11/24\"; write 2026-11-24" },
		{ "31/31", "\"31/31\" is no date. " EXAMPLES },
		{ "14.30", "Times are not read as \"14.30\"; write 14:30" },
		{ "tomorrow 9.45", "Times are not read as \"9.45\"; write 9:45" },
		{ "9.5", "\"9.5\" may be 2027-05-09 or 2027-09-05; write the one that is meant" },
		{ "25.70", "\"25.70\" is no date. " EXAMPLES },
		{ "2",
		  "What is \"2\"? An hour has minutes or am, pm; a day has its month. " EXAMPLES },
		{ "friday at 2",
		  "What is \"2\"? An hour has minutes or am, pm; a day has its month. " EXAMPLES },
		{ "1/2/3", "\"1/2/3\" is no date. " EXAMPLES },
		{ "fri midnight",
		  "\"fri midnight\" may be 2026-11-27 00:00 or 2026-11-28 00:00; write the one that is meant" },
		{ "tonight",
		  "\"tonight\" says no hour of the evening. Write for example \"today 20:00\"" },
		{ "tonight 8:00",
		  "\"tonight 8:00\" says no hour of the evening. Write for example \"today 20:00\"" },
		{ "next fri",
		  "\"next fri\" may be 2026-11-27 or 2026-12-04; write the one that is meant" },
		{ "this mon",
		  "\"this mon\" may be 2026-11-23 or 2026-11-30; write the one that is meant" },
		{ "24 nov 14:00",
		  "\"24 nov 14:00\" may be 2026-11-24 or 2027-11-24; write the one that is meant" },
	};
	(void)state;

	check_rows(rows, ELEMENTS(rows));
	check_refused("26 nov", WHEN_PAST,
		      "\"26 nov\" may be 2025-11-26 or 2026-11-26; write the one that is meant");
	check_refused("this fri", WHEN_PAST,
		      "\"this fri\" may be 2026-11-20 or 2026-11-27; write the one that is meant");
	check_refused("03/04", WHEN_PAST,
		      "\"03/04\" may be 2026-04-03 or 2026-03-04; write the one that is meant");
}

static void test_spans(void **state)
{
	static const struct row rows[] = {
		{ "3d", "\"3d\" is a length of time. Write \"in 3d\" or \"3d ago\"" },
		{ "2 weeks",
		  "\"2 weeks\" is a length of time. Write \"in 2 weeks\" or \"2 weeks ago\"" },
		{ "+5bd",
		  "Working days are not counted in a time. Write for example \"+7d\" or a date" },
		{ "in 2 working days",
		  "Working days are not counted in a time. Write for example \"+7d\" or a date" },
		{ "in 2 months",
		  "\"2 months\" is no length of time, or over ten years. Write for example \"+3d\", \"in 2 weeks\" or \"2h ago\"" },
		{ "+3661d",
		  "\"3661d\" is no length of time, or over ten years. Write for example \"+3d\", \"in 2 weeks\" or \"2h ago\"" },
	};
	(void)state;

	check_rows(rows, ELEMENTS(rows));
}

static void test_zones(void **state)
{
	static const struct row rows[] = {
		{ "14:00 Europe/Berln",
		  "\"Europe/Berln\" is no time zone; did you mean Europe/Berlin?" },
		{ "14:00 europe/berlin",
		  "\"europe/berlin\" is no time zone; did you mean Europe/Berlin?" },
		{ "berlin 14:00", "\"berlin\" is no time. " EXAMPLES }, /* a zone stands behind */
		{ "14:00 Berlin", "\"Berlin\" is no time zone; did you mean Europe/Berlin?" },
		{ "fri PST", "\"PST\" is no time zone; did you mean America/Los_Angeles?" },
		{ "14:00 Foo/Bar",
		  "\"Foo/Bar\" is no time zone. Zones are named like Europe/Berlin" },
		{ "14:00 ../../etc/passwd",
		  "\"../../etc/passwd\" is no time zone. Zones are named like Europe/Berlin" },
	};
	(void)state;

	check_rows(rows, ELEMENTS(rows));
}

static uint64_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Whatever is typed at whatever time: a time that its zone's clock shows, or a reason. */
static void check_anything(const char *text, usec_t at, enum when_bias bias)
{
	cleanup_free char *why = NULL;
	struct when w = { .at = 42 };
	int r = when_parse(text, at, "Europe/Berlin", bias, &w, &why);

	if (r < 0) {
		assert_int_equal(r, -EINVAL);
		assert_int_equal(w.at, 42);
		assert_non_null(why);
		assert_true(strlen(why) > 10 && strlen(why) < 700);
		return;
	}
	assert_int_equal(r, 0);
	assert_null(why);
	assert_true(date_is_valid(w.date));
	assert_true(zone_is_known(w.zone));
	assert_int_equal(date_compare(zone_date(w.zone, w.at), w.date), 0);
	if (!w.has_time)
		assert_int_equal(zone_instant_at(w.zone, w.date, 12, 0), w.at);
}

static void test_any_words(void **state)
{
	static const char *const words[] = {
		"2026-11-24", "14:00",      "02:30", "2pm",   "2",      "pm",   "24",
		"31st",       "2026",       "9999",  "nov",   "feb",    "fri",  "wed",
		"last",       "this",       "next",  "today", "now",    "noon", "midnight",
		"tonight",    "tomorrow",   "in",    "ago",   "+3d",    "-2h",  "3660d",
		"weeks",      "a",          "from",  "03/04", "29.02.", "UTC",  "PST",
		"Asia/Gaza",  "at",         "of",    "week",  "+",      "-",    "2026-03-29",
		"1970-01-01", "9999-12-31",
	};
	static const usec_t times[] = { INT64_MIN, 0, 1795525200 * USEC_PER_SEC,
					253402300799 * USEC_PER_SEC, INT64_MAX };
	uint64_t seed = 0xf0110;
	(void)state;

	for (int i = 0; i < 10000; i++) {
		cleanup_text struct text text = { 0 };
		size_t n = random_next(&seed) % 5 + 1;

		for (size_t k = 0; k < n; k++)
			text_add(&text, "%s ", words[random_next(&seed) % ELEMENTS(words)]);
		check_anything(text.data, times[random_next(&seed) % ELEMENTS(times)],
			       i % 2 ? WHEN_FUTURE : WHEN_PAST);
	}
}

static void test_any_bytes(void **state)
{
	static const char letters[] = "0123456789:/-+.TZ tuefriapmdh\x1b\xff%,";
	uint64_t seed = 0xbadbeef;
	char text[300];
	(void)state;

	for (int i = 0; i < 10000; i++) {
		size_t size = random_next(&seed) % (i % 100 ? 20 : sizeof(text));

		for (size_t k = 0; k < size; k++)
			text[k] = letters[random_next(&seed) % (sizeof(letters) - 1)];
		text[size] = '\0';
		check_anything(text, 1795525200 * USEC_PER_SEC, WHEN_FUTURE);
	}
}

/* What a clock shows, typed in, is that instant; or the hour before when the clock shows it twice. */
static void test_round_trips(void **state)
{
	static const char *const zones[] = {
		"UTC",          "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
		"Pacific/Apia", "Asia/Kathmandu"
	};
	uint64_t seed = 0x7777;
	(void)state;

	for (int i = 0; i < 5000; i++) {
		const char *zone = zones[random_next(&seed) % ELEMENTS(zones)];
		usec_t at = (usec_t)(86400 + random_next(&seed) % 4000000000) * USEC_PER_SEC;
		struct reading r = zone_reading(zone, at, NULL);
		cleanup_free char *why = NULL;
		char text[100], date[DATE_TEXT_SIZE];
		struct when w;

		snprintf(text, sizeof(text), "%s %d:%02d:%02d %s", date_to_text(r.date, date),
			 r.hour, r.minute, r.second, zone);
		assert_int_equal(when_parse(text, now(), "Asia/Tokyo", WHEN_PAST, &w, &why), 0);
		assert_in_range(at - w.at, 0, USEC_PER_HOUR);
		assert_int_equal(w.at, zone_instant(zone, &r));
		assert_string_equal(w.zone, zone);
		assert_true(w.has_time);
		zone_rfc3339(zone, at, text);
		assert_int_equal(when_parse(text, now(), zone, WHEN_FUTURE, &w, &why), 0);
		assert_int_equal(w.at, at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nonsense),        cmocka_unit_test(test_what_does_not_exist),
		cmocka_unit_test(test_what_may_be_two), cmocka_unit_test(test_spans),
		cmocka_unit_test(test_zones),           cmocka_unit_test(test_any_words),
		cmocka_unit_test(test_any_bytes),       cmocka_unit_test(test_round_trips),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
/* Which names are zones, what typos were meant for, and that the environment stays as it was. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"

static void test_names(void **state)
{
	static const char *const known[] = { NULL,
					     "",
					     "UTC",
					     "Etc/UTC",
					     "Europe/Berlin",
					     "America/Argentina/Ushuaia",
					     "Etc/GMT+12",
					     "EST5EDT" };
	static const char *const unknown[] = {
		"Berln",
		"Europe",
		"Europe/",
		"/Europe/Berlin",
		"Europe//Berlin",
		"europe/berlin",
		" Europe/Berlin",
		"Europe/Berlin ",
		"../zoneinfo/Europe/Berlin",
		"Europe/../Europe/Berlin",
		"./Europe/Berlin",
		"posix/Europe/Berlin",
		"right/Europe/Berlin",
		"posixrules",
		"localtime",
		"zone.tab",
		"tzdata.zi",
		"leapseconds",
		":Europe/Berlin",
		"CET-1CEST",
		"<+02>-2",
		"/etc/localtime",
		"/dev/zero",
		"Europe/Berlin\n",
		"Europe/Europe/Europe/Europe/Europe/Europe/Europe/Europe/Europe/Berlin",
		"\xff",
		"%s%n",
	};
	(void)state;

	for (int twice = 0; twice < 2; twice++) { /* the second answer is a remembered one */
		for (size_t i = 0; i < ELEMENTS(known); i++)
			assert_true(zone_is_known(known[i]));
		for (size_t i = 0; i < ELEMENTS(unknown); i++)
			if (zone_is_known(unknown[i]))
				fail_msg("\"%s\" is taken for a zone", unknown[i]);
	}
	/* What is not known is UTC, and never what libc makes of it. */
	assert_int_equal(zone_reading("CET-1CEST", 0, NULL).hour, 0);
	assert_int_equal(zone_reading("/usr/share/zoneinfo/Asia/Tokyo", 0, NULL).hour, 0);
}

static void test_nearest(void **state)
{
	static const struct {
		const char *typed, *meant;
	} rows[] = {
		{ "Europe/Berln", "Europe/Berlin" },
		{ "Berlin", "Europe/Berlin" },
		{ "berln", "Europe/Berlin" },
		{ "europe/berlin", "Europe/Berlin" },
		{ "Europ/Berlin", "Europe/Berlin" },
		{ "New York", "America/New_York" },
		{ "america/new york", "America/New_York" },
		{ "New_Yrok", "America/New_York" },
		{ "PST", "America/Los_Angeles" },
		{ "edt", "America/New_York" },
		{ "London", "Europe/London" },
		{ "utc", "UTC" },
		{ "Ushuaia", "America/Argentina/Ushuaia" },
		{ "Kolkata", "Asia/Kolkata" },
		{ "Nowhere", NULL },
		{ "", NULL },
		{ "x", NULL },
		{ "\xff\xfe\xfd", NULL },
	};
	char long_name[5000];
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *nearest = zone_nearest(rows[i].typed);

		if (!text_equal(nearest, rows[i].meant))
			fail_msg("\"%s\" gives %s", rows[i].typed, nearest ? nearest : "nothing");
	}
	memset(long_name, 'a', sizeof(long_name) - 1);
	long_name[sizeof(long_name) - 1] = '\0';
	assert_null(zone_nearest(long_name));
}

static void test_system_zone(void **state)
{
	static const struct {
		const char *tz, *zone;
	} rows[] = {
		{ "Europe/Lisbon", "Europe/Lisbon" },
		{ ":Europe/Lisbon", "Europe/Lisbon" },
		{ "/usr/share/zoneinfo/Asia/Kolkata", "Asia/Kolkata" },
		{ ":/usr/share/zoneinfo/posix/Asia/Kolkata", "Asia/Kolkata" },
		{ "", "UTC" },
		{ "UTC", "UTC" },
	};
	time_t now = time(NULL);
	struct tm tm;
	int offset;
	(void)state;

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *zone = NULL;

		setenv("TZ", rows[i].tz, 1);
		zone = zone_of_system();
		assert_string_equal(zone, rows[i].zone);
	}
	/* Without $TZ: whatever this machine has, it is the one that libc goes by. */
	for (int i = 0; i < 2; i++) {
		cleanup_free char *zone = NULL;

		if (i == 0)
			unsetenv("TZ");
		else
			setenv("TZ", "Nowhere/Atlantis", 1);
		zone = zone_of_system();
		assert_true(zone_is_known(zone));
		unsetenv("TZ");
		assert_non_null(localtime_r(&now, &tm));
		tzset();
		assert_non_null(localtime_r(&now, &tm));
		zone_reading(zone, now * USEC_PER_SEC, &offset);
		assert_int_equal(offset, tm.tm_gmtoff);
	}
}

/* Children see the user's $TZ, and code that asks libc for local time neither sees our zone nor spoils it. */
static void test_environment_is_left_alone(void **state)
{
	time_t epoch = 0;
	char **before;
	(void)state;

	setenv("TZ", "Asia/Tokyo", 1);
	before = environ;
	assert_int_equal(zone_reading("America/New_York", 0, NULL).hour, 19);
	assert_ptr_equal(environ, before);
	assert_string_equal(getenv("TZ"), "Asia/Tokyo");
	assert_int_equal(localtime(&epoch)->tm_hour, 9);
	assert_int_equal(zone_reading("America/New_York", 0, NULL).hour, 19);
	assert_int_equal(zone_date("America/New_York", 0).year, 1969);
	unsetenv("TZ");
	assert_int_equal(zone_reading("America/New_York", 0, NULL).hour, 19);
	assert_null(getenv("TZ"));
}

static void link_zone(const char *directory, const char *name, const char *target)
{
	cleanup_free char *path = text_format("%s/%s", directory, name);

	unlink(path);
	assert_int_equal(symlink(target, path), 0);
}

/* $TZDIR, and a database that changes under a running program. */
static void test_another_database(void **state)
{
	char directory[] = "/tmp/followupd-zones-XXXXXX";
	cleanup_free char *path = NULL, *nearest = NULL;
	(void)state;

	assert_non_null(mkdtemp(directory));
	path = text_format("%s/Here", directory);
	setenv("TZDIR", directory, 1);
	zone_forget();
	assert_string_equal(zone_directory(), directory);
	assert_false(zone_is_known("Europe/Berlin"));
	assert_false(zone_is_known("Here"));
	assert_true(zone_is_known("UTC"));
	link_zone(directory, "Here", "/usr/share/zoneinfo/Asia/Tokyo");
	assert_false(zone_is_known("Here")); /* remembered */
	zone_forget();
	assert_true(zone_is_known("Here"));
	assert_int_equal(zone_reading("Here", 0, NULL).hour, 9);
	nearest = zone_nearest("herr");
	assert_string_equal(nearest, "Here");

	link_zone(directory, "Here", "/usr/share/zoneinfo/Asia/Kolkata");
	zone_forget();
	assert_int_equal(zone_reading("Here", 0, NULL).hour, 5);

	unlink(path);
	rmdir(directory);
	zone_forget();
	assert_int_equal(zone_reading("Here", 0, NULL).hour, 0);
	assert_null(zone_nearest("Here"));
	assert_null(zone_nearest("PST")); /* which would mean America/Los_Angeles, were it there */
	unsetenv("TZDIR");
	zone_forget();
	assert_true(zone_is_known("Europe/Berlin"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_environment_is_left_alone),
		cmocka_unit_test(test_another_database),
		cmocka_unit_test(test_system_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

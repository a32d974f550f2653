/* SPDX-License-Identifier: MIT */

/*
 * Names of zones, and clocks in them: the first line is a name, the second an instant, or `nearest`, for which all of the database is walked.
 * Only names in it are known, for others there is at most a known one to suggest; and what a clock shows leads back to the instant.
 */

#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"

static void suggest(const char *name)
{
	cleanup_free char *nearest = zone_nearest(name);

	assert_true(!nearest || zone_is_known(nearest));
}

static void go_round(const char *zone, usec_t at)
{
	int offset, first_offset;
	struct reading r = zone_reading(zone, at, &offset), shown;
	usec_t first = zone_instant(zone, &r), second = at - at % USEC_PER_SEC;

	/* Of a reading that comes twice, the first. */
	assert_true(first <= second && second - first < USEC_PER_DAY);
	shown = zone_reading(zone, first, &first_offset);
	assert_int_equal(date_compare(shown.date, r.date), 0);
	assert_true(shown.hour == r.hour && shown.minute == r.minute && shown.second == r.second);
	assert_true(first == second || first_offset > offset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	cleanup_free char *name = input_line(&in), *stamp = input_rest(&in);
	usec_t at = input_instant(stamp);

	if (text_equal(stamp, "nearest"))
		suggest(name);
	if (!zone_is_known(name))
		return 0;
	assert_true(strlen(name) <= ZONE_NAME_MAX);
	if (at >= 0)
		go_round(name, at);
	return 0;
}

/* SPDX-License-Identifier: MIT */

/*
 * What people type for a time. The first line is `past` or `future`, an instant that is now and a zone, the second what was typed. What is
 * understood is an instant that can be said again; what is not comes with a reason.
 */

#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "common/when.h"
#include "common/zone.h"

static void assert_sane(const struct when *w)
{
	struct reading r = zone_reading(w->zone, w->at, NULL);

	assert_true(zone_is_known(w->zone));
	assert_true(date_is_valid(w->date));
	assert_int_equal(date_compare(r.date, w->date), 0);
	assert_true(w->has_time || r.hour == 12);
}

/* As programs write it, which says each instant, also of an hour that comes twice. */
static void say_again(const struct when *w, usec_t now)
{
	char stamp[RFC3339_SIZE];
	cleanup_free char *why = NULL, *text = NULL;
	struct when again;

	text = text_format("%s %s", zone_rfc3339(w->zone, w->at, stamp), w->zone);
	if (when_parse(text, now, "Pacific/Apia", WHEN_PAST, &again, &why) < 0)
		fail_msg("%s: %s", text, why);
	assert_int_equal(again.at, w->at - w->at % USEC_PER_SEC);
	assert_string_equal(again.zone, w->zone);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	cleanup_free char *line = input_line(&in), *text = input_rest(&in), *why = NULL;
	char *rest = line, *bias = text_word(&rest), *stamp = text_word(&rest);
	usec_t now = input_instant(stamp ? stamp : "");
	const char *zone = zone_is_known(rest) && *rest ? rest : "Europe/Berlin";
	struct when w;
	int r = when_parse(text, now, zone, text_equal(bias, "past") ? WHEN_PAST : WHEN_FUTURE, &w,
			   &why);

	if (r == 0) {
		assert_sane(&w);
		say_again(&w, now);
		return 0;
	}
	assert_int_equal(r, -EINVAL);
	assert_non_null(why);
	assert_true(!text_is_utf8(text, strlen(text)) || text_is_utf8(why, strlen(why)));
	return 0;
}

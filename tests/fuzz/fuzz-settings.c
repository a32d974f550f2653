/* SPDX-License-Identifier: MIT */

/* Settings: whatever is written there, what the program goes by is within bounds. */

#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/zone.h"
#include "config/settings.h"

static void assert_sane_calendars(const struct settings *s)
{
	assert_true(s->n_calendars <= CALENDARS_MAX);
	for (size_t i = 0; i < s->n_calendars; i++)
		assert_int_equal(s->calendars[i].path[0], '/');
}

static void assert_sane(const struct settings *s)
{
	const struct moment_settings *m = &s->moment;

	assert_true(m->working_days > 0 && m->working_days < 128);
	for (size_t i = 0; i < m->n_holidays; i++) {
		assert_true(date_is_valid(m->holidays[i].date));
		assert_true(!m->holidays[i].zone || zone_is_known(m->holidays[i].zone));
	}
	for (size_t i = 0; i < s->etiquette.n_custom; i++)
		assert_true(s->etiquette.custom[i].name && *s->etiquette.custom[i].name);
	assert_sane_calendars(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_free char *text = input_rest(&(struct input){ data, size });
	cleanup_complaints struct complaints c = { 0 };
	cleanup_settings struct settings s = { 0 };

	assert_int_equal(settings_parse(text, size, "conf", "/home/dana", &s, &c), 0);
	assert_true(c.n <= COMPLAINTS_MAX);
	assert_sane(&s);
	return 0;
}

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Settings: INI text to struct settings. Each setting is one row of the table in settings-keys.c: section, key, type, place, default as text (which goes
 * through the same parser) and one sentence of explanation. The shipped example and the manual are made from the rows.
 */

#include "common/complaint.h"
#include "common/text.h"
#include "etiquette/settings.h"

/*
 * The defaults, then the text over them. Errors leave that setting at its default and are complained about. `directory` is what the path of a
 * `calendar =` begins in; the file itself is not looked at. 0 or -ENOMEM.
 */
int settings_parse(const char *text, size_t size, const char *file, const char *directory,
		   struct settings *ret, struct complaints *complaints);
void settings_done(struct settings *s);
#define cleanup_settings __attribute__((cleanup(settings_done)))

/* Takes out the holidays that were added from calendars. */
void settings_forget_calendars(struct settings *s);
/* Adds those of a calendar; `zone` NULL: everywhere. -ENOMEM: some may have been added. */
int settings_add_holidays(struct settings *s, const char *zone, const struct date *dates, size_t n);

/* The whole example file: every key commented out at its default. -ENOMEM. */
int settings_example(struct text *out);

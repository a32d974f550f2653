/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Settings: INI text to struct settings. Each setting is one row of the table in settings-keys.c: section, key, type, place, default as text (which goes
 * through the same parser) and one sentence of explanation. The shipped example and the manual are made from the rows.
 */

#include "common/complaint.h"
#include "common/text.h"
#include "etiquette/settings.h"

/* The defaults, then the text over them. Errors leave that setting at its default and are complained about. `directory` is where `calendar =` files are looked for. 0 or -ENOMEM. */
int settings_parse(const char *text, size_t size, const char *file, const char *directory,
		   struct settings *ret, struct complaints *complaints);
void settings_done(struct settings *s);
#define cleanup_settings __attribute__((cleanup(settings_done)))

/* The whole example file: every key commented out at its default. -ENOMEM. */
int settings_example(struct text *out);

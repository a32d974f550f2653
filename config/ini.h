/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Reading INI text: inih through our own reader, so that one fact is one line, lines have numbers, indentation means nothing, and no
 * build of inih cuts anything silently. Values come unescaped (escape.h). A line that is wrong is complained about and left out; reading goes on.
 */

#include "common/complaint.h"

/* Called for each `key = value`; section "" stands before the first header. Both borrowed for the call. Returns 0, or negative errno to stop. */
typedef int (*ini_fact_t)(void *user, const char *section, const char *key, const char *value, unsigned line);
/* Called for each section header, before its facts. May be NULL. */
typedef int (*ini_section_t)(void *user, const char *section, unsigned line);

/* 0 (whatever was complained about), -ENOMEM, or what a callback returned. `file` is for complaints only. */
int ini_read(const char *text, size_t size, const char *file, ini_section_t section, ini_fact_t fact, void *user,
	struct complaints *complaints);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Reading INI text: inih through our own reader, so that one fact is one line, lines have numbers, indentation means nothing, and no
 * build of inih cuts anything silently. Values come unescaped (escape.h). A line that is wrong is complained about and left out, and so are all
 * lines of a section whose header is wrong; reading goes on.
 */

#include "common/complaint.h"

/* Who is told. What is passed is borrowed for the call; a callback returns 0, or negative errno to stop. */
struct ini_listener {
	/* Each section's header, before its facts. May be NULL. */
	int (*section)(void *user, const char *section, unsigned line);
	/* Each `key = value`; section "" stands before the first header. */
	int (*fact)(void *user, const char *section, const char *key, const char *value,
		    unsigned line);
	/*
	 * True for keys with free text, where a comment that looks like more of the text draws a hint: behind a single blank.
	 * May be NULL: for none.
	 */
	bool (*is_free_text)(const char *key);
	/*
	 * A header that is wrong. `section`: its name, where that stood in a header before; else NULL. 1: its facts are told, too, which are
	 * not complained about; 0: they are not. The complaint comes after it. May be NULL: they are not.
	 */
	int (*lost)(void *user, const char *section);
};

/* 0 (whatever was complained about), -ENOMEM, or what a callback returned. `file` is for complaints only. */
int ini_read(const char *text, size_t size, const char *file, const struct ini_listener *listener,
	     void *user, struct complaints *complaints);

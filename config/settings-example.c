/* SPDX-License-Identifier: MIT */
#include "config/settings.h"

#include <errno.h>
#include <string.h>

#include "config/settings-keys.h"

/* The example that is shipped: every key at its default, commented out, so that the file as it is changes nothing. */

#define COLUMNS 92

static const char head[] =
	"; Settings of followupd. This file changes nothing as it is: every key stands behind a `;`\n"
	"; at its default. Take the `;` away and choose another value. followupd takes a saved file\n"
	"; over at once. Your copy is ~/.config/followupd/followupd.conf.\n"
	";\n"
	"; Spans of time are written as 90s, 15min, 2h, 3d, 2w or 5bd. Seconds, minutes and hours are\n"
	"; exact; days and weeks go by the calendar; bd are working days.\n";

static const char tail[] =
	"\n\n"
	"; Holidays are no working days. [holidays] are for every place, [holidays Europe/Berlin] for\n"
	"; interviews in that time zone. They are given as days, or as a calendar file of public\n"
	"; holidays, which lies beside this file unless its whole path is said.\n"
	";[holidays]\n"
	";dates    = 2026-12-25, 2027-01-01\n"
	";calendar = holidays.ics\n"
	"\n"
	"; A milestone of your own, as many as you like: [milestone NAME]. `after` is `interview`, or\n"
	"; the name of another milestone; `opens` and `deadline` count from there.\n"
	";[milestone references]\n"
	";after    = interview\n"
	";opens    = 3d\n"
	";deadline = 5d\n"
	";text     = Send the references\n";

/* A comment of whole words, as many on a line as fit. */
static void add_comment(struct text *out, const char *words)
{
	size_t column = 1;

	text_add(out, ";");
	while (*words) {
		size_t size = strcspn(words, " ");

		if (column + 1 + size > COLUMNS) {
			text_add(out, "\n;");
			column = 1;
		}
		text_add(out, " %.*s", (int)size, words);
		column += 1 + size;
		words += size + (words[size] == ' ');
	}
	text_add(out, "\n");
}

int settings_example(struct text *out)
{
	const char *section = "";
	const struct setting *row;

	text_add(out, "%s", head);
	for (size_t i = 0; (row = setting_at(i)); i++) {
		if (strcmp(section, row->section) != 0) {
			section = row->section;
			text_add(out, "\n\n; %s\n[%s]\n", setting_section_doc(section), section);
		}
		text_add(out, "\n");
		add_comment(out, row->doc);
		text_add(out, ";%s =%s%s\n", row->key, *row->text ? " " : "", row->text);
	}
	text_add(out, "%s", tail);
	return out->failed ? -ENOMEM : 0;
}

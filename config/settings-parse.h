/* SPDX-License-Identifier: MIT */
#pragma once

/* What the readers of settings share, inside config/ only: settings.c reads the sections of the table, settings-sections.c the others. */

#include "common/complaint.h"
#include "etiquette/settings.h"

#define SETTINGS_ROWS_MAX 128

enum settings_section { SECTION_UNKNOWN, SECTION_TABLE, SECTION_HOLIDAYS, SECTION_MILESTONE };

struct settings_reader {
	struct settings s;
	const char *file, *directory;
	struct complaints *complaints;
	enum settings_section section; /* at hand */
	char name[64];                 /* of a section of the table; the zone of holidays, or "" */
	unsigned line;                 /* of its header */
	unsigned row_lines
		[SETTINGS_ROWS_MAX]; /* where each row of the table was given; 0: nowhere */
	unsigned *custom_lines;      /* where each milestone of the user's own begins */
	bool has_after, has_opens, has_deadline, has_text; /* the milestone at hand … */
	bool is_spoilt; /* … which has a line that was complained about */
};

/* A key that is not known; `nearest` may be NULL. */
void settings_hint_at_key(struct settings_reader *r, const char *key, const char *nearest,
			  unsigned line);

/* [holidays] and [holidays ZONE]; `zone` is what stands behind the word. */
void holidays_begin(struct settings_reader *r, const char *zone);
int holidays_take(struct settings_reader *r, const char *key, const char *value, unsigned line);
/* Frees the holidays behind the first `n`. */
void holidays_cut(struct moment_settings *m, size_t n);

/* [milestone NAME]. -ENOMEM. */
int milestone_begin(struct settings_reader *r, const char *name);
int milestone_take(struct settings_reader *r, const char *key, const char *value, unsigned line);
/* Takes the last one out again if it lacks something. */
void milestone_end(struct settings_reader *r);
/* Takes out what comes after something that does not exist. */
void milestones_check(struct settings_reader *r);
void milestone_free(struct custom_milestone *c);

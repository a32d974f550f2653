/* SPDX-License-Identifier: MIT */
#pragma once

/* The table of settings, inside config/ only: one row each, in settings-keys.c. */

#include <stdbool.h>
#include <stddef.h>

#include "etiquette/settings.h"

/*
 * What a value may look like, in settings-values.c. Puts it to `place`, the field that the row names. -EINVAL: what is wrong in *ret_why (caller frees,
 * may be NULL when memory is out), and the field is left as it is; -ENOMEM. `value` may be cut into pieces.
 */
typedef int (*setting_read_t)(char *value, void *place, char **ret_why);

struct setting {
	const char *section, *key;
	setting_read_t read;
	size_t offset;    /* of the field in struct settings */
	const char *text; /* the default */
	const char *doc;  /* one sentence or two, for the example and the manual */
};

/* The rows one by one, each section's in a row; NULL behind the last. */
const struct setting *setting_at(size_t i);
/* Its row, or NULL; *ret_i (may be NULL) is its place. */
const struct setting *setting_find(const char *section, const char *key, size_t *ret_i);
/* The nearest names for typos, or NULL. */
const char *setting_nearest(const char *section, const char *key);
/* True if there are rows of that section. */
bool setting_section_is_known(const char *section);
/* What a section is about, for the example. */
const char *setting_section_doc(const char *section);

/* Two spans that must not be the wrong way round. */
struct setting_order {
	const char *earlier, *later; /* keys of [etiquette] */
};
const struct setting_order *setting_order_at(size_t i);

int read_yes_or_no(char *value, void *place, char **ret_why);    /* bool */
int read_hold_or_show(char *value, void *place, char **ret_why); /* bool: show */
int read_span(char *value, void *place, char **ret_why);         /* struct duration of any unit */
int read_exact_span(char *value, void *place,
		    char **ret_why); /* struct duration in s, min and h, more than none */
int read_up_to_3(char *value, void *place, char **ret_why);      /* int */
int read_up_to_100(char *value, void *place, char **ret_why);    /* int, 1 at least */
int read_time(char *value, void *place, char **ret_why);         /* int: minutes after midnight */
int read_span_of_day(char *value, void *place, char **ret_why);  /* struct span_of_day */
int read_working_days(char *value, void *place, char **ret_why); /* unsigned */
int read_closed(char *value, void *place,
		char **ret_why); /* struct moment_settings: closed and n_closed */
/* Adds to the holidays of struct moment_settings; `zone` NULL: everywhere. */
int read_holidays(char *value, const char *zone, struct moment_settings *m, char **ret_why);

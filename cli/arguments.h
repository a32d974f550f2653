/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The command line, read by the tables of verb.h: options before or behind the verb, `--` ends them,
 * names may be shortened while they stay unique. What comes out is ready to be called.
 */

#include "cli/verb.h"

enum color_wish { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct request {
	int argc; /* as typed, to say a command again */
	char *const *argv;
	const struct verb *verb; /* NULL: none was named */
	json_t *parameters;      /* of the call; owned */
	bool help, version;      /* asked for by option: nothing else was looked at */
	bool alone; /* without any argument, on a terminal: the verb's `alone` does it */
	bool json, no_pager;
	enum color_wish color;
	const char *socket; /* borrowed from argv; NULL: the usual one */
};

/* 0; -EINVAL: what is wrong and what would be right in *ret_complaint (caller frees); -ENOMEM. */
int arguments_parse(int argc, char *const argv[], struct request *ret, char **ret_complaint);
void arguments_done(struct request *q);
#define cleanup_request __attribute__((cleanup(arguments_done)))

/* True if the text reads as a WHEN or a duration. Which one it is, the daemon says; this only tells words apart. */
bool arguments_is_time(const char *text);

/* Puts the formatted text into *ret_complaint; -EINVAL, or -ENOMEM. */
int arguments_refuse(char **ret_complaint, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* What was typed, with `option` and `value` (or NULL) added: "followupctl sent acme --to 'Dana Li'". Caller frees. */
char *arguments_again(const struct request *q, const char *option, const char *value);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What `help` and usage errors say, all of it from the table of verbs and from one glossary of the
 * words that stand for something (ID, WHEN, …).
 */

#include "cli/verb.h"

/* "followupctl sent ID [MILESTONE] [--to NAME]… [--force]". Caller frees; NULL: memory is out. */
char *help_usage(const struct verb *v);
/* What a word that stands for something means: "ID" is "the interview: …". NULL: none such. May use buffer. */
#define HELP_MEANING_SIZE 512
const char *help_meaning(const char *word, char buffer[static HELP_MEANING_SIZE]);

void help_print(struct output *o);
void help_print_verb(struct output *o, const struct verb *v);
/* The tables as JSON, for completions and for the test that holds the manual to them. */
json_t *help_json(void);

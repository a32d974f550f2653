/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Completion: what could stand at the end of a command line that is being typed. complete.c finds out
 * what is asked for, by the tables of verb.h; complete-words.c knows the words.
 */

#include <jansson.h>

#include "cli/verb.h"

struct completion {
	const char *word;   /* what is typed so far of the last word */
	const char *id;     /* of the interview, where one stands before it; or NULL */
	const char *socket; /* --socket, or NULL */
	json_t *found;      /* [value, explanation or ""] each */
};

/* Adds a word, if it begins with what is typed. Either may be NULL: then nothing, or no explanation. */
void complete_add(struct completion *c, const char *value, const char *explanation);
/* The names of files, which the shell knows best. */
void complete_add_files(struct completion *c);

/* Adds what a word of the glossary can stand for: "ID", "MILESTONE", "CHANNEL" … Nothing for free text. */
void complete_add_meant(struct completion *c, const char *name);

/* Finds all that could be the last of the words, which follow the program's name. -ENOMEM. */
int complete_find(struct completion *c, const json_t *words);

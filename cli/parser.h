/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What the two halves of arguments.c share: one walk over the command line fills the request with the
 * options and collects the words, which are then given to the verb's arguments. All return 0, -EINVAL
 * with *complaint, or -ENOMEM.
 */

#include "cli/arguments.h"

struct word {
	const char *text;
	bool apart; /* an option stands between it and the word before */
};

struct parser {
	struct request *q;
	int verb_at; /* index in argv; 0: none */
	struct word *words;
	size_t n_words;
	bool apart;
	char **complaint;
};

/* True if this option of any verb, its name without dashes, has its value in the next word. */
bool parser_option_takes_next(const char *name);
/* Takes the option at *i with its value, and moves *i to the last word of it. */
int parser_take_option(struct parser *p, int *i);
/* Adds one value to a list of the call. */
int parser_append(json_t *parameters, const char *name, const char *value);

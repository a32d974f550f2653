/* SPDX-License-Identifier: MIT */
#pragma once

/* The system's dictionaries, by enchant; names and words of the book are right. */

#include <jansson.h>
#include <stdbool.h>

#include "cli/letters/language.h"

struct speller;

/* NULL: no dictionary of the language is installed, or memory is out. `reply` of Draft, or NULL. */
struct speller *speller_open(const struct language *language, const json_t *reply);
void speller_close(struct speller *s);

bool speller_knows(struct speller *s, const char *word);
/* The nearest word that is right, or NULL if none is near. Caller frees. */
char *speller_suggest(struct speller *s, const char *word);
/* The name in the book that this may be meant for, or NULL. Borrowed. */
const char *speller_near_name(const struct speller *s, const char *word);
/* Words of the user's own, a line each, that are right too. Takes nothing over. */
void speller_learn(struct speller *s, const char *words);

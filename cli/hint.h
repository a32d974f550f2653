/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Hints for words that people try first: `done`, `ghosted`, `thanks`, `rm`, `ls`. A table of such words,
 * else the nearest name for a typo.
 */

#include <stdbool.h>

/*
 * What to type instead of a verb that does not exist, one command a line; `next` is the word behind it
 * (an id, perhaps) or NULL. `any` is false where only a verb can be meant, as behind `help`. Caller frees;
 * NULL: memory is out.
 */
char *hint_for_verb(const char *word, const char *next, bool any);

/*
 * The command for an outcome or a state that was called differently (`outcome acme ghosted`), with `id` in it.
 * Caller frees; NULL: there is none.
 */
char *hint_for_value(const char *verb, const char *word, const char *id);

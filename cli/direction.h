/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The direction of writing, in a row of a table: where a Hebrew or Arabic company stands beside such a role, or beside a number, a terminal that
 * turns such text (Unicode's bidirectional algorithm) turns both as one, and each stands in the other's column. An invisible mark keeps them apart.
 */

#include <stdbool.h>

/* Something in it is written from right to left. */
bool direction_turns(const char *text);
/* It would be turned along with what is turned in front of it: it turns itself, or a number comes before its first letter. */
bool direction_is_turned(const char *text);
/* The text with the mark in front of each line. Takes `text` over; NULL: memory is out, or `text` was NULL. The caller frees. */
char *direction_apart(char *text);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Text made harmless for a terminal. What followupctl prints comes from a book that may have been
 * synced from elsewhere: escape sequences, control characters and marks that turn the direction of
 * writing could move the cursor, retitle the window or make one command look like another.
 * Each is shown as what it is: \x1b, \u202e. Texts are UTF-8; callers free them; NULL: memory is out.
 */

#include <stdbool.h>
#include <stdint.h>

char *safe_line(const char *text); /* one line: ends of lines and tabs become a blank */
char *safe_text(const char *text); /* ends of lines and tabs stay */
/* JSON text: the same marks as escapes, so that the value stays what it is. */
char *safe_json(const char *json);

/* As a shell reads it back as this one word: bare where that is safe, else in single quotes. */
char *safe_shell_word(const char *word);

bool safe_code_point(uint32_t c);
/* The next code point; *text moves behind it. What is not UTF-8 is U+FFFD. 0 at the end. */
uint32_t safe_next(const char **text);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Text of interviews and of invitations that strangers wrote, made harmless for a pop-up: nothing in
 * it steers the terminal, the direction of the text around it or the server's markup, and it fits.
 *
 * Gone are control characters, overrides, embeddings and isolates of text direction, marks piled up
 * on one letter, and blanks at the edges; runs of blanks become one; what is not UTF-8 becomes
 * U+FFFD. Text over `max` characters ends with "…", never inside a letter with its marks or a joined
 * emoji. Like all of GLib, these functions end the program when memory is out.
 */

#include <stddef.h>

/* One line: line ends become blanks. Caller frees with g_free(); never NULL. */
char *harmless_line(const char *text, size_t max);
/* Lines are kept, at most one empty line between two. Caller frees with g_free(); never NULL. */
char *harmless_block(const char *text, size_t max);

/* The same text for servers that read the body as markup. Caller frees with g_free(). */
char *harmless_markup(const char *text);

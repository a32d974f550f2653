/* SPDX-License-Identifier: MIT */
#pragma once

/* Which of an interview's notes go into the letter to whom. */

#include <jansson.h>

/*
 * The nth note of a kind ("topic") for `to`, one of the people in `reply` (or NULL): as one line without the full stop at its end.
 * Notes that begin with the name of one of them and a colon are for that one, the name taken off. In a thank-you
 * to one of several interviewers the rest is dealt to them in turn; in any other letter all may be used. Caller frees; NULL: there is none.
 */
char *note_for(const json_t *reply, const json_t *to, const char *kind, size_t nth);

/* The note without the name and colon of whom it is for; that person in *ret_for, or NULL. Borrowed from `text`. */
const char *note_text(const json_t *reply, const char *text, const json_t **ret_for);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Shortages: how often this process could not have what it needed for a moment, be it memory or file descriptors. What is made of many
 * pieces, such as a plan or an answer, may lack some then, and nobody sees it in the result. So whoever needs all of it notes the number
 * before, and when it has grown throws the result away, and says so or tries again later. Beside the logger and the voice the only state
 * of a process that no struct holds.
 */

#include <stdbool.h>
#include <stddef.h>

/* How many there were since the start. */
size_t shortages(void);
/* There was one. */
void shortage_note(void);
/* Notes one if errno says that memory or file descriptors ran out, and returns whether it does. */
bool shortage_note_errno(void);
/* From now on those inside of jansson count too: it goes on without what it could not have. Once, at the start of main(). */
void shortage_watch_json(void);

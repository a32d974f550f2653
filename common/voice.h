/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The voice: in which tongue this program speaks at this moment. Beside the logger the only state of a process that no struct holds,
 * and for the same reason: whatever says something says it so. A program opens its voice once; the daemon speaks a caller's tongue
 * while it answers one, and its own again behind that. etiquette/ does not use it: its tongue is an argument.
 */

#include <stddef.h>

#include "common/cleanup.h"
#include "common/tongue.h"

/* In the language of LANGUAGE, LC_ALL, LC_MESSAGES and LANG, as gettext(3) reads them. Once, at the start of main(). */
void voice_open(void);

/* The tongue spoken now, and the one that the environment asked for. */
const struct tongue *voice(void);
const struct tongue *voice_own(void);
/* What to tell others of it: "de_AT:de", or "en". Lives as long as the program. */
const char *voice_wish(void);

/* The first of these languages ("de_AT:de") that there is a catalogue for, which is kept; English if there is none. */
const struct tongue *voice_find(const char *languages);

/* Speaks another tongue until the end of the block: `cleanup_voice const struct tongue *before = voice_speak(theirs);` */
const struct tongue *voice_speak(const struct tongue *t);
void voice_again(const struct tongue **before);
#define cleanup_voice cleanup_by(voice_again)

/* Nothing has been said for a while: pages that were read are given back. */
void voice_rest(void);

/* The text in the tongue that is spoken now: `_("It is done.")`. */
static inline __attribute__((format_arg(1))) const char *voice_say(const char *text)
{
	return tongue_say(voice(), text);
}

static inline __attribute__((format_arg(1), format_arg(2))) const char *voice_count(
	const char *one, const char *many, size_t n)
{
	return tongue_count(voice(), one, many, n);
}

#define _(text)          voice_say(text)
#define P_(one, many, n) voice_count(one, many, n)

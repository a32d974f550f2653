/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A tongue: the sentences of one language, from a catalogue of gettext's (msgfmt makes it of po/LANGUAGE.po). English is what stands
 * in the source, and the tongue of English is NULL: every text is its own translation.
 *
 * libc's gettext() has one language a process. The daemon answers each caller in the caller's and makes its pop-ups in its own, so a
 * tongue is a thing that one can have several of and hand to a function, such as those of etiquette/.
 */

#include <stddef.h>

struct tongue;

/*
 * LANGUAGE ("de", "pt_BR") from DIRECTORY/LANGUAGE/LC_MESSAGES/followupd.mo, which is mapped, and checked as it is read. -ENOENT: there is
 * none; -EINVAL: the name of a language it is not, or no catalogue in UTF-8; or another negative errno.
 */
int tongue_open(const char *directory, const char *language, struct tongue **ret);
void tongue_free(struct tongue *t);

/* "de"; "en" for NULL. */
const char *tongue_language(const struct tongue *t);

/* The text in that tongue, or itself where it has no translation. Lives as long as tongue and text. */
const char *tongue_say(const struct tongue *t, const char *text) __attribute__((format_arg(2)));
/* The same for what depends on a number: in English `one` for 1, else `many`; others have more forms, or fewer. */
const char *tongue_count(const struct tongue *t, const char *one, const char *many, size_t n)
	__attribute__((format_arg(2), format_arg(3)));

/* Marks a text for the catalogue that is translated later, by whoever says it. */
#define N_(text) text

/* Marks what looks like a text and is none: it is typed, or read by programs, and the same in all languages. */
#define TYPED_(words) words

/* Gives pages back that were read of the catalogue: they are in the file. */
void tongue_rest(const struct tongue *t);

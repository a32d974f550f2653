/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The facts that a template can name, taken from the daemon's answer to Draft for one recipient. Notes of a panel are
 * dealt like cards, so that no two members read the same; a note that begins with a member's name and a colon is
 * theirs alone.
 */

#include <jansson.h>

#include "cli/letters/files.h"
#include "cli/letters/language.h"
#include "cli/letters/template.h"

#define LETTER_FACTS_MAX 48

struct letter_facts {
	const json_t *reply; /* of Draft; borrowed, like the rest */
	const json_t *to;    /* one of its people, or NULL: nobody */
	const struct letter_files *files;
	const struct language *language;
	usec_t now;
	const char *zone;               /* of the interview */
	char *values[LETTER_FACTS_MAX]; /* as asked for so far */
	bool made[LETTER_FACTS_MAX];
};

/* `to` may be NULL. Nothing is copied. */
void letter_facts_init(struct letter_facts *f, const json_t *reply, const json_t *to,
		       const struct letter_files *files, const struct language *language);
void letter_facts_done(struct letter_facts *f);
#define cleanup_letter_facts __attribute__((cleanup(letter_facts_done)))

/* For template_fill(). */
struct template_facts letter_facts_of(struct letter_facts *f);

/* The one that the letter is about: the first open promise of its side. NULL: there is none. Borrowed from the answer. */
const json_t *letter_promise(const json_t *reply);

/* NULL if it is missing. Borrowed. */
const char *letter_fact(struct letter_facts *f, const char *name);

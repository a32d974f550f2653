/* SPDX-License-Identifier: MIT */
#pragma once

/* The commands that end a milestone, as one would type them in a shell. Texts are in the arena; NULL: memory is out. */

#include "common/tongue.h"
#include "etiquette/arena.h"
#include "etiquette/milestone.h"

/* The one that ends that milestone: "followupctl sent acme-onsite --to Dana". NULL: there is none, or memory is out. */
char *command_of(const struct tongue *t, struct arena *arena, const struct milestone *m);

/* One word for a shell: quoted where it has to be. */
char *command_word(struct arena *arena, const char *text);

/* "followupctl sent acme-onsite thank-you --to Dana"; milestone and person may be NULL. */
char *command_sent(struct arena *arena, const struct interview *i, const char *milestone,
		   const struct person *to);
/* "followupctl kept acme-onsite 'send the work sample'"; without the text where it is the only promise. */
char *command_kept(struct arena *arena, const struct interview *i, const struct promise *promise);
char *command_outcome(struct arena *arena, const struct interview *i, enum outcome_kind kind);

/* SPDX-License-Identifier: MIT */
#pragma once

/* What one attempt of the desk works on: the book as it was read, and as it will be. */

#include "daemon/desk.h"

struct draft {
	struct store_text read;
	struct edit edit;
	const struct book *book; /* made from the edited text: the one below, or the shelf's */
	struct book own;
	struct complaints complaints;
	bool edited;
};

/*
 * Reads the book; what is wrong with it is complained about. A text that the shelf has the book of is not taken apart again: until something is
 * edited, that book is borrowed. 0 or -ENOMEM.
 */
int draft_init(struct draft *w, const struct shelf *s, const char *zone);
void draft_done(struct draft *w);
#define cleanup_draft __attribute__((cleanup(draft_done)))

/* Refuses a change because of the first error of the book, in the tongue that is spoken. */
void draft_refuse(const struct draft *w, const struct shelf *s, const char *zone, struct change *c);
/* Reads what the change made of the text. One that would make a bad book is refused with the reader's own words. 0 or -ENOMEM. */
int draft_reread(struct draft *w, const struct shelf *s, struct change *c);

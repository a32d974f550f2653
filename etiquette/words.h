/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Sentences: what a pop-up, `status` and `why` say. Everything a user reads about a milestone is made here, from facts, in one voice:
 * personal, what, who, why now, by when. Texts are UTF-8 without markup; callers free them; NULL means memory is out.
 */

#include "etiquette/pace.h"
#include "etiquette/plan.h"

struct words_input {
	usec_t now;
	const char *zone;            /* the user's */
	bool privacy;                /* no company, no person, no text of the book */
	const struct tongue *tongue; /* NULL: English */
	const struct settings *settings;
};

struct popup_words {
	char *summary; /* "Thank Dana Li (Acme Corp)" */
	char *body; /* "By tomorrow 13:45 (14:45 in Berlin). You talked about zero-copy parsers." */
	char *command; /* "followupctl sent acme-onsite --to Dana", for a server without buttons */
};

/* The pop-up for milestones that share a tag, n >= 1. -ENOMEM. */
int words_popup(const struct words_input *in, const struct milestone *const group[], size_t n,
		struct popup_words *ret);
/* One pop-up for several tags at once (a digest), and the one for a book that cannot be read. -ENOMEM. */
int words_digest(const struct words_input *in, const struct milestone *const due[], size_t n,
		 struct popup_words *ret);
void popup_words_done(struct popup_words *w);

char *words_title(const struct words_input *in,
		  const struct milestone *m); /* one line for lists: "Thank Dana Li (Acme Corp)" */
/* What a list says of one. */
struct milestone_words {
	char *title;
	char *reason; /* why it falls when it does: the arithmetic as one plain sentence */
	char *finish; /* the command that ends it: "followupctl sent acme-onsite --to Dana"; or NULL */
	char *assumes; /* what it rests on, if that is not yet done: "check-in sent 2026-12-11"; or NULL */
};

/* -ENOMEM. */
int words_milestone(const struct words_input *in, const struct milestone *m,
		    struct milestone_words *ret);
void milestone_words_done(struct milestone_words *w);
#define cleanup_milestone_words __attribute__((cleanup(milestone_words_done)))

/* What a draft says of those whom it thanks because no thank-you to them is recorded; "" if there are none. */
char *words_unthanked(const struct words_input *in, const struct milestone *m);

/* Rule, arithmetic, source and what would change it, in plain sentences. */
char *words_why(const struct words_input *in, const struct milestone *m);
/* The same in its parts. */
struct why_words {
	char *rule;       /* what good manners ask for */
	char *source;     /* where that stands */
	char *arithmetic; /* why it falls just then */
	char *change;     /* what would change it; or NULL: it is settled */
};

/* -ENOMEM. */
int words_explain(const struct words_input *in, const struct milestone *m, struct why_words *ret);
void why_words_done(struct why_words *w);
#define cleanup_why_words __attribute__((cleanup(why_words_done)))

/* "today 14:00", "tomorrow 09:00", "Tue 24 Nov 14:00", "Tue 24 Nov 2026 14:00" in the user's zone; with `theirs` another zone's reading in brackets if it differs. */
char *words_instant(const struct words_input *in, usec_t at, const char *theirs);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A milestone: one thing that good manners ask for, with a window opens..deadline, derived from the facts by plan.h. And the
 * rule table: each rule is one row in rules.c, with its source, its showings and its buttons. docs/HACKING.md adds one.
 */

#include "etiquette/interview.h"
#include "etiquette/memory.h"
#include "etiquette/settings.h"

enum rule_id {
	RULE_PREPARE, RULE_DEBRIEF, RULE_THANK_YOU, RULE_PROMISE_MINE, RULE_PROMISE_THEIRS, RULE_NEXT_STEPS, RULE_CHECK_IN,
	RULE_SECOND_CHECK_IN, RULE_MOVE_ON, RULE_GRACIOUS_REPLY, RULE_OFFER_REPLY, RULE_OFFER_DECISION, RULE_NO_SHOW,
	RULE_WITHDRAW, RULE_WEEK_AHEAD, RULE_CUSTOM, RULE_COUNT,
};

enum milestone_status {
	STATUS_UPCOMING, /* before opens */
	STATUS_DUE,      /* opens..deadline */
	STATUS_LATE,     /* past the deadline, still worth doing */
	STATUS_PASSED,   /* past, and no longer worth doing, or another rule took over */
	STATUS_SNOOZED,
	STATUS_DONE,
	STATUS_SKIPPED,
	STATUS_MOOT,     /* an outcome, a next round or a reply made it needless */
};

enum button { BUTTON_NONE, BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER, BUTTON_KEPT, BUTTON_ASKED, BUTTON_NOTE, BUTTON_CLOSE,
	BUTTON_ACCEPTED, BUTTON_DECLINED, BUTTON_SHOW };
#define BUTTONS_MAX 3 /* GNOME shows no more */

/* What happens to a milestone that was never shown inside its window. */
enum unshown { UNSHOWN_DROPPED, UNSHOWN_ONCE_LATE, UNSHOWN_STAYS_LATE, UNSHOWN_NEXT_RULE, UNSHOWN_KEPT };

struct rule {
	enum rule_id id;
	const char *name;        /* as in the book, the CLI and JSON: "thank-you" */
	const char *source;      /* where the rule comes from, for `why` */
	const char *summary;     /* one plain sentence, for `why` and the manual */
	unsigned showings;       /* at most, inside the window */
	unsigned late_showings;  /* and this many after it */
	enum unshown unshown;
	bool asks_for_news;      /* spends the budget of check-ins and is kept apart by minimum-gap */
	bool any_day;            /* may fall on a day that is no working day */
	enum button buttons[BUTTONS_MAX];
};

extern const struct rule rules[RULE_COUNT];
/* The row of that name, or NULL; promise gives the row of mine. */
const struct rule *rule_find(const char *name);
/* The nearest name for a typo, or NULL. */
const char *rule_nearest(const char *name);

struct recipient {
	char *name;
	char *address; /* or NULL */
};

struct milestone {
	char *key;               /* stable over time: "acme-onsite/thank-you/dana@acme.example" */
	char *tag;               /* milestones with the same tag share a pop-up: "acme-onsite/thank-you" */
	const struct rule *rule;
	const char *name;        /* rule->name, or the custom milestone's own; borrowed */
	const struct interview *interview; /* borrowed from the book; NULL: week-ahead */
	char *process;           /* its process's name; NULL: week-ahead */
	struct recipient *to; size_t n_to;
	const struct promise *promise; /* of a promise; borrowed */
	enum milestone_status status;
	usec_t born;             /* showings before this belonged to an earlier life of it (a moved date, a reply) */
	usec_t opens;
	usec_t deadline;         /* USEC_NEVER: none */
	usec_t moment;           /* the right instant inside the window; USEC_NEVER: there is none */
	usec_t last_call;        /* USEC_NEVER: none */
	usec_t next_popup;       /* when it is to be brought up next; <= now: now; USEC_NEVER: not again */
	unsigned shown, of;
	usec_t done_at;          /* done, skipped: when; else USEC_NEVER */
	unsigned done_of, of_people; /* a panel: "1 of 3 sent" */
	bool pressing;           /* next_popup is its last call */
	char *assumes;           /* "check-in sent 2026-12-11": rests on something not yet done; else NULL */
	char *reason;            /* why it falls when it does: the arithmetic as one plain sentence */
	char *finish;            /* the command that ends it: "followupctl sent acme-onsite --to Dana" */
};

const char *milestone_status_to_text(enum milestone_status s);
const char *button_to_text(enum button b);  /* its key: "sent" */
const char *button_to_label(enum button b); /* "Sent" */
/* True for due, late and snoozed: something the user could still do now. */
bool milestone_is_open(const struct milestone *m);
void milestone_done(struct milestone *m);

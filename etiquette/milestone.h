/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A milestone: one thing that good manners ask for, with a window opens..deadline, derived by plan.h. Its plan owns it, with its
 * names. What people read of it is not carried along: words.h makes it for whoever asks.
 */

#include "etiquette/assumption.h"
#include "etiquette/cause.h"
#include "etiquette/interview.h"
#include "etiquette/memory.h"
#include "etiquette/rule.h"
#include "etiquette/settings.h"

enum milestone_status {
	STATUS_UPCOMING, /* before opens */
	STATUS_DUE,      /* opens..deadline */
	STATUS_LATE,     /* past the deadline, still worth doing */
	STATUS_PASSED,   /* past, and no longer worth doing, or another rule took over */
	STATUS_SNOOZED,
	STATUS_DONE,
	STATUS_SKIPPED,
	STATUS_MOOT, /* an outcome, a next round or a reply made it needless */
};

struct ahead;

struct milestone {
	char *key; /* stable over time: "acme-onsite/thank-you/dana@acme.example" */
	char *tag; /* milestones with the same tag share a pop-up: "acme-onsite/thank-you" */
	const struct rule *rule;
	const char *name;                  /* rule->name, or the custom milestone's own; borrowed */
	const struct interview *interview; /* borrowed from the book; NULL: week-ahead */
	char *process;                     /* its process's name; NULL: week-ahead */
	const struct interview *base;  /* the round that counts in its process; NULL: week-ahead */
	const struct person *person;   /* whom it goes to; borrowed; NULL: nobody is known */
	const struct promise *promise; /* of a promise; borrowed */
	const struct custom_milestone *custom; /* of the settings; NULL: one of the table's */
	enum milestone_status status;
	usec_t born; /* showings before this belonged to an earlier life of it (a moved date, a reply) */
	usec_t opens;
	usec_t deadline;   /* USEC_NEVER: none */
	usec_t late_until; /* worth doing until then, though late; USEC_NEVER: for ever */
	usec_t moment;     /* the right instant inside the window; USEC_NEVER: there is none */
	usec_t last_call;  /* the last showing of several; USEC_NEVER: none */
	usec_t next_popup; /* when it is to be brought up next; <= now: now; USEC_NEVER: not again */
	unsigned shown, of;
	usec_t done_at;                   /* done, skipped: when; else USEC_NEVER */
	unsigned done_of, of_people;      /* a panel: "1 of 3 sent" */
	bool pressing;                    /* next_popup is its last call */
	const struct assumption *assumes; /* it rests on something not yet done; else NULL */
	struct cause cause;               /* why it falls when it does; words.h tells it */
	/* What only the words of some need. */
	const struct person **
		unthanked; /* check-in, gracious-reply: those of the round to whom no thank-you is recorded */
	size_t n_unthanked;
	const struct person *connect; /* check-in: whom a hint at LinkedIn is for */
	struct ahead *ahead;          /* week-ahead */
	size_t n_ahead;
	unsigned n_open; /* move-on: other processes that are open; week-ahead: all of them */
	bool accepted_elsewhere; /* move-on: there is nothing left to search for */
};

const char *milestone_status_to_text(enum milestone_status s);
/* True for due, late and snoozed: something the user could still do now. */
bool milestone_is_open(const struct milestone *m);
/* Where a message to its person goes: never a robot's address. Borrowed; NULL: there is none. */
const char *milestone_address(const struct milestone *m);
/* What its person is called by: that address, else the name. Borrowed; NULL: nobody is known. */
const char *milestone_whom(const struct milestone *m);

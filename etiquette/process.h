/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A hiring process: the rounds with one company, and what their facts amount to (how far it got, who spoke last, what is
 * spent). A company with several processes has each of them on its own, but never hears from two of them at once.
 */

#include "etiquette/company.h"
#include "etiquette/place.h"
#include "etiquette/silence.h"

/* The date by which they said they would decide, while it stands. */
struct timeline {
	struct date date; /* not set: none */
	const struct interview *given_in;
	struct place place; /* of that one */
};

struct process {
	struct company *company;
	const struct interview **rounds; /* by their end */
	size_t n_rounds;
	const char *name;
	/* The two that begin last, of those that were held or are ahead; or NULL. */
	const struct interview *latest, *second_latest;
	const struct interview *base; /* the last that was held or is ahead; else the last of all */
	struct place place;           /* of the base */
	struct places *places;        /* of the others */
	bool has_round; /* the base was held or is ahead: not cancelled, missed or a no-show */
	bool all_cancelled;
	bool called_off; /* all cancelled, and not a word of theirs on that day or since */
	const struct outcome *outcome; /* the newest while it stands, `open` never; NULL: open */
	usec_t opened_at; /* the newest `open` in the book, whatever came after it; 0: none */
	bool closed;      /* by the outcome or a sent withdrawal; an offer closes nothing */
	usec_t withdraw_since; /* another process was accepted, so this one is to be told; USEC_NEVER: no */
	struct timeline timeline;
	const struct contact **asks; /* that asked for news since the base ended, by time */
	size_t n_asks;
	const struct contact *heard;        /* the last thing they said; NULL: nothing */
	const struct person *correspondent; /* whom news go to; NULL: nobody is known */
	usec_t anchor; /* the end of the base, what they said, what was asked: the latest */
	struct silence silence;
	const struct person **unthanked; /* of the base, for the check-in or the gracious reply */
	size_t n_unthanked;
};

/*
 * Groups the interviews of a book; *ret is in the arena. Companies are found by name without case, dots and blanks, processes by
 * the `process` key within them. 0 or -ENOMEM.
 */
int processes_make(struct arena *arena, struct places *places,
		   const struct moment_settings *settings, const struct book *book,
		   struct process **ret, size_t *ret_n);
/* True if both belong to the same process. */
bool process_is_shared(const struct interview *a, const struct interview *b);

/* The clock and calendar of one of its rounds. */
struct place round_place(const struct process *p, const struct interview *i);
/* Finds the round that counts. */
void process_choose_base(struct process *p);
/* Fills in what the rounds' facts amount to. 0 or -ENOMEM. */
int process_weigh(struct process *p, struct arena *arena);
/* Of that: the date that they gave last, if it stands. */
void process_find_timeline(struct process *p);

/* When a `sent … withdraw` ended the process, the last one of them; USEC_NEVER: none did, or it was opened again. */
usec_t process_withdrawal_sent_at(const struct process *p);
/* True for a message that spends the budget of check-ins. */
bool contact_asks_for_news(const struct interview *i, const struct contact *c);
/* True if the text is that of the promise, a colon, and more. */
bool promise_begins(const struct promise *p, const char *text);
/* The promise that a `sent … promise` line is about, or NULL. */
const struct promise *contact_promise(const struct interview *i, const struct contact *c);

/* True if a stamp is not before an event. A date alone in the book stands for noon, so noon of the event's day counts as after it. */
bool stamp_reaches(const struct place *p, usec_t stamp, usec_t event);
/* Since when an interview has been cancelled, missed or a no-show; without a stamp, since it should have ended. */
usec_t interview_state_since(const struct interview *i);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What each rule asks for: one function a row of the rule table, which sketches the milestones of one process. They run in
 * the order of the table, for all processes of one company at a time, and hand on what the silence is filled with in process->silence.
 */

#include "etiquette/planner.h"

/* When working days open and close. */
#define OPENING_HOUR 10
#define CLOSING_HOUR 18

/* 0 or -ENOMEM. For a rule of SCOPE_ALL `process` is NULL, and it comes after all others. */
typedef int (*derive_t)(struct planner *p, struct process *process);
/* Keyed by rule; every row has one. */
extern const derive_t derivations[RULE_COUNT];

int derive_prepare(struct planner *p, struct process *process);
int derive_debrief(struct planner *p, struct process *process);
int derive_thank_you(struct planner *p, struct process *process);
int derive_promise_mine(struct planner *p, struct process *process);
int derive_promise_theirs(struct planner *p, struct process *process);
int derive_next_steps(struct planner *p, struct process *process);
int derive_check_in(struct planner *p, struct process *process);
int derive_second_check_in(struct planner *p, struct process *process);
int derive_move_on(struct planner *p, struct process *process);
int derive_move_on_offer(struct planner *p, struct process *process);
int derive_gracious_reply(struct planner *p, struct process *process);
int derive_offer_reply(struct planner *p, struct process *process);
int derive_offer_decision(struct planner *p, struct process *process);
int derive_no_show(struct planner *p, struct process *process);
int derive_withdraw(struct planner *p, struct process *process);
int derive_week_ahead(struct planner *p, struct process *process);
int derive_custom(struct planner *p, struct process *process);

/* True for a line of that milestone's name. */
bool contact_is_of(const struct contact *c, enum rule_id rule); /* a `sent` line */
bool skip_is_of(const struct skip *s, enum rule_id rule);

/* Settles a sketch, unless it is done already; an instant of USEC_NEVER settles nothing. */
void sketch_done(struct sketch *s, usec_t at);
void sketch_skip(struct sketch *s, usec_t at);
void sketch_moot(struct sketch *s, struct cause why);
/* What else there is to say besides its cause so far. False: memory is out. */
bool sketch_add_cause(struct planner *p, struct sketch *s, enum cause_id id, usec_t at);

/* stamp_reaches() on the clock of the round that the stamp is written to. */
bool round_stamp_reaches(const struct process *process, const struct interview *i, usec_t stamp,
			 usec_t event);
/* The first `sent` line of that milestone (or of a plain reply) in the process that is not older than `since`; USEC_NEVER: none. */
usec_t process_sent_at(const struct process *process, enum rule_id rule, usec_t since);
/* The first `skipped` line of that milestone in one round, or in any round, that is not older than `since`; USEC_NEVER: none. */
usec_t interview_skipped_at(const struct process *process, const struct interview *i,
			    enum rule_id rule, usec_t since);
usec_t process_skipped_at(const struct process *process, enum rule_id rule, usec_t since);

/* The last one of any round. */
usec_t process_last_skipped_at(const struct process *process, enum rule_id rule, usec_t since);

/*
 * Adds a message that asks for news: moves it away from all other messages to the company by minimum-gap, keeps some room between its moment and its deadline
 * (if `room`), and counts it as assumed if it is yet to be sent. NULL: memory is out.
 */
struct milestone *silence_add(struct planner *p, struct process *process, struct sketch *s,
			      bool room);
/* Counts a milestone as done when it comes up, for all that is planned behind it. False: memory is out. */
bool planner_assume(struct planner *p, struct process *process, const struct milestone *m);
/* The first moment from then on at which such a message stands near no other one to the company. */
usec_t silence_first_fine(struct planner *p, struct process *process, const struct person *to,
			  usec_t from);
/* Since when a process is to be told that another one was accepted; USEC_NEVER: it is not. */
usec_t process_withdraws_since(struct planner *p, const struct process *process);
/* A date plus a duration, on the clock of a place: working days and days from the date, exact time from its closing hour. */
usec_t date_plus(const struct place *p, struct date d, struct duration duration, int hour);
/* The same backwards. */
usec_t date_minus(const struct place *p, struct date d, struct duration duration, int hour);

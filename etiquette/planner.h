/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A plan while it is made. Each rule's function (rule-*.c) looks at one process and sketches milestones: a window, and what
 * settled it. planner_add() makes them whole: the moment, the last call, what memory says of showings, the next pop-up.
 */

#include "etiquette/arena.h"
#include "etiquette/moment.h"
#include "etiquette/plan.h"
#include "etiquette/process.h"

struct planner {
	const struct plan_input *in;
	struct arena arena;
	struct places places;
	struct place user; /* the user's own clock */
	struct busy *busy; /* the user's own interviews */
	size_t n_busy;
	const struct showing **showings; /* hashed by key */
	size_t n_slots;
	struct process *processes;
	size_t n_processes, n_open;
	const struct process *accepted; /* the process that was accepted last, or NULL */
	struct milestone **items;
	size_t n, room;
};

/* What a rule says about one milestone. Zero-initialised is a start; instants that are not given are 0. */
struct sketch {
	enum rule_id rule;
	const struct interview *interview;
	const char *part;        /* the key is "ID/name", with this behind it if it is given */
	char *key;               /* by planner_key(), or NULL */
	char *tag;               /* in the arena; NULL: "ID/name" */
	const struct person *to; /* NULL: nobody is known */
	const struct promise *promise;
	const struct custom_milestone *custom;
	const struct person **unthanked; /* check-in, gracious-reply */
	size_t n_unthanked;
	const struct person *connect; /* check-in */
	usec_t born;
	usec_t typed_at; /* the fact that it answers to was typed then: its own first showing; 0: none */
	usec_t opens, deadline;
	usec_t late_until; /* 0: the deadline */
	enum milestone_status
		settled;   /* done, skipped, moot; STATUS_UPCOMING: it is still to be done */
	usec_t settled_at; /* 0: not known */
	const struct assumption *assumes;
	struct cause cause;
};

/* Groups the book's interviews and finds out what concerns them all. `p` is zero-initialised. 0 or -ENOMEM. */
int planner_init(struct planner *p, const struct plan_input *in);
void planner_done(struct planner *p);
#define cleanup_planner __attribute__((cleanup(planner_done)))

/* Prepares planner_showing(). -ENOMEM. */
int planner_index_memory(struct planner *p);

/* The key that it will have, in the arena; NULL: memory is out. */
char *planner_key(struct planner *p, const struct sketch *s);
/* The milestone, in the arena; NULL: memory is out. */
struct milestone *planner_add(struct planner *p, const struct process *process,
			      const struct sketch *s);

/* How moments are looked for when something of that interview (NULL: of none) goes to that person (NULL: nobody is known). */
struct moment_input planner_moments(struct planner *p, const struct interview *i,
				    const struct person *to);

/* What the memory says of showings in this life of the milestone; NULL: nothing. */
const struct showing *planner_showing(const struct planner *p, const char *key, usec_t born);

/* When it is assumed to be done: at its moment, or, if that is over, now (to the minute). */
usec_t planner_assumed_at(const struct planner *p, const struct milestone *m);

/* showing.c: status, shown, of, next_popup and pressing, from the window and from memory. */
void milestone_schedule(struct milestone *m, const struct moment_input *moments,
			const struct showing *showing, usec_t now, usec_t not_before);

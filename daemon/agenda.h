/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The agenda: the plan as it is now, and what follows from it for the screen and for the timer.
 * Made anew on every change and at every due instant; it holds nothing that is not in the book, in
 * memory or on the clock.
 */

#include "daemon/shelf.h"
#include "etiquette/plan.h"

struct filed; /* a milestone under its company */

struct agenda {
	struct plan plan; /* borrows from the shelf's book */
	usec_t made_at;   /* 0: there is none */
	bool is_ahead; /* made before the road that is about to come, for the same book and memory */
	struct filed *filed; /* made when it is first asked for; or NULL */
	size_t n_filed;
};

/* What the plan is made from, at `now`; what pace.h says is in the tongue that is spoken. */
struct plan_input agenda_input(const struct shelf *shelf, usec_t now, const char *zone);

/* Makes the plan for `now`. -ENOMEM: the old one is gone too. */
int agenda_make(struct agenda *a, const struct shelf *shelf, usec_t now, const char *zone);
void agenda_drop(struct agenda *a);

/*
 * "Next: Thank Dana Li (Acme Corp), tomorrow 09:00" for the service manager. Caller frees; NULL:
 * memory is out.
 */
char *agenda_status(const struct agenda *a, const struct shelf *shelf, usec_t now,
		    const char *zone);

/*
 * The interview's milestones and those of its process in the plan, as array of borrowed pointers;
 * caller frees. NULL `i`: all. -ENOMEM.
 */
int agenda_of(struct agenda *a, const struct interview *i, const struct milestone ***ret,
	      size_t *ret_n);

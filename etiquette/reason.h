/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The sentences that say why a milestone falls when it does: the fact it counts from and the arithmetic. All of them stand in
 * reason.c and reason-against.c, whole, so that they can be translated. They are made when somebody asks.
 */

#include "etiquette/arena.h"
#include "etiquette/milestone.h"
#include "etiquette/place.h"

struct process;

/* To whom it is told, and when. */
struct telling {
	struct arena *arena; /* of the sentences */
	const struct tongue *tongue;
	const struct settings *settings;
	usec_t now;
	struct place user;  /* the user's clock */
	struct place there; /* the clock of the process, on which dates are told */
};

/* NULL: memory is out. */
char *reason_of(const struct telling *t, const struct milestone *m);
/* What else has to happen first: "check-in sent 2026-12-11"; NULL: nothing, or memory is out. */
char *reason_assumes(const struct telling *t, const struct milestone *m);

/* Why a message is better not sent now; `fine_at` as in struct pace_answer. */
char *reason_too_early(const struct telling *t, const struct process *process, bool timeline,
		       usec_t fine_at);
char *reason_too_soon(const struct telling *t, usec_t other, bool went, usec_t fine_at);
char *reason_spent(const struct telling *t, size_t n);
char *reason_ended(const struct telling *t, const struct process *process);
char *reason_robot(const struct telling *t, const struct process *process, const struct person *to);

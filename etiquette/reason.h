/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The sentences that say why a milestone falls when it does: the fact it counts from and the arithmetic. All of them stand in
 * reason.c and reason-against.c, whole, so that they can be translated. Texts are in the planner's arena; dates are on the clock of the interview.
 */

#include "etiquette/planner.h"

char *reason_prepare(struct planner *p, const struct interview *i);
char *reason_debrief(struct planner *p, const struct process *process, const struct interview *i);
char *reason_thank_you(struct planner *p, const struct process *process, const struct interview *i);
char *reason_promise(struct planner *p, const struct process *process,
		     const struct promise *promise);
char *reason_next_steps(struct planner *p, const struct process *process);
char *reason_check_in(struct planner *p, const struct process *process);
/* `timeline`: the employer's own date is what it waits for. */
char *reason_second_check_in(struct planner *p, const struct process *process, bool timeline);
/* Something else was sent to them so lately that this one had to wait until `opens`. */
char *reason_waits(struct planner *p, const struct process *process, char *reason, usec_t opens);
/* It takes the place of another message, whose time was over then. */
char *reason_takes_over(struct planner *p, const struct process *process, char *reason,
			usec_t over);
char *reason_move_on(struct planner *p, const struct process *process);
char *reason_outcome(struct planner *p, const struct process *process, enum rule_id rule, usec_t at,
		     struct date answer_by);
char *reason_no_show(struct planner *p, const struct process *process, usec_t at);
char *reason_withdraw(struct planner *p, const struct process *process, usec_t at);
char *reason_week_ahead(struct planner *p);
char *reason_custom(struct planner *p, const struct process *process,
		    const struct custom_milestone *c, usec_t since, bool assumed);

/* It was sent. */
char *reason_asked(struct planner *p, const struct process *process, usec_t at);

/* Why a message is better not sent now; `fine_at` as in struct pace_answer. */
char *reason_too_early(struct planner *p, const struct process *process, bool timeline,
		       usec_t fine_at);
char *reason_too_soon(struct planner *p, const struct process *process, usec_t other, bool went,
		      usec_t fine_at);
char *reason_spent(struct planner *p, size_t n);
char *reason_ended(struct planner *p, const struct process *process);
char *reason_robot(struct planner *p, const struct process *process, const struct person *to);

/* Why it needs not be done any more. */
enum moot {
	MOOT_ENDED,       /* the process has an outcome */
	MOOT_NEXT_ROUND,  /* a later interview took over */
	MOOT_SAME_DAY,    /* the same person is thanked after a later talk of that day */
	MOOT_NO_ROOM,     /* other messages leave no day for it */
	MOOT_SPENT,       /* enough was asked */
	MOOT_ANSWERED,    /* they wrote */
	MOOT_WITHDRAWING, /* another job was accepted */
};
char *reason_moot(struct planner *p, const struct process *process, enum moot why);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A cause: the fact that a milestone falls where it does for, or needs not be done any more for. A rule notes it down, and reason.h makes a
 * sentence of it for whoever asks: a plan has no words until then. Its `at` and `date` are what the comment behind it says.
 */

#include "common/time.h"

struct process;

enum cause_id {
	CAUSE_PREPARE,
	CAUSE_DEBRIEF,
	CAUSE_THANK_YOU,
	CAUSE_PROMISE,
	CAUSE_NEXT_STEPS,
	CAUSE_TIMELINE,      /* they would decide by date */
	CAUSE_SILENCE,       /* nothing was heard since at, the interview's end */
	CAUSE_EVENT,         /* nor since something else at */
	CAUSE_LAST_EVENT,    /* the same for a last message */
	CAUSE_LAST_SUPPOSED, /* the message before goes out at */
	CAUSE_LAST_ASKED,    /* it went at */
	CAUSE_PUT_OFF,       /* the user skipped it; it comes so long after at */
	CAUSE_OFFER_OPEN,    /* the offer came at */
	CAUSE_CLOSED,        /* the user gave up at */
	CAUSE_CANCELLED,
	CAUSE_ACCEPTED_ELSEWHERE,
	CAUSE_GIVEN_UP, /* there was time to ask until at */
	CAUSE_ASKED_ENOUGH,
	CAUSE_NOTHING_SINCE,
	CAUSE_UNANSWERED_IF, /* the last message goes out at */
	CAUSE_UNANSWERED,
	CAUSE_REJECTION,
	CAUSE_OFFER,
	CAUSE_ANSWER_BY, /* date */
	CAUSE_NO_SHOW,
	CAUSE_WITHDRAWING, /* the user decided at */
	CAUSE_TELL_OTHERS, /* accepted elsewhere at */
	CAUSE_WEEK_AHEAD,
	CAUSE_CUSTOM,     /* counts from at */
	CAUSE_ASKED,      /* it was sent at */
	CAUSE_WAITS,      /* besides: something else was sent so lately that it waits until at */
	CAUSE_TAKES_OVER, /* besides: the time of another message was over at */
	CAUSE_ENDED,      /* from here on: it needs not be done */
	CAUSE_ENDED_AT,
	CAUSE_OFFERED_AT,
	CAUSE_NEXT_ROUND,
	CAUSE_SAME_DAY, /* the same person is thanked after a later talk of that day */
	CAUSE_NO_ROOM,
	CAUSE_SPENT,
	CAUSE_ANSWERED,
	CAUSE_ANOTHER_JOB,
	CAUSE_COUNT,
};

/* What the silence runs from, if that is not the end of an interview. */
enum event {
	EVENT_REOPENED,
	EVENT_HEARD,
	EVENT_CANCELLED,
	EVENT_MISSED,
	EVENT_NO_SHOW,
	EVENT_COUNT,
};

struct cause {
	enum cause_id id : 8;
	enum event event : 8; /* of what happened at */
	struct date date;
	usec_t at;
	const struct cause *besides; /* what else; or NULL */
};

struct cause cause_of_check_in(const struct process *p);
/* `timeline`: the employer's own date is what it waits for; so below. */
struct cause cause_of_second_check_in(const struct process *p, bool timeline);
struct cause cause_of_move_on(const struct process *p, bool timeline);
struct cause cause_of_end(const struct process *p); /* the process is over */

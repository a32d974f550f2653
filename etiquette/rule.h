/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The rule table: each thing that good manners ask for is one row in rules.c, with its source, its showings and its buttons. When it falls, the
 * function of its row in derive.c says. docs/HACKING.md adds one.
 */

#include <stdbool.h>

#include "etiquette/button.h"
#include "etiquette/ending.h"

enum rule_id {
	RULE_PREPARE,
	RULE_DEBRIEF,
	RULE_THANK_YOU,
	RULE_PROMISE_MINE,
	RULE_PROMISE_THEIRS,
	RULE_NEXT_STEPS,
	RULE_CHECK_IN,
	RULE_SECOND_CHECK_IN,
	RULE_MOVE_ON,
	RULE_MOVE_ON_OFFER,
	RULE_GRACIOUS_REPLY,
	RULE_OFFER_REPLY,
	RULE_OFFER_DECISION,
	RULE_NO_SHOW,
	RULE_WITHDRAW,
	RULE_WEEK_AHEAD,
	RULE_CUSTOM,
	RULE_COUNT,
};

/* What happens to a milestone that was never shown inside its window. */
enum unshown {
	UNSHOWN_DROPPED,
	UNSHOWN_ONCE_LATE,
	UNSHOWN_STAYS_LATE,
	UNSHOWN_NEXT_RULE,
	UNSHOWN_KEPT
};

/* When the last of several showings comes. */
enum second_showing {
	SECOND_NONE,
	SECOND_LAST_CALL, /* some hours before the deadline */
	SECOND_LAST_DAY,  /* on the window's last working day */
};

/* What a milestone belongs to. */
enum scope {
	SCOPE_ROUND,
	SCOPE_PROCESS, /* all rounds of it alike */
	SCOPE_ALL,     /* no process in particular */
};

struct rule {
	enum rule_id id;
	const char *name;       /* as in the book, the CLI and JSON: "thank-you" */
	const char *source;     /* where the rule comes from, for `why` */
	const char *summary;    /* one plain sentence, for `why` and the manual */
	unsigned showings;      /* at most, inside the window */
	unsigned late_showings; /* and this many after it */
	enum unshown unshown;
	enum second_showing second;
	bool asks_for_news; /* spends the budget of check-ins and is kept apart by minimum-gap */
	bool any_day;       /* may fall on a day that is no working day, and at any hour of it */
	enum scope scope;
	enum ending ending;
	enum button buttons[BUTTONS_MAX];
};

extern const struct rule rules[RULE_COUNT];
/* The row of that name, or NULL; promise gives the row of mine. */
const struct rule *rule_find(const char *name);
/* The nearest name for a typo, or NULL. */
const char *rule_nearest(const char *name);

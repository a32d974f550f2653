/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What pop-ups say, as tables of whole sentences. Places to fill in: {who} the people, {company}, {deadline}, {left} until it,
 * {late} since it, {text} of the promise or of the user's own milestone, {day} of the promise, {finish} the command, {at} a time at which it may have been sent,
 * {reason}, {kept} the command for what came, {sent} and {people} of a panel, {topic}, {ask} whom to ask, {phone}, {others} open processes, {span}.
 */

#include "etiquette/rule.h"

/* NULL: nothing is said. */
struct rule_sentences {
	const char *title;        /* the summary, and the line in lists */
	const char *title_nobody; /* when no person is known; NULL: the same */
	const char *title_private;
	const char *body;      /* behind the sentence about the deadline */
	const char *body_late; /* the same after the deadline; NULL: as `body` */
	const char *change;    /* for `why`: what would change when it falls */
};

extern const struct rule_sentences sentences_of[RULE_COUNT];

enum sentence {
	SAY_BY,
	SAY_PRESSING,
	SAY_WAS_DUE,
	SAY_WAS_DUE_NOW,
	SAY_DIGEST_LATE,
	SAY_TOPIC,
	SAY_NOTHING_NOTED,
	SAY_PANEL_SENT,
	SAY_PANEL_DIFFERENT,
	SAY_IF_IT_CAME,
	SAY_NO_ADDRESS,
	SAY_NO_ADDRESS_ASK,
	SAY_ROBOT,
	SAY_ROBOT_ASK,
	SAY_UNTHANKED,
	SAY_UNTHANKED_MANY,
	SAY_IF_SENT,
	SAY_IF_SENT_MANY,
	SAY_NO_DATE,
	SAY_LINKEDIN,
	SAY_BY_PHONE,
	SAY_BY_PHONE_NUMBER,
	SAY_BY_LINKEDIN,
	SAY_NAMES_COMMA,
	SAY_NAMES_AND,
	SAY_NAMES_OTHERS,
	SAY_CHOSE_ANOTHER,
	SAY_OTHERS_NONE,
	SAY_OTHERS_ONE,
	SAY_OTHERS_MANY,
	SAY_PREPARE_LINE,
	SAY_PREPARE_ONE,
	SAY_PREPARE_ONE_WITH,
	SAY_PREPARE_TODAY,
	SAY_PREPARE_TOMORROW,
	SAY_PREPARE_MANY_TODAY,
	SAY_PREPARE_MANY_TOMORROW,
	SAY_PREPARE_PRIVATE_MANY,
	SAY_WEEK_ONE,
	SAY_WEEK_MANY,
	SAY_WEEK_EMPTY,
	SAY_WEEK_NOW,
	SAY_WEEK_LINE,
	SAY_WEEK_INTERVIEW,
	SAY_TODAY,
	SAY_TOMORROW,
	SAY_DIGEST,
	SAY_MORE_ONE,
	SAY_MORE_MANY,
	SAY_WINDOW,
	SAY_WINDOW_OPEN_END,
	SAY_MOMENT,
	SAY_LAST_CALL,
	SAY_DONE,
	SAY_DONE_SOMETIME,
	SAY_SKIPPED,
	SAY_PASSED,
	SAY_ASSUMES,
	SAY_ENDS_BY,
	SAY_SOURCE,
	SAY_COUNT,
};

extern const char *const sentences[SAY_COUNT];

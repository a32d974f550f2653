/* SPDX-License-Identifier: MIT */
#include "etiquette/rule.h"

#include "common/cleanup.h"
#include "common/text.h"
#include "common/tongue.h"

/* {dos}, {seven}, {ie} and {costly} are the four articles that the rules come from (words-why.c has their titles); where they are silent, it is
   what career services publish. */
#define HABIT N_("career services' common advice")

const struct rule rules[RULE_COUNT] = {
	[RULE_PREPARE] = {
		.id = RULE_PREPARE,
		.name = "prepare",
		.source = HABIT,
		.summary = N_("Look at tomorrow's interviews the evening before."),
		.showings = 1,
		.unshown = UNSHOWN_DROPPED,
		.any_day = true,
		.buttons = { BUTTON_LATER },
	},
	[RULE_DEBRIEF] = {
		.id = RULE_DEBRIEF,
		.name = "debrief",
		.source = N_("{dos}: refer to specific topics or questions from the interview"),
		.summary = N_("Note what you talked about while it is fresh: the thank-you will need it."),
		.showings = 1,
		.unshown = UNSHOWN_DROPPED,
		.any_day = true,
		.ending = ENDING_NOTE,
		.buttons = { BUTTON_NOTE, BUTTON_LATER },
	},
	[RULE_THANK_YOU] = {
		.id = RULE_THANK_YOU,
		.name = "thank-you",
		.source = N_("{dos}, {seven}, {ie} and {costly}: a thank-you note within 24 hours"),
		.summary = N_("Thank each interviewer within 24 hours of the end of the interview."),
		.showings = 3,
		.late_showings = 1,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_CALL,
		.any_day = true,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_PROMISE_MINE] = {
		.id = RULE_PROMISE_MINE,
		.name = "promise",
		.source = N_("{seven}: follow up on promised actions within the agreed timeline"),
		.summary = N_("Keep what you promised by the day you promised it for."),
		.showings = 2,
		.late_showings = 1,
		.unshown = UNSHOWN_STAYS_LATE,
		.second = SECOND_LAST_CALL,
		.ending = ENDING_KEPT,
		.buttons = { BUTTON_KEPT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_PROMISE_THEIRS] = {
		.id = RULE_PROMISE_THEIRS,
		.name = "promise",
		.source = N_("{seven}: ask politely about the status of what was promised"),
		.summary = N_("Ask for what they promised once its day has passed."),
		.showings = 2,
		.unshown = UNSHOWN_NEXT_RULE,
		.second = SECOND_LAST_DAY,
		.asks_for_news = true,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_ASKED, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_NEXT_STEPS] = {
		.id = RULE_NEXT_STEPS,
		.name = "next-steps",
		.source = N_("{seven}: a few days after the interview, ask about the next steps"),
		.summary = N_("Ask about the next steps a few days after the interview, if nobody named any."),
		.showings = 2,
		.unshown = UNSHOWN_NEXT_RULE,
		.second = SECOND_LAST_DAY,
		.asks_for_news = true,
		.scope = SCOPE_PROCESS,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_CHECK_IN] = {
		.id = RULE_CHECK_IN,
		.name = "check-in",
		.source = N_("{dos}, {seven} and {ie}: after a week or two of silence, ask politely; {costly}: respect the timeline that the employer named"),
		.summary = N_("Ask politely how things stand when you have heard nothing, never before the day they named."),
		.showings = 2,
		.unshown = UNSHOWN_NEXT_RULE,
		.second = SECOND_LAST_DAY,
		.asks_for_news = true,
		.scope = SCOPE_PROCESS,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_SECOND_CHECK_IN] = {
		.id = RULE_SECOND_CHECK_IN,
		.name = "second-check-in",
		.source = N_("{ie}: it's acceptable to follow up again after a reasonable period"),
		.summary = N_("Ask a last time when the first message went unanswered."),
		.showings = 2,
		.unshown = UNSHOWN_NEXT_RULE,
		.second = SECOND_LAST_DAY,
		.asks_for_news = true,
		.scope = SCOPE_PROCESS,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_MOVE_ON] = {
		.id = RULE_MOVE_ON,
		.name = "move-on",
		.source = N_("{dos}: when a second follow-up stays unanswered, it's best to move on"),
		.summary = N_("Let go of a process that stays silent, and go on searching."),
		.showings = 1,
		.unshown = UNSHOWN_KEPT,
		.scope = SCOPE_PROCESS,
		.ending = ENDING_NO_RESPONSE,
		.buttons = { BUTTON_CLOSE, BUTTON_LATER },
	},
	[RULE_MOVE_ON_OFFER] = {
		.id = RULE_MOVE_ON_OFFER,
		.name = "move-on",
		.source = HABIT,
		.summary = N_("Decide on an offer that lies unanswered."),
		.showings = 1,
		.unshown = UNSHOWN_KEPT,
		.any_day = true,
		.scope = SCOPE_PROCESS,
		.ending = ENDING_ACCEPTED,
		.buttons = { BUTTON_ACCEPTED, BUTTON_DECLINED, BUTTON_LATER },
	},
	[RULE_GRACIOUS_REPLY] = {
		.id = RULE_GRACIOUS_REPLY,
		.name = "gracious-reply",
		.source = N_("{ie}: take rejections gracefully; {dos}: ask for feedback only after a decision"),
		.summary = N_("Answer a no with thanks, and ask for feedback once."),
		.showings = 2,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_DAY,
		.scope = SCOPE_PROCESS,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_OFFER_REPLY] = {
		.id = RULE_OFFER_REPLY,
		.name = "offer-reply",
		.source = HABIT,
		.summary = N_("Thank them for an offer within a day, whatever you will decide."),
		.showings = 2,
		.unshown = UNSHOWN_KEPT,
		.second = SECOND_LAST_CALL,
		.any_day = true,
		.scope = SCOPE_PROCESS,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_OFFER_DECISION] = {
		.id = RULE_OFFER_DECISION,
		.name = "offer-decision",
		.source = HABIT,
		.summary = N_("Answer an offer by the day they asked for."),
		.showings = 2,
		.unshown = UNSHOWN_KEPT,
		.second = SECOND_LAST_CALL,
		.any_day = true,
		.scope = SCOPE_PROCESS,
		.ending = ENDING_ACCEPTED,
		.buttons = { BUTTON_ACCEPTED, BUTTON_DECLINED, BUTTON_LATER },
	},
	[RULE_NO_SHOW] = {
		.id = RULE_NO_SHOW,
		.name = "no-show",
		.source = HABIT,
		.summary = N_("When they did not come, write kindly and ask for a new time."),
		.showings = 2,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_CALL,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_WITHDRAW] = {
		.id = RULE_WITHDRAW,
		.name = "withdraw",
		.source = HABIT,
		.summary = N_("When you accepted elsewhere or no longer want the job, say so soon."),
		.showings = 2,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_DAY,
		.scope = SCOPE_PROCESS,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_WEEK_AHEAD] = {
		.id = RULE_WEEK_AHEAD,
		.name = "week-ahead",
		.source = N_("{dos}: reminders to yourself help you stay on track"),
		.summary = N_("See on the week's first working day what it will bring."),
		.showings = 1,
		.unshown = UNSHOWN_DROPPED,
		.any_day = true,
		.scope = SCOPE_ALL,
		.buttons = { BUTTON_SHOW },
	},
	[RULE_CUSTOM] = {
		.id = RULE_CUSTOM,
		.name = "custom",
		.source = N_("your own settings"),
		.summary = N_("A milestone that you made up yourself."),
		.showings = 2,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_DAY,
		.ending = ENDING_SENT,
		.buttons = { BUTTON_SENT, BUTTON_LATER },
	},
};

const struct rule *rule_find(const char *name)
{
	for (size_t i = 0; i < RULE_CUSTOM; i++)
		if (text_equal_fold(rules[i].name, name))
			return &rules[i];
	return NULL;
}

const char *rule_nearest(const char *name)
{
	const char *names[RULE_CUSTOM];

	for (size_t i = 0; i < RULE_CUSTOM; i++)
		names[i] = rules[i].name;
	return text_nearest(name, names, RULE_CUSTOM);
}

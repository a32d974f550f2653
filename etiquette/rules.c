/* SPDX-License-Identifier: MIT */
#include "etiquette/rule.h"

#include "common/cleanup.h"
#include "common/text.h"

/* The four articles that the rules come from; where they are silent, what career services publish. */
#define DOS    "“Interview Follow-Up Etiquette: Do’s and Don’ts for Success”"
#define SEVEN  "“Seven rules for following up after an interview”"
#define IE     "“Post-Interview Etiquette: Following Up Professionally”"
#define COSTLY "“Avoiding Costly Follow-Up Mistakes After Job Interviews”"
#define HABIT  "career services' common advice"

const struct rule rules[RULE_COUNT] = {
	[RULE_PREPARE] = {
		.id = RULE_PREPARE,
		.name = "prepare",
		.source = HABIT,
		.summary = "Look at tomorrow's interviews the evening before.",
		.showings = 1,
		.unshown = UNSHOWN_DROPPED,
		.any_day = true,
		.buttons = { BUTTON_LATER },
	},
	[RULE_DEBRIEF] = {
		.id = RULE_DEBRIEF,
		.name = "debrief",
		.source = DOS ": refer to specific topics or questions from the interview",
		.summary = "Note what you talked about while it is fresh: the thank-you will need it.",
		.showings = 1,
		.unshown = UNSHOWN_DROPPED,
		.any_day = true,
		.buttons = { BUTTON_NOTE, BUTTON_LATER },
	},
	[RULE_THANK_YOU] = {
		.id = RULE_THANK_YOU,
		.name = "thank-you",
		.source = DOS ", " SEVEN ", " IE " and " COSTLY ": a thank-you note within 24 hours",
		.summary = "Thank each interviewer within 24 hours of the end of the interview.",
		.showings = 3,
		.late_showings = 1,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_CALL,
		.any_day = true,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_PROMISE_MINE] = {
		.id = RULE_PROMISE_MINE,
		.name = "promise",
		.source = SEVEN ": follow up on promised actions within the agreed timeline",
		.summary = "Keep what you promised by the day you promised it for.",
		.showings = 2,
		.late_showings = 1,
		.unshown = UNSHOWN_STAYS_LATE,
		.second = SECOND_LAST_CALL,
		.buttons = { BUTTON_KEPT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_PROMISE_THEIRS] = {
		.id = RULE_PROMISE_THEIRS,
		.name = "promise",
		.source = SEVEN ": ask politely about the status of what was promised",
		.summary = "Ask for what they promised once its day has passed.",
		.showings = 2,
		.unshown = UNSHOWN_NEXT_RULE,
		.second = SECOND_LAST_DAY,
		.asks_for_news = true,
		.buttons = { BUTTON_ASKED, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_NEXT_STEPS] = {
		.id = RULE_NEXT_STEPS,
		.name = "next-steps",
		.source = SEVEN ": a few days after the interview, ask about the next steps",
		.summary = "Ask about the next steps a few days after the interview, if nobody named any.",
		.showings = 2,
		.unshown = UNSHOWN_NEXT_RULE,
		.second = SECOND_LAST_DAY,
		.asks_for_news = true,
		.scope = SCOPE_PROCESS,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_CHECK_IN] = {
		.id = RULE_CHECK_IN,
		.name = "check-in",
		.source = DOS ", " SEVEN " and " IE ": after a week or two of silence, ask politely; " COSTLY ": respect the timeline that the employer named",
		.summary = "Ask politely how things stand when you have heard nothing, never before the day they named.",
		.showings = 2,
		.unshown = UNSHOWN_NEXT_RULE,
		.second = SECOND_LAST_DAY,
		.asks_for_news = true,
		.scope = SCOPE_PROCESS,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_SECOND_CHECK_IN] = {
		.id = RULE_SECOND_CHECK_IN,
		.name = "second-check-in",
		.source = IE ": it's acceptable to follow up again after a reasonable period",
		.summary = "Ask a last time when the first message went unanswered.",
		.showings = 2,
		.unshown = UNSHOWN_NEXT_RULE,
		.second = SECOND_LAST_DAY,
		.asks_for_news = true,
		.scope = SCOPE_PROCESS,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_MOVE_ON] = {
		.id = RULE_MOVE_ON,
		.name = "move-on",
		.source = DOS ": when a second follow-up stays unanswered, it's best to move on",
		.summary = "Let go of a process that stays silent, and go on searching.",
		.showings = 1,
		.unshown = UNSHOWN_KEPT,
		.scope = SCOPE_PROCESS,
		.buttons = { BUTTON_CLOSE, BUTTON_LATER },
	},
	[RULE_GRACIOUS_REPLY] = {
		.id = RULE_GRACIOUS_REPLY,
		.name = "gracious-reply",
		.source = IE ": take rejections gracefully; " DOS ": ask for feedback only after a decision",
		.summary = "Answer a no with thanks, and ask for feedback once.",
		.showings = 2,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_DAY,
		.scope = SCOPE_PROCESS,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_OFFER_REPLY] = {
		.id = RULE_OFFER_REPLY,
		.name = "offer-reply",
		.source = HABIT,
		.summary = "Thank them for an offer within a day, whatever you will decide.",
		.showings = 2,
		.unshown = UNSHOWN_KEPT,
		.second = SECOND_LAST_CALL,
		.any_day = true,
		.scope = SCOPE_PROCESS,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_OFFER_DECISION] = {
		.id = RULE_OFFER_DECISION,
		.name = "offer-decision",
		.source = HABIT,
		.summary = "Answer an offer by the day they asked for.",
		.showings = 2,
		.unshown = UNSHOWN_KEPT,
		.second = SECOND_LAST_CALL,
		.any_day = true,
		.scope = SCOPE_PROCESS,
		.buttons = { BUTTON_ACCEPTED, BUTTON_DECLINED, BUTTON_LATER },
	},
	[RULE_NO_SHOW] = {
		.id = RULE_NO_SHOW,
		.name = "no-show",
		.source = HABIT,
		.summary = "When they did not come, write kindly and ask for a new time.",
		.showings = 2,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_CALL,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_WITHDRAW] = {
		.id = RULE_WITHDRAW,
		.name = "withdraw",
		.source = HABIT,
		.summary = "When you accepted elsewhere or no longer want the job, say so soon.",
		.showings = 2,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_DAY,
		.scope = SCOPE_PROCESS,
		.buttons = { BUTTON_SENT, BUTTON_DRAFT, BUTTON_LATER },
	},
	[RULE_WEEK_AHEAD] = {
		.id = RULE_WEEK_AHEAD,
		.name = "week-ahead",
		.source = DOS ": reminders to yourself help you stay on track",
		.summary = "See on the week's first working day what it will bring.",
		.showings = 1,
		.unshown = UNSHOWN_DROPPED,
		.any_day = true,
		.scope = SCOPE_ALL,
		.buttons = { BUTTON_SHOW },
	},
	[RULE_CUSTOM] = {
		.id = RULE_CUSTOM,
		.name = "custom",
		.source = "your own settings",
		.summary = "A milestone that you made up yourself.",
		.showings = 2,
		.unshown = UNSHOWN_ONCE_LATE,
		.second = SECOND_LAST_DAY,
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

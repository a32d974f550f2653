/* SPDX-License-Identifier: MIT */
#include "etiquette/rule-sentences.h"

#include "common/tongue.h"

const struct rule_sentences sentences_of[RULE_COUNT] = {
	[RULE_PREPARE] = {
		.title = N_("Get ready for the interview with {company}"),
		.title_private = N_("Get ready for an interview"),
		.change = N_("Moving the interview moves it."),
	},
	[RULE_DEBRIEF] = {
		.title = N_("Note what you talked about with {company}"),
		.title_private = N_("Note what you talked about"),
		.body = N_("It is still fresh now: topics, names, what you learned, what you promised. Your thank-you will need it."),
		.change = N_("Any note on the interview ends it."),
	},
	[RULE_THANK_YOU] = {
		.title = N_("Thank {who} ({company})"),
		.title_nobody = N_("Send your thank-you to {company}"),
		.title_private = N_("Time for a thank-you"),
		.body_late = N_("A late note is still worth sending."),
		.change = N_("Moving the interview moves it; a note to the same person after a later talk that day covers both."),
	},
	[RULE_PROMISE_MINE] = {
		.title = N_("You promised {company}: {text}"),
		.title_private = N_("You promised something"),
		.body_late = N_("Send it today, or write when it will come."),
		.change = N_("Another date moves it; keeping it ends it."),
	},
	[RULE_PROMISE_THEIRS] = {
		.title = N_("Ask {who} for what was promised ({company})"),
		.title_nobody = N_("Ask {company} for what was promised"),
		.title_private = N_("Ask for what was promised"),
		.body = N_("They promised it for {day}: {text}. Ask kindly whether it is on its way."),
		.change = N_("When it came, followupctl kept ends it; another message to them moves it."),
	},
	[RULE_NEXT_STEPS] = {
		.title = N_("Ask {who} about the next steps ({company})"),
		.title_nobody = N_("Ask {company} about the next steps"),
		.title_private = N_("Ask about the next steps"),
		.body = N_("{reason} Keep it short; it takes the place of the first check-in."),
		.change = N_("A date they name, an answer, or an open promise makes it needless."),
	},
	[RULE_CHECK_IN] = {
		.title = N_("Check in with {who} ({company})"),
		.title_nobody = N_("Check in with {company}"),
		.title_private = N_("Time to check in"),
		.body = N_("{reason} Be brief and kind, and ask when you may hear from them."),
		.change = N_("A date they name, an answer, or another message to them moves it; the next interview with them replaces it."),
	},
	[RULE_SECOND_CHECK_IN] = {
		.title = N_("Check in a last time with {who} ({company})"),
		.title_nobody = N_("Check in a last time with {company}"),
		.title_private = N_("Time to check in a last time"),
		.body = N_("{reason} Be brief and kind, and ask when you may hear from them."),
		.change = N_("A date they name, an answer, or another message to them moves it; the next interview with them replaces it."),
	},
	[RULE_MOVE_ON] = {
		.title = N_("Time to move on from {company}"),
		.title_private = N_("Time to move on"),
		.body = N_("{reason}"),
		.change = N_("A word from them, or another message to them, puts it off; the next interview with them makes it needless."),
	},
	[RULE_MOVE_ON_OFFER] = {
		.title = N_("Decide on the offer from {company}"),
		.title_private = N_("Decide on an offer"),
		.body = N_("{reason} Say yes or no, or ask for time and name a day."),
		.change = N_("Another word between you puts it off; a no is recorded by followupctl outcome {id} declined."),
	},
	[RULE_GRACIOUS_REPLY] = {
		.title = N_("Answer {who} graciously ({company})"),
		.title_nobody = N_("Answer {company} graciously"),
		.title_private = N_("A gracious answer is due"),
		.body = N_("Thank them, say in one sentence that you regret it, and ask for feedback, once."),
		.body_late = N_("A few words of thanks are still welcome, and you may ask for feedback, once."),
		.change = N_("Another interview with them makes it needless."),
	},
	[RULE_OFFER_REPLY] = {
		.title = N_("Thank {who} for the offer ({company})"),
		.title_nobody = N_("Thank {company} for the offer"),
		.title_private = N_("Thank them for the offer"),
		.body = N_("Thank them whatever you will decide, and make sure that you know by when they need your answer."),
		.change = N_("Your decision on the offer makes it needless."),
	},
	[RULE_OFFER_DECISION] = {
		.title = N_("Answer the offer from {company}"),
		.title_private = N_("An offer waits for your answer"),
		.body = N_("They wait for your yes or no. If you need more time, ask for it before then."),
		.change = N_("Another day to answer by moves it; a no is recorded by followupctl outcome {id} declined."),
	},
	[RULE_NO_SHOW] = {
		.title = N_("Nobody came: write to {who} ({company})"),
		.title_nobody = N_("Nobody came: write to {company}"),
		.title_private = N_("Nobody came to an interview: write to them"),
		.body = N_("There may be a good reason. Ask kindly for a new time, without a reproach."),
		.change = N_("A new date in the book, or a word from them, makes it needless."),
	},
	[RULE_WITHDRAW] = {
		.title = N_("Tell {who} that you withdraw ({company})"),
		.title_nobody = N_("Tell {company} that you withdraw"),
		.title_private = N_("Tell them that you withdraw"),
		.body = N_("{reason} Thank them for their time; two sentences are enough."),
		.change = N_("Another outcome makes it needless."),
	},
	[RULE_WEEK_AHEAD] = {
		.title = N_("Your week ahead"),
		.title_private = N_("Your week ahead"),
		.change = N_("It comes in a week that brings two things or more after its first day, an interview and its thank-you being two, or in which something waits that came up before. Without prepare, one interview after that day is enough."),
	},
	[RULE_CUSTOM] = {
		.title = N_("{text} ({company})"),
		.title_private = N_("Something of your own list is due"),
		.change = N_("The section of that name in the settings says when it falls."),
	},
};

/* SPDX-License-Identifier: MIT */
#include "etiquette/rule-sentences.h"

const struct rule_sentences sentences_of[RULE_COUNT] = {
	[RULE_PREPARE] = {
		.title = "Get ready for the interview with {company}",
		.title_private = "Get ready for an interview",
		.change = "Moving the interview moves it.",
	},
	[RULE_DEBRIEF] = {
		.title = "Note what you talked about with {company}",
		.title_private = "Note what you talked about",
		.body = "It is still fresh now: topics, names, what you learned, what you promised. Your thank-you will need it.",
		.change = "Any note on the interview ends it.",
	},
	[RULE_THANK_YOU] = {
		.title = "Thank {who} ({company})",
		.title_nobody = "Send your thank-you to {company}",
		.title_private = "Time for a thank-you",
		.body_late = "A late note is still worth sending.",
		.change = "Moving the interview moves it; a note to the same person after a later talk that day covers both.",
	},
	[RULE_PROMISE_MINE] = {
		.title = "You promised {company}: {text}",
		.title_private = "You promised something",
		.body_late = "Send it today, or write when it will come.",
		.change = "Another date moves it; keeping it ends it.",
	},
	[RULE_PROMISE_THEIRS] = {
		.title = "Ask {who} for what was promised ({company})",
		.title_nobody = "Ask {company} for what was promised",
		.title_private = "Ask for what was promised",
		.body = "They promised it for {day}: {text}. Ask kindly whether it is on its way.",
		.change = "When it came, followupctl kept ends it; another message to them moves it.",
	},
	[RULE_NEXT_STEPS] = {
		.title = "Ask {who} about the next steps ({company})",
		.title_nobody = "Ask {company} about the next steps",
		.title_private = "Ask about the next steps",
		.body = "{reason} Keep it short; it takes the place of the first check-in.",
		.change = "A date they name, an answer, or an open promise makes it needless.",
	},
	[RULE_CHECK_IN] = {
		.title = "Check in with {who} ({company})",
		.title_nobody = "Check in with {company}",
		.title_private = "Time to check in",
		.body = "{reason} Be brief and kind, and ask when you may hear from them.",
		.change = "A date they name, an answer, or another message to them moves it; the next interview with them replaces it.",
	},
	[RULE_SECOND_CHECK_IN] = {
		.title = "Check in a last time with {who} ({company})",
		.title_nobody = "Check in a last time with {company}",
		.title_private = "Time to check in a last time",
		.body = "{reason} Be brief and kind, and ask when you may hear from them.",
		.change = "A date they name, an answer, or another message to them moves it; the next interview with them replaces it.",
	},
	[RULE_MOVE_ON] = {
		.title = "Time to move on from {company}",
		.title_private = "Time to move on",
		.body = "{reason}",
		.change = "A word from them, or another message to them, puts it off; the next interview with them makes it needless.",
	},
	[RULE_GRACIOUS_REPLY] = {
		.title = "Answer {who} graciously ({company})",
		.title_nobody = "Answer {company} graciously",
		.title_private = "A gracious answer is due",
		.body = "Thank them, say in one sentence that you regret it, and ask for feedback, once.",
		.body_late = "A few words of thanks are still welcome, and you may ask for feedback, once.",
		.change = "Another interview with them makes it needless.",
	},
	[RULE_OFFER_REPLY] = {
		.title = "Thank {who} for the offer ({company})",
		.title_nobody = "Thank {company} for the offer",
		.title_private = "Thank them for the offer",
		.body = "Thank them whatever you will decide, and make sure that you know by when they need your answer.",
		.change = "Your decision on the offer makes it needless.",
	},
	[RULE_OFFER_DECISION] = {
		.title = "Answer the offer from {company}",
		.title_private = "An offer waits for your answer",
		.body = "They wait for your yes or no. If you need more time, ask for it before then.",
		.change = "Another day to answer by moves it; a no is recorded by followupctl outcome {id} declined.",
	},
	[RULE_NO_SHOW] = {
		.title = "Nobody came: write to {who} ({company})",
		.title_nobody = "Nobody came: write to {company}",
		.title_private = "Nobody came to an interview: write to them",
		.body = "There may be a good reason. Ask kindly for a new time, without a reproach.",
		.change = "A new date in the book, or a word from them, makes it needless.",
	},
	[RULE_WITHDRAW] = {
		.title = "Tell {who} that you withdraw ({company})",
		.title_nobody = "Tell {company} that you withdraw",
		.title_private = "Tell them that you withdraw",
		.body = "{reason} Thank them for their time; two sentences are enough.",
		.change = "Another outcome makes it needless.",
	},
	[RULE_WEEK_AHEAD] = {
		.title = "Your week ahead",
		.title_private = "Your week ahead",
		.change = "It comes once a week, as long as anything is open.",
	},
	[RULE_CUSTOM] = {
		.title = "{text} ({company})",
		.title_private = "Something of your own list is due",
		.change = "The section of that name in the settings says when it falls.",
	},
};

/* SPDX-License-Identifier: MIT */
#include "cli/letters/check.h"

#include "cli/letters/looks.h"
#include "common/cleanup.h"
#include "common/text.h"

/* The four articles that the rules come from, as etiquette/rules.c names them. */
#define DOS    "“Interview Follow-Up Etiquette: Do’s and Don’ts for Success”"
#define SEVEN  "“Seven rules for following up after an interview”"
#define IE     "“Post-Interview Etiquette: Following Up Professionally”"
#define COSTLY "“Avoiding Costly Follow-Up Mistakes After Job Interviews”"

#define FOR_GRATEFUL  (FOR_THANKS | FOR_REJECTION | FOR_OFFER)
#define FOR_WARM      (FOR_THANKS | FOR_NEWS)
#define ALL_BUT(some) (FOR_ALL & ~(unsigned)(some))

const struct check_rule check_rules[] = {
	{ "blank", LEVEL_MUST, FOR_ALL, true, "blank", look_blank, "is not filled in",
	  "A letter with a gap in it reads as a form (" IE ": no generic messages)",
	  "Say it in your own words, or take the sentence out" },
	{ "greeting", LEVEL_MUST, FOR_ALL, true, "nobody", look_greeting,
	  "The letter greets nobody by name", "A name shows respect and attention (" DOS ")",
	  "Begin with “Dear Dana,”" },
	{ "subject", LEVEL_MUST, FOR_ALL, false, NULL, look_subject, "The subject is missing",
	  "A mail without one is easily overlooked", "Name what it is about in a few words" },
	{ "thanks", LEVEL_MUST, FOR_GRATEFUL, true, "thanks", look_missing,
	  "There is no word of thanks", "Thanks are what this letter is for (" SEVEN ", " IE ")",
	  "Thank them in the first sentence" },
	{ "thanks", LEVEL_SHOULD, FOR_NEWS | FOR_WITHDRAWAL, true, "thanks", look_missing,
	  "There is no word of thanks", "A message begins with thanks (" COSTLY ")",
	  "Begin with thanks for their time" },
	{ "thanks-first", LEVEL_SHOULD, FOR_GRATEFUL | FOR_NEWS | FOR_WITHDRAWAL, true, "thanks",
	  look_first, "The thanks come late", "A message begins with thanks (" COSTLY ")",
	  "Move the thanks into the first sentence" },
	{ "topic", LEVEL_MUST, FOR_THANKS, true, "topic", look_topic,
	  "Nothing in it could come from this conversation alone",
	  "Name something that you talked about: it shows that you listened (" DOS ", " SEVEN
	  ", " COSTLY ")",
	  "Add one thing that you talked about" },
	{ "learned", LEVEL_MAY, FOR_THANKS, false, "learned", look_note,
	  "what you learned about them is left out",
	  "Something learned about the company shows interest (" SEVEN ", " COSTLY ")",
	  "Give it half a sentence" },
	{ "concern", LEVEL_SHOULD, FOR_THANKS, false, "concern", look_concern,
	  "the doubt that they had is not answered",
	  "A doubt that was raised is best answered (" SEVEN ")",
	  "Answer it calmly in a sentence" },
	{ "personal", LEVEL_MAY, FOR_THANKS, false, "personal", look_note,
	  "what you share is left out", "A personal touch stays in mind (" SEVEN ")",
	  "A few words are enough" },
	{ "news", LEVEL_MAY, FOR_NEWS, false, "news", look_note, "your news are left out",
	  "A new skill or certificate adds to what they know of you (" DOS ")",
	  "Mention them in a sentence" },
	{ "fit", LEVEL_MAY, FOR_THANKS, false, "fit", look_missing_good,
	  "It does not say what you would bring, or why this role",
	  "A line on why you fit belongs in it (" DOS ", " SEVEN ", " IE ")",
	  "One sentence: what you can do for them, or why you want to" },
	{ "interest", LEVEL_SHOULD, FOR_WARM, true, "interest", look_missing,
	  "It does not say that you are still interested",
	  "Say that you would like the position (" DOS ", " IE ")",
	  "Add that you would be glad to work there" },
	{ "closing", LEVEL_SHOULD, FOR_ALL, false, "closing", look_closing,
	  "It ends without a closing", "A closing line and your name end a letter (" SEVEN ")",
	  "End with “Kind regards,” and your name" },
	{ "mishap", LEVEL_SHOULD, ALL_BUT(FOR_REJECTION), true, "apology", look_more_than_once,
	  "apologises once more", "What went wrong takes one tactful sentence, if any (" DOS ")",
	  "Keep the first apology, drop the others" },
	{ "length", LEVEL_SHOULD, FOR_ALL, true, NULL, look_length, "is long",
	  "Short letters are read: a few paragraphs, about 200 words (" SEVEN ", " IE ")",
	  "Cut what they know already; bullet points are welcome" },
	{ "questions", LEVEL_SHOULD, FOR_ALL, true, NULL, look_questions,
	  "is one question too many", "Many questions in one message are a burden (" SEVEN ")",
	  "Keep the two that matter" },
	{ "jargon", LEVEL_SHOULD, FOR_ALL, true, "jargon", look_phrases, "is jargon",
	  "Plain words are understood by everybody who reads it (" SEVEN ", " IE ")",
	  "Say it as you would at a kitchen table" },
	{ "slang", LEVEL_SHOULD, FOR_ALL, true, "slang", look_phrases, "is too casual",
	  "Slang and an overly casual tone seem unprofessional (" DOS ")", "Say it more formally" },
	{ "slang", LEVEL_SHOULD, FOR_ALL, true, NULL, look_emoji, "is too casual",
	  "Slang and an overly casual tone seem unprofessional (" DOS ")", "Leave it out" },
	{ "exclamation", LEVEL_SHOULD, FOR_ALL, true, NULL, look_exclamations,
	  "is one exclamation mark too many", "A calm tone is a professional one (" DOS ")",
	  "A full stop does as well" },
	{ "blame", LEVEL_MUST, FOR_ALL, true, "blame", look_phrases, "blames or criticises",
	  "Blame falls back on who writes it (" DOS ")", "Leave it out" },
	{ "negative", LEVEL_SHOULD, ALL_BUT(FOR_REJECTION | FOR_WITHDRAWAL), true, "negative",
	  look_phrases, "sounds negative", "Keep it positive (" COSTLY ")",
	  "Say what you can do, not what you cannot" },
	{ "impatience", LEVEL_MUST, FOR_ALL, true, "impatience", look_phrases, "sounds impatient",
	  "Impatience may hurt your chances (" IE "; " SEVEN ": be patient)",
	  "Ask for the next steps and when you may expect to hear" },
	{ "demand", LEVEL_MUST, FOR_ALL, true, "demand", look_phrases, "is a demand",
	  "Let them lead: no demands (" SEVEN ")", "Ask, and leave the choice to them" },
	{ "date-set", LEVEL_MUST, ALL_BUT(FOR_OFFER), true, "date-set", look_phrases,
	  "sets them a date", "Never ask them to decide by a day of your choice (" SEVEN ")",
	  "Ask when they expect to decide" },
	{ "feedback-early", LEVEL_MUST, ALL_BUT(FOR_REJECTION | FOR_UNKNOWN), true, "feedback",
	  look_phrases, "asks for feedback before there is a decision",
	  "Feedback is asked for once they have decided (" DOS ")", "Wait for their decision" },
	{ "next-steps", LEVEL_SHOULD, FOR_NEWS, true, "next-steps", look_missing,
	  "It does not ask for the next steps", "That is what this letter is for (" IE ")",
	  "Ask what the next steps are" },
	{ "expect-word", LEVEL_SHOULD, FOR_NEWS, true, "expect-word", look_missing,
	  "It does not ask when you may expect to hear", "A date lets you both be patient (" IE ")",
	  "Ask when you may expect to hear" },
	{ "first-choice", LEVEL_MAY, FOR_ALL, true, "first-choice", look_first_choice,
	  "may be said to one company only", "Say it honestly, or not at all (" IE ")",
	  "Leave it out if another company was told the same" },
	{ "regret", LEVEL_SHOULD, FOR_REJECTION, true, "regret", look_more_than_once,
	  "regrets once more", "Regret takes one sentence (" IE ")", "Keep one of them" },
	{ "feedback-once", LEVEL_SHOULD, FOR_REJECTION, true, "feedback-asked", look_once,
	  "asks for feedback once more", "Ask for feedback, once (" IE ")",
	  "One friendly question for feedback is right" },
	{ "other-company", LEVEL_MUST, FOR_ALL, true, NULL, look_other_company,
	  "is another company of your book",
	  "A name left over from another letter ends many a chance", "Put the right name in" },
	{ "alike", LEVEL_MUST, FOR_ALL, true, NULL, look_alike,
	  "stands in another of these letters too",
	  "Members of a panel show each other their letters (" IE ", " SEVEN ": no generic notes)",
	  "Say it differently, and name another topic" },
	{ "spelling", LEVEL_MUST, FOR_ALL, true, "words", look_spelling, "is misspelt",
	  "Proofread before it goes (" IE ")", "Mend it" },
	{ 0 },
};

/* Names of milestones, and what a letter for them is. */
static const struct {
	const char *milestone;
	enum purpose purpose;
} purposes[] = {
	{ "thank-you", FOR_THANKS },     { "check-in", FOR_NEWS },
	{ "second-check-in", FOR_NEWS }, { "next-steps", FOR_NEWS },
	{ "promise", FOR_PROMISE },      { "gracious-reply", FOR_REJECTION },
	{ "offer-reply", FOR_OFFER },    { "offer-decision", FOR_OFFER },
	{ "no-show", FOR_NO_SHOW },      { "withdraw", FOR_WITHDRAWAL },
};

enum purpose check_purpose(const char *milestone)
{
	for (size_t i = 0; milestone && i < ELEMENTS(purposes); i++)
		if (text_equal(purposes[i].milestone, milestone))
			return purposes[i].purpose;
	return FOR_UNKNOWN;
}

const char *check_level_to_text(enum level level)
{
	static const char *const names[] = { "must", "should", "may" };

	return names[level];
}

/* SPDX-License-Identifier: MIT */
#include "cli/letters/check.h"

#include "cli/letters/looks.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "etiquette/template.h"

/* {dos}, {seven}, {ie} and {costly} are the four articles that the rules come from; check_why() has their titles. */

#define FOR_GRATEFUL  (FOR_THANKS | FOR_REJECTION | FOR_OFFER)
#define FOR_WARM      (FOR_THANKS | FOR_NEWS)
#define ALL_BUT(some) (FOR_ALL & ~(unsigned)(some))

const struct check_rule check_rules[] = {
	{ "blank", LEVEL_MUST, FOR_ALL, true, "blank", look_blank, N_("is not filled in"),
	  N_("A letter with a gap in it reads as a form ({ie}: no generic messages)"),
	  N_("Say it in your own words, or take the sentence out") },
	{ "greeting", LEVEL_MUST, FOR_ALL, true, "nobody", look_greeting,
	  N_("The letter greets nobody by name"), N_("A name shows respect and attention ({dos})"),
	  N_("Begin with “Dear Dana,”") },
	{ "subject", LEVEL_MUST, FOR_ALL, false, NULL, look_subject, N_("The subject is missing"),
	  N_("A mail without one is easily overlooked"),
	  N_("Name what it is about in a few words") },
	{ "thanks", LEVEL_MUST, FOR_GRATEFUL, true, "thanks", look_missing,
	  N_("There is no word of thanks"),
	  N_("Thanks are what this letter is for ({seven}, {ie})"),
	  N_("Thank them in the first sentence") },
	{ "thanks", LEVEL_SHOULD, FOR_NEWS | FOR_WITHDRAWAL, true, "thanks", look_missing,
	  N_("There is no word of thanks"), N_("A message begins with thanks ({costly})"),
	  N_("Begin with thanks for their time") },
	{ "thanks-first", LEVEL_SHOULD, FOR_GRATEFUL | FOR_NEWS | FOR_WITHDRAWAL, true, "thanks",
	  look_first, N_("The thanks come late"), N_("A message begins with thanks ({costly})"),
	  N_("Move the thanks into the first sentence") },
	{ "topic", LEVEL_MUST, FOR_THANKS, true, "topic", look_topic,
	  N_("Nothing in it could come from this conversation alone"),
	  N_("Name something that you talked about: it shows that you listened ({dos}, {seven}, {costly})"),
	  N_("Add one thing that you talked about") },
	{ "learned", LEVEL_MAY, FOR_THANKS, false, "learned", look_note,
	  N_("what you learned about them is left out"),
	  N_("Something learned about the company shows interest ({seven}, {costly})"),
	  N_("Give it half a sentence") },
	{ "concern", LEVEL_SHOULD, FOR_THANKS, false, "concern", look_concern,
	  N_("the doubt that they had is not answered"),
	  N_("A doubt that was raised is best answered ({seven})"),
	  N_("Answer it calmly in a sentence") },
	{ "personal", LEVEL_MAY, FOR_THANKS, false, "personal", look_note,
	  N_("what you share is left out"), N_("A personal touch stays in mind ({seven})"),
	  N_("A few words are enough") },
	{ "news", LEVEL_MAY, FOR_NEWS, false, "news", look_note, N_("your news are left out"),
	  N_("A new skill or certificate adds to what they know of you ({dos})"),
	  N_("Mention them in a sentence") },
	{ "fit", LEVEL_MAY, FOR_THANKS, false, "fit", look_missing_good,
	  N_("It does not say what you would bring, or why this role"),
	  N_("A line on why you fit belongs in it ({dos}, {seven}, {ie})"),
	  N_("One sentence: what you can do for them, or why you want to") },
	{ "interest", LEVEL_SHOULD, FOR_WARM, true, "interest", look_missing,
	  N_("It does not say that you are still interested"),
	  N_("Say that you would like the position ({dos}, {ie})"),
	  N_("Add that you would be glad to work there") },
	{ "closing", LEVEL_SHOULD, FOR_ALL, false, "closing", look_closing,
	  N_("It ends without a closing"),
	  N_("A closing line and your name end a letter ({seven})"),
	  N_("End with “Kind regards,” and your name") },
	{ "mishap", LEVEL_SHOULD, ALL_BUT(FOR_REJECTION), true, "apology", look_more_than_once,
	  N_("apologises once more"),
	  N_("What went wrong takes one tactful sentence, if any ({dos})"),
	  N_("Keep the first apology, drop the others") },
	{ "length", LEVEL_SHOULD, FOR_ALL, true, NULL, look_length, N_("is long"),
	  N_("Short letters are read: a few paragraphs, about 200 words ({seven}, {ie})"),
	  N_("Cut what they know already; bullet points are welcome") },
	{ "questions", LEVEL_SHOULD, FOR_ALL, true, NULL, look_questions,
	  N_("is one question too many"),
	  N_("Many questions in one message are a burden ({seven})"),
	  N_("Keep the two that matter") },
	{ "jargon", LEVEL_SHOULD, FOR_ALL, true, "jargon", look_phrases, N_("is jargon"),
	  N_("Plain words are understood by everybody who reads it ({seven}, {ie})"),
	  N_("Say it as you would at a kitchen table") },
	{ "slang", LEVEL_SHOULD, FOR_ALL, true, "slang", look_phrases, N_("is too casual"),
	  N_("Slang and an overly casual tone seem unprofessional ({dos})"),
	  N_("Say it more formally") },
	{ "slang", LEVEL_SHOULD, FOR_ALL, true, NULL, look_emoji, N_("is too casual"),
	  N_("Slang and an overly casual tone seem unprofessional ({dos})"), N_("Leave it out") },
	{ "exclamation", LEVEL_SHOULD, FOR_ALL, true, NULL, look_exclamations,
	  N_("is one exclamation mark too many"), N_("A calm tone is a professional one ({dos})"),
	  N_("A full stop does as well") },
	{ "blame", LEVEL_MUST, FOR_ALL, true, "blame", look_phrases, N_("blames or criticises"),
	  N_("Blame falls back on who writes it ({dos})"), N_("Leave it out") },
	{ "negative", LEVEL_SHOULD, ALL_BUT(FOR_REJECTION | FOR_WITHDRAWAL), true, "negative",
	  look_phrases, N_("sounds negative"), N_("Keep it positive ({costly})"),
	  N_("Say what you can do, not what you cannot") },
	{ "impatience", LEVEL_MUST, FOR_ALL, true, "impatience", look_phrases,
	  N_("sounds impatient"),
	  N_("Impatience may hurt your chances ({ie}; {seven}: be patient)"),
	  N_("Ask for the next steps and when you may expect to hear") },
	{ "demand", LEVEL_MUST, FOR_ALL, true, "demand", look_phrases, N_("is a demand"),
	  N_("Let them lead: no demands ({seven})"), N_("Ask, and leave the choice to them") },
	{ "date-set", LEVEL_MUST, ALL_BUT(FOR_OFFER), true, "date-set", look_phrases,
	  N_("sets them a date"), N_("Never ask them to decide by a day of your choice ({seven})"),
	  N_("Ask when they expect to decide") },
	{ "feedback-early", LEVEL_MUST, ALL_BUT(FOR_REJECTION | FOR_UNKNOWN), true, "feedback",
	  look_phrases, N_("asks for feedback before there is a decision"),
	  N_("Feedback is asked for once they have decided ({dos})"),
	  N_("Wait for their decision") },
	{ "next-steps", LEVEL_SHOULD, FOR_NEWS, true, "next-steps", look_missing,
	  N_("It does not ask for the next steps"), N_("That is what this letter is for ({ie})"),
	  N_("Ask what the next steps are") },
	{ "expect-word", LEVEL_SHOULD, FOR_NEWS, true, "expect-word", look_missing,
	  N_("It does not ask when you may expect to hear"),
	  N_("A date lets you both be patient ({ie})"), N_("Ask when you may expect to hear") },
	{ "first-choice", LEVEL_MAY, FOR_ALL, true, "first-choice", look_first_choice,
	  N_("may be said to one company only"), N_("Say it honestly, or not at all ({ie})"),
	  N_("Leave it out if another company was told the same") },
	{ "regret", LEVEL_SHOULD, FOR_REJECTION, true, "regret", look_more_than_once,
	  N_("regrets once more"), N_("Regret takes one sentence ({ie})"), N_("Keep one of them") },
	{ "feedback-once", LEVEL_SHOULD, FOR_REJECTION, true, "feedback-asked", look_once,
	  N_("asks for feedback once more"), N_("Ask for feedback, once ({ie})"),
	  N_("One friendly question for feedback is right") },
	{ "other-company", LEVEL_MUST, FOR_ALL, true, NULL, look_other_company,
	  N_("is another company of your book"),
	  N_("A name left over from another letter ends many a chance"),
	  N_("Put the right name in") },
	{ "alike", LEVEL_MUST, FOR_ALL, true, NULL, look_alike,
	  N_("stands in another of these letters too"),
	  N_("Members of a panel show each other their letters ({ie}, {seven}: no generic notes)"),
	  N_("Say it differently, and name another topic") },
	{ "spelling", LEVEL_MUST, FOR_ALL, true, "words", look_spelling, N_("is misspelt"),
	  N_("Proofread before it goes ({ie})"), N_("Mend it") },
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
	static const char *const names[] = { N_("must"), N_("should"), N_("may") };

	return names[level];
}

char *check_why(const struct check_rule *rule)
{
	static const struct field articles[] = {
		{ "dos", TYPED_("“Interview Follow-Up Etiquette: Do’s and Don’ts for Success”") },
		{ "seven", TYPED_("“Seven rules for following up after an interview”") },
		{ "ie", TYPED_("“Post-Interview Etiquette: Following Up Professionally”") },
		{ "costly", TYPED_("“Avoiding Costly Follow-Up Mistakes After Job Interviews”") },
	};
	cleanup_text struct text why = { 0 };

	template_add(&why, _(rule->why), articles, ELEMENTS(articles));
	return text_take(&why);
}

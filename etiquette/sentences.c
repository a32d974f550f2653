/* SPDX-License-Identifier: MIT */
#include "etiquette/sentences.h"

#include "common/tongue.h"

/* One of it, and any other number. */
#define PAIR_(one, many)  \
	{                 \
		one, many \
	}

const char *const sentences[SAY_COUNT] = {
	[SAY_BY] = N_("By {deadline}."),
	[SAY_PRESSING] = N_("Only {left} left: by {deadline}."),
	[SAY_WAS_DUE] = N_("It was due {deadline}, {late} ago."),
	[SAY_WAS_DUE_NOW] = N_("It was due {deadline}, just now."),
	[SAY_DIGEST_LATE] = N_("{title}: {late} late"),
	[SAY_DIGEST_LATE_NOW] = N_("{title}: due just now"),
	[SAY_TOPIC] = N_("You talked about {topic}."),
	[SAY_NOTHING_NOTED] =
		N_("Nothing is noted yet: followupctl note {id} 'what you talked about'"),
	[SAY_PANEL_SENT] = N_("{sent} of {people} sent."),
	[SAY_PANEL_DIFFERENT] = N_("Write each of them a note of their own."),
	[SAY_IF_IT_CAME] = N_("If it came: {kept}"),
	[SAY_NOBODY] =
		N_("The book names nobody: followupctl set {id} 'interviewer=NAME <ADDRESS>'"),
	[SAY_NO_ADDRESS] = N_("There is no address of {one} in the book."),
	[SAY_NO_ADDRESS_ASK] = N_("There is no address of {one} in the book: ask {ask}."),
	[SAY_ROBOT] =
		N_("Nobody reads mail to the address of {one} in the book: find a better one."),
	[SAY_ROBOT_ASK] = N_(
		"Nobody reads mail to the address of {one} in the book: ask {ask} for a better one."),
	[SAY_NO_DATE] = N_("If they named a date: followupctl set {id} decision-by=DATE"),
	[SAY_LINKEDIN] = N_("You got on well with {one}: an invitation on LinkedIn is fine now."),
	[SAY_BY_PHONE] = N_("A phone call may do better this time."),
	[SAY_BY_PHONE_NUMBER] = N_("A phone call may do better this time: {phone}."),
	[SAY_BY_LINKEDIN] = N_("A message on LinkedIn may do better this time."),
	[SAY_NAMES_COMMA] = N_("{first}, {next}"),
	[SAY_NAMES_AND] = N_("{first} and {next}"),
	[SAY_GOOD_PRACTICE] = N_("Every interview was good practice."),
	[SAY_NOT_LOST] = N_("What you prepared for it is not lost."),
	[SAY_CHOSE_ANOTHER] = N_("Silence sometimes means that they chose somebody else."),
	[SAY_OTHERS_NONE] = N_("Nothing else is open: go on searching."),
	[SAY_PREPARE_LINE] = N_("{at} {company}"),
	[SAY_PREPARE_ONE] = N_("It begins {at}."),
	[SAY_PREPARE_ONE_WITH] = N_("It begins {at}, with {who}."),
	[SAY_PREPARE_TODAY] = N_("Today: interview with {company}"),
	[SAY_PREPARE_TOMORROW] = N_("Tomorrow: interview with {company}"),
	[SAY_WEEK_NOW] = N_("Now: {title}"),
	[SAY_WEEK_LINE] = N_("{day}: {title}"),
	[SAY_WEEK_INTERVIEW] = N_("{day} {clock}: interview with {company}"),
	[SAY_WINDOW] = N_("It is right from {opens} until {deadline}."),
	[SAY_WINDOW_OPEN_END] = N_("It is right from {opens} on."),
	[SAY_WINDOW_LATE] =
		N_("Its time was from {opens} until {deadline}; late is better than never."),
	[SAY_WINDOW_OVER] = N_("Its time is over: it was from {opens} until {deadline}."),
	[SAY_MOMENT] = N_("The best moment in between is {moment}."),
	[SAY_LAST_CALL] = N_("If need be it is brought up once more {last}."),
	[SAY_DONE] = N_("It was done {done}."),
	[SAY_DONE_SOMETIME] = N_("It is done."),
	[SAY_SKIPPED] = N_("You skipped it {done}."),
	[SAY_ASSUMES] = N_("This supposes something that is yet to come: {assumes}."),
	[SAY_ENDS_BY] = N_("When you have done it: {finish}"),
	[SAY_SOURCE] = N_("The rule comes from {source}."),
};

const struct counted_sentence counted_sentences[COUNT_COUNT] = {
	[COUNT_UNTHANKED] =
		PAIR_("No thank-you to {one} is recorded: put your thanks into this message.",
		      "No thank-yous to {one} are recorded: put your thanks into this message."),
	[COUNT_IN_LETTER] =
		PAIR_("No thank-you to {one} is recorded, so the letter thanks them.",
		      "No thank-yous to {one} are recorded, so the letter thanks them."),
	[COUNT_IF_SENT] = PAIR_("If you sent it: {thanked} --at '{at}'",
				"If you sent them: {thanked} --at '{at}'"),
	[COUNT_NAMES_OTHERS] = PAIR_("{first} and {n} other", "{first} and {n} others"),
	[COUNT_OTHERS] =
		PAIR_("One other process is open: go on with that one, and go on searching.",
		      "{n} other processes are open: go on with those, and go on searching."),
	[COUNT_PREPARE_TODAY] = PAIR_("Today: {n} interview", "Today: {n} interviews"),
	[COUNT_PREPARE_TOMORROW] = PAIR_("Tomorrow: {n} interview", "Tomorrow: {n} interviews"),
	[COUNT_PREPARE_PRIVATE] =
		PAIR_("Get ready for {n} interview", "Get ready for {n} interviews"),
	[COUNT_WEEK] = PAIR_("Your week ahead: one process is open",
			     "Your week ahead: {n} processes are open"),
	[COUNT_DIGEST] = PAIR_("{n} thing is due", "{n} things are due"),
	[COUNT_MORE] = PAIR_("and one more", "and {n} more"),
};

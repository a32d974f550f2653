/* SPDX-License-Identifier: MIT */

/* The verbs that write into the book. Each answers with what was written and what comes next. */

#include <errno.h>
#include <string.h>

#include "cli/arguments.h"
#include "cli/print.h"
#include "cli/run.h"
#include "cli/verb.h"
#include "common/text.h"
#include "common/tongue.h"

#define ID                                             \
	{                                              \
		"ID", "id", ARGUMENT_WORD, false, NULL \
	}
#define AT(text)                                                \
	{                                                       \
		"at", 0, "WHEN", "at", OPTION_TIME, false, text \
	}

static int complete_cancel(json_t *parameters, char **ret_complaint)
{
	(void)ret_complaint;
	return json_object_set_new(parameters, "state", json_string("cancelled")) < 0 ? -ENOMEM : 0;
}

/* "14" or "#14": the protocol wants a number. */
static int complete_undo(json_t *parameters, char **ret_complaint)
{
	const char *text = json_string_value(json_object_get(parameters, "change"));
	int64_t number;

	if (!text)
		return 0;
	if (text_to_int(text + (text[0] == '#'), 1, INT32_MAX, &number) < 0)
		return arguments_refuse(ret_complaint,
					"\"%s\" is no number of a change. See: followupctl log",
					text);
	return json_object_set_new(parameters, "change", json_integer(number)) < 0 ? -ENOMEM : 0;
}

/* `set acme decision-by 2026-12-04` is the usual slip. */
static int complete_set(json_t *parameters, char **ret_complaint)
{
	const json_t *values = json_object_get(parameters, "values");

	for (size_t i = 0; i < json_array_size(values); i++) {
		const char *value = json_string_value(json_array_get(values, i));
		const char *next = json_string_value(json_array_get(values, i + 1));

		if (!strchr(value, '='))
			return arguments_refuse(ret_complaint,
						"\"%s\" has no '='. Write KEY=VALUE, with quotes "
						"around it if there are blanks: '%s=%s'",
						value, value, next ? next : "…");
	}
	return 0;
}

const struct verb verbs_record[] = {
	{
		.name = "add",
		.summary = N_("a new interview"),
		.details = N_("Prints the time as it was understood and the milestones that follow. The id is "
			   "made from the company and the kind (acme-phone, acme-onsite), unless you "
			   "give one. --at is on your own clock, unless --zone names another. Typed alone "
			   "on a terminal, `add` opens a form in your editor."),
		.examples = TYPED_("add 'Acme Corp' --at 'tue 14:00' --for 45min --with 'Dana Li <dana@acme.example>'\n"
			    "add Acme --at 2026-11-24 14:00 --zone America/New_York --kind onsite"),
		.arguments = { { "COMPANY", "company", ARGUMENT_TEXT, false, NULL } },
		.options = {
			{ "at", 0, "WHEN", "at", OPTION_TIME, true, N_("when it begins") },
			{ "for", 0, "FOR", "for", OPTION_TIME, false, N_("how long it lasts") },
			{ "role", 0, "ROLE", "role", OPTION_VALUE, false, N_("the position") },
			{ "with", 0, "PERSON", "with", OPTION_LIST, false,
			  N_("an interviewer; repeat for a panel") },
			{ "contact", 0, "PERSON", "contact", OPTION_LIST, false,
			  N_("somebody who writes but does not interview, such as a recruiter") },
			{ "zone", 0, "ZONE", "zone", OPTION_VALUE, false,
			  N_("the clock by which they meet you") },
			{ "kind", 0, "KIND", "kind", OPTION_VALUE, false, N_("what kind of interview") },
			{ "topic", 0, "TEXT", "topic", OPTION_LIST, false,
			  N_("something you want to talk about; may be repeated") },
			{ "decision-by", 0, "WHEN", "decision_by", OPTION_TIME, false,
			  N_("the day by which they decide") },
			{ "process", 0, "WORD", "process", OPTION_VALUE, false,
			  N_("tells two applications at one company apart") },
			{ "id", 0, "WORD", "id", OPTION_VALUE, false,
			  N_("a name of your own: a-z, 0-9 and '-', at most 40") },
		},
		.method = "Add",
		.print = print_add,
		.alone = run_add_form,
	},
	{
		.name = "set",
		.summary = N_("change what the book says about an interview"),
		.details = N_("KEY is a key of the book, as in followupd.interviews(5). Times are on the "
			   "interview's own clock."),
		.examples = TYPED_("set acme decision-by=2026-12-04\nset acme 'role=Systems Engineer' duration=45min"),
		.arguments = { ID, { "KEY=VALUE", "values", ARGUMENT_LIST, false, NULL } },
		.method = "Set",
		.complete = complete_set,
		.print = print_change,
	},
	{
		.name = "note",
		.summary = N_("something worth mentioning in your letters"),
		.details = N_("Without an option it is a topic you talked about."),
		.examples = TYPED_("note acme zero-copy parsers\nnote acme --learned 'they release every Tuesday'"),
		.arguments = { ID, { "TEXT", "text", ARGUMENT_TEXT, false, NULL } },
		.options = {
			{ "topic", 0, NULL, "kind", OPTION_WORD, false, N_("you talked about it") },
			{ "learned", 0, NULL, "kind", OPTION_WORD, false,
			  N_("something about the company or its culture") },
			{ "concern", 0, NULL, "kind", OPTION_WORD, false,
			  N_("a doubt they had, which your letter can answer") },
			{ "news", 0, NULL, "kind", OPTION_WORD, false,
			  N_("something new about you, for a later letter") },
			{ "personal", 0, NULL, "kind", OPTION_WORD, false, N_("a shared interest") },
			{ "mishap", 0, NULL, "kind", OPTION_WORD, false, N_("something that went wrong") },
		},
		.method = "Note",
		.print = print_change,
	},
	{
		.name = "sent",
		.summary = N_("you wrote to them or called"),
		.details = N_("Without MILESTONE it is what is open and ends with a message. Where several "
			   "people are still to be thanked, say which, or --all. What good manners "
			   "advise against is refused (exit code 5) with the day that would be fine."),
		.examples = TYPED_("sent acme --to Dana\nsent acme check-in --via phone --at 'yesterday 16:00'\n"
			    "sent acme --all"),
		.arguments = { ID, { "MILESTONE", "milestone", ARGUMENT_WORD, true, NULL } },
		.options = {
			{ "to", 0, "NAME", "to", OPTION_LIST, false, N_("to whom; may be repeated") },
			{ "all", 0, NULL, "all", OPTION_FLAG, false, N_("to everybody not yet thanked") },
			{ "via", 0, "CHANNEL", "via", OPTION_VALUE, false,
			  N_("how it went (default: email)") },
			AT(N_("when it was (default: now)")),
			{ "text", 0, "TEXT", "text", OPTION_VALUE, false, N_("its subject, or what it said") },
			{ "force", 0, NULL, "force", OPTION_FLAG, false,
			  N_("it was sent, though good manners say no: it counts") },
		},
		.method = "Sent",
		.print = print_change,
	},
	{
		.name = "heard",
		.summary = N_("they wrote or called"),
		.details = N_("Their word moves the check-ins. If they named a date, say so: nothing "
			   "will be brought up before it."),
		.examples = TYPED_("heard acme 'they need another week' --decision-by fri"),
		.arguments = { ID, { "TEXT", "text", ARGUMENT_TEXT, true, NULL } },
		.options = {
			{ "decision-by", 0, "WHEN", "decision_by", OPTION_TIME, false,
			  N_("the day by which they decide") },
			{ "from", 0, "NAME", "from", OPTION_VALUE, false, N_("who it was") },
			{ "via", 0, "CHANNEL", "via", OPTION_VALUE, false, N_("how it came") },
			AT(N_("when it was (default: now)")),
		},
		.method = "Heard",
		.print = print_change,
	},
	{
		.name = "promise",
		.summary = N_("something was agreed, with a date"),
		.examples = TYPED_("promise acme 'send the work sample' --by fri\npromise acme 'call me back' --by +3d --theirs"),
		.arguments = { ID, { "TEXT", "text", ARGUMENT_TEXT, false, NULL } },
		.options = {
			{ "by", 0, "WHEN", "by", OPTION_TIME, true, N_("the day it is due") },
			{ "theirs", 0, NULL, "theirs", OPTION_FLAG, false, N_("they promised it, not you") },
			{ "lead", 0, "FOR", "lead", OPTION_TIME, false,
			  N_("how long before to remind (default: 1bd)") },
		},
		.method = "Promise",
		.print = print_change,
	},
	{
		.name = "kept",
		.summary = N_("a promise was kept"),
		.details = N_("TEXT is the promise or a part of it; without it, the only one that is open."),
		.examples = TYPED_("kept acme\nkept acme send the work"),
		.arguments = { ID, { "TEXT", "text", ARGUMENT_TEXT, true, NULL } },
		.options = { AT(N_("when it was (default: now)")) },
		.method = "Kept",
		.print = print_change,
	},
	{
		.name = "state",
		.summary = N_("whether the interview took place"),
		.examples = TYPED_("state acme no-show"),
		.arguments = { ID, { "STATE", "state", ARGUMENT_WORD, false, NULL } },
		.options = { AT(N_("when that was (default: now)")) },
		.method = "State",
		.print = print_change,
	},
	{
		.name = "outcome",
		.summary = N_("how the process ended"),
		.details = N_("`open` opens it again."),
		.examples = TYPED_("outcome acme offer --answer-by 2026-12-11\noutcome acme rejected\noutcome acme no-response"),
		.arguments = { ID, { "OUTCOME", "outcome", ARGUMENT_WORD, false, NULL } },
		.options = {
			AT(N_("when it came (default: now)")),
			{ "answer-by", 0, "WHEN", "answer_by", OPTION_TIME, false,
			  N_("the day by which they want your answer") },
			{ "text", 0, "TEXT", "text", OPTION_VALUE, false, N_("what they said") },
		},
		.method = "Outcome",
		.print = print_change,
	},
	{
		.name = "move",
		.summary = N_("the interview is at another time"),
		.details = N_("WHEN is on the interview's own clock."),
		.examples = TYPED_("move acme thu 10:00"),
		.arguments = { ID, { "WHEN", "at", ARGUMENT_TEXT, false, NULL } },
		.method = "Move",
		.print = print_change,
	},
	{
		.name = "cancel",
		.summary = N_("the interview will not take place"),
		.details = N_("The same as `state ID cancelled`: it stays in the book."),
		.examples = TYPED_("cancel acme"),
		.arguments = { ID },
		.options = { AT(N_("when that was (default: now)")) },
		.method = "State",
		.complete = complete_cancel,
		.print = print_change,
	},
	{
		.name = "edit",
		.summary = N_("the book in your editor, checked before it is saved"),
		.details = N_("Opens a private copy in $VISUAL or $EDITOR, at the interview if you name one. "
			   "What is wrong with it is said by line, and the editor is opened again there "
			   "if you like. If the book was changed elsewhere meanwhile, both changes stay; "
			   "where they are in the same lines, yours is kept beside it."),
		.examples = TYPED_("edit\nedit acme"),
		.arguments = { { "ID", "id", ARGUMENT_WORD, true, NULL } },
		.options = { { "open", 0, NULL, "open", OPTION_FLAG, false,
			       N_("the book itself, in the desktop's editor of texts") } },
		.method = "Replace",
		.run = run_edit,
	},
	{
		.name = "undo",
		.summary = N_("take a change back"),
		.details = N_("N is its number in `log`; without it, the last change that still stands. Only "
			   "its own lines are taken back, and only if nobody edited them since. What was "
			   "taken back can be made again: the undo has a number too."),
		.examples = TYPED_("undo\nundo 14"),
		.arguments = { { "N", "change", ARGUMENT_WORD, true, NULL } },
		.method = "Undo",
		.complete = complete_undo,
		.print = print_undo,
	},
	{
		.name = "remove",
		.summary = N_("take an interview out of the book"),
		.details = N_("Prints the lines that were removed, so that you can put them back."),
		.examples = TYPED_("remove acme\nremove acme >acme.ini"),
		.arguments = { ID },
		.method = "Remove",
		.print = print_remove,
	},
	{ 0 },
};

/* SPDX-License-Identifier: MIT */

/* The verbs that look and change nothing. */

#include "cli/print.h"
#include "cli/run.h"
#include "cli/verb.h"

const struct verb verbs_look[] = {
	{
		.name = "status",
		.summary = "what is due now, what comes next, what is wrong",
		.details = "This is what followupctl does without a verb. It also names the files "
			   "that are in use.",
		.examples = "status\nstatus --json",
		.method = "Status",
		.paged = true,
		.print = print_status,
	},
	{
		.name = "list",
		.summary = "the interviews, with what comes next for each",
		.details = "Interviews of a process that has ended (an offer accepted, a no, "
			   "silence given up on) are left out, unless you ask for --all.",
		.examples = "list\nlist --all acme",
		.arguments = { { "COMPANY", "company", ARGUMENT_TEXT, true, NULL } },
		.options = { { "all", 0, NULL, "all", OPTION_FLAG, false,
			       "also those whose process has ended" } },
		.method = "List",
		.paged = true,
		.print = print_list,
	},
	{
		.name = "show",
		.summary = "one interview whole: people, notes, contacts, milestones",
		.examples = "show acme-onsite",
		.arguments = { { "ID", "id", ARGUMENT_WORD, false, NULL } },
		.method = "Show",
		.paged = true,
		.print = print_show,
	},
	{
		.name = "log",
		.summary = "what was sent and heard and changed, in order",
		.details = "Of one interview, or of all. In front stands the number of the change, "
			   "for `undo`; the last hundred are kept.",
		.examples = "log\nlog acme",
		.arguments = { { "ID", "id", ARGUMENT_WORD, true, NULL } },
		.method = "Log",
		.paged = true,
		.print = print_log,
	},
	{
		.name = "plan",
		.summary = "everything that will come up, and when",
		.details = "What rests on something you have not done yet says so: it moves "
			   "when you do that thing on another day.",
		.examples = "plan\nplan acme\nplan --until '+2w'",
		.arguments = { { "ID", "id", ARGUMENT_WORD, true, NULL } },
		.options = { { "until", 0, "WHEN", "until", OPTION_TIME, false,
			       "only what comes before then" },
			     { "open", 0, NULL, "open", OPTION_FLAG, false,
			       "in a window of the desktop's viewer of texts" } },
		.method = "Plan",
		.paged = true,
		.print = print_plan,
	},
	{
		.name = "timeline",
		.summary = "a picture of all processes over time",
		.details =
			"A row for each process: interviews, what was sent and heard, and the windows "
			"of what is asked for, each beginning with a letter and ending at its deadline. "
			"Below stands what the signs mean.",
		.examples = "timeline\ntimeline acme",
		.arguments = { { "COMPANY", "company", ARGUMENT_TEXT, true, NULL } },
		.options = { { "all", 0, NULL, "all", OPTION_FLAG, false,
			       "also those whose process has ended" } },
		.method = "Timeline",
		.paged = true,
		.print = print_timeline,
	},
	{
		.name = "why",
		.summary = "which rule asks for it, and why just then",
		.details = "The rule in plain words, where it comes from, the arithmetic, and "
			   "what would change it.",
		.examples = "why acme\nwhy acme check-in",
		.arguments = { { "ID", "id", ARGUMENT_WORD, false, NULL },
			       { "MILESTONE", "milestone", ARGUMENT_WORD, true, NULL } },
		.method = "Why",
		.paged = true,
		.print = print_why,
	},
	{
		.name = "watch",
		.summary = "what is on, told whenever it changes",
		.details =
			"Runs until Ctrl-C, also while the daemon is restarted. Pop-ups are drawn in the "
			"terminal as they come up. With --waybar it prints lines of JSON for the bar "
			"of a desktop: followupctl(1) shows how waybar, i3blocks and polybar read them.",
		.examples = "watch\nwatch --waybar\nwatch --json",
		.options = { { "waybar", 0, NULL, "waybar", OPTION_FLAG, false,
			       "lines for a desktop's bar: what is due, and how many" } },
		.method = "Watch",
		.run = run_watch,
	},
	{ 0 },
};

/* SPDX-License-Identifier: MIT */

/* The verbs that look and change nothing. */

#include "cli/print.h"
#include "cli/run.h"
#include "cli/verb.h"
#include "common/tongue.h"

const struct verb verbs_look[] = {
	{
		.name = "status",
		.summary = N_("what is due now, what comes next, what is wrong"),
		.details =
			N_("This is what followupctl does without a verb. It also names the files "
			   "that are in use."),
		.examples = TYPED_("status\nstatus --json"),
		.method = "Status",
		.paged = true,
		.print = print_status,
	},
	{
		.name = "list",
		.summary = N_("the interviews, with what comes next for each"),
		.details = N_("Interviews of a process that has ended (an offer accepted, a no, "
			      "silence given up on) are left out, unless you ask for --all."),
		.examples = TYPED_("list\nlist --all acme"),
		.arguments = { { "COMPANY", "company", ARGUMENT_TEXT, true, NULL } },
		.options = { { "all", 0, NULL, "all", OPTION_FLAG, false,
			       N_("also those whose process has ended") } },
		.method = "List",
		.paged = true,
		.print = print_list,
	},
	{
		.name = "show",
		.summary = N_("one interview whole: people, notes, contacts, milestones"),
		.examples = TYPED_("show acme-onsite"),
		.arguments = { { "ID", "id", ARGUMENT_WORD, false, NULL } },
		.method = "Show",
		.paged = true,
		.print = print_show,
	},
	{
		.name = "log",
		.summary = N_("what was sent and heard and changed, in order"),
		.details =
			N_("Of one interview, or of all. In front stands the number of the change, "
			   "for `undo`; the last hundred are kept."),
		.examples = TYPED_("log\nlog acme"),
		.arguments = { { "ID", "id", ARGUMENT_WORD, true, NULL } },
		.method = "Log",
		.paged = true,
		.print = print_log,
	},
	{
		.name = "plan",
		.summary = N_("everything that will come up, and when"),
		.details = N_("What rests on something you have not done yet says so: it moves "
			      "when you do that thing on another day."),
		.examples = TYPED_("plan\nplan acme\nplan --until '+2w'"),
		.arguments = { { "ID", "id", ARGUMENT_WORD, true, NULL } },
		.options = { { "until", 0, "WHEN", "until", OPTION_TIME, false,
			       N_("only what comes before then") },
			     { "open", 0, NULL, "open", OPTION_FLAG, false,
			       N_("in a window of the desktop's viewer of texts") } },
		.method = "Plan",
		.paged = true,
		.print = print_plan,
	},
	{
		.name = "timeline",
		.summary = N_("a picture of all processes over time"),
		.details = N_(
			"A row for each process: interviews, what was sent and heard, and the windows "
			"of what is asked for, each beginning with a letter and ending at its deadline. "
			"Below stands what the signs mean."),
		.examples = TYPED_("timeline\ntimeline acme"),
		.arguments = { { "COMPANY", "company", ARGUMENT_TEXT, true, NULL } },
		.options = { { "all", 0, NULL, "all", OPTION_FLAG, false,
			       N_("also those whose process has ended") } },
		.method = "Timeline",
		.paged = true,
		.print = print_timeline,
	},
	{
		.name = "why",
		.summary = N_("which rule asks for it, and why just then"),
		.details = N_("The rule in plain words, where it comes from, the arithmetic, and "
			      "what would change it."),
		.examples = TYPED_("why acme\nwhy acme check-in"),
		.arguments = { { "ID", "id", ARGUMENT_WORD, false, NULL },
			       { "MILESTONE", "milestone", ARGUMENT_WORD, true, NULL } },
		.method = "Why",
		.paged = true,
		.print = print_why,
	},
	{
		.name = "watch",
		.summary = N_("what is on, told whenever it changes"),
		.details = N_(
			"Runs until Ctrl-C, also while the daemon is restarted. Pop-ups are drawn in the "
			"terminal as they come up. With --waybar it prints lines of JSON for the bar "
			"of a desktop: followupctl(1) shows how waybar, i3blocks and polybar read them."),
		.examples = TYPED_("watch\nwatch --waybar\nwatch --json"),
		.options = { { "waybar", 0, NULL, "waybar", OPTION_FLAG, false,
			       N_("lines for a desktop's bar: what is due, and how many") } },
		.method = "Watch",
		.run = run_watch,
	},
	{ 0 },
};

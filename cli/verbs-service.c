/* SPDX-License-Identifier: MIT */

/* The verbs about the program itself. */

#include "cli/print.h"
#include "cli/run.h"
#include "cli/verb.h"

const struct verb verbs_service[] = {
	{
		.name = "reload",
		.summary = "read book and settings again",
		.details =
			"The daemon notices a save by itself; this also prints what is wrong with "
			"the files, and then exits with code 1.",
		.examples = "reload",
		.method = "Reload",
		.print = print_reload,
		.failed = print_reload_failed,
	},
	{
		.name = "version",
		.summary = "the versions of this program and of the daemon",
		.examples = "version",
		.run = print_version,
	},
	{
		.name = "doctor",
		.summary = "looks at each part of the way to a pop-up on the screen",
		.details =
			"From the control socket over the daemon and its files to the notification "
			"server, the mail program and the time zones: a line each, and what to do where "
			"something is missing. Exits with code 1 if something is wrong.",
		.examples = "doctor\ndoctor --json",
		.method = "Doctor",
		.run = run_doctor,
	},
	{
		.name = "test-popup",
		.summary = "shows a harmless pop-up",
		.details =
			"Also while pop-ups are paused. It says why if none came up, and then exits with "
			"code 1.",
		.examples = "test-popup",
		.method = "TestPopup",
		.print = print_test_popup,
		.failed = print_test_popup_failed,
	},
	{
		.name = "completion",
		.summary = "a script that completes followupctl's command lines in a shell",
		.details =
			"It asks for what could come at each Tab: verbs, options, ids, milestones, people. "
			"With the words of a command line behind it, prints what could be the last one.",
		.examples = "completion bash\ncompletion bash -- sent acme --to ''",
		.arguments = { { "SHELL", "shell", ARGUMENT_WORD, false, NULL },
			       { "WORD", "words", ARGUMENT_LIST, true, NULL } },
		.run = run_completion,
	},
	{
		.name = "help",
		.summary = "this help, or that of a verb",
		.examples = "help\nhelp sent",
		.arguments = { { "VERB", "verb", ARGUMENT_WORD, true, NULL } },
		.paged = true,
		.run = print_help,
	},
	{ 0 },
};

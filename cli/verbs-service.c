/* SPDX-License-Identifier: MIT */

/* The verbs about the program itself. */

#include "cli/print.h"
#include "cli/run.h"
#include "cli/verb.h"
#include "common/tongue.h"

const struct verb verbs_service[] = {
	{
		.name = "reload",
		.summary = N_("read book and settings again"),
		.details = N_(
			"The daemon notices a save by itself; this also prints what is wrong with "
			"the files, and then exits with code 1."),
		.examples = TYPED_("reload"),
		.method = "Reload",
		.print = print_reload,
		.failed = print_reload_failed,
	},
	{
		.name = "version",
		.summary = N_("the versions of this program and of the daemon"),
		.examples = TYPED_("version"),
		.run = print_version,
	},
	{
		.name = "doctor",
		.summary = N_("looks at each part of the way to a pop-up on the screen"),
		.details = N_(
			"From the control socket over the daemon and its files to the notification "
			"server, the mail program and the time zones: a line each, and what to do where "
			"something is missing. Exits with code 1 if something is wrong."),
		.examples = TYPED_("doctor\ndoctor --json"),
		.method = "Doctor",
		.run = run_doctor,
	},
	{
		.name = "test-popup",
		.summary = N_("shows a harmless pop-up"),
		.details = N_(
			"Also while pop-ups are paused. It says why if none came up, and then exits with "
			"code 1."),
		.examples = TYPED_("test-popup"),
		.method = "TestPopup",
		.print = print_test_popup,
		.failed = print_test_popup_failed,
	},
	{
		.name = "completion",
		.summary = N_("a script that completes followupctl's command lines in a shell"),
		.details = N_(
			"It asks for what could come at each Tab: verbs, options, ids, milestones, people. "
			"With the words of a command line behind it, prints what could be the last one."),
		.examples = TYPED_("completion bash\ncompletion bash -- sent acme --to ''"),
		.arguments = { { "SHELL", "shell", ARGUMENT_WORD, false, NULL },
			       { "WORD", "words", ARGUMENT_LIST, true, NULL } },
		.run = run_completion,
	},
	{
		.name = "help",
		.summary = N_("this help, or that of a verb"),
		.examples = TYPED_("help\nhelp sent"),
		.arguments = { { "VERB", "verb", ARGUMENT_WORD, true, NULL } },
		.paged = true,
		.run = print_help,
	},
	{ 0 },
};

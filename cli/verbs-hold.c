/* SPDX-License-Identifier: MIT */

/* The verbs that hold pop-ups back. */

#include <errno.h>
#include <string.h>

#include "cli/arguments.h"
#include "cli/print.h"
#include "cli/verb.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/tongue.h"
#include "etiquette/milestone.h"

/* "until tomorrow" and "for 2h" are what people say; these words carry nothing. */
static size_t filler_size(const char *text)
{
	static const char *const fillers[] = { "until ", "till ", "for " };

	for (size_t i = 0; i < ELEMENTS(fillers); i++)
		if (text_starts_fold(text, fillers[i]))
			return strlen(fillers[i]);
	return 0;
}

/*
 * `snooze acme check-in 2h` and `snooze acme next tue`: the first word is a milestone if a time stands
 * behind it and none begins with it. Names of milestones can be made in the settings, so none are listed here.
 */
static bool begins_with_milestone(const char *rest)
{
	const char *blank = strchr(rest, ' ');

	if (!blank || filler_size(rest) > 0 || arguments_is_time(rest))
		return false;
	const char *time = blank + 1 + filler_size(blank + 1);
	cleanup_free char *first = strndup(rest, (size_t)(blank - rest));
	return arguments_is_time(time) || (first && rule_find(first));
}

static int complete_until(json_t *parameters, char **ret_complaint)
{
	json_t *until = json_object_get(parameters, "until");
	size_t size = until ? filler_size(json_string_value(until)) : 0;

	(void)ret_complaint;
	if (size == 0)
		return 0;
	cleanup_free char *time = text_copy(json_string_value(until) + size);
	return !time || json_string_set(until, time) < 0 ? -ENOMEM : 0;
}

static int complete_snooze(json_t *parameters, char **ret_complaint)
{
	const char *until = json_string_value(json_object_get(parameters, "until"));

	if (rule_find(until))
		return arguments_refuse(ret_complaint,
					"Until when? Say it behind the milestone: %s 2h, or %s "
					"tomorrow 9:00",
					until, until);
	return complete_until(parameters, ret_complaint);
}

const struct verb verbs_hold[] = {
	{
		.name = "snooze",
		.summary = N_("bring it up later"),
		.details = N_(
			"Without MILESTONE, all that is due for the interview. Nothing else moves: "
			"a deadline stays where it is."),
		.examples = TYPED_("snooze acme 2h\nsnooze acme check-in tomorrow 9:00"),
		.arguments = { { "ID", "id", ARGUMENT_WORD, false, NULL },
			       { "MILESTONE", "milestone", ARGUMENT_WORD, true,
				 begins_with_milestone },
			       { "UNTIL", "until", ARGUMENT_TEXT, false, NULL } },
		.method = "Snooze",
		.complete = complete_snooze,
		.print = print_change,
	},
	{
		.name = "skip",
		.summary = N_("do without this milestone; it does not come back"),
		.details = N_(
			"TEXT says which promise, as in `kept`; it is needed where several are open."),
		.examples = TYPED_("skip acme check-in\nskip acme thank-you --to Sam\n"
				   "skip acme promise send the work"),
		.arguments = { { "ID", "id", ARGUMENT_WORD, false, NULL },
			       { "MILESTONE", "milestone", ARGUMENT_WORD, false, NULL },
			       { "TEXT", "text", ARGUMENT_TEXT, true, NULL } },
		.options = { { "to", 0, "NAME", "to", OPTION_LIST, false,
			       N_("for this person only; may be repeated") } },
		.method = "Skip",
		.print = print_change,
	},
	{
		.name = "pause",
		.summary = N_("no pop-ups for a while"),
		.details = N_("Until then, or until you type `followupctl resume`. What came up "
			      "meanwhile is then shown once."),
		.examples = TYPED_("pause\npause 2h\npause until mon 9:00"),
		.arguments = { { "UNTIL", "until", ARGUMENT_TEXT, true, NULL } },
		.method = "Pause",
		.complete = complete_until,
		.print = print_text,
	},
	{
		.name = "resume",
		.summary = N_("pop-ups again"),
		.examples = TYPED_("resume"),
		.method = "Resume",
		.print = print_text,
	},
	{ 0 },
};

/* SPDX-License-Identifier: MIT */

/* The verbs about letters, which cli/letters/ does. Nothing is ever sent. */

#include "cli/run.h"
#include "cli/verb.h"
#include "common/tongue.h"

const struct verb verbs_letters[] = {
	{
		.name = "draft",
		.summary = N_("a letter from a template and what the book knows"),
		.details = N_(
			"Without a milestone it is for what is open and ends with a message. What only you "
			"can say is left as [[a blank]]. Nothing is sent: print it, edit it, or open it in "
			"your mail program. TEXT says which promise, as in `kept`; without it the most "
			"urgent is meant."),
		.examples = TYPED_(
			"draft acme\ndraft acme thank-you --to Dana --open\ndraft acme check-in --lang de\n"
			"draft acme promise send the work"),
		.arguments = { { "ID", "id", ARGUMENT_WORD, false, NULL },
			       { "MILESTONE", "milestone", ARGUMENT_WORD, true, NULL },
			       { "TEXT", "text", ARGUMENT_TEXT, true, NULL } },
		.options = { { "to", 0, "NAME", "to", OPTION_LIST, false,
			       N_("whom it is for; may be repeated") },
			     { "via", 0, "CHANNEL", "via", OPTION_VALUE, false,
			       N_("email (the default), phone (notes for a call) or linkedin") },
			     { "lang", 0, "LANGUAGE", "lang", OPTION_VALUE, false,
			       N_("the letter's language; by default the book's, else en") },
			     { "edit", 0, NULL, "edit", OPTION_FLAG, false,
			       N_("first in your editor, then printed; the file is not kept") },
			     { "open", 0, NULL, "open", OPTION_FLAG, false,
			       N_("in your mail program") },
			     { "eml", 0, NULL, "eml", OPTION_FLAG, false,
			       N_("as a message that mail programs open") },
			     { "print-mailto", 0, NULL, "print-mailto", OPTION_FLAG, false,
			       N_("as a mailto: link") },
			     { "force", 0, NULL, "force", OPTION_FLAG, false,
			       N_("though good manners say it is too early") } },
		.method = "Draft",
		.run = run_letters,
	},
	{
		.name = "check",
		.summary = N_("what in a letter breaks the etiquette, and how to mend it"),
		.details = N_(
			"Exits with code 1 if something must change. With --for it knows the people, "
			"the notes and the dates of the book, and exits with code 5 if the letter comes too "
			"early. Several letters (a panel's) are compared with each other."),
		.examples = TYPED_("check letter.txt\ncheck letter.txt --for acme thank-you\n"
				   "check --as gracious-reply --lang de brief.txt"),
		.arguments = { { "FILE", "files", ARGUMENT_LIST, true, NULL } },
		.options = { { "for", 0, TYPED_("ID MILESTONE"), "for", OPTION_PAIR, false,
			       N_("what the letter is for") },
			     { "as", 0, "MILESTONE", "as", OPTION_VALUE, false,
			       N_("what it is for, without a look into the book") },
			     { "to", 0, "NAME", "to", OPTION_LIST, false,
			       N_("whom it is for; by default as in its To: line") },
			     { "via", 0, "CHANNEL", "via", OPTION_VALUE, false,
			       N_("email (the default) or linkedin") },
			     { "lang", 0, "LANGUAGE", "lang", OPTION_VALUE, false,
			       N_("the letter's language; by default the book's, else en") } },
		.run = run_letters,
	},
	{ 0 },
};

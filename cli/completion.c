/* SPDX-License-Identifier: MIT */

/*
 * completion: a script for the shell, or, with the words of a command line, what could be the last of them.
 * The scripts know nothing of verbs: at each Tab they ask, so they never grow old.
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/complete.h"
#include "cli/facts.h"
#include "cli/cli.h"
#include "cli/failure.h"
#include "cli/run.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/message.h"
#include "common/text.h"
#include "common/voice.h"
#include "shell-scripts.h"

static const struct shell {
	const char *name, *script;
} shells[] = {
	{ "bash", script_bash },
	{ "zsh", script_zsh },
	{ "fish", script_fish },
};

static const char *find_script(const char *name)
{
	for (size_t i = 0; i < ELEMENTS(shells); i++)
		if (text_equal(shells[i].name, name))
			return shells[i].script;
	return NULL;
}

/* "value<Tab>explanation" each; of a book that somebody else may have written. */
static void print_found(const struct completion *c)
{
	json_t *item;
	size_t i;

	json_array_foreach(c->found, i, item) {
		cleanup_free char *value = safe_line(json_string_value(json_array_get(item, 0)));
		cleanup_free char *explanation =
			safe_line(json_string_value(json_array_get(item, 1)));
		bool explained = explanation && explanation[0];

		if (value)
			printf("%s%s%s\n", value, explained ? "\t" : "",
			       explained ? explanation : "");
	}
}

/* {"found": [["thank-you", "Thank Dana Li"]]}, or the script. */
static int print_json(const char *script, const json_t *found)
{
	cleanup_json json_t *answer =
		script ? json_pack("{s:i, s:s}", "version", 1, "script", script)
		       : json_pack("{s:i, s:O}", "version", 1, "found", found);

	return cli_say_json(answer);
}

int run_completion(const struct request *q, struct output *o)
{
	const json_t *words = json_object_get(q->parameters, "words");
	const char *script = find_script(fact(q->parameters, "shell"));
	cleanup_json json_t *found = json_array();
	struct completion c = { .socket = q->socket, .found = found };

	(void)o;
	if (!script) {
		return failure_of_program(q, CODE_USAGE, "Usage",
					  _("completion knows bash, zsh and fish"));
	}
	if (!found || (words && complete_find(&c, words) < 0))
		return CODE_FAILED;
	if (q->json)
		return print_json(words ? NULL : script, found);
	if (words)
		print_found(&c);
	else
		fputs(script, stdout);
	return CODE_DONE;
}

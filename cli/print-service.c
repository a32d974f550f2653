/* SPDX-License-Identifier: MIT */

/* version and help: the verbs that do more, or less, than ask once. */

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/failure.h"
#include "cli/help.h"
#include "cli/hint.h"
#include "cli/print.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define GET_INFO "org.varlink.service.GetInfo"

static int print_version_json(const char *daemon)
{
	cleanup_json json_t *answer = json_pack("{s:i, s:s, s:s?}", "version", 1, "program",
						FOLLOWUPD_VERSION, "daemon", daemon);

	return cli_say_json(answer);
}

int print_version(const struct request *q, struct output *o)
{
	cleanup_json json_t *nothing = json_object();
	cleanup_reply struct reply reply = { 0 };

	if (!q->json)
		output_line(o, 0, STYLE_PLAIN, "followupctl %s", FOLLOWUPD_VERSION);
	int code = cli_call(q, GET_INFO, nothing, &reply);
	if (code != CODE_DONE)
		return code;
	const char *daemon = fact(reply.parameters, "version");
	if (q->json)
		return print_version_json(daemon);
	output_line(o, 0, STYLE_PLAIN, "followupd %s",
		    daemon ? daemon : _("of an unknown version"));
	if (!text_equal(daemon, FOLLOWUPD_VERSION))
		output_line(o, 0, STYLE_DUE,
			    "They differ. To start the installed daemon: "
			    "systemctl --user restart followupd.service");
	return CODE_DONE;
}

int print_help(const struct request *q, struct output *o)
{
	const char *name = fact(q->parameters, "verb");
	const struct verb *v = name ? verb_find(name) : NULL;

	if (name && !v) {
		cleanup_free char *hint = hint_for_verb(name, NULL, false);
		return failure_of_program(q, CODE_USAGE, "Usage", hint ? hint : name);
	}
	if (q->json) {
		cleanup_json json_t *tables = help_json();
		return cli_say_json(tables);
	}
	if (!q->no_pager)
		output_page(o);
	if (v)
		help_print_verb(o, v);
	else
		help_print(o);
	return CODE_DONE;
}

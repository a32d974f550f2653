/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/client.h"
#include "cli/failure.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/print.h"
#include "cli/window.h"
#include "common/cleanup.h"
#include "common/duration.h"
#include "common/paths.h"
#include "common/text.h"
#include "common/shortage.h"
#include "common/voice.h"

#define CONTROL "io.followupd.Control."
#define WINDOW  "open" /* the option of that name */

/* How long to wait for an answer; the environment may say otherwise, for slow disks and for tests. */
usec_t cli_patience(void)
{
	const char *text = getenv("FOLLOWUPCTL_PATIENCE");
	struct duration d;

	if (text && duration_from_text(text, &d) == 0 && d.unit == DURATION_EXACT && d.amount > 0)
		return d.amount;
	return CLIENT_PATIENCE;
}

int cli_socket(const struct request *q, char **ret)
{
	char *path = NULL;
	int r = 0;

	if (q->socket)
		path = text_copy(q->socket);
	else
		r = path_socket(&path);
	if (r < 0 || !path)
		return failure_of_path(q, r < 0 ? r : -ENOMEM);
	*ret = path;
	return CODE_DONE;
}

int cli_call(const struct request *q, const char *method, json_t *parameters, struct reply *ret)
{
	cleanup_free char *path = NULL;
	int r = cli_socket(q, &path);

	if (r != CODE_DONE)
		return r;
	r = client_call(path, method, parameters, cli_patience(), ret);
	if (r < 0)
		return failure_of_call(q, path, r);
	return ret->error ? failure_of_reply(q, ret) : CODE_DONE;
}

int cli_say_json(const json_t *answer)
{
	bool said = answer && output_json(answer) == 0;

	return said || shortages() > 0 ? CODE_DONE : CODE_FAILED;
}

/* Says the answer of a verb by its row, in a window of its own if the user wants one. */
static int say_reply(const struct request *q, struct output *o, const json_t *answer, bool open)
{
	cleanup_free char *window = NULL;
	int code = open ? window_begin(&window) : CODE_DONE;

	if (code != CODE_DONE)
		return code;
	if (q->verb->paged && !q->no_pager && !open)
		output_page(o);
	output_set_clock(o, answer);
	if (!q->json)
		q->verb->print(o, answer);
	else if (cli_say_json(answer) != CODE_DONE)
		return CODE_FAILED;
	if (window)
		return window_open(window);
	return q->verb->failed && q->verb->failed(answer) ? CODE_FAILED : CODE_DONE;
}

/* Asks by the verb's row and says the answer by it. */
static int call_verb(const struct request *q, struct output *o)
{
	cleanup_reply struct reply reply = { 0 };
	cleanup_free char *method = text_format(CONTROL "%s", q->verb->method);
	bool open = json_is_true(json_object_get(q->parameters, WINDOW));

	if (!method)
		return failure_of_path(q, -ENOMEM);
	json_object_del(q->parameters, WINDOW); /* the daemon has no part in it */
	int code = cli_call(q, method, q->parameters, &reply);
	return code == CODE_DONE ? say_reply(q, o, reply.parameters, open) : code;
}

static int do_verb(const struct request *q, struct output *o, const struct runner *own)
{
	for (; own && own->verb; own++)
		if (text_equal(own->verb, q->verb->name))
			return own->run(q, o);
	return q->verb->run ? q->verb->run(q, o) : call_verb(q, o);
}

static int run_verb(const struct request *q, struct output *o, const struct runner *own)
{
	if (q->version) {
		puts("followupctl " FOLLOWUPD_VERSION);
		return CODE_DONE;
	}
	if (q->alone)
		return q->verb->alone(q, o);
	if (!q->help)
		return do_verb(q, o, own);
	if (!q->no_pager)
		output_page(o);
	if (q->verb)
		help_print_verb(o, q->verb);
	else
		help_print(o);
	return CODE_DONE;
}

/* Of a command line that could not be read. */
static bool wants_json(int argc, char *argv[])
{
	for (int i = 1; i < argc && !text_equal(argv[i], "--"); i++)
		if (text_equal(argv[i], "--json"))
			return true;
	return false;
}

int cli_run(int argc, char *argv[], const struct runner *own)
{
	cleanup_request struct request q = { 0 };
	cleanup_free char *complaint = NULL;
	struct output o;

	/* A reader that goes away (`| head`) is noticed when writing, and is no reason to die. */
	signal(SIGPIPE, SIG_IGN);
	shortage_watch_json();
	voice_open();
	int r = arguments_parse(argc, argv, &q, &complaint);
	if (r == -ENOMEM || shortages() > 0)
		return failure_of_path(&q, -ENOMEM);
	if (r < 0) {
		q.json = wants_json(argc, argv);
		return failure_of_program(&q, CODE_USAGE, "Usage",
					  complaint ? complaint : strerror(-r));
	}
	output_open(&o, q.color);
	int code = run_verb(&q, &o, own);
	r = output_close(&o);
	if (r < 0) {
		cleanup_free char *text =
			text_format(_("The answer could not be written: %s"), strerror(-r));
		output_complain(text ? text : strerror(-r));
		if (code == CODE_DONE && q.verb && verb_changes(q.verb))
			fprintf(stderr, "%s\n",
				_("What you asked for was done all the same; do not repeat it. See: followupctl log"));
		return code == CODE_DONE ? CODE_FAILED : code;
	}
	if (code == CODE_DONE && shortages() > 0) {
		output_complain(N_("There was not enough memory to say all of it."));
		return CODE_FAILED;
	}
	return code;
}

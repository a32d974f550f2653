/* SPDX-License-Identifier: MIT */

/* watch: what is on, told whenever it is different. The daemon tells; nobody asks twice. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/client.h"
#include "cli/doorway.h"
#include "cli/facts.h"
#include "cli/failure.h"
#include "cli/print.h"
#include "cli/run.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"

#define METHOD "io.followupd.Control.Watch"
/* How long after a failure the daemon is tried again, unless its socket comes back before. */
#define FIRST_PAUSE (USEC_PER_SEC / 10)
#define LAST_PAUSE  (30 * USEC_PER_SEC)

struct watch {
	const struct request *q;
	struct output *o;
	bool bar;
	json_t *before; /* the last answer; NULL: none, or the daemon has gone since */
	bool answered;  /* once at least */
	bool gone_said;
	usec_t pause;
	int code;
};

static void watch_done(struct watch *w)
{
	json_decref(w->before);
}

static void print_json_line(const json_t *reply)
{
	cleanup_free char *raw = json_dumps(reply, JSON_COMPACT);
	cleanup_free char *line = raw ? safe_json(raw) : NULL;

	if (line)
		puts(line);
}

/* False: the reader has gone, or it is no answer. */
static bool on_reply(void *user, const struct reply *reply)
{
	struct watch *w = user;

	if (reply->error) {
		w->code = failure_of_reply(w->q, reply);
		return false;
	}
	w->answered = true;
	w->gone_said = false;
	w->pause = FIRST_PAUSE;
	output_set_clock(w->o, reply->parameters);
	if (w->bar)
		print_bar(w->o, reply->parameters);
	else if (w->q->json)
		print_json_line(reply->parameters);
	else
		print_news(w->o, w->before, reply->parameters);
	json_decref(w->before);
	w->before = json_incref(reply->parameters);
	return fflush(stdout) == 0;
}

/* It may come back: a bar shows that it is away, a person is told once. */
static void say_gone(struct watch *w)
{
	if (w->gone_said)
		return;
	w->gone_said = true;
	if (w->bar)
		print_bar(w->o, NULL);
	else
		output_note("followupd has ended; waiting for it to come back");
	fflush(stdout);
}

/* Follows the daemon to its end. False: that was all. */
static bool follow(struct watch *w, const char *path)
{
	cleanup_json json_t *nothing = json_object();
	cleanup_close int door = doorway_open(path);
	int r = client_follow(path, METHOD, nothing, cli_patience(), on_reply, w);

	if (r == 0 || w->code != CODE_DONE)
		return false;
	if (!w->answered && !w->bar) {
		w->code = failure_of_call(w->q, path, r);
		return false;
	}
	say_gone(w);
	r = doorway_wait(door, w->pause);
	w->pause = w->pause * 2 > LAST_PAUSE ? LAST_PAUSE : w->pause * 2;
	return r >= 0;
}

int run_watch(const struct request *q, struct output *o)
{
	__attribute__((cleanup(watch_done))) struct watch w = {
		.q = q,
		.o = o,
		.bar = json_is_true(json_object_get(q->parameters, "waybar")),
		.pause = FIRST_PAUSE,
	};
	cleanup_free char *path = NULL;

	w.code = cli_socket(q, &path);
	while (w.code == CODE_DONE && follow(&w, path))
		;
	return w.code;
}

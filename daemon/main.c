/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/shortage.h"
#include "common/voice.h"
#include "common/zone.h"
#include "daemon/daemon.h"

static int run(struct options *options)
{
	__attribute__((cleanup(daemon_done))) struct daemon d;
	int r = daemon_init(&d, options);

	return r < 0 ? r : daemon_run(&d);
}

static size_t say_complaints(const struct complaints *c)
{
	for (size_t i = 0; i < c->n; i++) {
		cleanup_free char *text = complaint_text(&c->items[i]);

		printf("%s%s\n", text ? text : "?", c->items[i].hint ? _(" (hint)") : "");
	}
	return c->n_errors;
}

/* Reads as the daemon would, without touching anything. */
static int check(const struct options *o)
{
	cleanup_free char *zone = zone_of_system();
	struct shelf shelf;
	size_t errors;
	int r;

	r = shelf_init(&shelf, o->check ? o->check : o->book,
		       o->check ? "/dev/null/none" : o->settings,
		       o->check ? "/dev/null/none" : o->memory, zone);
	if (r < 0)
		return log_error_errno(r, "Cannot check");
	errors = say_complaints(&shelf.book_complaints);
	if (!o->check)
		errors += say_complaints(&shelf.settings_complaints);
	if (o->check && !shelf.book_text.data && shelf.book_error == 0) {
		printf(_("%s: there is no such file\n"), o->check);
		errors++;
	} else if (errors == 0) {
		printf(P_("%s: %zu interview, no errors\n", "%s: %zu interviews, no errors\n",
			  shelf.book.n_interviews),
		       shelf.book_path, shelf.book.n_interviews);
	}
	shelf_done(&shelf);
	return errors > 0 ? -EINVAL : 0;
}

static int example(void)
{
	cleanup_text struct text out = { 0 };
	int r = settings_example(&out);

	if (r < 0)
		return log_oom();
	fputs(out.data, stdout);
	return 0;
}

int main(int argc, char **argv)
{
	__attribute__((cleanup(options_done))) struct options options;
	int r;

	log_open("followupd", false);
	shortage_watch_json();
	voice_open();
	r = options_parse(&options, argc, argv);
	if (r != 0)
		return r;
	log_open("followupd", options.debug);
	switch (options.mode) {
	case MODE_HELP:
		options_help();
		break;
	case MODE_VERSION:
		printf("followupd %s\n", FOLLOWUPD_VERSION);
		break;
	case MODE_CHECK:
		r = check(&options);
		break;
	case MODE_EXAMPLE:
		r = example();
		break;
	case MODE_RUN:
		r = run(&options);
		break;
	}
	return r < 0 ? EXIT_FAILURE : r;
}

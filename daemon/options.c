/* SPDX-License-Identifier: MIT */
#include "daemon/options.h"

#include <errno.h>
#include <getopt.h>
#include <libgen.h>
#include <limits.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/log.h"
#include "common/paths.h"
#include "common/text.h"
#include "common/voice.h"

#define EXIT_USAGE 2

struct option_row {
	const char *name, *argument, *help;
	size_t place; /* of the char * it sets; SIZE_MAX: none */
	enum mode mode;
};

/* One row an option: the table makes the parser and --help. */
static const struct option_row rows[] = {
	{ "book", "FILE", N_("the book of interviews"), offsetof(struct options, book), MODE_RUN },
	{ "settings", "FILE", N_("the settings"), offsetof(struct options, settings), MODE_RUN },
	{ "memory", "FILE", N_("what was shown and snoozed on this machine"),
	  offsetof(struct options, memory), MODE_RUN },
	{ "socket", "PATH", N_("the control socket"), offsetof(struct options, socket), MODE_RUN },
	{ "popup", "PROGRAM", N_("the helper that shows pop-ups"), offsetof(struct options, popup),
	  MODE_RUN },
	{ "holidays", "PROGRAM", N_("the helper that reads calendars of holidays"),
	  offsetof(struct options, holidays), MODE_RUN },
	{ "check", "[FILE]", N_("say what is wrong with book and settings, or with FILE"),
	  offsetof(struct options, check), MODE_CHECK },
	{ "example", NULL, N_("print the settings, each at its default and explained"), SIZE_MAX,
	  MODE_EXAMPLE },
	{ "debug", NULL, N_("say more"), SIZE_MAX, MODE_RUN },
	{ "help", NULL, N_("show this help and exit"), SIZE_MAX, MODE_HELP },
	{ "version", NULL, N_("show the version and exit"), SIZE_MAX, MODE_VERSION },
};

void options_help(void)
{
	printf(_("followupd [OPTION…]\n\n"
		 "Reminds of what good manners ask for after an interview, at the right moment.\n"
		 "Usually started by systemd:\n"
		 "  systemctl --user enable --now followupd.socket followupd.service\n\n"));
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		char left[32];

		snprintf(left, sizeof(left), "--%s %s", rows[i].name,
			 rows[i].argument ? rows[i].argument : "");
		printf("  %-18s %s\n", left, _(rows[i].help));
	}
	printf(_("\nExit codes: 0 done; 1 failed, or --check found an error; 2 bad usage.\n"
		 "See followupd(1).\n"));
}

static int set_path(struct options *o, const struct option_row *row, const char *value)
{
	char **place = (char **)((char *)o + row->place);
	char *copy = text_copy(value);

	if (!copy)
		return -ENOMEM;
	free(*place);
	*place = copy;
	return 0;
}

static int fill_path(char **place, int (*find)(char **), const char *what, const char *option)
{
	int r;

	if (*place)
		return 0;
	r = find(place);
	if (r < 0) {
		log_error_errno(
			r, "No place for the %s: set HOME (or the XDG directories), or say --%s",
			what, option);
		return EXIT_USAGE;
	}
	return 0;
}

/* The CLI lies beside the daemon, installed or not. */
static char *find_ctl(void)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (n < 0)
		return text_copy("followupctl");
	self[n] = '\0';
	return text_format("%s/followupctl", dirname(self));
}

static int fill_program(char **place, const char *variable, const char *installed)
{
	const char *program = getenv(variable);

	if (!*place)
		*place = text_copy(program ? program : installed);
	return *place ? 0 : EXIT_FAILURE;
}

static int fill_paths(struct options *o)
{
	int r;

	r = fill_path(&o->book, path_book, "book", "book");
	if (r == 0)
		r = fill_path(&o->settings, path_settings, "settings", "settings");
	if (r == 0)
		r = fill_path(&o->memory, path_memory, "memory", "memory");
	if (r == 0 && o->mode == MODE_RUN && !o->socket && path_socket(&o->socket) < 0) {
		log_error(
			"No place for the control socket: XDG_RUNTIME_DIR is not set and /run/user/%d is not there. "
			"Log in through systemd-logind, or say --socket",
			(int)getuid());
		r = EXIT_USAGE;
	}
	if (r == 0 && !o->ctl && !(o->ctl = find_ctl()))
		r = EXIT_FAILURE;
	if (r == 0)
		r = fill_program(&o->popup, "FOLLOWUPD_POPUP", FOLLOWUPD_POPUP);
	if (r == 0)
		r = fill_program(&o->holidays, "FOLLOWUPD_HOLIDAYS", FOLLOWUPD_HOLIDAYS);
	return r;
}

int options_parse(struct options *o, int argc, char **argv)
{
	struct option list[ELEMENTS(rows) + 1] = { 0 };
	int c, index = 0;

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		list[i] = (struct option){
			.name = rows[i].name,
			.has_arg = !rows[i].argument            ? no_argument
				   : rows[i].argument[0] == '[' ? optional_argument
								: required_argument,
		};
	*o = (struct options){ 0 };
	while ((c = getopt_long(argc, argv, "", list, &index)) != -1) {
		if (c == '?') {
			fputs(_("Try: followupd --help\n"), stderr);
			return EXIT_USAGE;
		}
		if (rows[index].mode != MODE_RUN)
			o->mode = rows[index].mode;
		if (text_equal(rows[index].name, "debug"))
			o->debug = true;
		if (rows[index].place != SIZE_MAX && optarg &&
		    set_path(o, &rows[index], optarg) < 0)
			return log_oom(), EXIT_FAILURE;
	}
	if (o->mode == MODE_CHECK && optind < argc && !o->check)
		o->check = text_copy(argv[optind++]);
	if (optind < argc) {
		fprintf(stderr,
			_("followupd: it takes no argument \"%s\"; try: followupd --help\n"),
			argv[optind]);
		return EXIT_USAGE;
	}
	return o->mode == MODE_RUN || o->mode == MODE_CHECK ? fill_paths(o) : 0;
}

void options_done(struct options *o)
{
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (rows[i].place != SIZE_MAX)
			free(*(char **)((char *)o + rows[i].place));
	free(o->ctl);
	*o = (struct options){ 0 };
}

/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/popup-protocol.h"
#include "common/text.h"
#include "popup/bus.h"
#include "popup/helper.h"

#define CHANNEL_FD 3
#define MSEC_MAX   (24 * 60 * 60 * 1000) /* a day: more patience is a typo */

static const char help[] =
	"Usage: followup-popup [OPTION]…\n"
	"Shows the pop-ups of followupd, which starts this program and talks to it on\n"
	"fd 3. There is nothing to do with it by hand.\n"
	"\n"
	"  --debug              say more on stderr\n"
	"  --hung-after=MS      call a notification server hung after so many silent\n"
	"                       milliseconds (5000)\n"
	"  --rest=MS,MS,MS      wait so long after the first, second and each further\n"
	"                       attempt to start one has failed (60000,300000,1800000)\n"
	"  --help, --version    show this, or the version\n";

struct options {
	bool debug, help, version;
	struct patience patience;
};

static int parse_msec(const char *text, unsigned *ret)
{
	int64_t msec;
	int r = text_to_int(text, 1, MSEC_MAX, &msec);

	if (r < 0)
		return r;
	*ret = (unsigned)msec;
	return 0;
}

static int parse_rests(const char *text, unsigned ret[static STARTER_RESTS])
{
	g_auto(GStrv) parts = g_strsplit(text, ",", STARTER_RESTS + 1);

	if (g_strv_length(parts) != STARTER_RESTS)
		return -EINVAL;
	for (size_t i = 0; i < STARTER_RESTS; i++)
		if (parse_msec(parts[i], &ret[i]) < 0)
			return -EINVAL;
	return 0;
}

/* getopt_long() has said what it does not know; what it takes but makes no sense is said here. */
static int options_parse(int argc, char *argv[], struct options *ret)
{
	static const struct option table[] = {
		{ "debug", no_argument, NULL, 'd' },
		{ "hung-after", required_argument, NULL, 'u' },
		{ "rest", required_argument, NULL, 'r' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	int c, r = 0;

	while (r >= 0 && (c = getopt_long(argc, argv, "h", table, NULL)) != -1)
		switch (c) {
		case 'd':
			ret->debug = true;
			break;
		case 'h':
			ret->help = true;
			break;
		case 'V':
			ret->version = true;
			break;
		case 'u':
			r = parse_msec(optarg, &ret->patience.hung_msec);
			break;
		case 'r':
			r = parse_rests(optarg, ret->patience.rest_msec);
			break;
		default:
			return -EINVAL;
		}
	if (r < 0 || optind < argc) {
		fprintf(stderr, "followup-popup: \"%s\" makes no sense here; see --help\n",
			r < 0 ? optarg : argv[optind]);
		return -EINVAL;
	}
	return 0;
}

static bool is_started_by_daemon(void)
{
	struct stat st;

	return fstat(CHANNEL_FD, &st) == 0 && S_ISSOCK(st.st_mode);
}

/* GLib and libnotify warn of what servers send; for us that is no news. */
static void on_glib_log(const char *domain, GLogLevelFlags level, const char *message, void *user)
{
	bool grave = level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
	(void)user;

	log_at(grave ? LOG_WARNING : LOG_DEBUG, "%s: %s", domain ? domain : "GLib", message);
}

static int run(int argc, char *argv[])
{
	struct options o = { .patience = { .hung_msec = 5000,
					   .rest_msec = { 60000, 300000, 1800000 } } };

	if (options_parse(argc, argv, &o) < 0)
		return POPUP_EXIT_USAGE;
	if (o.help || o.version) {
		fputs(o.help ? help : "followup-popup " FOLLOWUPD_VERSION "\n", stdout);
		return POPUP_EXIT_DONE;
	}
	if (!is_started_by_daemon()) {
		fputs("followup-popup: followupd starts this program; there is nothing to do by hand\n",
		      stderr);
		return POPUP_EXIT_USAGE;
	}
	log_open("followup-popup", o.debug);
	g_log_set_default_handler(on_glib_log, NULL);
	fcntl(CHANNEL_FD, F_SETFD, FD_CLOEXEC);
	/* Inside a snap or flatpak libnotify would go to the portal, which is not the server we ask. */
	g_setenv("NOTIFY_IGNORE_PORTAL", "1", TRUE);
	bus_prepare();
	return helper_run(CHANNEL_FD, &o.patience);
}

int main(int argc, char *argv[])
{
	return run(argc, argv);
}

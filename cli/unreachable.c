/* SPDX-License-Identifier: MIT */
#include "cli/unreachable.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define START N_("Start it, now and at each login: systemctl --user enable --now followupd.socket")
#define LOOK                                                            \
	N_("See what it says: journalctl --user -u followupd.service\n" \
	   "Start it anew: systemctl --user restart followupd.service")
#define NO_SYSTEMD N_("(Without systemd: start followupd, or name its socket by --socket.)")

#define OWN_DAEMON N_("Without --socket you ask your own daemon; sudo is not needed for it.")

static const struct unreachable no_socket = {
	"NoSocket",
	N_("followupd is not running: there is no socket at %s"),
	{ START, NO_SYSTEMD },
	CODE_UNREACHABLE,
};
static const struct unreachable no_directory = {
	"NoSocket", N_("There is no socket at %s"), { START }, CODE_UNREACHABLE
};
static const struct unreachable something_else = {
	"NoSocket",
	N_("What stands at %s is no socket."),
	{ N_("--socket takes the socket of a daemon. Without it you ask your own.") },
	CODE_UNREACHABLE,
};
static const struct unreachable nobody_listens = {
	"NobodyListens",
	N_("followupd has ended: its socket %s is still there, but nobody listens."),
	{ N_("Start it anew: systemctl --user restart followupd.socket") },
	CODE_UNREACHABLE,
};
static const struct unreachable not_yours = {
	"NotYours", N_("The socket %s belongs to another user."), { OWN_DAEMON }, CODE_UNREACHABLE
};
static const struct unreachable no_answer = {
	"NoAnswer",
	N_("followupd took the call at %s and does not answer."),
	{ LOOK },
	CODE_UNREACHABLE,
};
static const struct unreachable hung_up = {
	"HungUp", N_("followupd hung up at %s without an answer."), { LOOK }, CODE_UNREACHABLE
};
static const struct unreachable no_varlink = {
	"NotVarlink",
	N_("What answers at %s is not followupd, or another version of it."),
	{ LOOK },
	CODE_UNREACHABLE,
};
static const struct unreachable answer_too_long = {
	"TooLong",
	N_("The answer from %s is longer than any of followupd's may be."),
	{ LOOK },
	CODE_UNREACHABLE,
};
static const struct unreachable call_too_long = {
	"TooLong", N_("That is too long: a call to %s may have 1 MiB."), { NULL }, CODE_USAGE
};
static const struct unreachable path_too_long = {
	"BadPath",
	N_("The path %s is too long for a socket: it may have 107 bytes."),
	{ NULL },
	CODE_USAGE,
};
static const struct unreachable no_memory = {
	"NoMemory", N_("Not enough memory to ask %s."), { NULL }, CODE_FAILED
};
static const struct unreachable no_memory_to_hear = {
	"NoMemory", N_("Not enough memory for the answer."), { NULL }, CODE_FAILED
};
static const struct unreachable other = { .name = "NotReachable", .code = CODE_UNREACHABLE };

static const struct {
	int error;
	const struct unreachable *is;
} rows[] = {
	{ ENOENT, &no_socket },
	{ ENOTDIR, &no_directory },
	{ ECONNREFUSED, &nobody_listens },
	{ EACCES, &not_yours },
	{ EPERM, &not_yours },
	{ ETIMEDOUT, &no_answer },
	{ ECONNRESET, &hung_up },
	{ EBADMSG, &no_varlink },
	{ EMSGSIZE, &answer_too_long },
	{ E2BIG, &call_too_long },
	{ ENOMEM, &no_memory },
	{ ENAMETOOLONG, &path_too_long },
	{ ENOBUFS, &no_memory_to_hear },
};

const struct unreachable *unreachable_find(const char *path, int error)
{
	bool refused = error == -ECONNREFUSED, dropped = error == -ECONNRESET;
	struct stat st;

	/* A file and a directory refuse as a dead socket does, and a daemon hangs up on whom it does not serve. */
	if ((refused || dropped) && stat(path, &st) == 0) {
		if (!S_ISSOCK(st.st_mode))
			return &something_else;
		if (dropped && st.st_uid != getuid())
			return &not_yours;
	}
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (rows[i].error == -error)
			return rows[i].is;
	return &other;
}

char *unreachable_words(const char *path, int error)
{
	const struct unreachable *is = unreachable_find(path, error);
	cleanup_text struct text t = { 0 };

	if (!is->words)
		return text_format("%s: %s", path, strerror(-error));
	cleanup_free char *words = text_fill(_(is->words), path);
	text_add(&t, "%s", words ? words : "");
	for (size_t i = 0; i < ELEMENTS(is->advice) && is->advice[i]; i++)
		text_add(&t, "\n%s", _(is->advice[i]));
	return text_take(&t);
}

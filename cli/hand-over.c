/* SPDX-License-Identifier: MIT */

/*
 * The verbs that another program of ours does: it takes the place of followupctl, with the same command line. They stand
 * on libraries that take longer to load than the other verbs take for all they do.
 */

#include "cli/run.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "cli/failure.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

/* Where it was installed, unless it lies beside followupctl, as it does where that was built. Caller frees; NULL: memory is out. */
static char *find_program(const char *name)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (n > 0) {
		self[n] = '\0';
		cleanup_free char *beside = text_format("%s/%s", dirname(self), name);
		if (!beside || access(beside, F_OK) == 0)
			return TAKE_PTR(beside);
	}
	return text_format("%s/%s", FOLLOWUPD_LIBEXEC, name);
}

static int hand_over(const struct request *q, const char *name)
{
	cleanup_free char *path = find_program(name);
	cleanup_free char *text = NULL;

	if (!path)
		return failure_of_path(q, -ENOMEM);
	execv(path, q->argv);
	text = text_format(
		_("%s, which does this, cannot be started: %s.\nIt is part of followupd: "
		  "please install that again"),
		path, strerror(errno));
	return failure_of_program(q, CODE_FAILED, "Failed", text ? text : strerror(ENOMEM));
}

int run_letters(const struct request *q, struct output *o)
{
	(void)o;
	return hand_over(q, "followup-letters");
}

int run_doctor(const struct request *q, struct output *o)
{
	(void)o;
	return hand_over(q, "followup-doctor");
}

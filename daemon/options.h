/* SPDX-License-Identifier: MIT */
#pragma once

/* What the command line of followupd says, with every path filled in. */

#include <stdbool.h>

enum mode { MODE_RUN, MODE_CHECK, MODE_EXAMPLE, MODE_HELP, MODE_VERSION };

struct options {
	enum mode mode;
	bool debug;
	char *book, *settings, *memory, *socket;
	char *popup;    /* the pop-up helper's program */
	char *holidays; /* the program that reads calendars of holidays */
	char *ctl;      /* the program followupctl, beside ours */
	char *check;    /* --check FILE, or NULL: the book */
};

/* 0, or the exit code of a usage or environment error that was already said on stderr. */
int options_parse(struct options *o, int argc, char **argv);
void options_done(struct options *o);
void options_help(void);

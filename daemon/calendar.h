/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * One calendar of holidays. Its file is watched, and read by a process of its own (followup-holidays) whenever it changes, since
 * the library that understands such files is many times as large as the daemon, and files from elsewhere are best taken apart
 * elsewhere. Nothing waits for that process: the days that were read last count until it is done, and it has a time limit.
 */

#include <stdbool.h>
#include <sys/types.h>
#include <systemd/sd-event.h>

#include "common/time.h"
#include "daemon/watch.h"

struct calendar {
	sd_event *event;
	const char *program; /* borrowed */
	char *path;
	char *zone; /* NULL: for every place */
	struct watch watch;
	pid_t pid; /* of the reader; 0: none runs */
	int sheet_fd;
	sd_event_source *child, *limit;
	bool late;          /* the reader was ended because it took too long */
	int failure;        /* it could not be started: positive errno */
	bool again;         /* the file changed while it was read */
	int year;           /* in which it was last begun to be read */
	struct date *dates; /* the last good ones */
	size_t n_dates;
	bool known;   /* it was read once, with whatever result */
	char *wrong;  /* what is wrong with it, to follow the file's name; NULL: nothing */
	bool no_help; /* it is not the file, but the program that reads it */
	void (*changed)(void *user);
	void *user;
};

/* Begins to watch. Takes over `path` and `zone` when it returns 0; negative errno. */
int calendar_init(struct calendar *c, sd_event *event, const char *program, char *path, char *zone,
		  void (*changed)(void *user), void *user);
void calendar_done(struct calendar *c);

/*
 * Begins to read the file for `year` and those around it. `changed` is called later, by the loop, if the outcome is another than
 * before.
 */
void calendar_read(struct calendar *c, int year);

/* SPDX-License-Identifier: MIT */
#include "daemon/calendar.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "common/cleanup.h"
#include "common/holidays-protocol.h"
#include "common/limits.h"
#include "common/log.h"
#include "common/text.h"
#include "common/voice.h"
#include "daemon/child.h"
#include "daemon/sheet.h"

#define TIMER_ACCURACY_USEC ((uint64_t)100 * 1000)

/* ---- What the reader said ----------------------------------------------------------------------- */

static int read_sheet(int fd, struct outcome *o)
{
	cleanup_free char *sheet = calloc(1, HOLIDAYS_SHEET_SIZE + 1);

	if (!sheet)
		return -ENOMEM;
	if (pread(fd, sheet, HOLIDAYS_SHEET_SIZE, 0) < 0)
		return -errno;
	return outcome_read(sheet, o);
}

static char *why_not(const struct calendar *c, const siginfo_t *info)
{
	if (c->late)
		return text_format(_("takes more than %d seconds to read"), CALENDAR_PATIENCE_SEC);
	if (info->si_code != CLD_EXITED)
		return text_format(_("cannot be read: its reader was ended by signal %d"),
				   info->si_status);
	if (info->si_status == CHILD_EXIT_CANNOT_RUN)
		return text_format(_("cannot be read: there is no %s"), c->program);
	return text_format(_("cannot be read: its reader ended with code %d"), info->si_status);
}

/* ---- One reading -------------------------------------------------------------------------------- */

/* Takes the outcome over. True if it is another one than before. */
static bool take(struct calendar *c, struct outcome *o)
{
	bool news = !c->known || !text_equal(c->wrong, o->wrong) || c->no_help != o->no_help;

	c->known = true;
	c->no_help = o->no_help;
	free(c->wrong);
	c->wrong = TAKE_PTR(o->wrong);
	if (c->wrong) /* the last good dates count on */
		return news;
	news = news || c->n_dates != o->n ||
	       (o->n > 0 && memcmp(c->dates, o->dates, o->n * sizeof(o->dates[0])) != 0);
	free(c->dates);
	c->dates = TAKE_PTR(o->dates);
	c->n_dates = o->n;
	return news;
}

static void conclude(struct calendar *c, struct outcome *o)
{
	if (!take(c, o))
		return;
	if (c->wrong)
		log_warning("%s %s", c->path, c->wrong);
	else
		log_info("Read %s: %zu holidays", c->path, c->n_dates);
	c->changed(c->user);
}

static void drop_reader(struct calendar *c)
{
	c->child = sd_event_source_disable_unref(c->child);
	if (c->limit)
		sd_event_source_set_enabled(c->limit, SD_EVENT_OFF);
	if (c->sheet_fd >= 0)
		close(TAKE_FD(c->sheet_fd));
	c->pid = 0;
}

static int on_child(sd_event_source *s, const siginfo_t *info, void *user)
{
	cleanup_outcome struct outcome o = { 0 };
	struct calendar *c = user;
	int r = -EBADMSG;

	(void)s;
	if (info->si_code == CLD_EXITED && info->si_status == HOLIDAYS_EXIT_DONE)
		r = read_sheet(c->sheet_fd, &o);
	if (r < 0) {
		o.wrong = why_not(c, info);
		o.no_help = !c->late;
	}
	drop_reader(c);
	conclude(c, &o);
	if (c->again)
		calendar_read(c, c->year);
	return 0;
}

static void conclude_failure(struct calendar *c)
{
	cleanup_outcome struct outcome o = { .no_help = true };

	o.wrong = text_format(_("cannot be read: %s"), strerror(c->failure));
	conclude(c, &o);
}

static int on_limit(sd_event_source *s, uint64_t usec, void *user)
{
	struct calendar *c = user;

	(void)s, (void)usec;
	if (c->pid == 0) {
		conclude_failure(c);
		return 0;
	}
	c->late = true;
	kill(c->pid, SIGKILL);
	return 0;
}

/* A sheet that cannot grow: whatever the reader does, it is bounded. */
static int sheet_new(int *ret_fd)
{
	cleanup_close int fd = memfd_create("holidays", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0 || ftruncate(fd, HOLIDAYS_SHEET_SIZE) < 0 ||
	    fcntl(fd, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK) < 0)
		return -errno;
	*ret_fd = TAKE_FD(fd);
	return 0;
}

static int set_limit(struct calendar *c, int sec)
{
	uint64_t now;
	int r = sd_event_now(c->event, CLOCK_MONOTONIC, &now);

	if (r >= 0)
		r = sd_event_source_set_time(c->limit, now + (uint64_t)sec * USEC_PER_SEC);
	return r < 0 ? r : sd_event_source_set_enabled(c->limit, SD_EVENT_ONESHOT);
}

static int fork_reader(struct calendar *c)
{
	char first[16], last[16];
	pid_t parent = getpid();

	snprintf(first, sizeof(first), "%d", c->year - CALENDAR_YEARS_BEFORE);
	snprintf(last, sizeof(last), "%d", c->year + CALENDAR_YEARS_AFTER);
	c->pid = fork();
	if (c->pid == 0)
		child_become((const char *const[]){ c->program, c->path, first, last, NULL },
			     c->sheet_fd, STDOUT_FILENO, parent);
	if (c->pid > 0)
		return 0;
	c->pid = 0;
	return -errno;
}

static int start_reader(struct calendar *c)
{
	int r = sheet_new(&c->sheet_fd);

	if (r >= 0)
		r = fork_reader(c);
	if (r < 0)
		return r;
	r = sd_event_add_child(c->event, &c->child, c->pid, WEXITED, on_child, c);
	if (r >= 0)
		r = set_limit(c, CALENDAR_PATIENCE_SEC);
	if (r < 0) {
		kill(c->pid, SIGKILL);
		waitpid(c->pid, NULL, 0);
	}
	return r;
}

void calendar_read(struct calendar *c, int year)
{
	int r;

	c->year = year;
	c->again = c->pid > 0;
	if (c->again)
		return;
	c->late = false;
	r = start_reader(c);
	if (r >= 0)
		return;
	drop_reader(c);
	c->failure = -r;
	set_limit(c, 0); /* said by the loop, as all other outcomes are */
}

/* ---- Making it ---------------------------------------------------------------------------------- */

static void on_changed(void *user)
{
	struct calendar *c = user;

	calendar_read(c, c->year);
	watch_renew(&c->watch);
}

int calendar_init(struct calendar *c, sd_event *event, const char *program, char *path, char *zone,
		  void (*changed)(void *user), void *user)
{
	int r;

	*c = (struct calendar){
		.event = event, .program = program, .sheet_fd = -1, .changed = changed, .user = user
	};
	r = sd_event_add_time(event, &c->limit, CLOCK_MONOTONIC, 0, TIMER_ACCURACY_USEC, on_limit,
			      c);
	if (r >= 0)
		r = sd_event_source_set_enabled(c->limit, SD_EVENT_OFF);
	if (r >= 0)
		r = watch_init(&c->watch, event, path, on_changed, c);
	if (r < 0) {
		sd_event_source_disable_unref(c->limit);
		return r;
	}
	c->path = path;
	c->zone = zone;
	return 0;
}

void calendar_done(struct calendar *c)
{
	pid_t pid = c->pid;

	drop_reader(c);
	if (pid > 0) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	sd_event_source_disable_unref(c->limit);
	watch_done(&c->watch);
	free(c->path);
	free(c->zone);
	free(c->dates);
	free(c->wrong);
	*c = (struct calendar){ .sheet_fd = -1 };
}

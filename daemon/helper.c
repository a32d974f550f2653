/* SPDX-License-Identifier: MIT */
#include "daemon/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/log.h"
#include "common/popup-protocol.h"
#include "common/time.h"
#include "daemon/child.h"

#define CHANNEL_FD 3
/*
 * Over the 25 s after which D-Bus gives a call up: a helper that is silent for longer hangs for
 * good.
 */
#define LIMIT_USEC ((uint64_t)40 * 1000 * 1000)
/* How long one that was asked to go may take. */
#define LEAVE_USEC          ((uint64_t)5 * 1000 * 1000)
#define LAST_WORDS_MSEC     400 /* the same, when the daemon ends too */
#define TIMER_ACCURACY_USEC ((uint64_t)100 * 1000)

/* Seconds before it is started again after so many failures in a row; the last one from then on. */
static const unsigned back_off_sec[] = { 1, 5, 30, 60, 300, 1800 };

static void timer_arm(struct helper *h, sd_event_source *timer, uint64_t after_usec)
{
	uint64_t now;

	if (sd_event_now(h->event, CLOCK_MONOTONIC, &now) < 0)
		return;
	sd_event_source_set_time(timer, now + after_usec);
	sd_event_source_set_enabled(timer, SD_EVENT_ONESHOT);
}

static bool timer_is_armed(sd_event_source *timer)
{
	return sd_event_source_get_enabled(timer, NULL) > 0;
}

static void close_channel(struct helper *h)
{
	h->io = sd_event_source_disable_unref(h->io);
	frames_done(&h->frames);
}

static void helper_failed(struct helper *h)
{
	size_t step =
		h->failures < ELEMENTS(back_off_sec) ? h->failures : ELEMENTS(back_off_sec) - 1;

	timer_arm(h, h->retry, (uint64_t)back_off_sec[step] * 1000 * 1000);
	h->failures++;
}

/* All that it has said. */
static void hear(struct helper *h)
{
	const char *text;
	size_t size;

	while (h->frames.fd >= 0 && frames_next(&h->frames, &text, &size) > 0) {
		struct call call;
		int r = call_parse(text, size, &call);

		/* What was it? The next helper puts all on the screen that is to be there. */
		if (r == -ENOMEM) {
			log_oom();
			kill(h->pid, SIGKILL);
			return;
		}
		if (r < 0) {
			log_warning("The pop-up helper said something that is no message");
			continue;
		}
		sd_event_source_set_enabled(h->limit, SD_EVENT_OFF); /* it lives */
		h->said(h->user, &call);
		call_done(&call);
	}
}

static int on_child(sd_event_source *s, const siginfo_t *info, void *user)
{
	struct helper *h = user;
	bool failed = !h->leaving;

	(void)s;
	if (failed && info->si_code == CLD_EXITED)
		log_warning("The pop-up helper ended with code %d%s", info->si_status,
			    info->si_status == POPUP_EXIT_NO_BUS ? " (no session bus)" : "");
	else if (failed)
		log_warning("The pop-up helper was ended by signal %d", info->si_status);
	/* Its end may be told before its last words are: that a pop-up is on the screen, or a button was pressed. */
	if (h->frames.fd >= 0 && frames_fill(&h->frames) >= 0)
		hear(h);
	h->child = sd_event_source_disable_unref(h->child);
	sd_event_source_set_enabled(h->limit, SD_EVENT_OFF);
	close_channel(h);
	h->pid = 0;
	h->leaving = false;
	if (failed)
		helper_failed(h);
	h->ended(h->user, failed);
	return 0;
}

static int on_limit(sd_event_source *s, uint64_t usec, void *user)
{
	struct helper *h = user;

	(void)s, (void)usec;
	if (h->pid > 0) {
		log_warning("The pop-up helper does not answer; ending it");
		kill(h->pid, SIGKILL);
	}
	return 0;
}

static int on_retry(sd_event_source *s, uint64_t usec, void *user)
{
	struct helper *h = user;

	(void)s, (void)usec;
	h->ready(h->user);
	return 0;
}

static void flush(struct helper *h)
{
	int r = frames_flush(&h->frames);

	if (r >= 0)
		r = sd_event_source_set_io_events(h->io, EPOLLIN | (r > 0 ? EPOLLOUT : 0));
	if (r < 0 && h->pid > 0)
		kill(h->pid, SIGKILL); /* on_child() puts all in order */
}

static int on_channel(sd_event_source *s, int fd, uint32_t events, void *user)
{
	struct helper *h = user;
	bool gone = false;

	(void)s, (void)fd;
	if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
		gone = frames_fill(&h->frames) < 0 || h->frames.ended;
	hear(h);
	if (gone && h->frames.fd >= 0) {
		/* Its end of the channel is gone: so is it, or will be. */
		sd_event_source_set_enabled(h->io, SD_EVENT_OFF);
		timer_arm(h, h->limit, LEAVE_USEC);
	}
	if (h->frames.fd >= 0 && frames_has_output(&h->frames))
		flush(h);
	return 0;
}

static int helper_spawn(struct helper *h)
{
	cleanup_close int ours = -1, theirs = -1;
	pid_t parent = getpid();
	int pair[2], r;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	ours = pair[0];
	theirs = pair[1];
	if (fcntl(ours, F_SETFL, O_NONBLOCK) < 0)
		return -errno;
	h->pid = fork();
	if (h->pid == 0)
		child_become((const char *const[]){ h->program, NULL }, theirs, CHANNEL_FD, parent);
	if (h->pid < 0) {
		h->pid = 0;
		return -errno;
	}
	frames_init(&h->frames, TAKE_FD(ours), MESSAGE_SIZE_MAX);
	r = sd_event_add_child(h->event, &h->child, h->pid, WEXITED, on_child, h);
	if (r >= 0)
		r = sd_event_add_io(h->event, &h->io, h->frames.fd, EPOLLIN, on_channel, h);
	if (r < 0) {
		kill(h->pid, SIGKILL);
		waitpid(h->pid, NULL, 0);
		h->child = sd_event_source_disable_unref(h->child);
		close_channel(h);
		h->pid = 0;
	}
	return r;
}

int helper_start(struct helper *h)
{
	int r;

	if (h->pid > 0)
		return h->leaving ? 0 : 1;
	if (timer_is_armed(h->retry))
		return 0;
	r = helper_spawn(h);
	if (r < 0) {
		log_error_errno(r, "Cannot start the pop-up helper");
		helper_failed(h);
		return r;
	}
	return 1;
}

void helper_stop(struct helper *h)
{
	sd_event_source_set_enabled(h->retry, SD_EVENT_OFF);
	if (h->pid == 0 || h->leaving)
		return;
	h->leaving = true;
	close_channel(h);
	timer_arm(h, h->limit, LEAVE_USEC);
}

bool helper_hurry(struct helper *h)
{
	sd_event_source_set_enabled(h->retry, SD_EVENT_OFF);
	return helper_runs(h);
}

bool helper_runs(const struct helper *h)
{
	return h->pid > 0 && !h->leaving;
}

void helper_tell(struct helper *h, const char *method, json_t *parameters)
{
	cleanup_free char *text = parameters ? call_text(method, parameters, false, true) : NULL;

	if (!helper_runs(h))
		return;
	if (!text || frames_put(&h->frames, text, strlen(text)) < 0) {
		log_warning("The pop-up helper does not listen; ending it");
		kill(h->pid, SIGKILL);
		return;
	}
	flush(h);
}

void helper_owes(struct helper *h, bool owes)
{
	if (!helper_runs(h))
		return;
	if (owes && !timer_is_armed(h->limit))
		timer_arm(h, h->limit, LIMIT_USEC);
	else if (!owes)
		sd_event_source_set_enabled(h->limit, SD_EVENT_OFF);
}

void helper_praise(struct helper *h)
{
	h->failures = 0;
}

int helper_init(struct helper *h, sd_event *event, const char *program)
{
	int r;

	*h = (struct helper){ .event = event, .program = program };
	frames_init(&h->frames, -1, 0);
	r = sd_event_add_time(event, &h->limit, CLOCK_MONOTONIC, 0, TIMER_ACCURACY_USEC, on_limit,
			      h);
	if (r >= 0)
		r = sd_event_source_set_enabled(h->limit, SD_EVENT_OFF);
	if (r >= 0)
		r = sd_event_add_time(event, &h->retry, CLOCK_MONOTONIC, 0, TIMER_ACCURACY_USEC,
				      on_retry, h);
	if (r >= 0)
		r = sd_event_source_set_enabled(h->retry, SD_EVENT_OFF);
	return r;
}

/* It is asked to go, and has words to pass on to the bus first: a moment of our last second is its. */
static void wait_for_end(pid_t pid)
{
	cleanup_close int fd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd end = { .fd = fd, .events = POLLIN };

	if (fd >= 0)
		poll(&end, 1, LAST_WORDS_MSEC);
}

void helper_done(struct helper *h)
{
	sd_event_source_disable_unref(h->child);
	sd_event_source_disable_unref(h->limit);
	sd_event_source_disable_unref(h->retry);
	if (h->event)
		close_channel(h);
	if (h->pid > 0) {
		if (h->leaving)
			wait_for_end(h->pid);
		/*
		 * It would die with us anyway (PDEATHSIG): reaped, it leaves no zombie to whoever
		 * started us in a container.
		 */
		kill(h->pid, SIGKILL);
		waitpid(h->pid, NULL, 0);
	}
	*h = (struct helper){ .frames.fd = -1 };
}

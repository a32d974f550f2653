/* SPDX-License-Identifier: MIT */

/*
 * The smallest daemon that lives by the clock, for the tests of the harness itself:
 * clock-probe DUE with one timer at DUE (seconds since 1970), a short and a long time-out on
 * CLOCK_MONOTONIC, and a watch for a clock that is set. It says what happened, one word a line, and READY=1.
 */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#define USEC_PER_SEC UINT64_C(1000000)
#define PATIENCE_SEC 600
#define FAR_AWAY     INT64_C(4102444800) /* 2100-01-01 */

static void say(const char *word)
{
	printf("%s\n", word);
	fflush(stdout);
}

static int on_due(sd_event_source *source, uint64_t usec, void *user)
{
	(void)source, (void)usec, (void)user;
	say("due");
	return 0;
}

static int on_timeout(sd_event_source *source, uint64_t usec, void *user)
{
	(void)source, (void)usec, (void)user;
	say("timeout");
	sd_notify(0, "READY=1\nSTATUS=waiting");
	return 0;
}

static int on_patience_lost(sd_event_source *source, uint64_t usec, void *user)
{
	(void)source, (void)usec, (void)user;
	say("patience-lost");
	return 0;
}

static int watch_clock(sd_event *event);

static int on_clock_set(sd_event_source *source, int fd, uint32_t events, void *user)
{
	uint64_t expirations;

	(void)events, (void)user;
	say(read(fd, &expirations, sizeof(expirations)) < 0 && errno == ECANCELED ? "clock-set"
										  : "odd");
	watch_clock(sd_event_source_get_event(source));
	sd_event_source_disable_unref(source);
	close(fd);
	return 0;
}

static int watch_clock(sd_event *event)
{
	struct itimerspec far_away = { .it_value.tv_sec = FAR_AWAY };
	sd_event_source *source = NULL;
	int fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);

	if (fd < 0 ||
	    timerfd_settime(fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far_away, NULL) < 0)
		return -errno;
	return sd_event_add_io(event, &source, fd, EPOLLIN, on_clock_set, NULL);
}

int main(int argc, char **argv)
{
	sigset_t term;
	sd_event *event = NULL;

	if (argc < 2 || sd_event_default(&event) < 0)
		return EXIT_FAILURE;
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);

	if (sd_event_add_signal(event, NULL, SIGTERM, NULL, NULL) < 0 || watch_clock(event) < 0 ||
	    sd_event_add_time(event, NULL, CLOCK_REALTIME,
			      strtoull(argv[1], NULL, 10) * USEC_PER_SEC, 1, on_due, NULL) < 0 ||
	    sd_event_add_time_relative(event, NULL, CLOCK_MONOTONIC, 10000, 1, on_timeout, NULL) <
		    0 ||
	    sd_event_add_time_relative(event, NULL, CLOCK_MONOTONIC, PATIENCE_SEC * USEC_PER_SEC, 1,
				       on_patience_lost, NULL) < 0)
		return EXIT_FAILURE;
	return sd_event_loop(event) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

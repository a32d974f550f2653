/* SPDX-License-Identifier: MIT */
#include "daemon/clock.h"

#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/timerfd.h>
#include <time.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/text.h"
#include "common/zone.h"

/*
 * Far, yet not the end of time: under a fake clock, the end of time is readable at once.
 * 2100-01-01.
 */
#define JUMP_WATCH_SEC 4102444800
/*
 * sd-event takes 0 for 250 ms and rounds by this; with one timer in the process, precise wakes no
 * more often.
 */
#define ACCURACY_USEC 1

usec_t clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * USEC_PER_SEC + t.tv_nsec / 1000;
}

static int on_timer(sd_event_source *s, uint64_t usec, void *user)
{
	struct clock *c = user;

	(void)s, (void)usec;
	c->due(c->user);
	return 0;
}

static int jump_watch_arm(struct clock *c)
{
	struct itimerspec far = { .it_value.tv_sec = JUMP_WATCH_SEC };

	return timerfd_settime(c->jump_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far,
			       NULL) < 0
		       ? -errno
		       : 0;
}

static int on_jump(sd_event_source *s, int fd, uint32_t events, void *user)
{
	struct clock *c = user;
	uint64_t n;

	(void)s, (void)events;
	if (read(fd, &n, sizeof(n)) < 0 && errno != ECANCELED && errno != EAGAIN)
		log_warning_errno(-errno, "Cannot read the clock watch");
	if (jump_watch_arm(c) < 0)
		log_warning(
			"The clock watch is lost: a clock that is set is noticed at the next reminder only");
	log_info("The clock was set; looking at everything again");
	c->changed(c->user);
	return 0;
}

static int jump_watch_init(struct clock *c)
{
	int r;

	c->jump_fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
	if (c->jump_fd < 0)
		return -errno;
	r = jump_watch_arm(c);
	if (r >= 0)
		r = sd_event_add_io(c->event, &c->jump, c->jump_fd, EPOLLIN, on_jump, c);
	if (r >= 0)
		r = sd_event_source_set_priority(c->jump, SD_EVENT_PRIORITY_IMPORTANT);
	return r;
}

static int on_zone(sd_event_source *s, const struct inotify_event *e, void *user)
{
	struct clock *c = user;
	cleanup_free char *name = NULL;

	(void)s;
	if (e->len > 0 && !text_equal(e->name, "localtime"))
		return 0;
	zone_forget();
	name = zone_of_system();
	if (!name || text_equal(name, c->zone_name))
		return 0;
	log_info("The time zone is now %s; looking at everything again", name);
	free(c->zone_name);
	c->zone_name = TAKE_PTR(name);
	c->changed(c->user);
	return 0;
}

/*
 * The link is replaced by a rename in its directory: a watch on the directory outlives that, one on
 * the link would not.
 */
static int zone_watch_init(struct clock *c)
{
	int r = sd_event_add_inotify(c->event, &c->zone, "/etc",
				     IN_MOVED_TO | IN_CREATE | IN_ONLYDIR, on_zone, c);

	if (r >= 0)
		r = sd_event_source_set_priority(c->zone, SD_EVENT_PRIORITY_IMPORTANT);
	return r;
}

int clock_init(struct clock *c, sd_event *event, void (*due)(void *), void (*changed)(void *),
	       void *user)
{
	int r;

	*c = (struct clock){
		.event = event, .jump_fd = -1, .due = due, .changed = changed, .user = user
	};
	c->zone_name = zone_of_system();
	if (!c->zone_name)
		return -ENOMEM;
	r = sd_event_add_time(event, &c->timer, CLOCK_REALTIME, 0, ACCURACY_USEC, on_timer, c);
	if (r >= 0)
		r = sd_event_source_set_enabled(c->timer, SD_EVENT_OFF);
	if (r < 0)
		return log_error_errno(r, "Cannot make a timer");
	r = jump_watch_init(c);
	if (r < 0)
		log_warning_errno(r, "Cannot watch for a clock that is set");
	r = zone_watch_init(c);
	if (r < 0)
		log_warning_errno(r, "Cannot watch /etc/localtime");
	return 0;
}

void clock_done(struct clock *c)
{
	sd_event_source_disable_unref(c->timer);
	sd_event_source_disable_unref(c->jump);
	sd_event_source_disable_unref(c->zone);
	if (c->jump_fd >= 0)
		close(c->jump_fd);
	free(c->zone_name);
	*c = (struct clock){ .jump_fd = -1 };
}

int clock_arm(struct clock *c, usec_t at)
{
	int r;

	if (at == USEC_NEVER)
		return sd_event_source_set_enabled(c->timer, SD_EVENT_OFF);
	r = sd_event_source_set_time(c->timer, at > 0 ? (uint64_t)at : 0);
	return r < 0 ? r : sd_event_source_set_enabled(c->timer, SD_EVENT_ONESHOT);
}

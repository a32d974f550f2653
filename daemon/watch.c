/* SPDX-License-Identifier: MIT */
#include "daemon/watch.h"

#include <errno.h>
#include <libgen.h>
#include <string.h>
#include <sys/inotify.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/shortage.h"
#include "common/text.h"
#include "config/store.h"

/*
 * A save in several steps (truncate, write, write, rename) is over when nothing happens for so long
 * …
 */
#define QUIET_USEC ((uint64_t)100 * 1000)
/* … but somebody who writes all the time is not waited for longer than this … */
#define PATIENCE_USEC ((uint64_t)1000 * 1000)
/* … and somebody who has opened the file to write and does not close it, no longer than this. */
#define WRITER_PATIENCE_USEC ((uint64_t)10 * 1000 * 1000)
#define EVENTS                                                                              \
	(IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | \
	 IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

/* Half of a save is on disk, and its end will be heard of; should it not, we look again. */
static bool is_half_saved(struct watch *w)
{
	uint64_t now;

	if (sd_event_now(w->event, CLOCK_MONOTONIC, &now) < 0 ||
	    now >= (uint64_t)w->first_seen + WRITER_PATIENCE_USEC ||
	    !store_is_being_written(w->path))
		return false;
	return sd_event_source_set_time(w->pause, now + PATIENCE_USEC) >= 0 &&
	       sd_event_source_set_enabled(w->pause, SD_EVENT_ONESHOT) >= 0;
}

static int on_quiet(sd_event_source *s, uint64_t usec, void *user)
{
	struct watch *w = user;

	(void)s, (void)usec;
	if (is_half_saved(w))
		return 0;
	w->first_seen = 0;
	w->changed(w->user);
	return 0;
}

static void wait_for_quiet(struct watch *w)
{
	uint64_t now, until;

	if (sd_event_now(w->event, CLOCK_MONOTONIC, &now) < 0)
		return;
	if (w->first_seen == 0)
		w->first_seen = (usec_t)now;
	until = now + QUIET_USEC;
	if (until > (uint64_t)w->first_seen + PATIENCE_USEC)
		until = (uint64_t)w->first_seen + PATIENCE_USEC;
	if (sd_event_source_set_time(w->pause, until) < 0 ||
	    sd_event_source_set_enabled(w->pause, SD_EVENT_ONESHOT) < 0)
		w->changed(w->user);
}

static int on_inotify(sd_event_source *s, const struct inotify_event *e, void *user)
{
	struct watch *w = user;
	const char *name = s == w->source ? w->name : w->real_name;

	/* The directory itself went or came back, or the kernel lost count: look at everything. */
	if (e->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_Q_OVERFLOW | IN_IGNORED | IN_UNMOUNT))
		wait_for_quiet(w);
	else if (e->len > 0 && text_equal(e->name, name))
		wait_for_quiet(w);
	else if (w->blind && e->len > 0)
		wait_for_quiet(w); /* a watch on a parent: the directory we want may have come */
	return 0;
}

/* The nearest directory above that exists, for a directory that does not yet. */
static int add_nearest(struct watch *w, const char *directory, sd_event_source **ret)
{
	cleanup_free char *path = text_copy(directory);
	char *at = path;
	int r;

	if (!path)
		return -ENOMEM;
	for (int depth = 0; depth < 64; depth++) {
		r = sd_event_add_inotify(w->event, ret, at, EVENTS, on_inotify, w);
		if (r != -ENOENT || text_equal(at, "/") || text_equal(at, "."))
			break;
		w->blind = true;
		at = dirname(at);
	}
	return r;
}

static void warn_blind(struct watch *w, int r)
{
	if (r == -ENOMEM)
		shortage_note();
	if (!w->blind)
		log_warning_errno(
			r,
			"Cannot watch %s: changes are noticed at 'followupctl reload' and at each change by followupctl%s",
			w->path, r == -ENOSPC ? " (raise fs.inotify.max_user_watches)" : "");
	w->blind = true;
}

int watch_renew(struct watch *w)
{
	cleanup_free char *real_directory = NULL, *real_name = NULL;
	int r, second = 0;

	if (store_resolve(w->path, &real_directory, &real_name) == -ENOMEM)
		return -ENOMEM;
	w->source = sd_event_source_disable_unref(w->source);
	w->real_source = sd_event_source_disable_unref(w->real_source);
	free(w->real_directory), free(w->real_name);
	w->real_directory = TAKE_PTR(real_directory);
	w->real_name = TAKE_PTR(real_name);
	w->blind = false;
	r = add_nearest(w, w->directory, &w->source);
	if (r < 0)
		warn_blind(w, r);
	if (w->real_directory && !text_equal(w->real_directory, w->directory)) {
		second = add_nearest(w, w->real_directory, &w->real_source);
		if (second < 0)
			warn_blind(w, second);
	}
	return r == -ENOMEM || second == -ENOMEM ? -ENOMEM : 0;
}

int watch_init(struct watch *w, sd_event *event, const char *path, void (*changed)(void *),
	       void *user)
{
	cleanup_free char *directory = text_copy(path), *name = text_copy(path);
	int r;

	*w = (struct watch){ .event = event, .path = path, .changed = changed, .user = user };
	if (!directory || !name)
		return -ENOMEM;
	w->directory = text_copy(dirname(directory));
	w->name = text_copy(basename(name));
	if (!w->directory || !w->name)
		r = -ENOMEM;
	else
		r = sd_event_add_time(event, &w->pause, CLOCK_MONOTONIC, 0, 0, on_quiet, w);
	if (r >= 0)
		r = sd_event_source_set_enabled(w->pause, SD_EVENT_OFF);
	if (r >= 0)
		r = watch_renew(w);
	if (r < 0)
		watch_done(w);
	return r < 0 ? r : 0;
}

void watch_done(struct watch *w)
{
	sd_event_source_disable_unref(w->source);
	sd_event_source_disable_unref(w->real_source);
	sd_event_source_disable_unref(w->pause);
	free(w->directory), free(w->name);
	free(w->real_directory), free(w->real_name);
	*w = (struct watch){ 0 };
}

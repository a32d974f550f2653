/* SPDX-License-Identifier: MIT */
#include "daemon/daemon.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/voice.h"
#include "common/zone.h"
#include "daemon/home.h"
#include "daemon/methods.h"
#include "daemon/press.h"
#include "daemon/road.h"
#include "daemon/signals.h"

static const char *zone_now(void *user)
{
	struct daemon *d = user;

	return d->clock.zone_name;
}

static int year_of(const struct daemon *d, usec_t now)
{
	return zone_date(d->clock.zone_name, now).year;
}

static void log_complaints(const struct complaints *c)
{
	for (size_t i = 0; i < c->n; i++) {
		cleanup_free char *text = complaint_text(&c->items[i]);

		log_at(c->items[i].hint ? LOG_NOTICE : LOG_WARNING, "%s", text ? text : "?");
	}
}

static void read_book(struct daemon *d)
{
	int r;

	agenda_drop(&d->agenda);
	log_debug("Reading %s again", d->shelf.book_path);
	r = shelf_read_book(&d->shelf, d->clock.zone_name);
	if (r > 0) {
		log_complaints(&d->shelf.book_complaints);
		if (shelf_book_is_bad(&d->shelf))
			log_warning("The book has errors; until they are mended counts %s",
				    shelf_stand_in(&d->shelf) == STAND_IN_LAST_GOOD
					    ? "its last good version"
					    : "what is not touched by them");
		else
			log_info("Read %s: %zu interviews", d->shelf.book_path,
				 d->shelf.book.n_interviews);
	} else if (r < 0) {
		log_error_errno(r, "Cannot read %s", d->shelf.book_path);
		d->owes_reading = true;
	}
	if (watch_renew(&d->book_watch) < 0)
		d->owes_reading = true;
}

static void follow_calendars(struct daemon *d)
{
	int r = calendars_follow(&d->calendars, year_of(d, clock_now()));

	if (r < 0)
		log_error_errno(r, "Cannot read the calendars of holidays");
}

static void read_settings(struct daemon *d)
{
	int r = shelf_read_settings(&d->shelf);

	if (r > 0)
		log_complaints(&d->shelf.settings_complaints);
	else if (r < 0)
		log_error_errno(r, "Cannot read %s", d->shelf.settings_path);
	if (r < 0 || watch_renew(&d->settings_watch) < 0)
		d->owes_reading = true;
	follow_calendars(d);
}

void daemon_reload(struct daemon *d)
{
	d->owes_reading = false;
	read_settings(d);
	calendars_reread(&d->calendars, year_of(d, clock_now()));
	read_book(d);
	daemon_road(d);
}

/* ---- what calls for the road ---- */

static void on_due(void *user)
{
	struct daemon *d = user;

	if (d->owes_reading)
		daemon_reload(d);
	else
		daemon_road(d);
}

static void on_clock_changed(void *user)
{
	struct daemon *d = user;

	agenda_drop(&d->agenda);
	/* Sections without a zone that were not seen before follow the user's. */
	if (shelf_reread_book(&d->shelf, d->clock.zone_name) < 0) {
		log_oom();
		d->owes_reading = true;
	}
	daemon_road(d);
}

/* Our own replace is heard of, too: what it wrote is on the shelf and planned. But the directory may be another one. */
static void on_book_changed(void *user)
{
	struct daemon *d = user;

	if (shelf_has_book_on_disk(&d->shelf) && watch_renew(&d->book_watch) >= 0) {
		home_is_shut(d, false);
		return;
	}
	read_book(d);
	daemon_road(d);
}

static void on_settings_changed(void *user)
{
	struct daemon *d = user;

	read_settings(d);
	daemon_road(d);
}

static void on_holidays_changed(void *user)
{
	daemon_road(user);
}

static void on_presence_changed(void *user)
{
	daemon_road(user);
}

static void on_memory_changed(void *user)
{
	daemon_road(user);
}

static void on_server_changed(void *user)
{
	struct daemon *d = user;

	watchers_tell(&d->watchers);
	tester_look(d, true);
}

static void release_book(void *user)
{
	struct daemon *d = user;

	agenda_drop(&d->agenda);
}

/* ---- between turns ---- */

/* Nobody is connected and nothing is on the screen. */
static bool may_rest(void *user)
{
	const struct daemon *d = user;

	return control_is_quiet(d->control) && !d->popups.first && !d->errand;
}

/* The plan is soon made again when it is wanted. */
static void lie_down(void *user)
{
	struct daemon *d = user;

	agenda_drop(&d->agenda);
	voice_rest();
}

/* ---- making it ---- */

static int watches_init(struct daemon *d)
{
	int r = watch_init(&d->book_watch, d->event, d->options->book, on_book_changed, d);

	return r < 0 ? r
		     : watch_init(&d->settings_watch, d->event, d->options->settings,
				  on_settings_changed, d);
}

static int parts_init(struct daemon *d)
{
	struct desk_host host = { .shelf = &d->shelf,
				  .zone = zone_now,
				  .release_book = release_book,
				  .plan = road_plan_ahead,
				  .changed = road_behind_desk,
				  .answer = methods_answer_change,
				  .why_denied = home_why_denied,
				  .user = d };
	int r;

	r = shelf_init(&d->shelf, d->options->book, d->options->settings, d->options->memory,
		       d->clock.zone_name);
	if (r < 0)
		return r;
	home_sweep(d);
	log_complaints(&d->shelf.settings_complaints);
	log_complaints(&d->shelf.book_complaints);
	calendars_init(&d->calendars, d->event, d->options->holidays, &d->shelf.settings,
		       on_holidays_changed, d);
	r = watches_init(d);
	if (r >= 0)
		follow_calendars(d);
	if (r >= 0)
		r = presence_init(&d->presence, d->event, on_presence_changed, d);
	if (r >= 0)
		r = popups_init(&d->popups, d->event, d->options->popup, &d->shelf);
	if (r >= 0)
		r = popups_recall(&d->popups);
	d->popups.zone = zone_now;
	d->popups.changed = on_memory_changed;
	d->popups.server_changed = on_server_changed;
	d->popups.pressed = press_button;
	d->popups.user = d;
	if (r >= 0)
		r = desk_new(&d->desk, d->event, &host);
	if (r >= 0)
		r = watchers_init(&d->watchers, d);
	if (r >= 0)
		r = tester_init(&d->tester, d);
	if (r >= 0)
		r = control_new(&d->control, d->event, d->instance.listen_fd, methods_call, d);
	if (r >= 0)
		r = rest_init(&d->rest, d->event, may_rest, lie_down, d);
	return r;
}

int daemon_init(struct daemon *d, struct options *options)
{
	cleanup_free char *status = NULL;
	int r;

	*d = (struct daemon){ .options = options, .instance = { .lock_fd = -1, .listen_fd = -1 } };
	r = sd_event_new(&d->event);
	if (r >= 0)
		r = signals_init(d);
	if (r < 0)
		return log_error_errno(r, "Cannot make an event loop");
	r = clock_init(&d->clock, d->event, on_due, on_clock_changed, d);
	if (r >= 0)
		r = home_take_socket(d);
	if (r < 0)
		return r;
	home_make_directories(d);
	home_confine(d);
	r = parts_init(d);
	if (r < 0)
		return log_error_errno(r, "Cannot start");
	daemon_road(d);
	d->started = true;
	status = agenda_status(&d->agenda, &d->shelf, clock_now(), d->clock.zone_name);
	service_ready(&d->service, status ? status : "");
	if (!status)
		daemon_look_again(d, clock_now()); /* and say it then */
	log_info("followupd %s: %zu interviews in %s", FOLLOWUPD_VERSION,
		 d->shelf.book.n_interviews, options->book);
	return 0;
}

int daemon_run(struct daemon *d)
{
	int r = sd_event_loop(d->event);

	if (r == SERVICE_EXIT_AGAIN)
		desk_flush(d->desk); /* whoever was heard is answered */
	return r < 0 ? log_error_errno(r, "The event loop broke") : r;
}

void daemon_done(struct daemon *d)
{
	rest_done(&d->rest);
	control_free(d->control);
	watchers_done(&d->watchers);
	tester_done(&d->tester);
	desk_free(d->desk);
	errand_free(d->errand);
	popups_done(&d->popups);
	presence_done(&d->presence);
	calendars_done(&d->calendars);
	watch_done(&d->settings_watch);
	watch_done(&d->book_watch);
	agenda_drop(&d->agenda);
	shelf_done(&d->shelf);
	clock_done(&d->clock);
	instance_leave(&d->instance);
	service_done(&d->service);
	sd_event_unref(d->event);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/daemon.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/paths.h"
#include "daemon/buttons.h"
#include "daemon/confine.h"
#include "daemon/methods.h"

#define TAG_REFUSAL "refusal"

static const char *zone_now(void *user)
{
	struct daemon *d = user;

	return d->clock.zone_name;
}

/* ---- the road ---- */

int daemon_plan(struct daemon *d, usec_t now)
{
	const struct agenda *a = &d->agenda;

	if (a->made_at > 0 && now >= a->made_at && now < a->plan.next_change)
		return 0;
	return agenda_make(&d->agenda, &d->shelf, now, d->clock.zone_name);
}

void daemon_road(struct daemon *d)
{
	usec_t now = clock_now();
	cleanup_free char *status = NULL;
	int r;

	r = agenda_make(&d->agenda, &d->shelf, now, d->clock.zone_name);
	if (r >= 0)
		r = agenda_show(&d->agenda, &d->shelf, &d->popups, now, d->clock.zone_name);
	if (r < 0) {
		/*
		 * Memory is out for now: nothing is lost, the facts are in the file; look again
		 * soon.
		 */
		log_error_errno(r, "Cannot plan");
		d->agenda.next = now + USEC_PER_MIN;
	}
	r = clock_arm(&d->clock, d->agenda.next);
	if (r < 0)
		log_error_errno(r, "Cannot set the timer");
	status = agenda_status(&d->agenda, &d->shelf, now, d->clock.zone_name);
	if (status && d->started)
		service_status(&d->service, status);
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
	r = shelf_read_book(&d->shelf, d->clock.zone_name);
	if (r > 0) {
		log_complaints(&d->shelf.book_complaints);
		if (shelf_book_is_bad(&d->shelf))
			log_warning(
				"The book has errors: its last good version counts until they are mended");
		else
			log_info("Read %s: %zu interviews", d->shelf.book_path,
				 d->shelf.book.n_interviews);
	} else if (r < 0) {
		log_error_errno(r, "Cannot read %s", d->shelf.book_path);
	}
	watch_renew(&d->book_watch);
}

static void read_settings(struct daemon *d)
{
	int r = shelf_read_settings(&d->shelf);

	if (r > 0)
		log_complaints(&d->shelf.settings_complaints);
	else if (r < 0)
		log_error_errno(r, "Cannot read %s", d->shelf.settings_path);
	watch_renew(&d->settings_watch);
}

void daemon_reload(struct daemon *d)
{
	read_settings(d);
	read_book(d);
	daemon_road(d);
}

/* ---- what calls for the road ---- */

static void on_due(void *user)
{
	daemon_road(user);
}

static void on_clock_changed(void *user)
{
	struct daemon *d = user;

	agenda_drop(&d->agenda);
	/* Sections without a zone follow the user's. */
	if (shelf_reread_book(&d->shelf, d->clock.zone_name) < 0)
		log_oom();
	daemon_road(d);
}

static void on_book_changed(void *user)
{
	struct daemon *d = user;

	read_book(d);
	daemon_road(d);
}

static void on_settings_changed(void *user)
{
	struct daemon *d = user;

	read_settings(d);
	daemon_road(d);
}

static void on_memory_changed(void *user)
{
	daemon_road(user);
}

static void on_desk_changed(void *user)
{
	daemon_road(user);
}

static void release_book(void *user)
{
	struct daemon *d = user;

	agenda_drop(&d->agenda);
}

/* ---- buttons ---- */

/*
 * A button that did nothing must not look as if it had: the milestone stays open, and a pop-up says
 * why.
 */
static void on_button_done(void *user, const char *error, json_t *parameters)
{
	struct daemon *d = user;
	struct popup_words words = { 0 };
	const char *why = json_string_value(json_object_get(parameters, "text"));

	if (!error)
		return;
	log_warning("A button was refused: %s", why ? why : error);
	words.summary = text_copy("That was not recorded");
	words.body = text_copy(d->shelf.settings.popup.privacy || !why ? "See: followupctl status"
								       : why);
	words.command = text_copy("");
	if (!words.summary || !words.body || !words.command ||
	    popups_notice(&d->popups, TAG_REFUSAL, &words) < 0)
		log_oom();
	popup_words_done(&words);
	daemon_road(d);
}

static void on_pressed(void *user, const struct popup *p, enum button b, const char *token)
{
	struct daemon *d = user;
	int r;

	(void)token;
	r = daemon_plan(d, clock_now());
	if (r >= 0)
		r = button_press(d->desk, &d->agenda.plan, p, b, on_button_done, d);
	if (r < 0)
		log_error_errno(r, "Cannot do what the button '%s' says", button_to_text(b));
}

/* ---- signals ---- */

static int on_hangup(sd_event_source *s, const struct signalfd_siginfo *info, void *user)
{
	struct daemon *d = user;
	cleanup_free char *status = NULL;

	(void)s, (void)info;
	service_reloading(&d->service);
	daemon_reload(d);
	status = agenda_status(&d->agenda, &d->shelf, clock_now(), d->clock.zone_name);
	service_ready(&d->service, status ? status : "");
	return 0;
}

static int on_terminate(sd_event_source *s, const struct signalfd_siginfo *info, void *user)
{
	struct daemon *d = user;

	(void)s, (void)info;
	service_stopping(&d->service);
	desk_flush(d->desk); /* whoever was heard is answered */
	sd_event_exit(d->event, 0);
	return 0;
}

static int signals_init(struct daemon *d)
{
	static const int blocked[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };
	sigset_t set;
	int r;

	sigemptyset(&set);
	for (size_t i = 0; i < ELEMENTS(blocked); i++)
		sigaddset(&set, blocked[i]);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -errno;
	signal(SIGPIPE, SIG_IGN);
	r = sd_event_add_signal(d->event, NULL, SIGTERM, on_terminate, d);
	if (r >= 0)
		r = sd_event_add_signal(d->event, NULL, SIGINT, on_terminate, d);
	if (r >= 0)
		r = sd_event_add_signal(d->event, NULL, SIGHUP, on_hangup, d);
	return r;
}

/* ---- making it ---- */

static int make_directories(const struct options *o)
{
	const char *const paths[] = { o->book, o->settings, o->memory };

	for (size_t i = 0; i < ELEMENTS(paths); i++) {
		int r = path_make_parents(paths[i]);

		/*
		 * A directory that cannot be made is said with its file; reading may work all the
		 * same.
		 */
		if (r < 0)
			log_warning_errno(r, "Cannot make the directory of %s", paths[i]);
	}
	return 0;
}

static void confine(struct daemon *d)
{
	const char *const paths[] = { d->options->book, d->options->settings, d->options->memory,
				      d->options->socket };
	char *directories[ELEMENTS(paths)] = { NULL };
	size_t n = 0;
	int r = 0;

	for (size_t i = 0; i < ELEMENTS(paths); i++) {
		char *name = NULL;

		if (store_resolve(paths[i], &directories[n], &name) >= 0)
			n++;
		free(name);
	}
	r = confine_writes((const char *const *)directories, n);
	for (size_t i = 0; i < n; i++)
		free(directories[i]);
	if (r >= 0)
		return;
	log_notice("Writing is not confined by Landlock (%s)", strerror(-r));
	d->writes =
		"the kernel has no Landlock, so writing is not confined to followupd's own directories";
}

static int take_socket(struct daemon *d)
{
	int fd = service_listen_fd(), r;

	if (fd < 0 && fd != -ENOENT)
		return log_error_errno(
			fd, "The service manager passed something that is no listening socket");
	r = instance_take(&d->instance, d->options->socket, fd);
	if (r == -EADDRINUSE)
		return log_error_errno(r, "Another followupd runs already, at %s",
				       d->options->socket);
	if (r == -EPERM)
		return log_error_errno(
			r,
			"The directory of %s is not ours alone; it must be, since whoever can write there could pose as followupd",
			d->options->socket);
	if (r < 0)
		return log_error_errno(r, "Cannot listen at %s", d->options->socket);
	return 0;
}

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
				  .changed = on_desk_changed,
				  .answer = methods_answer_change,
				  .user = d };
	int r;

	r = shelf_init(&d->shelf, d->options->book, d->options->settings, d->options->memory,
		       d->clock.zone_name);
	if (r < 0)
		return r;
	log_complaints(&d->shelf.settings_complaints);
	log_complaints(&d->shelf.book_complaints);
	r = watches_init(d);
	if (r >= 0)
		r = popups_init(&d->popups, d->event, d->options->popup, &d->shelf);
	if (r >= 0)
		r = popups_recall(&d->popups);
	d->popups.zone = zone_now;
	d->popups.changed = on_memory_changed;
	d->popups.pressed = on_pressed;
	d->popups.user = d;
	if (r >= 0)
		r = desk_new(&d->desk, d->event, &host);
	if (r >= 0)
		r = control_new(&d->control, d->event, d->instance.listen_fd, methods_call, d);
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
		r = take_socket(d);
	if (r >= 0)
		r = make_directories(options);
	if (r < 0)
		return r;
	confine(d);
	r = parts_init(d);
	if (r < 0)
		return log_error_errno(r, "Cannot start");
	daemon_road(d);
	d->started = true;
	status = agenda_status(&d->agenda, &d->shelf, clock_now(), d->clock.zone_name);
	service_ready(&d->service, status ? status : "");
	log_info("followupd %s: %zu interviews in %s", FOLLOWUPD_VERSION,
		 d->shelf.book.n_interviews, options->book);
	return 0;
}

int daemon_run(struct daemon *d)
{
	int r = sd_event_loop(d->event);

	return r < 0 ? log_error_errno(r, "The event loop broke") : r;
}

void daemon_done(struct daemon *d)
{
	control_free(d->control);
	desk_free(d->desk);
	popups_done(&d->popups);
	watch_done(&d->settings_watch);
	watch_done(&d->book_watch);
	agenda_drop(&d->agenda);
	shelf_done(&d->shelf);
	clock_done(&d->clock);
	instance_leave(&d->instance);
	service_done(&d->service);
	sd_event_unref(d->event);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/road.h"

#include "common/cleanup.h"
#include "common/log.h"
#include "common/voice.h"
#include "common/zone.h"
#include "daemon/home.h"
#include "daemon/press.h"
#include "daemon/showings.h"

int daemon_plan(struct daemon *d, usec_t now)
{
	const struct agenda *a = &d->agenda;

	if (a->made_at > 0 && now >= a->made_at && now < a->plan.next_change)
		return 0;
	return agenda_make(&d->agenda, &d->shelf, now, d->clock.zone_name);
}

static int take_turn(struct daemon *d, usec_t now)
{
	struct turn turn = {
		.plan = &d->agenda.plan,
		.shelf = &d->shelf,
		.popups = &d->popups,
		.presence = &d->presence,
		.now = now,
		.zone = d->clock.zone_name,
	};

	/* What is on the screen stays there until it is known which days are holidays. */
	if (calendars_are_awaited(&d->calendars)) {
		d->outcome = (struct turn_outcome){ .next = USEC_NEVER, .held = "holidays" };
		return 0;
	}
	return turn_take(&turn, &d->outcome);
}

void daemon_arm(struct daemon *d, usec_t now)
{
	usec_t watched = watchers_next(d, now);
	int r = clock_arm(&d->clock, watched < d->outcome.next ? watched : d->outcome.next);

	if (r < 0)
		log_error_errno(r, "Cannot set the timer");
}

void daemon_look_again(struct daemon *d, usec_t now)
{
	if (d->outcome.next > now + USEC_PER_MIN)
		d->outcome.next = now + USEC_PER_MIN;
	daemon_arm(d, now);
}

/* Whoever travels for another reason, even on the way, does not know what the plan ahead was made from. */
static int plan_for_road(struct daemon *d, usec_t now)
{
	struct agenda *a = &d->agenda;
	bool will_do = a->is_ahead && now >= a->made_at && now < a->plan.next_change;

	a->is_ahead = false;
	return will_do ? 0 : agenda_make(a, &d->shelf, now, d->clock.zone_name);
}

void road_behind_desk(void *user)
{
	struct daemon *d = user;
	usec_t now = clock_now();
	cleanup_voice const struct tongue *before = voice_speak(voice_own());
	cleanup_free char *status = NULL;
	int r;

	r = shelf_keep_zones(&d->shelf);
	if (r < 0)
		log_warning_errno(
			r, "Cannot write %s: interviews without `zone` may move when you travel",
			d->shelf.memory_path);
	shelf_speak(&d->shelf, d->clock.zone_name);
	home_is_shut(d, d->shelf.memory_error == -EACCES);
	calendars_keep_up(&d->calendars, zone_date(d->clock.zone_name, now).year);
	r = plan_for_road(d, now);
	press_say_again(d);
	if (r >= 0) {
		showings_forget_old(&d->shelf, &d->agenda.plan, now);
		r = take_turn(d, now);
	}
	if (r < 0) {
		/*
		 * Memory is out for now: nothing is lost, the facts are in the file; look again
		 * soon.
		 */
		log_error_errno(r, "Cannot plan");
		d->outcome.next = USEC_NEVER;
	}
	if (r < 0 || d->owes_reading)
		daemon_look_again(d, now);
	else
		daemon_arm(d, now);
	watchers_tell(&d->watchers);
	tester_look(d, false);
	status = agenda_status(&d->agenda, &d->shelf, now, d->clock.zone_name);
	if (!status)
		daemon_look_again(d, now);
	else if (d->started)
		service_status(&d->service, status);
}

void daemon_road(struct daemon *d)
{
	d->agenda.is_ahead = false;
	road_behind_desk(d);
}

const struct plan *road_plan_ahead(void *user)
{
	struct daemon *d = user;
	cleanup_voice const struct tongue *before = voice_speak(voice_own());

	if (agenda_make(&d->agenda, &d->shelf, clock_now(), d->clock.zone_name) < 0) {
		log_oom();
		return NULL;
	}
	d->agenda.is_ahead = true;
	return &d->agenda.plan;
}

/* SPDX-License-Identifier: MIT */
#include "daemon/presence.h"

#include <errno.h>
#include <string.h>

#include "common/log.h"
#include "common/text.h"

#define LOGIN1        "org.freedesktop.login1"
#define LOGIN1_SELF   "/org/freedesktop/login1/user/self"
#define PROPERTIES    "org.freedesktop.DBus.Properties"
#define PATIENCE_USEC ((uint64_t)2 * 1000 * 1000)
#define GOOD_FOR_USEC ((uint64_t)2 * 1000 * 1000)
#define ACCURACY_USEC ((uint64_t)500 * 1000)

static void disconnect(struct presence *p)
{
	p->call = sd_bus_slot_unref(p->call);
	p->watch = sd_bus_slot_unref(p->watch);
	p->watch_owner = sd_bus_slot_unref(p->watch_owner);
	p->end = sd_bus_slot_unref(p->end);
	if (p->bus)
		sd_bus_detach_event(p->bus);
	p->bus = sd_bus_close_unref(p->bus);
}

/* The answer is used by the turn of the agenda that it starts, and forgotten soon after. */
static void settle_here(struct presence *p)
{
	p->state = PRESENCE_HERE;
	p->locked = false;
	sd_event_source_set_time_relative(p->stale, GOOD_FOR_USEC);
	sd_event_source_set_enabled(p->stale, SD_EVENT_ONESHOT);
	p->changed(p->user);
}

static int on_stale(sd_event_source *s, uint64_t usec, void *user)
{
	struct presence *p = user;

	(void)s, (void)usec;
	if (p->state == PRESENCE_AWAY)
		return 0;
	disconnect(p); /* here, and not within one of the bus's own callbacks */
	if (p->state == PRESENCE_ASKING) {
		log_debug("Presence is not known: the system bus does not answer");
		settle_here(p);
	} else {
		p->state = PRESENCE_UNKNOWN;
	}
	return 0;
}

/*
 * a{sv}: away if the session is locked or idle. Other properties, and no properties, say nothing.
 */
static int read_hints(sd_bus_message *m, bool *locked, bool *idle)
{
	int r = sd_bus_message_enter_container(m, 'a', "{sv}");

	while (r >= 0 && (r = sd_bus_message_enter_container(m, 'e', "sv")) > 0) {
		const char *name;
		int value = 0;

		r = sd_bus_message_read(m, "s", &name);
		if (r < 0)
			return r;
		if (text_equal(name, "LockedHint") || text_equal(name, "IdleHint")) {
			r = sd_bus_message_read(m, "v", "b", &value);
			*(text_equal(name, "LockedHint") ? locked : idle) = value;
		} else {
			r = sd_bus_message_skip(m, "v");
		}
		if (r >= 0)
			r = sd_bus_message_exit_container(m);
	}
	return r;
}

static int on_session(sd_bus_message *m, void *user, sd_bus_error *error)
{
	struct presence *p = user;
	bool locked = false, idle = false, was_away = p->state == PRESENCE_AWAY;

	(void)error;
	p->call = sd_bus_slot_unref(p->call);
	if (sd_bus_message_is_method_error(m, NULL) || read_hints(m, &locked, &idle) < 0 ||
	    !(locked || idle)) {
		settle_here(p);
		return 0;
	}
	p->state = PRESENCE_AWAY;
	p->locked = locked;
	sd_event_source_set_enabled(p->stale, SD_EVENT_OFF);
	if (!was_away)
		p->changed(p->user);
	return 0;
}

static int on_display(sd_bus_message *m, void *user, sd_bus_error *error)
{
	struct presence *p = user;
	const char *id, *path;
	int r = -ENOENT;

	(void)error;
	p->call = sd_bus_slot_unref(p->call);
	if (!sd_bus_message_is_method_error(m, NULL))
		r = sd_bus_message_read(m, "v", "(so)", &id, &path);
	if (r >= 0 && text_equal(path, "/"))
		r = -ENOENT; /* logged in, but not at a screen */
	if (r >= 0)
		r = sd_bus_call_method_async(p->bus, &p->call, LOGIN1, path, PROPERTIES, "GetAll",
					     on_session, p, "s", LOGIN1 ".Session");
	if (r < 0) {
		log_debug("Presence is not known: %s", strerror(-r));
		settle_here(p);
	}
	return 0;
}

static int ask_display(struct presence *p)
{
	p->call = sd_bus_slot_unref(p->call);
	return sd_bus_call_method_async(p->bus, &p->call, LOGIN1, LOGIN1_SELF, PROPERTIES, "Get",
					on_display, p, "ss", LOGIN1 ".User", "Display");
}

/*
 * The session was unlocked, or there is another one, or logind went, or it has nothing to do with
 * us: ask again.
 */
static int on_news(sd_bus_message *m, void *user, sd_bus_error *error)
{
	struct presence *p = user;

	(void)m, (void)error;
	if (p->state == PRESENCE_AWAY && ask_display(p) < 0)
		settle_here(p);
	return 0;
}

static int on_message(sd_bus_message *m, void *user, sd_bus_error *error)
{
	struct presence *p = user;

	(void)error;
	if (sd_bus_message_is_signal(m, "org.freedesktop.DBus.Local", "Disconnected") > 0)
		settle_here(p); /* nobody would tell us that the user came back */
	return 0;
}

/* The watch comes before the question, so that no change falls between the two. */
static int ask(struct presence *p)
{
	int r = sd_bus_open_system(&p->bus);

	if (r >= 0)
		r = sd_bus_set_method_call_timeout(p->bus, PATIENCE_USEC);
	if (r >= 0)
		r = sd_bus_attach_event(p->bus, p->event, SD_EVENT_PRIORITY_NORMAL);
	if (r >= 0)
		r = sd_bus_add_filter(p->bus, &p->end, on_message, p);
	if (r >= 0)
		r = sd_bus_match_signal_async(p->bus, &p->watch, LOGIN1, NULL, PROPERTIES,
					      "PropertiesChanged", on_news, NULL, p);
	if (r >= 0)
		r = sd_bus_add_match_async(p->bus, &p->watch_owner,
					   "type='signal',sender='org.freedesktop.DBus',"
					   "member='NameOwnerChanged',arg0='" LOGIN1 "'",
					   on_news, NULL, p);
	return r < 0 ? r : ask_display(p);
}

bool presence_is_here(struct presence *p)
{
	int r;

	if (p->state != PRESENCE_UNKNOWN)
		return p->state == PRESENCE_HERE;
	disconnect(p);
	r = ask(p);
	if (r < 0) {
		disconnect(p);
		return true;
	}
	p->state = PRESENCE_ASKING;
	/* Should the bus itself hang, the calls' own limit does not help. */
	sd_event_source_set_time_relative(p->stale, 2 * PATIENCE_USEC);
	sd_event_source_set_enabled(p->stale, SD_EVENT_ONESHOT);
	return false;
}

void presence_rest(struct presence *p)
{
	if (p->state != PRESENCE_AWAY)
		return;
	p->state = PRESENCE_UNKNOWN;
	sd_event_source_set_time_relative(p->stale, 0);
	sd_event_source_set_enabled(p->stale, SD_EVENT_ONESHOT);
}

int presence_init(struct presence *p, sd_event *event, void (*changed)(void *), void *user)
{
	int r;

	*p = (struct presence){ .event = event, .changed = changed, .user = user };
	r = sd_event_add_time(event, &p->stale, CLOCK_MONOTONIC, 0, ACCURACY_USEC, on_stale, p);
	return r < 0 ? r : sd_event_source_set_enabled(p->stale, SD_EVENT_OFF);
}

void presence_done(struct presence *p)
{
	disconnect(p);
	sd_event_source_disable_unref(p->stale);
	*p = (struct presence){ .state = PRESENCE_UNKNOWN };
}

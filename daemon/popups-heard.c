/* SPDX-License-Identifier: MIT */

/* What the helper says of pop-ups and of the server, and its end. */

#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/popup-protocol.h"
#include "daemon/clock.h"
#include "daemon/popups-parts.h"
#include "daemon/showings.h"

/* Seconds before a pop-up that the server refused is tried again. */
static const unsigned retry_sec[] = { 60, 300, 1800 };
/* Nobody reads and closes a pop-up in less. */
#define AT_ONCE_USEC ((uint64_t)200 * 1000)

static const char *string_of(const json_t *parameters, const char *key)
{
	const char *text = json_string_value(json_object_get(parameters, key));

	return text ? text : "";
}

bool popups_is_new(const struct popup *u)
{
	for (size_t i = 0; i < u->n_milestones; i++)
		if (u->milestones[i].counted)
			return false;
	return u->n_milestones > 0;
}

/* What waits for the end of quiet goes back to the plan: together with what falls due until then it comes up. */
static void take_back(struct popups *p)
{
	for (struct popup *u = p->first; u; u = u->next)
		if (u->state == POPUP_IS_TOLD && popups_is_new(u) && !u->critical)
			popups_close_popup(p, u);
}

static void on_server(struct popups *p, struct popup *u, const json_t *parameters)
{
	bool hushed = popups_are_hushed(p);

	(void)u;
	if (!text_equal(p->server.state, string_of(parameters, "state")))
		log_debug("Notification server: %s %s", string_of(parameters, "state"),
			  string_of(parameters, "text"));
	text_replace(&p->server.state, string_of(parameters, "state"));
	text_replace(&p->server.name, string_of(parameters, "name"));
	text_replace(&p->server.text, string_of(parameters, "text"));
	if (!hushed && popups_are_hushed(p))
		take_back(p);
	if (hushed != popups_are_hushed(p))
		p->changed(p->user);
	p->server_changed(p->user);
}

static uint64_t monotonic_now(const struct popups *p)
{
	uint64_t now = 0;

	sd_event_now(p->helper.event, CLOCK_MONOTONIC, &now);
	return now;
}

static void on_shown(struct popups *p, struct popup *u, const json_t *parameters)
{
	usec_t now = clock_now();

	/* Also of one that is to go: should the helper die before it is gone, the next one finds it. */
	text_replace(&u->bus, string_of(parameters, "bus"));
	text_replace(&u->server, string_of(parameters, "server"));
	u->id = (uint32_t)json_integer_value(json_object_get(parameters, "id"));
	if (u->state != POPUP_IS_TOLD)
		return;
	u->state = u->outdated ? POPUP_IS_WAITING : POPUP_IS_SHOWN;
	u->failures = 0;
	p->server.closes_at_once = false;
	u->pressed = false;
	u->up_usec = monotonic_now(p);
	helper_praise(&p->helper);
	/* Other words alone bring nothing up: what falls due then has no company in it. */
	if (showings_shown(p->shelf, u, now, p->zone(p->user)))
		u->shown_at = now;
	p->changed(p->user);
}

static void on_failed(struct popups *p, struct popup *u, const json_t *parameters)
{
	size_t step = u->failures < ELEMENTS(retry_sec) ? u->failures : ELEMENTS(retry_sec) - 1;

	if (u->state == POPUP_IS_CLOSING) {
		popups_drop(p, u);
		p->changed(p->user);
		return;
	}
	log_warning("The notification server did not take a pop-up: %s %s",
		    string_of(parameters, "error"), string_of(parameters, "text"));
	text_replace(&p->server.refusal, string_of(parameters, "text"));
	u->failures++;
	u->state = POPUP_IS_WAITING;
	sd_event_source_set_time_relative(p->retry, (uint64_t)retry_sec[step] * 1000 * 1000);
	sd_event_source_set_enabled(p->retry, SD_EVENT_ONESHOT);
	p->server_changed(p->user);
}

/*
 * A server that takes every pop-up off at once, be it for a do-not-disturb of which it tells nobody: in
 * so short a time nobody has read it, let alone closed it.
 */
static bool went_at_once(struct popups *p, const struct popup *u)
{
	uint64_t now = monotonic_now(p);

	return u->up_usec > 0 && now - u->up_usec < AT_ONCE_USEC;
}

/*
 * It went while other words for it were on their way, which come up as a pop-up of their own. After a press that is
 * right: servers close what was pressed, and what is left of it is news to nobody else. After a closing it is not.
 */
static void on_closed_too_early(struct popups *p, struct popup *u, enum showing_end end)
{
	if (u->pressed) {
		showings_off_screen(p->shelf, u->tag);
		return;
	}
	showings_ended(p->shelf, u, clock_now(), end);
	popups_close_popup(p, u);
	p->changed(p->user);
}

static void on_closed(struct popups *p, struct popup *u, const json_t *parameters)
{
	json_int_t reason = json_integer_value(json_object_get(parameters, "reason"));
	bool closing = u->state == POPUP_IS_CLOSING, acted = u->acted && !closing;
	enum showing_end end =
		reason == 2 && !went_at_once(p, u) ? SHOWING_DISMISSED : SHOWING_EXPIRED;

	if (json_is_true(json_object_get(parameters, "lost")) && !closing) {
		/*
		 * The server took it along: it goes back on screen when there is one again, and
		 * that is no further showing.
		 */
		u->state = POPUP_IS_WAITING;
		popups_tell_all(p);
		return;
	}
	p->server.closes_at_once |= !acted && !closing && went_at_once(p, u);
	if (u->state == POPUP_IS_TOLD) {
		on_closed_too_early(p, u, end);
		return;
	}
	if (acted || closing)
		showings_off_screen(p->shelf, u->tag);
	else
		showings_ended(p->shelf, u, clock_now(), end);
	popups_drop(p, u);
	if (!acted) /* else what the button did is on its way, and is the change that counts */
		p->changed(p->user);
}

static void on_action(struct popups *p, struct popup *u, const json_t *parameters)
{
	const char *key = string_of(parameters, "key");

	for (size_t i = 0; i < u->n_buttons && !u->acted && u->state == POPUP_IS_SHOWN; i++)
		if (text_equal(u->buttons[i].key, key)) {
			u->acted = u->pressed = p->pressed(p->user, u, &u->buttons[i],
							   string_of(parameters, "token")) > 0;
			return;
		}
	log_debug("A button that is not ours, or pressed twice: %s", key);
}

static const struct {
	const char *method;
	void (*heard)(struct popups *p, struct popup *u, const json_t *parameters);
	bool about_popup;
} words_of_helper[] = {
	{ POPUP_SERVER, on_server, false }, { POPUP_SHOWN, on_shown, true },
	{ POPUP_FAILED, on_failed, true },  { POPUP_CLOSED, on_closed, true },
	{ POPUP_ACTION, on_action, true },
};

void popups_helper_said(void *user, const struct call *call)
{
	struct popups *p = user;
	struct popup *u = popups_find_closing(p, string_of(call->parameters, "tag"));

	if (!u)
		u = popups_find(p, string_of(call->parameters, "tag"));

	for (size_t i = 0; i < ELEMENTS(words_of_helper); i++)
		if (text_equal(call->method, words_of_helper[i].method) &&
		    (u || !words_of_helper[i].about_popup))
			words_of_helper[i].heard(p, u, call->parameters);
	popups_watch_helper(p);
}

/*
 * What it was told is lost; what it had shown may still stand there, with dead buttons: it is replaced,
 * or closed by the next helper.
 */
void popups_helper_ended(void *user, bool failed)
{
	struct popups *p = user;

	for (struct popup *u = p->first, *next; u; u = next) {
		next = u->next;
		if (u->state != POPUP_IS_CLOSING)
			u->state = POPUP_IS_WAITING;
		else if (u->bus)
			u->asked = false;
		else
			popups_drop(p, u);
	}
	if (failed && !text_equal(p->server.state, "no-bus")) {
		popups_server_forget(p);
		text_replace(&p->server.state, "helper-ended");
		text_replace(&p->server.text, "");
		p->server_changed(p->user);
	}
	if (!failed)
		popups_tell_all(p); /* wanted again while the last one was leaving */
	else if (p->listens)
		p->changed(p->user); /* what is held for a quiet of which nobody knows any more */
}

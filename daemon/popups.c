/* SPDX-License-Identifier: MIT */
#include "daemon/popups.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/popup-protocol.h"
#include "daemon/clock.h"
#include "daemon/showings.h"

/* Seconds before a pop-up that the server refused is tried again. */
static const unsigned retry_sec[] = { 60, 300, 1800 };

/* ---- to the helper ---- */

static void tell(struct popups *p, struct popup *u)
{
	helper_tell(&p->helper, POPUP_SHOW, popup_to_json(u));
	u->state = POPUP_IS_TOLD;
	u->outdated = false;
}

/* The server has to do something, and it is there to do it. */
static bool server_is_waited_for(const struct popups *p)
{
	static const char *const waiting[] = { "hung", "starting", "failed", "absent" };

	for (size_t i = 0; i < ELEMENTS(waiting); i++)
		if (text_equal(p->server.state, waiting[i]))
			return true;
	return false;
}

static void watch_helper(struct popups *p)
{
	bool owes = false;

	for (struct popup *u = p->first; u; u = u->next)
		owes |= u->state == POPUP_IS_TOLD || u->state == POPUP_IS_CLOSING;
	helper_owes(&p->helper, owes && !server_is_waited_for(p));
}

static void server_forget(struct popups *p)
{
	free(p->server.state), free(p->server.name), free(p->server.text);
	p->server = (struct server_state){ 0 };
}

/*
 * One of that tag that is on its way off the screen: until it is, what the helper says of the tag
 * is about this one.
 */
static struct popup *find_closing(struct popups *p, const char *tag)
{
	for (struct popup *u = p->first; u; u = u->next)
		if (u->state == POPUP_IS_CLOSING && text_equal(u->tag, tag))
			return u;
	return NULL;
}

static void drop(struct popups *p, struct popup *u)
{
	for (struct popup **at = &p->first; *at; at = &(*at)->next)
		if (*at == u) {
			*at = u->next;
			break;
		}
	popup_free(u);
}

/*
 * No longer wanted. It is kept until the helper says that it is off the screen, so that the helper
 * lives as long; while there is none, for the next one.
 */
static void let_go(struct popups *p, struct popup *u)
{
	if (u->state == POPUP_IS_WAITING && !u->bus) {
		drop(p, u);
	} else if (helper_start(&p->helper) > 0) {
		helper_tell(&p->helper, POPUP_CLOSE, popup_to_json_place(u));
		u->state = POPUP_IS_CLOSING;
		u->asked = true;
	}
}

static void let_all_go(struct popups *p)
{
	for (struct popup *u = p->first, *next; u; u = next) {
		next = u->next;
		if (u->state == POPUP_IS_CLOSING ? !u->asked : !u->kept)
			let_go(p, u);
	}
}

static void tell_all(struct popups *p)
{
	bool wanted = false;

	let_all_go(p);
	for (struct popup *u = p->first; u; u = u->next)
		wanted |= u->state == POPUP_IS_WAITING && u->kept;
	if (!wanted || sd_event_source_get_enabled(p->retry, NULL) > 0)
		return;
	if (helper_start(&p->helper) <= 0)
		return;
	for (struct popup *u = p->first; u; u = u->next)
		if (u->state == POPUP_IS_WAITING && u->kept && !find_closing(p, u->tag))
			tell(p, u);
	watch_helper(p);
}

/* ---- from the helper ---- */

static const char *string_of(const json_t *parameters, const char *key)
{
	const char *text = json_string_value(json_object_get(parameters, key));

	return text ? text : "";
}

static void on_server(struct popups *p, struct popup *u, const json_t *parameters)
{
	(void)u;
	if (!text_equal(p->server.state, string_of(parameters, "state")))
		log_debug("Notification server: %s %s", string_of(parameters, "state"),
			  string_of(parameters, "text"));
	text_replace(&p->server.state, string_of(parameters, "state"));
	text_replace(&p->server.name, string_of(parameters, "name"));
	text_replace(&p->server.text, string_of(parameters, "text"));
	p->server_changed(p->user);
}

static void on_shown(struct popups *p, struct popup *u, const json_t *parameters)
{
	usec_t now = clock_now();

	if (u->state != POPUP_IS_TOLD)
		return;
	u->state = u->outdated ? POPUP_IS_WAITING : POPUP_IS_SHOWN;
	u->failures = 0;
	text_replace(&u->bus, string_of(parameters, "bus"));
	text_replace(&u->server, string_of(parameters, "server"));
	u->id = (uint32_t)json_integer_value(json_object_get(parameters, "id"));
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
		drop(p, u);
		p->changed(p->user);
		return;
	}
	log_warning("The notification server did not take a pop-up: %s %s",
		    string_of(parameters, "error"), string_of(parameters, "text"));
	text_replace(&p->server.text, string_of(parameters, "text"));
	u->failures++;
	u->state = POPUP_IS_WAITING;
	sd_event_source_set_time_relative(p->retry, (uint64_t)retry_sec[step] * 1000 * 1000);
	sd_event_source_set_enabled(p->retry, SD_EVENT_ONESHOT);
	p->server_changed(p->user);
}

static void on_closed(struct popups *p, struct popup *u, const json_t *parameters)
{
	json_int_t reason = json_integer_value(json_object_get(parameters, "reason"));
	bool closing = u->state == POPUP_IS_CLOSING, acted = u->acted && !closing;

	if (json_is_true(json_object_get(parameters, "lost")) && !closing) {
		/*
		 * The server took it along: it goes back on screen when there is one again, and
		 * that is no further showing.
		 */
		u->state = POPUP_IS_WAITING;
		tell_all(p);
		return;
	}
	if (acted || closing)
		showings_off_screen(p->shelf, u->tag);
	else
		showings_ended(p->shelf, u, clock_now(),
			       reason == 2 ? SHOWING_DISMISSED : SHOWING_EXPIRED);
	drop(p, u);
	if (!acted) /* else what the button did is on its way, and is the change that counts */
		p->changed(p->user);
}

static void on_action(struct popups *p, struct popup *u, const json_t *parameters)
{
	const char *key = string_of(parameters, "key");

	for (size_t i = 0; i < u->n_buttons && !u->acted && u->state == POPUP_IS_SHOWN; i++)
		if (text_equal(u->buttons[i].key, key)) {
			u->acted = p->pressed(p->user, u, &u->buttons[i],
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

static void helper_said(void *user, const struct call *call)
{
	struct popups *p = user;
	struct popup *u = find_closing(p, string_of(call->parameters, "tag"));

	if (!u)
		u = popups_find(p, string_of(call->parameters, "tag"));

	for (size_t i = 0; i < ELEMENTS(words_of_helper); i++)
		if (text_equal(call->method, words_of_helper[i].method) &&
		    (u || !words_of_helper[i].about_popup))
			words_of_helper[i].heard(p, u, call->parameters);
	watch_helper(p);
}

/*
 * What it was told is lost; what it had shown may still stand there, with dead buttons: it is replaced,
 * or closed by the next helper.
 */
static void helper_ended(void *user, bool failed)
{
	struct popups *p = user;

	for (struct popup *u = p->first, *next; u; u = next) {
		next = u->next;
		if (u->state != POPUP_IS_CLOSING)
			u->state = POPUP_IS_WAITING;
		else if (u->bus)
			u->asked = false;
		else
			drop(p, u);
	}
	if (failed && !text_equal(p->server.state, "no-bus")) {
		server_forget(p);
		text_replace(&p->server.state, "helper-ended");
		text_replace(&p->server.text, "");
		p->server_changed(p->user);
	}
	if (!failed)
		tell_all(p); /* wanted again while the last one was leaving */
}

static void helper_ready(void *user)
{
	tell_all(user);
	watch_helper(user);
}

static int on_retry(sd_event_source *s, uint64_t usec, void *user)
{
	(void)s, (void)usec;
	tell_all(user);
	return 0;
}

/* ---- for the agenda ---- */

void popups_forgive(struct popups *p)
{
	for (struct popup *u = p->first; u; u = u->next)
		u->acted = false;
}

void popups_begin(struct popups *p)
{
	for (struct popup *u = p->first; u; u = u->next)
		u->kept = u->notice;
}

struct popup *popups_find(struct popups *p, const char *tag)
{
	for (struct popup *u = p->first; u; u = u->next)
		if (u->state != POPUP_IS_CLOSING && text_equal(u->tag, tag))
			return u;
	return NULL;
}

struct popup *popups_holding(struct popups *p, const char *key)
{
	for (struct popup *u = p->first; u; u = u->next)
		if (u->state != POPUP_IS_CLOSING && popup_find_milestone(u, key))
			return u;
	return NULL;
}

int popups_add(struct popups *p, const char *tag, struct popup **ret)
{
	struct popup *u = calloc(1, sizeof(*u));

	if (!u)
		return -ENOMEM;
	u->tag = text_copy(tag);
	if (!u->tag) {
		free(u);
		return -ENOMEM;
	}
	u->kept = true;
	u->shown_at = USEC_NEVER;
	showings_recall_place(&p->shelf->memory, u);
	u->next = p->first;
	p->first = u;
	*ret = u;
	return 0;
}

void popups_settle(struct popups *p)
{
	tell_all(p);
	watch_helper(p);
	if (!p->first)
		helper_stop(&p->helper);
}

/* What memory says is on the screen and nobody wants any more has to go there too. */
int popups_recall(struct popups *p)
{
	const struct memory *m = &p->shelf->memory;

	for (size_t i = 0; i < m->n_on_screen; i++) {
		struct popup *u;
		int r;

		if (popups_find(p, m->on_screen[i].tag))
			continue;
		r = popups_add(p, m->on_screen[i].tag, &u);
		if (r < 0)
			return r;
		u->kept = false;
	}
	return 0;
}

int popups_notice(struct popups *p, const char *tag, struct popup_words *words)
{
	struct popup *u = popups_find(p, tag);
	int r;

	if (!u) {
		r = popups_add(p, tag, &u);
		if (r < 0)
			return r;
	}
	u->kept = u->notice = true;
	popup_say(u, words, false);
	return 0;
}

void popups_hurry(struct popups *p)
{
	sd_event_source_set_enabled(p->retry, SD_EVENT_OFF);
	if (!helper_hurry(&p->helper))
		server_forget(p);
}

int popups_init(struct popups *p, sd_event *event, const char *program, struct shelf *shelf)
{
	int r;

	p->shelf = shelf;
	r = helper_init(&p->helper, event, program);
	if (r >= 0)
		r = sd_event_add_time(event, &p->retry, CLOCK_MONOTONIC, 0, 0, on_retry, p);
	if (r >= 0)
		r = sd_event_source_set_enabled(p->retry, SD_EVENT_OFF);
	p->helper.said = helper_said;
	p->helper.ended = helper_ended;
	p->helper.ready = helper_ready;
	p->helper.user = p;
	return r;
}

void popups_done(struct popups *p)
{
	while (p->first)
		drop(p, p->first);
	helper_done(&p->helper);
	sd_event_source_disable_unref(p->retry);
	server_forget(p);
	free(p->fault_said);
}

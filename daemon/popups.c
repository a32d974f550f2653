/* SPDX-License-Identifier: MIT */
#include "daemon/popups-parts.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/popup-protocol.h"
#include "daemon/showings.h"

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
	static const char *const waiting[] = { "hung", "starting", "failed", "absent", "quiet" };

	for (size_t i = 0; i < ELEMENTS(waiting); i++)
		if (text_equal(p->server.state, waiting[i]))
			return true;
	return false;
}

void popups_watch_helper(struct popups *p)
{
	bool owes = false;

	for (struct popup *u = p->first; u; u = u->next)
		owes |= u->state == POPUP_IS_TOLD || u->state == POPUP_IS_CLOSING;
	helper_owes(&p->helper, owes && !server_is_waited_for(p));
}

void popups_close_popup(struct popups *p, struct popup *u)
{
	helper_tell(&p->helper, POPUP_CLOSE, popup_to_json_place(u));
	u->state = POPUP_IS_CLOSING;
	u->asked = true;
}

void popups_server_forget(struct popups *p)
{
	free(p->server.state), free(p->server.name), free(p->server.text);
	free(p->server.refusal);
	p->server = (struct server_state){ 0 };
}

struct popup *popups_find_closing(struct popups *p, const char *tag)
{
	for (struct popup *u = p->first; u; u = u->next)
		if (u->state == POPUP_IS_CLOSING && text_equal(u->tag, tag))
			return u;
	return NULL;
}

void popups_drop(struct popups *p, struct popup *u)
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
	if (u->state == POPUP_IS_WAITING && !u->bus)
		popups_drop(p, u);
	else if (helper_start(&p->helper) > 0)
		popups_close_popup(p, u);
}

static void let_all_go(struct popups *p)
{
	for (struct popup *u = p->first, *next; u; u = next) {
		next = u->next;
		if (u->state == POPUP_IS_CLOSING ? !u->asked : !u->kept)
			let_go(p, u);
	}
}

void popups_tell_all(struct popups *p)
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
		if (u->state == POPUP_IS_WAITING && u->kept && !popups_find_closing(p, u->tag))
			tell(p, u);
	popups_watch_helper(p);
}

/* Its words are others while the server is still waited for: taken back, it comes up with the new ones only. */
static void take_back_outdated(struct popups *p)
{
	if (!helper_runs(&p->helper) || !server_is_waited_for(p))
		return;
	for (struct popup *u = p->first; u; u = u->next)
		if (u->state == POPUP_IS_TOLD && u->outdated && popups_is_new(u))
			popups_close_popup(p, u);
}

static void helper_ready(void *user)
{
	popups_tell_all(user);
	popups_watch_helper(user);
}

static int on_retry(sd_event_source *s, uint64_t usec, void *user)
{
	(void)s, (void)usec;
	popups_tell_all(user);
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
	u->shown_at = u->words_until = USEC_NEVER;
	showings_recall_place(&p->shelf->memory, u);
	u->next = p->first;
	p->first = u;
	*ret = u;
	return 0;
}

bool popups_are_hushed(const struct popups *p)
{
	return helper_runs(&p->helper) && text_equal(p->server.state, "quiet");
}

const char *popups_refusal(const struct popups *p)
{
	for (const struct popup *u = p->first; u; u = u->next)
		if (u->failures > 0)
			return p->server.refusal ? p->server.refusal : "";
	return NULL;
}

void popups_leave(struct popups *p)
{
	if (!helper_runs(&p->helper))
		return;
	for (struct popup *u = p->first; u; u = u->next)
		if (u->bus || u->state == POPUP_IS_TOLD)
			popups_close_popup(p, u);
	helper_stop(&p->helper);
}

void popups_settle(struct popups *p, bool listen)
{
	take_back_outdated(p);
	popups_tell_all(p);
	popups_watch_helper(p);
	p->listens = listen;
	if (p->first || listen)
		return;
	if (popups_are_hushed(p))
		popups_server_forget(p); /* nobody listens to it any more */
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
		popups_server_forget(p);
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
	p->helper.said = popups_helper_said;
	p->helper.ended = popups_helper_ended;
	p->helper.ready = helper_ready;
	p->helper.user = p;
	return r;
}

void popups_done(struct popups *p)
{
	while (p->first)
		popups_drop(p, p->first);
	helper_done(&p->helper);
	sd_event_source_disable_unref(p->retry);
	popups_server_forget(p);
	free(p->fault_said);
}

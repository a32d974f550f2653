/* SPDX-License-Identifier: MIT */
#include "daemon/watchers.h"

#include <stdlib.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/popup-protocol.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"
#include "daemon/answers.h"
#include "daemon/daemon.h"
#include "daemon/json.h"

/* ---- What they see -------------------------------------------------------------------------- */

static json_t *popup_json(const struct popup *u)
{
	json_t *buttons = json_array();

	/* A click has the label of what it opens, which is no further button. */
	for (size_t i = 0; i < u->n_buttons; i++)
		if (!text_equal(u->buttons[i].key, POPUP_CLICK))
			json_array_append_new(buttons, json_string(u->buttons[i].label));
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:b}", "tag", u->tag, "summary", u->summary,
			 "body", u->body ? u->body : "", "command", u->command ? u->command : "",
			 "buttons", buttons, "on_screen", u->state == POPUP_IS_SHOWN);
}

/* What is on the screen, or would be if there were one. */
static json_t *popups_json(const struct popups *p)
{
	json_t *list = json_array();

	for (const struct popup *u = p->first; u; u = u->next)
		if (u->kept && u->summary && u->state != POPUP_IS_CLOSING)
			json_array_append_new(list, popup_json(u));
	return list;
}

static json_t *view(const struct question *q)
{
	json_t *fields = question_status(q);

	json_object_set_new(fields, "popups", popups_json(&q->daemon->popups));
	return fields;
}

/* With the date, since words such as "today" rest on it. */
static char *text_of(const struct question *q, const json_t *fields)
{
	char date[DATE_TEXT_SIZE];
	cleanup_free char *text = json_dumps(fields, JSON_COMPACT);

	return text ? text_format("%s %s %s", date_to_text(zone_date(q->words.zone, q->now), date),
				  q->words.zone, text)
		    : NULL;
}

/* ---- Telling -------------------------------------------------------------------------------- */

static void forget_the_gone(struct watchers *w)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->n; i++)
		if (control_is_waiting(&w->askers[i]))
			w->askers[kept++] = w->askers[i];
	w->n = kept;
}

void answer_watch(struct question *q)
{
	struct watchers *w = &q->daemon->watchers;
	json_t *fields = view(q);
	cleanup_free char *text = text_of(q, fields);

	if (!control_push(q->asker, question_fields(q, fields)))
		return;
	forget_the_gone(w);
	if (w->n == 0 &&
	    q->asker->tongue == voice_own()) { /* else the others may not have been told yet */
		free(w->said);
		w->said = TAKE_PTR(text);
	}
	/* There are not more clients than that. */
	if (w->n < CLIENTS_MAX)
		w->askers[w->n++] = *q->asker;
	daemon_arm(q->daemon, q->now);
}

/* To one who wants it in another language than that of the daemon. */
static void push_in_tongue(struct daemon *d, const struct asker *asker)
{
	cleanup_voice const struct tongue *before = voice_speak(asker->tongue);
	struct question q = question_now(d);

	shelf_speak(&d->shelf, q.words.zone);
	if (daemon_plan(d, q.now) >= 0)
		control_push(asker, question_fields(&q, view(&q)));
}

static int on_soon(sd_event_source *s, void *user)
{
	struct daemon *d = user;
	struct watchers *w = &d->watchers;
	struct question q = question_now(d);
	size_t before = shortages();

	(void)s;
	forget_the_gone(w);
	if (w->n == 0)
		return 0;
	shelf_speak(&d->shelf, q.words.zone);
	json_t *fields = daemon_plan(d, q.now) < 0 ? NULL : view(&q);
	char *text = text_of(&q, fields);
	bool news = !text || !text_equal(text, w->said);
	json_t *answer = question_fields(&q, fields);

	if (shortages() != before) {
		json_decref(answer);
		free(text);
		daemon_look_again(d, q.now);
		return 0;
	}
	free(w->said);
	w->said = text;
	for (size_t i = 0; i < w->n && news; i++)
		if (w->askers[i].tongue == voice_own())
			control_push(&w->askers[i], json_incref(answer));
		else
			push_in_tongue(d, &w->askers[i]);
	json_decref(answer);
	return 0;
}

void watchers_tell(struct watchers *w)
{
	if (w->n > 0 && sd_event_source_set_enabled(w->soon, SD_EVENT_ONESHOT) < 0)
		log_oom();
}

usec_t watchers_next(const struct daemon *d, usec_t now)
{
	const char *zone = d->clock.zone_name;
	usec_t midnight, next = d->agenda.plan.next_change, paused = d->shelf.memory.paused_until;

	if (d->watchers.n == 0)
		return USEC_NEVER;
	midnight = zone_instant_at(zone, date_add_days(zone_date(zone, now), 1), 0, 0);
	next = midnight < next ? midnight : next;
	return paused > now && paused < next ? paused : next;
}

/* ---- Making it ------------------------------------------------------------------------------ */

int watchers_init(struct watchers *w, struct daemon *d)
{
	int r = sd_event_add_defer(d->event, &w->soon, on_soon, d);

	/* After the desk: one answer for all that was changed in this turn. */
	if (r >= 0)
		r = sd_event_source_set_priority(w->soon, SD_EVENT_PRIORITY_IDLE + 1);
	return r < 0 ? r : sd_event_source_set_enabled(w->soon, SD_EVENT_OFF);
}

void watchers_done(struct watchers *w)
{
	sd_event_source_disable_unref(w->soon);
	free(w->said);
	*w = (struct watchers){ 0 };
}

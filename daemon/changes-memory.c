/* SPDX-License-Identifier: MIT */

/* What is only put off: snoozed, paused. Memory, not facts. */

#include <errno.h>

#include "common/cleanup.h"
#include "daemon/change-tools.h"
#include "daemon/json.h"
#include "etiquette/moment.h"
#include "etiquette/workday.h"

#define MILESTONES_MAX 64
#define MORNING_HOUR   9

/*
 * UNTIL is an instant or a length of time from now: "2h", "1bd", "tomorrow 9:00". A date alone is
 * its morning.
 */
static int read_until(struct change *c, const char *parameter, usec_t *ret)
{
	const struct when_calendar calendar = workday_calendar(&c->settings->moment);
	const char *text = change_string(c, parameter);
	cleanup_free char *why = NULL;
	struct duration d;
	struct when when;
	int r;

	if (text && duration_from_text(text, &d) >= 0) {
		*ret = workday_add(&c->settings->moment, c->zone, c->now, d, MORNING_HOUR);
	} else {
		if (text &&
		    when_parse_by(&calendar, text, c->now, c->zone, WHEN_FUTURE, &when, &why) < 0)
			return change_refuse_input(c, parameter,
						   "%s (or say for how long: 2h, 3d, 1bd)",
						   why ? why : text);
		r = change_when(c, parameter, c->zone, WHEN_FUTURE, &when);
		if (r <= 0)
			return r;
		*ret = when.has_time ? when.at
				     : zone_instant_at(c->zone, when.date, MORNING_HOUR, 0);
	}
	if (*ret <= c->now)
		return change_refuse_input(
			c, parameter,
			"\"%s\" is over already; say a time to come, or for how long: 2h, 1d, tomorrow 9:00",
			text);
	return 1;
}

static int snooze(struct change *c, const struct milestone *m, usec_t until, bool later)
{
	struct showing *s = memory_get(&c->shelf->memory, m->key);

	if (!s)
		return -ENOMEM;
	s->snoozed_until = until;
	s->ended = later ? SHOWING_LATER : s->ended == SHOWING_NONE ? SHOWING_DISMISSED : s->ended;
	s->ended_at = c->now;
	if (m->interview && !s->company) {
		s->company = text_copy(m->interview->company);
		s->start = m->interview->start;
	}
	if (s->shown == 0)
		s->shown_at = c->now; /* this life of it, though nothing was shown yet */
	c->in_memory = true;
	return 0;
}

/* Each by its name once, as several people and promises share one. */
static void say_put_off(struct change *c, const struct milestone *const put_off[], size_t n,
			usec_t until)
{
	for (size_t k = 0; k < n; k++) {
		bool is_first = true, late = false, too_late = false;

		for (size_t j = 0; j < n; j++) {
			if (!text_equal(put_off[j]->name, put_off[k]->name))
				continue;
			is_first &= j >= k;
			late |= put_off[j]->deadline != USEC_NEVER && until > put_off[j]->deadline;
			too_late |= until >= put_off[j]->late_until;
		}
		if (is_first)
			text_add(&c->text, "%s%s", k > 0 ? ", " : "", put_off[k]->name);
		if (is_first && too_late)
			change_say(c, " (too late then, so it does not come up again)");
		else if (is_first && late)
			change_say(c, " (past its deadline)");
	}
}

/* It would come up when it does anyway. */
static int refuse_early(struct change *c, const struct milestone *m)
{
	cleanup_free char *at = change_instant(c, m->next_popup, NULL);

	return change_refuse_input(
		c, "until", "%s does not come up before %s anyway; put it off to a later time",
		m->name, at ? at : "");
}

/*
 * What is open; where nothing is, what is named and yet to come, unless it comes up later anyway. Moves those to the front and returns
 * how many they are; *ret_early: one that comes up later, or NULL.
 */
static size_t choose_to_put_off(const struct milestone *found[], size_t n, bool named, usec_t until,
				const struct milestone **ret_early)
{
	size_t n_open = 0, n_ahead = 0;

	*ret_early = NULL;
	for (size_t k = 0; k < n; k++)
		if (milestone_is_open(found[k]))
			found[n_open++] = found[k];
	for (size_t k = 0; k < n && n_open == 0 && named; k++) {
		const struct milestone *m = found[k];

		if (m->status != STATUS_UPCOMING)
			continue;
		if (m->next_popup != USEC_NEVER && until <= m->next_popup)
			*ret_early = m;
		else
			found[n_ahead++] = m;
	}
	return n_open + n_ahead;
}

int change_snooze(struct change *c)
{
	cleanup_plan struct plan plan = { .next_popup = USEC_NEVER };
	const struct milestone *found[MILESTONES_MAX];
	const char *name = change_string(c, "milestone");
	cleanup_free char *at = NULL;
	const struct interview *i;
	const struct milestone *early;
	size_t n, n_snoozed;
	usec_t until;
	int r;

	r = change_interview(c, &i);
	if (r > 0)
		r = read_until(c, "until", &until);
	if (r > 0)
		r = change_plan(c, &plan);
	if (r < 0 || c->error)
		return r;
	at = change_instant(c, until, NULL);
	n = plan_find(&plan, i, name, found, MILESTONES_MAX);
	n_snoozed = choose_to_put_off(found, n, name, until, &early);
	for (size_t k = 0; k < n_snoozed && r >= 0; k++)
		r = snooze(c, found[k], until, false);
	if (r < 0)
		return r;
	if (n_snoozed == 0 && early)
		return refuse_early(c, early);
	if (n == 0 && name)
		return change_refuse_input(
			c, "milestone",
			"%s has no milestone \"%s\" to come; see: followupctl plan %s", i->id, name,
			i->id);
	if (n_snoozed == 0)
		return change_refuse_text(
			c, "Refused",
			"nothing is open for %s that could be put off; see: followupctl plan %s",
			i->id, i->id);
	change_say(c, "Put off until %s: ", at ? at : "");
	say_put_off(c, found, n_snoozed, until);
	change_say(c, ".");
	return 0;
}

/* For a pop-up of its own, since a button has no other answer: no good instant is left before the deadline. */
static int say_past(struct change *c, const struct milestone *m, usec_t until)
{
	struct words_input in = { .now = c->now,
				  .zone = c->zone,
				  .privacy = c->settings->popup.privacy,
				  .tongue = voice(),
				  .settings = c->settings };
	cleanup_free char *title = words_title(&in, m);
	cleanup_free char *at = words_instant(&in, until, NULL);
	cleanup_free char *deadline = words_instant(&in, m->deadline, NULL);
	cleanup_free char *summary = at ? text_format(_("Put off until %s"), at) : NULL;
	cleanup_free char *body =
		title && deadline
			? text_format(_("%s: that is past its deadline, %s."), title, deadline)
			: NULL;

	json_decref(c->extra);
	c->extra =
		summary && body ? json_pack("{s:s, s:s}", "summary", summary, "body", body) : NULL;
	return c->extra ? 0 : -ENOMEM;
}

static int put_off(struct change *c, const struct milestone *m)
{
	struct moment_input in = { .settings = c->settings,
				   .zone = c->zone,
				   .recipient_zone = m->interview ? m->interview->zone : c->zone };
	bool capped;
	usec_t until = moment_later(&in, c->now, m->deadline, &capped);
	int r = snooze(c, m, until, true);

	return r >= 0 && capped && until >= m->deadline ? say_past(c, m, until) : r;
}

int change_later(struct change *c)
{
	cleanup_plan struct plan plan = { .next_popup = USEC_NEVER };
	const char *key = change_string(c, "key");
	int r = change_plan(c, &plan);

	for (size_t k = 0; k < plan.n_milestones && r >= 0; k++) {
		const struct milestone *m = plan.milestones[k];
		if (text_equal(m->key, key))
			r = put_off(c, m);
	}
	return r;
}

int change_pause(struct change *c)
{
	cleanup_free char *at = NULL;
	usec_t until = USEC_NEVER;
	int r = 1;

	if (change_string(c, "until"))
		r = read_until(c, "until", &until);
	if (r <= 0)
		return r;
	c->shelf->memory.paused_until = until;
	c->in_memory = true;
	at = until == USEC_NEVER ? text_copy(_("you resume: followupctl resume"))
				 : change_instant(c, until, NULL);
	change_say(c, "No pop-ups until %s.", at ? at : "");
	c->extra = json_pack("{s:o}", "paused",
			     until == USEC_NEVER ? json_string("resumed")
						 : json_instant(until, c->zone));
	return c->extra ? 0 : -ENOMEM;
}

int change_resume(struct change *c)
{
	if (c->shelf->memory.paused_until <= c->now) {
		change_say(c, "Pop-ups were not paused.");
		return 0;
	}
	change_say(c, "Pop-ups come again.");
	c->shelf->memory.paused_until = 0;
	c->in_memory = true;
	return 0;
}

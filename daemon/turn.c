/* SPDX-License-Identifier: MIT */
#include "daemon/turn.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/voice.h"
#include "daemon/bring-up.h"
#include "daemon/group.h"
#include "daemon/hold.h"
#include "daemon/wording.h"

#define TAG_BOOK "book"

/* What the turn finds out. */
struct findings {
	struct group *groups; /* what is on no pop-up and should be */
	size_t n;
	bool any_due; /* a group is due, or what stands is due again: not all only stands there */
	struct hold hold;
};

static void findings_done(struct findings *f)
{
	groups_free(f->groups, f->n);
}

/* ---- what there is ---- */

/* Open and its time has come. */
static bool is_due(const struct turn *t, const struct milestone *m)
{
	return milestone_is_open(m) && m->next_popup <= t->now;
}

/*
 * Its time comes so soon that it shares the pop-up of what is due now. It has to be open: no window
 * is opened early. What is to be said when its deadline has passed is not said before.
 */
static bool is_nearly_due(const struct turn *t, const struct milestone *m)
{
	return milestone_is_open(m) && m->status != STATUS_SNOOZED && m->next_popup > t->now &&
	       m->next_popup <= t->now + SHARE_USEC &&
	       (m->next_popup < m->deadline || m->deadline <= t->now);
}

/* As far as memory knows it is on screen: after a restart it has to be put back there. */
static bool is_standing(const struct turn *t, const struct milestone *m)
{
	const struct showing *s = memory_find(&t->shelf->memory, m->key);

	return milestone_is_open(m) && m->status != STATUS_SNOOZED && s && s->shown > 0 &&
	       s->ended == SHOWING_NONE && s->shown_at != USEC_NEVER && s->shown_at >= m->born &&
	       s->snoozed_until == USEC_NEVER && !showing_is_of_a_wrong_clock(s, t->now);
}

/* The clock was set back to before it was shown: for the user it is there all the same. */
static bool is_yet_to_be_shown(const struct turn *t, const struct milestone *m)
{
	const struct showing *s = memory_find(&t->shelf->memory, m->key);

	return m->status == STATUS_UPCOMING && s && s->shown_at != USEC_NEVER &&
	       s->shown_at > t->now && s->shown_at >= m->born &&
	       !showing_is_of_a_wrong_clock(s, t->now);
}

/* Snoozed is open too, but has no business on the screen before its time. */
static bool belongs_on_screen(const struct turn *t, const struct milestone *m)
{
	if (is_yet_to_be_shown(t, m))
		return true;
	return milestone_is_open(m) && (m->status != STATUS_SNOOZED || is_due(t, m));
}

static bool any_is_due(const struct turn *t)
{
	for (size_t i = 0; i < t->plan->n_milestones; i++)
		if (is_due(t, t->plan->milestones[i]) &&
		    !popups_holding(t->popups, t->plan->milestones[i]->key))
			return true;
	return false;
}

/* A further showing of what stands there, and was told to the user as long ago as that takes. */
static bool is_due_again(const struct turn *t, const struct milestone *m, const struct popup *u,
			 const struct popup_milestone *part)
{
	return u->state == POPUP_IS_SHOWN && part->counted && is_due(t, m);
}

static bool any_is_due_again(const struct turn *t)
{
	for (size_t i = 0; i < t->plan->n_milestones; i++) {
		const struct milestone *m = t->plan->milestones[i];
		struct popup *u = is_due(t, m) ? popups_holding(t->popups, m->key) : NULL;

		if (u && is_due_again(t, m, u, popup_find_milestone(u, m->key)))
			return true;
	}
	return false;
}

static int find_groups(const struct turn *t, struct findings *f)
{
	cleanup_free struct candidate *candidates =
		calloc(t->plan->n_milestones + 1, sizeof(*candidates));
	bool any_due = any_is_due(t);
	size_t n = 0;
	int r;

	if (!candidates)
		return -ENOMEM;
	for (size_t i = 0; i < t->plan->n_milestones; i++) {
		const struct milestone *m = t->plan->milestones[i];
		bool due = is_due(t, m) || (any_due && is_nearly_due(t, m));

		if ((due || is_standing(t, m)) && !popups_holding(t->popups, m->key))
			candidates[n++] = (struct candidate){ m, due, i };
	}
	r = groups_make(candidates, n, &f->groups, &f->n);
	f->any_due = any_due || any_is_due_again(t);
	return r;
}

/* ---- what stands ---- */

/* Counts what of the pop-up is due again as a further showing, of the milestones and of the day. */
static bool begin_again(const struct turn *t, struct popup *u, const struct group *g)
{
	bool again = false;

	for (size_t i = 0; i < g->n; i++) {
		const struct milestone *m = g->items[i];
		struct popup_milestone *part = popup_find_milestone(u, m->key);

		if (!is_due_again(t, m, u, part))
			continue;
		part->counted = false;
		part->late = m->status == STATUS_LATE;
		part->born = m->born;
		again = true;
	}
	if (again)
		u->counted = false;
	return again;
}

static bool has_due_again(const struct turn *t, struct popup *u, const struct group *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (is_due_again(t, g->items[i], u, popup_find_milestone(u, g->items[i]->key)))
			return true;
	return false;
}

/*
 * What stands is kept while one of its milestones is open; one that is due again is a further
 * showing, which is held back like any other.
 */
static int keep_one(const struct turn *t, struct popup *u, struct hold *hold)
{
	cleanup_group struct group g = { 0 };
	bool again;
	int r = 0;

	for (size_t i = 0; i < t->plan->n_milestones && r >= 0; i++) {
		const struct milestone *m = t->plan->milestones[i];

		if (belongs_on_screen(t, m) && popup_find_milestone(u, m->key))
			r = group_add(&g, m);
	}
	if (r >= 0)
		r = group_sort(&g);
	if (r < 0 || g.n == 0)
		return r;
	u->kept = true;
	again = has_due_again(t, u, &g) && hold_lets_pass(hold, t, &g) && hold_take_room(hold, t) &&
		begin_again(t, u, &g);
	return wording_put(t, u, &g, again);
}

static int keep_standing(const struct turn *t, struct hold *hold)
{
	int r = 0;

	for (struct popup *u = t->popups->first; u && r >= 0; u = u->next)
		if (u->state != POPUP_IS_CLOSING && u->n_milestones > 0)
			r = keep_one(t, u, hold);
	return r;
}

/* ---- what comes up ---- */

/* A pop-up that came up within the last quarter of an hour and has room for more. */
static struct popup *find_shared(const struct turn *t)
{
	for (struct popup *u = t->popups->first; u; u = u->next)
		if (u->kept && !u->acted && !u->notice && u->state == POPUP_IS_SHOWN &&
		    u->shown_at <= t->now && t->now - u->shown_at < SHARE_USEC)
			return u;
	return NULL;
}

static bool comes_up(const struct turn *t, const struct findings *f, const struct group *g)
{
	return g->due && hold_lets_pass(&f->hold, t, g);
}

static bool any_comes_up(const struct turn *t, const struct findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (comes_up(t, f, &f->groups[i]))
			return true;
	return false;
}

/*
 * All that is due shares one pop-up: one that just came up, if there is room for a further pop-up
 * or not, else a new one. What passes a hold comes alone.
 */
static int bring_up_due(const struct turn *t, struct findings *f)
{
	struct popup *u = f->hold.why ? NULL : find_shared(t);
	int r = 0;

	if (!any_comes_up(t, f) || (!u && !hold_take_room(&f->hold, t)))
		return 0;
	for (size_t i = 0; i < f->n && r >= 0; i++) {
		if (!comes_up(t, f, &f->groups[i]))
			continue;
		r = u ? bring_up_with(u, &f->groups[i]) : bring_up(t, &f->groups[i], &u);
	}
	return r;
}

/* The first thing that is wrong with the book, in words for a pop-up. Caller frees. */
static char *fault_of(const struct turn *t)
{
	const struct complaints *c = &t->shelf->book_complaints;

	for (size_t i = 0; i < c->n; i++)
		if (!c->items[i].hint && !t->shelf->settings.popup.privacy)
			return complaint_text(&c->items[i]);
	return text_copy(_("See: followupctl status"));
}

/* What is brought up until then. */
static const char *const stand_ins[] = {
	[STAND_IN_LAST_GOOD] = N_("followupd works from its last good version until it is mended."),
	[STAND_IN_PART] = N_("Until it is mended, followupd goes on with the companies that this "
			     "does not touch."),
	[STAND_IN_NOTHING] = N_("Until it can be read, nothing else is brought up."),
};

static bool has_fault_to_tell(const struct turn *t)
{
	cleanup_free char *fault = shelf_book_is_bad(t->shelf) ? fault_of(t) : NULL;

	return fault && !text_equal(fault, t->popups->fault_said);
}

/*
 * A book that cannot be read is worth one pop-up, until it is mended or has another fault. It waits for the end
 * of a pause and for somebody at the screen, as others do.
 */
static int bring_up_bad_book(const struct turn *t, const struct hold *hold)
{
	struct popup *u = popups_find(t->popups, TAG_BOOK);
	bool bad = shelf_book_is_bad(t->shelf), tells = has_fault_to_tell(t);
	struct popup_words words = { 0 };
	char *fault;
	int r;

	if (u)
		u->kept = bad;
	if (tells && (text_equal(hold->why, "paused") || text_equal(hold->why, "away")))
		return 0;
	fault = bad ? fault_of(t) : NULL;
	free(t->popups->fault_said);
	t->popups->fault_said = fault;
	if (!fault || !tells)
		return 0;
	words.summary = text_copy(_("Your interview book has an error"));
	words.body = text_format("%s\n%s", fault, _(stand_ins[shelf_stand_in(t->shelf)]));
	words.command = text_copy("followupctl status");
	r = words.body && words.summary && words.command
		    ? popups_notice(t->popups, TAG_BOOK, &words)
		    : -ENOMEM;
	popup_words_done(&words);
	return r;
}

/* ---- when to look again ---- */

static usec_t next_turn(const struct turn *t, const struct findings *f)
{
	usec_t next = f->hold.why ? f->hold.until : USEC_NEVER;

	for (size_t i = 0; i < t->plan->n_milestones; i++) {
		const struct milestone *m = t->plan->milestones[i];

		if (m->next_popup > t->now && m->next_popup < next)
			next = m->next_popup;
	}
	for (const struct popup *u = t->popups->first; u; u = u->next) {
		usec_t words = wording_next(t, u);

		next = words < next ? words : next;
	}
	if (t->popups->first && t->plan->next_change < next)
		next = t->plan->next_change; /* what is on screen may pass its deadline */
	return next;
}

int turn_take(const struct turn *t, struct turn_outcome *ret)
{
	__attribute__((cleanup(findings_done))) struct findings f = { 0 };
	int r;

	popups_begin(t->popups);
	r = find_groups(t, &f);
	if (f.any_due || has_fault_to_tell(t))
		f.hold = hold_find(t);
	else
		presence_rest(t->presence);
	if (r >= 0)
		r = bring_back(t, f.groups, f.n);
	if (r >= 0)
		r = keep_standing(t, &f.hold);
	if (r >= 0)
		r = bring_up_due(t, &f);
	if (r >= 0)
		r = keep_standing(t, &f.hold); /* words for what was brought up */
	if (r >= 0)
		r = bring_up_bad_book(t, &f.hold);
	if (r < 0)
		return r;
	popups_settle(t->popups, text_equal(f.hold.why, "quiet"));
	*ret = (struct turn_outcome){ .next = next_turn(t, &f), .held = f.hold.why };
	return 0;
}

/* SPDX-License-Identifier: MIT */
#include "daemon/agenda.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "daemon/buttons.h"
#include "etiquette/process.h"

#define TAG_DIGEST "digest"
#define TAG_BOOK   "book"

struct plan_input agenda_input(const struct shelf *shelf, usec_t now, const char *zone)
{
	return (struct plan_input){ .book = &shelf->book,
				    .settings = &shelf->settings,
				    .memory = &shelf->memory,
				    .now = now,
				    .zone = zone };
}

void agenda_drop(struct agenda *a)
{
	plan_done(&a->plan);
	*a = (struct agenda){ .next = USEC_NEVER };
}

int agenda_make(struct agenda *a, const struct shelf *shelf, usec_t now, const char *zone)
{
	struct plan_input in = agenda_input(shelf, now, zone);
	int r;

	agenda_drop(a);
	r = plan_make(&in, &a->plan);
	if (r < 0)
		return r;
	a->made_at = now;
	return 0;
}

/* ---- what goes to the screen ---- */

/* One turn: who asks, with what words. */
struct turn {
	struct popups *popups;
	const struct shelf *shelf;
	struct words_input words;
	usec_t now;
	bool held; /* nothing new may come up */
};

/* The milestones that one pop-up stands for. */
struct group {
	const struct milestone **items;
	size_t n;
	bool due; /* one of them is to be brought up now */
};

static bool is_due(const struct turn *t, const struct milestone *m)
{
	return m->next_popup <= t->now;
}

/* As far as memory knows, it is on screen: after a restart it has to be put back there. */
static bool is_standing(const struct turn *t, const struct milestone *m)
{
	const struct showing *s = memory_find(&t->shelf->memory, m->key);

	return s && s->shown > 0 && s->ended == SHOWING_NONE && s->shown_at != USEC_NEVER &&
	       s->shown_at >= m->born && s->snoozed_until == USEC_NEVER;
}

/* Snoozed is open too, but has no business on the screen before its time. */
static bool belongs_on_screen(const struct turn *t, const struct milestone *m)
{
	return milestone_is_open(m) && (m->status != STATUS_SNOOZED || is_due(t, m));
}

static int group_add(struct group *g, const struct milestone *m, bool due)
{
	const struct milestone **grown = reallocarray(g->items, g->n + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	g->items = grown;
	g->items[g->n++] = m;
	g->due |= due;
	return 0;
}

static void group_done(struct group *g)
{
	free(g->items);
	*g = (struct group){ 0 };
}

/*
 * What the words rest on but for the time of day: a pop-up that stands is reworded when this is
 * another one, not whenever "in 3 hours" has become "in 2 hours". Caller frees.
 */
static char *facts_of(const struct group *g)
{
	struct text facts = { 0 };

	for (size_t i = 0; i < g->n; i++) {
		const struct milestone *m = g->items[i];

		text_add(&facts, "%s %d %lld %u/%u;", m->key, (int)m->status, (long long)m->deadline,
			 m->done_of, m->of_people);
	}
	return text_take(&facts);
}

static int say(struct turn *t, struct popup *u, const struct group *g, bool again)
{
	struct popup_words words = { 0 };
	enum button buttons[BUTTONS_MAX] = { BUTTON_NONE };
	bool digest = text_equal(u->tag, TAG_DIGEST), pressing = false;
	char *facts = facts_of(g);
	int r;

	if (!facts)
		return -ENOMEM;
	if (!again && text_equal(u->facts, facts)) {
		free(facts);
		return 0;
	}
	free(u->facts);
	u->facts = facts;
	r = digest ? words_digest(&t->words, g->items, g->n, &words)
		   : words_popup(&t->words, g->items, g->n, &words);
	if (r < 0)
		return r;
	buttons_for(g->items, g->n, digest, buttons);
	for (size_t i = 0; i < g->n; i++)
		pressing |= g->items[i]->pressing && is_due(t, g->items[i]);
	popup_say(u, &words, buttons, pressing && t->shelf->settings.popup.critical, again);
	popup_words_done(&words);
	return 0;
}

/*
 * Pop-ups that are there already: each is kept while one of its milestones is open, and brought up
 * again when that is due.
 */
static int keep_standing(struct turn *t, const struct plan *plan)
{
	int r = 0;

	for (struct popup *u = t->popups->first; u && r >= 0; u = u->next) {
		struct group g = { 0 };

		if (u->state == POPUP_IS_CLOSING || u->n_milestones == 0)
			continue;
		for (size_t i = 0; i < plan->n_milestones && r >= 0; i++) {
			const struct milestone *m = &plan->milestones[i];

			if (belongs_on_screen(t, m) && popups_holding(t->popups, m->key) == u)
				r = group_add(&g, m, is_due(t, m));
		}
		if (g.n > 0 && r >= 0) {
			u->kept = true;
			if (!u->acted)
				r = say(t, u, &g, g.due && !t->held);
		}
		group_done(&g);
	}
	return r;
}

static int bring_up(struct turn *t, const char *tag, const struct group *g)
{
	struct popup *u = popups_find(t->popups, tag);
	int r = 0;

	if (!u)
		r = popups_add(t->popups, tag, &u);
	for (size_t i = 0; i < g->n && r >= 0; i++)
		r = popup_add_milestone(u, g->items[i]);
	if (r < 0)
		return r;
	u->kept = true;
	u->counted = !g->due;
	return say(t, u, g, g->due);
}

/* Sorts what is new into groups by tag. */
static int gather(struct turn *t, const struct plan *plan, struct group **ret, size_t *ret_n)
{
	struct group *groups = NULL;
	size_t n = 0;

	for (size_t i = 0; i < plan->n_milestones; i++) {
		const struct milestone *m = &plan->milestones[i];
		size_t at = 0;

		if (!belongs_on_screen(t, m) || popups_holding(t->popups, m->key) ||
		    !(is_due(t, m) || is_standing(t, m)))
			continue;
		while (at < n && !text_equal(groups[at].items[0]->tag, m->tag))
			at++;
		if (at == n) {
			struct group *grown = reallocarray(groups, n + 1, sizeof(*groups));

			if (!grown)
				goto out_of_memory;
			groups = grown;
			groups[n++] = (struct group){ 0 };
		}
		if (group_add(&groups[at], m, is_due(t, m)) < 0)
			goto out_of_memory;
	}
	*ret = groups;
	*ret_n = n;
	return 0;

out_of_memory:
	for (size_t i = 0; i < n; i++)
		group_done(&groups[i]);
	free(groups);
	return -ENOMEM;
}

static int bring_up_digest(struct turn *t, const struct group *groups, size_t n)
{
	struct group all = { 0 };
	int r = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < groups[i].n && r >= 0; j++)
			r = group_add(&all, groups[i].items[j], groups[i].due);
	if (r >= 0)
		r = bring_up(t, TAG_DIGEST, &all);
	group_done(&all);
	return r;
}

static int bring_up_new(struct turn *t, const struct plan *plan)
{
	struct group *groups = NULL;
	size_t n = 0;
	int r;

	r = gather(t, plan, &groups, &n);
	if (r < 0)
		return r;
	if (n > (size_t)t->shelf->settings.popup.digest_above)
		r = bring_up_digest(t, groups, n);
	else
		for (size_t i = 0; i < n && r >= 0; i++)
			r = bring_up(t, groups[i].items[0]->tag, &groups[i]);
	for (size_t i = 0; i < n; i++)
		group_done(&groups[i]);
	free(groups);
	return r;
}

/* The first thing that is wrong with the book, in words for a pop-up. Caller frees. */
static char *fault_of(const struct turn *t)
{
	const struct complaints *c = &t->shelf->book_complaints;

	for (size_t i = 0; i < c->n; i++)
		if (!c->items[i].hint)
			return t->words.privacy ? text_format("See: followupctl status")
						: complaint_text(&c->items[i]);
	return text_copy("See: followupctl status");
}

/* A book that cannot be read is worth one pop-up, until it is mended or has another fault. */
static int bring_up_bad_book(struct turn *t)
{
	struct popup *u = popups_find(t->popups, TAG_BOOK);
	struct popup_words words = { 0 };
	char *fault = shelf_book_is_bad(t->shelf) ? fault_of(t) : NULL;
	bool said = text_equal(fault, t->popups->fault_said);
	int r = 0;

	free(t->popups->fault_said);
	t->popups->fault_said = fault;
	if (u)
		u->kept = fault != NULL;
	if (!fault || said)
		return 0;
	words.summary = text_copy("Your interview book has an error");
	words.body = text_format(
		"%s\nfollowupd works from its last good version until it is mended.", fault);
	words.command = text_copy("followupctl status");
	if (!words.body || !words.summary || !words.command)
		r = -ENOMEM;
	if (r >= 0)
		r = popups_notice(t->popups, TAG_BOOK, &words);
	popup_words_done(&words);
	return r;
}

/* ---- when to look again ---- */

static usec_t next_turn(const struct turn *t, const struct plan *plan)
{
	usec_t next = USEC_NEVER, resumed = t->shelf->memory.paused_until;

	for (size_t i = 0; i < plan->n_milestones; i++) {
		const struct milestone *m = &plan->milestones[i];

		if (m->next_popup > t->now && m->next_popup < next)
			next = m->next_popup;
	}
	if (t->popups->first && plan->next_change < next)
		next = plan->next_change; /* what is on screen may pass its deadline */
	if (t->held && resumed < next)
		next = resumed;
	return next;
}

int agenda_show(struct agenda *a, const struct shelf *shelf, struct popups *popups, usec_t now,
		const char *zone)
{
	struct turn t = {
		.popups = popups,
		.shelf = shelf,
		.now = now,
		.held = shelf->memory.paused_until > now,
		.words = { .now = now,
			   .zone = zone,
			   .privacy = shelf->settings.popup.privacy,
			   .settings = &shelf->settings },
	};
	int r;

	popups_begin(popups);
	r = keep_standing(&t, &a->plan);
	if (r >= 0 && !t.held)
		r = bring_up_new(&t, &a->plan);
	if (r >= 0)
		r = bring_up_bad_book(&t);
	if (r < 0)
		return r; /* unsettled: what is on screen stays there */
	popups_settle(popups);
	a->next = next_turn(&t, &a->plan);
	return 0;
}

/* ---- in words ---- */

char *agenda_status(const struct agenda *a, const struct shelf *shelf, usec_t now, const char *zone)
{
	struct words_input words = { .now = now,
				     .zone = zone,
				     .privacy = shelf->settings.popup.privacy,
				     .settings = &shelf->settings };
	cleanup_free char *title = NULL, *when = NULL;
	size_t due = 0;
	const struct milestone *next = NULL;

	if (shelf_book_is_bad(shelf))
		return text_copy(
			"The book has an error; working from its last good version. See: followupctl status");
	for (size_t i = 0; i < a->plan.n_milestones; i++) {
		const struct milestone *m = &a->plan.milestones[i];

		due += m->status == STATUS_DUE || m->status == STATUS_LATE;
		if (m->next_popup != USEC_NEVER && m->next_popup > now &&
		    (!next || m->next_popup < next->next_popup))
			next = m;
	}
	if (!next)
		return text_format("%zu due, nothing planned", due);
	title = words_title(&words, next);
	when = words_instant(&words, next->next_popup, NULL);
	return title && when ? text_format("%zu due; next: %s, %s", due, title, when) : NULL;
}

static bool milestone_is_of(const struct milestone *m, const struct interview *i)
{
	if (!m->interview)
		return false;
	return text_equal(m->interview->id, i->id) ||
	       (m->rule->scope == SCOPE_PROCESS && process_is_shared(m->interview, i));
}

int agenda_of(const struct agenda *a, const struct interview *i, const struct milestone ***ret,
	      size_t *ret_n)
{
	size_t max = a->plan.n_milestones;
	const struct milestone **items = calloc(max + 1, sizeof(*items));

	if (!items)
		return -ENOMEM;
	*ret_n = 0;
	for (size_t k = 0; k < max; k++)
		if (!i || milestone_is_of(&a->plan.milestones[k], i))
			items[(*ret_n)++] = &a->plan.milestones[k];
	*ret = items;
	return 0;
}

/* SPDX-License-Identifier: MIT */
#include "daemon/buttons.h"

#include <errno.h>

#include "common/cleanup.h"
#include "common/voice.h"
#include "daemon/changes.h"
#include "etiquette/names.h"

static json_t *recipients_of(const struct milestone *m)
{
	json_t *to = json_array();

	if (m->person)
		json_array_append_new(to, json_string(milestone_whom(m)));
	return to;
}

static json_t *of_sent(const struct milestone *m)
{
	return json_pack("{s:s, s:s, s:o, s:s*}", "id", m->interview->id, "milestone", m->name,
			 "to", recipients_of(m), "text", m->promise ? m->promise->text : NULL);
}

static json_t *of_kept(const struct milestone *m)
{
	return json_pack("{s:s, s:s}", "id", m->interview->id, "text",
			 m->promise ? m->promise->text : "");
}

static json_t *of_later(const struct milestone *m)
{
	return json_pack("{s:s}", "key", m->key);
}

static json_t *outcome(const struct milestone *m, enum outcome_kind kind)
{
	return json_pack("{s:s, s:s}", "id", m->interview->id, "outcome",
			 outcome_kind_to_text(kind));
}

static json_t *of_close(const struct milestone *m)
{
	return outcome(m, OUTCOME_NO_RESPONSE);
}

static json_t *of_accepted(const struct milestone *m)
{
	return outcome(m, OUTCOME_ACCEPTED);
}

static json_t *of_declined(const struct milestone *m)
{
	return outcome(m, OUTCOME_DECLINED);
}

/* The letter to the first of them, in the mail program. */
static void words_of_draft(const struct hands *h, const struct milestone *m,
			   const char *words[ERRAND_WORDS_MAX])
{
	size_t n = 0;

	words[n++] = h->ctl;
	words[n++] = "draft";
	words[n++] = m->interview->id;
	words[n++] = m->name;
	if (m->person) {
		words[n++] = "--to";
		words[n++] = milestone_whom(m);
	}
	words[n++] = "--open";
	if (m->promise) {
		words[n++] = "--";
		words[n++] = m->promise->text;
	}
	words[n] = NULL;
}

/* The book itself, in the desktop's editor of texts: a line such as `topic = …` is a note. */
static void words_of_note(const struct hands *h, const struct milestone *m,
			  const char *words[ERRAND_WORDS_MAX])
{
	words[0] = h->ctl;
	words[1] = "edit";
	words[2] = m->interview->id;
	words[3] = "--open";
	words[4] = NULL;
}

/* The whole plan, in the desktop's viewer of texts. */
static void words_of_show(const struct hands *h, const struct milestone *m,
			  const char *words[ERRAND_WORDS_MAX])
{
	(void)m;
	words[0] = h->ctl;
	words[1] = "plan";
	words[2] = "--open";
	words[3] = NULL;
}

/* One row a button: it makes a change, or sends followupctl on an errand. */
static const struct {
	enum button button;
	change_t make;
	json_t *(*parameters)(const struct milestone *m);
	bool needs_interview;
	void (*words)(const struct hands *h, const struct milestone *m, const char *words[]);
} rows[] = {
	{ BUTTON_DRAFT, NULL, NULL, true, words_of_draft },
	{ BUTTON_NOTE, NULL, NULL, true, words_of_note },
	{ BUTTON_SHOW, NULL, NULL, false, words_of_show },
	{ BUTTON_SENT, change_sent, of_sent, true, NULL },
	{ BUTTON_ASKED, change_sent, of_sent, true, NULL },
	{ BUTTON_KEPT, change_kept, of_kept, true, NULL },
	{ BUTTON_LATER, change_later, of_later, false, NULL },
	{ BUTTON_CLOSE, change_outcome, of_close, true, NULL },
	{ BUTTON_ACCEPTED, change_outcome, of_accepted, true, NULL },
	{ BUTTON_DECLINED, change_outcome, of_declined, true, NULL },
};

static bool does_something(enum button b)
{
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (rows[i].button == b)
			return true;
	return false;
}

static bool changes(enum button b)
{
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (rows[i].button == b)
			return rows[i].make != NULL;
	return false;
}

/* It ends a milestone by a change of the book. */
static bool finishes(enum button b)
{
	return changes(b) && b != BUTTON_LATER;
}

static int put_rule_buttons(struct popup *u, const struct milestone *m)
{
	int r = 0;

	for (size_t i = 0; i < BUTTONS_MAX && r >= 0; i++) {
		enum button b = m->rule->buttons[i];

		if (does_something(b))
			r = popup_add_button(u, b, NULL, _(button_to_label(b)));
	}
	return r;
}

/* The button that finishes it: its rule's first one that does. */
static enum button finishing_button(const struct milestone *m)
{
	for (size_t i = 0; i < BUTTONS_MAX; i++)
		if (finishes(m->rule->buttons[i]))
			return m->rule->buttons[i];
	return BUTTON_NONE;
}

/* "Sent: Dana Li", "Sent: Globex" where it goes to several; what is no message is the company's: "Close: Globex". */
static char *label_for(enum button b, const struct milestone *m)
{
	const char *name = m->interview ? m->interview->company : NULL;

	if (m->person && m->of_people <= 1 && (b == BUTTON_SENT || b == BUTTON_ASKED))
		name = m->person->name;
	return name ? text_format("%s: %s", _(button_to_label(b)), name)
		    : text_copy(_(button_to_label(b)));
}

static int put_tag_button(struct popup *u, const struct milestone *m)
{
	enum button b = finishing_button(m);
	cleanup_free char *label = NULL;

	for (size_t i = 0; i < u->n_buttons; i++)
		if (text_equal(u->buttons[i].tag, m->tag))
			return 0;
	if (b == BUTTON_NONE)
		return 0;
	label = label_for(b, m);
	return label ? popup_add_button(u, b, m->tag, label) : -ENOMEM;
}

/* Opens what its milestone is about: the draft, the book for a note; else the plan. */
static int put_click(struct popup *u, const struct milestone *m)
{
	enum button opens = BUTTON_SHOW;

	for (size_t i = 0; m && i < BUTTONS_MAX; i++)
		if (does_something(m->rule->buttons[i]) && !changes(m->rule->buttons[i]))
			opens = m->rule->buttons[i];
	return popup_add_click(u, opens, _(button_to_label(opens)));
}

static int put_buttons(struct popup *u, const struct group *g, size_t n_tags, bool for_each)
{
	int r = 0;

	if (n_tags == 1)
		return put_rule_buttons(u, g->items[0]);
	if (n_tags <= BUTTONS_MAX && for_each)
		for (size_t i = 0; i < g->n && r >= 0; i++)
			r = put_tag_button(u, g->items[i]);
	return r < 0 ? r
		     : popup_add_button(u, BUTTON_LATER, NULL, _(button_to_label(BUTTON_LATER)));
}

int buttons_put(struct popup *u, const struct group *g, bool for_each)
{
	size_t n_tags = group_n_tags(g);
	int r;

	popup_clear_buttons(u);
	r = put_buttons(u, g, n_tags, for_each);
	return r < 0 ? r : put_click(u, n_tags == 1 ? g->items[0] : NULL);
}

static const struct milestone *find(const struct plan *plan, const char *key)
{
	for (size_t i = 0; i < plan->n_milestones; i++)
		if (text_equal(plan->milestones[i]->key, key))
			return plan->milestones[i];
	return NULL;
}

static int change_one(const struct hands *h, const struct milestone *m, size_t row)
{
	cleanup_json json_t *parameters = rows[row].parameters(m);
	int r;

	if (!parameters)
		return -ENOMEM;
	r = desk_put_own(h->desk, rows[row].make, parameters, h->changed, h->user);
	return r < 0 ? r : 1;
}

static int send_one(const struct hands *h, const struct milestone *m, size_t row)
{
	const char *words[ERRAND_WORDS_MAX];

	if (*h->errand)
		return -EBUSY;
	rows[row].words(h, m, words);
	return errand_run(h->errand, h->event, words, h->token, h->ran, h->user);
}

static int press_row(const struct hands *h, const struct popup *p, const struct popup_button *b,
		     size_t row)
{
	int r = 0, made = 0;

	for (size_t i = 0; i < p->n_milestones && r >= 0; i++) {
		const struct milestone *m = find(h->plan, p->milestones[i].key);

		if (!m || !milestone_is_open(m) || (b->tag && !text_equal(b->tag, m->tag)))
			continue;
		if (rows[row].needs_interview && !m->interview)
			continue;
		if (!rows[row].make)
			return send_one(h, m, row); /* one letter at a time */
		r = change_one(h, m, row);
		made |= r > 0;
	}
	return r < 0 ? r : made;
}

int button_press(const struct hands *h, const struct popup *p, const struct popup_button *b)
{
	for (size_t row = 0; row < ELEMENTS(rows); row++)
		if (rows[row].button == b->button)
			return press_row(h, p, b, row);
	return -EOPNOTSUPP;
}

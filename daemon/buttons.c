/* SPDX-License-Identifier: MIT */
#include "daemon/buttons.h"

#include <errno.h>

#include "common/cleanup.h"
#include "daemon/changes.h"
#include "etiquette/names.h"

static json_t *recipients_of(const struct milestone *m)
{
	json_t *to = json_array();

	for (size_t i = 0; i < m->n_to; i++)
		json_array_append_new(
			to, json_string(m->to[i].address ? m->to[i].address : m->to[i].name));
	return to;
}

static json_t *of_sent(const struct milestone *m)
{
	return json_pack("{s:s, s:s, s:o}", "id", m->interview->id, "milestone", m->name, "to",
			 recipients_of(m));
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

static const struct {
	enum button button;
	change_t make;
	json_t *(*parameters)(const struct milestone *m);
	bool needs_interview;
} rows[] = {
	{ BUTTON_SENT, change_sent, of_sent, true },
	{ BUTTON_ASKED, change_sent, of_sent, true },
	{ BUTTON_KEPT, change_kept, of_kept, true },
	{ BUTTON_LATER, change_later, of_later, false },
	{ BUTTON_CLOSE, change_outcome, of_close, true },
	{ BUTTON_ACCEPTED, change_outcome, of_accepted, true },
	{ BUTTON_DECLINED, change_outcome, of_declined, true },
};

static bool does_something(enum button b)
{
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (rows[i].button == b)
			return true;
	return false;
}

static int put_rule_buttons(struct popup *u, const struct milestone *m)
{
	int r = 0;

	for (size_t i = 0; i < BUTTONS_MAX && r >= 0; i++) {
		enum button b = m->rule->buttons[i];

		if (does_something(b))
			r = popup_add_button(u, b, NULL, button_to_label(b));
	}
	return r;
}

/* The button that finishes it: its rule's first one that does something and is not Later. */
static enum button finishing_button(const struct milestone *m)
{
	for (size_t i = 0; i < BUTTONS_MAX; i++)
		if (does_something(m->rule->buttons[i]) && m->rule->buttons[i] != BUTTON_LATER)
			return m->rule->buttons[i];
	return BUTTON_NONE;
}

/* "Sent: Dana Li", "Sent: Globex" where it goes to several. */
static char *label_for(enum button b, const struct milestone *m)
{
	const char *whom = m->interview ? m->interview->company : NULL;

	if (m->n_to == 1 && m->of_people <= 1)
		whom = m->to[0].name;
	return whom ? text_format("%s: %s", button_to_label(b), whom)
		    : text_copy(button_to_label(b));
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

int buttons_put(struct popup *u, const struct group *g, bool privacy)
{
	size_t n_tags = group_n_tags(g);
	int r = 0;

	popup_clear_buttons(u);
	if (n_tags == 1)
		return put_rule_buttons(u, g->items[0]);
	if (n_tags <= BUTTONS_MAX && !privacy)
		for (size_t i = 0; i < g->n && r >= 0; i++)
			r = put_tag_button(u, g->items[i]);
	return r < 0 ? r : popup_add_button(u, BUTTON_LATER, NULL, button_to_label(BUTTON_LATER));
}

static const struct milestone *find(const struct plan *plan, const char *key)
{
	for (size_t i = 0; i < plan->n_milestones; i++)
		if (text_equal(plan->milestones[i].key, key))
			return &plan->milestones[i];
	return NULL;
}

static int press_one(struct desk *desk, const struct milestone *m, size_t row, desk_done_t done,
		     void *user)
{
	cleanup_json json_t *parameters = NULL;

	if (rows[row].needs_interview && !m->interview)
		return 0;
	parameters = rows[row].parameters(m);
	return parameters ? desk_put_own(desk, rows[row].make, parameters, done, user) : -ENOMEM;
}

int button_press(struct desk *desk, const struct plan *plan, const struct popup *p,
		 const struct popup_button *b, desk_done_t done, void *user)
{
	for (size_t row = 0; row < ELEMENTS(rows); row++) {
		int r = 0;

		if (rows[row].button != b->button)
			continue;
		for (size_t i = 0; i < p->n_milestones && r >= 0; i++) {
			const struct milestone *m = find(plan, p->milestones[i].key);

			if (m && milestone_is_open(m) && (!b->tag || text_equal(b->tag, m->tag)))
				r = press_one(desk, m, row, done, user);
		}
		return r;
	}
	return -EOPNOTSUPP;
}

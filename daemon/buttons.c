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

void buttons_for(const struct milestone *const group[], size_t n, bool digest,
		 enum button ret[BUTTONS_MAX])
{
	size_t used = 0;

	for (size_t i = 0; i < BUTTONS_MAX; i++) {
		enum button b = n > 0 ? group[0]->rule->buttons[i] : BUTTON_NONE;

		if (does_something(b) && (!digest || b == BUTTON_LATER))
			ret[used++] = b;
	}
	while (used < BUTTONS_MAX)
		ret[used++] = BUTTON_NONE;
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

int button_press(struct desk *desk, const struct plan *plan, const struct popup *p, enum button b,
		 desk_done_t done, void *user)
{
	for (size_t row = 0; row < ELEMENTS(rows); row++) {
		int r = 0;

		if (rows[row].button != b)
			continue;
		for (size_t i = 0; i < p->n_milestones && r >= 0; i++) {
			const struct milestone *m = find(plan, p->milestones[i].key);

			if (m && milestone_is_open(m))
				r = press_one(desk, m, row, done, user);
		}
		return r;
	}
	return -EOPNOTSUPP;
}

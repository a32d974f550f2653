/* SPDX-License-Identifier: MIT */
#include "daemon/popup.h"

#include <errno.h>
#include <stdlib.h>

#include "common/cleanup.h"
#include "common/text.h"

static void popup_milestones_done(struct popup *p)
{
	for (size_t i = 0; i < p->n_milestones; i++) {
		free(p->milestones[i].key);
		free(p->milestones[i].company);
	}
	free(p->milestones);
	p->milestones = NULL;
	p->n_milestones = 0;
}

void popup_free(struct popup *p)
{
	popup_milestones_done(p);
	free(p->tag), free(p->facts), free(p->summary), free(p->body), free(p->command);
	free(p->bus), free(p->server);
	free(p);
}

int popup_add_milestone(struct popup *p, const struct milestone *m)
{
	struct popup_milestone *grown =
		reallocarray(p->milestones, p->n_milestones + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	p->milestones = grown;
	grown[p->n_milestones] = (struct popup_milestone){
		.key = text_copy(m->key),
		.company = text_copy(m->interview ? m->interview->company : NULL),
		.start = m->interview ? m->interview->start : 0,
	};
	if (!grown[p->n_milestones].key) {
		free(grown[p->n_milestones].company);
		return -ENOMEM;
	}
	p->n_milestones++;
	return 0;
}

void popup_say(struct popup *p, struct popup_words *words, const enum button buttons[BUTTONS_MAX],
	       bool critical, bool again)
{
	bool other = !text_equal(p->summary, words->summary) || !text_equal(p->body, words->body);

	free(p->summary), free(p->body), free(p->command);
	p->summary = TAKE_PTR(words->summary);
	p->body = TAKE_PTR(words->body);
	p->command = TAKE_PTR(words->command);
	p->n_buttons = 0;
	while (p->n_buttons < BUTTONS_MAX && buttons[p->n_buttons] != BUTTON_NONE) {
		p->buttons[p->n_buttons] = buttons[p->n_buttons];
		p->n_buttons++;
	}
	p->critical = critical;
	if (p->state == POPUP_IS_SHOWN && (other || again)) {
		p->state = POPUP_IS_WAITING;
		p->counted = !again;
	}
}

static json_t *actions_of(const struct popup *u)
{
	json_t *actions = json_array();

	for (size_t i = 0; i < u->n_buttons; i++)
		json_array_append_new(actions,
				      json_pack("{s:s, s:s}", "key", button_to_text(u->buttons[i]),
						"label", button_to_label(u->buttons[i])));
	return actions;
}

static json_t *replaces_of(const struct popup *u)
{
	if (!u->bus || !u->server)
		return json_null();
	return json_pack("{s:s, s:s, s:I}", "bus", u->bus, "server", u->server, "id",
			 (json_int_t)u->id);
}

json_t *popup_to_json(const struct popup *u)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:b, s:o}", "tag", u->tag, "summary",
			 u->summary ? u->summary : "", "body", u->body ? u->body : "", "command",
			 u->command ? u->command : "", "actions", actions_of(u), "critical",
			 (int)u->critical, "replaces", replaces_of(u));
}

json_t *popup_to_json_place(const struct popup *u)
{
	return json_pack("{s:s, s:o}", "tag", u->tag, "replaces", replaces_of(u));
}

/* SPDX-License-Identifier: MIT */
#include "daemon/popup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/popup-protocol.h"
#include "common/shortage.h"
#include "common/text.h"

static void popup_milestones_done(struct popup *p)
{
	for (size_t i = 0; i < p->n_milestones; i++) {
		free(p->milestones[i].key), free(p->milestones[i].tag);
		free(p->milestones[i].company);
	}
	free(p->milestones);
	p->milestones = NULL;
	p->n_milestones = 0;
}

void popup_free(struct popup *p)
{
	popup_milestones_done(p);
	popup_clear_buttons(p);
	free(p->tag), free(p->facts), free(p->summary), free(p->body), free(p->command);
	free(p->bus), free(p->server);
	free(p);
}

int popup_add_milestone(struct popup *p, const struct milestone *m, bool due)
{
	struct popup_milestone *grown =
		reallocarray(p->milestones, p->n_milestones + 1, sizeof(*grown));
	struct popup_milestone new = {
		.key = text_copy(m->key),
		.tag = text_copy(m->tag),
		.company = text_copy(m->interview ? m->interview->company : NULL),
		.start = m->interview ? m->interview->start : 0,
		.born = m->born,
		.late = m->status == STATUS_LATE,
		.counted = !due,
	};

	if (grown)
		p->milestones = grown;
	if (!grown || !new.key || !new.tag) {
		free(new.key), free(new.tag), free(new.company);
		return -ENOMEM;
	}
	p->milestones[p->n_milestones++] = new;
	p->sorted = false;
	return 0;
}

static int by_key(const void *a, const void *b)
{
	const struct popup_milestone *left = a, *right = b;

	return strcmp(left->key, right->key);
}

struct popup_milestone *popup_find_milestone(struct popup *p, const char *key)
{
	struct popup_milestone wanted = { .key = (char *)key };

	if (p->n_milestones == 0)
		return NULL;
	if (!p->sorted)
		qsort(p->milestones, p->n_milestones, sizeof(*p->milestones), by_key);
	p->sorted = true;
	return bsearch(&wanted, p->milestones, p->n_milestones, sizeof(*p->milestones), by_key);
}

/* Takes over the key. */
static int add_button(struct popup *p, enum button b, char *key, const char *tag, const char *label)
{
	struct popup_button *new = &p->buttons[p->n_buttons++];

	*new = (struct popup_button){
		.button = b,
		.key = key,
		.label = text_copy(label),
		.tag = text_copy(tag),
	};
	return new->key &&new->label && !tag == !new->tag ? 0 : -ENOMEM;
}

int popup_add_button(struct popup *p, enum button b, const char *tag, const char *label)
{
	const char *word = button_to_text(b);

	if (p->n_buttons == BUTTONS_MAX)
		return 0;
	return add_button(p, b, tag ? text_format("%s:%s", word, tag) : text_copy(word), tag,
			  label);
}

int popup_add_click(struct popup *p, enum button b, const char *label)
{
	return add_button(p, b, text_copy(POPUP_CLICK), NULL, label);
}

void popup_clear_buttons(struct popup *p)
{
	for (size_t i = 0; i < p->n_buttons; i++)
		free(p->buttons[i].key), free(p->buttons[i].label), free(p->buttons[i].tag);
	p->n_buttons = 0;
}

void popup_say(struct popup *p, struct popup_words *words, bool critical)
{
	free(p->summary), free(p->body), free(p->command);
	p->summary = TAKE_PTR(words->summary);
	p->body = TAKE_PTR(words->body);
	p->command = TAKE_PTR(words->command);
	p->critical = critical;
	p->outdated |= p->state == POPUP_IS_TOLD;
	if (p->state == POPUP_IS_SHOWN)
		p->state = POPUP_IS_WAITING;
}

static json_t *actions_of(const struct popup *u)
{
	json_t *actions = json_array();

	for (size_t i = 0; i < u->n_buttons; i++)
		json_array_append_new(actions, json_pack("{s:s, s:s}", "key", u->buttons[i].key,
							 "label", u->buttons[i].label));
	return actions;
}

static json_t *replaces_of(const struct popup *u)
{
	if (!u->bus || !u->server)
		return json_null();
	return json_pack("{s:s, s:s, s:I}", "bus", u->bus, "server", u->server, "id",
			 (json_int_t)u->id);
}

/* With all its parts, or not at all. */
static json_t *unless_short(json_t *whole, size_t before)
{
	if (shortages() == before)
		return whole;
	json_decref(whole);
	return NULL;
}

json_t *popup_to_json(const struct popup *u)
{
	size_t before = shortages();
	json_t *whole = json_pack("{s:s, s:s, s:s, s:s, s:o, s:b, s:o}", "tag", u->tag, "summary",
				  u->summary ? u->summary : "", "body", u->body ? u->body : "",
				  "command", u->command ? u->command : "", "actions", actions_of(u),
				  "critical", (int)u->critical, "replaces", replaces_of(u));

	return unless_short(whole, before);
}

json_t *popup_to_json_place(const struct popup *u)
{
	size_t before = shortages();

	return unless_short(json_pack("{s:s, s:o}", "tag", u->tag, "replaces", replaces_of(u)),
			    before);
}

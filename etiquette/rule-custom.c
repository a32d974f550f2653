/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>

#include "common/text.h"

/* What users make up themselves, in their settings: so long after an interview, or after a message was sent. */

static usec_t custom_sent_at(const struct process *process, const struct interview *i,
			     const char *name, usec_t since)
{
	usec_t first = USEC_NEVER;

	for (size_t k = 0; k < i->n_contacts; k++)
		if (!i->contacts[k].heard && text_equal_fold(i->contacts[k].milestone, name) &&
		    i->contacts[k].at < first &&
		    round_stamp_reaches(process, i, i->contacts[k].at, since))
			first = i->contacts[k].at;
	return first;
}

/* The one of the plan so far that it counts from, while that is still to be done. */
static const struct milestone *custom_after(const struct planner *p, const struct interview *i,
					    const char *name)
{
	for (size_t k = p->n; k-- > 0 && p->items[k]->process;) {
		const struct milestone *m = p->items[k];

		if (m->interview == i && text_equal_fold(m->name, name) &&
		    (m->status == STATUS_UPCOMING || milestone_is_open(m)))
			return m;
		if (!m->interview || !company_is_shared(m->interview, i))
			break;
	}
	return NULL;
}

/* When the event was that it counts from; USEC_NEVER: it has not been, nor is it planned. *ret_assumes as in a milestone. */
static usec_t custom_since(struct planner *p, const struct process *process,
			   const struct interview *i, const struct custom_milestone *c,
			   const struct assumption **ret_assumes)
{
	const struct milestone *after;
	struct assumption *assumes;
	usec_t since;

	*ret_assumes = NULL;
	if (text_equal_fold(c->after, "interview"))
		return i->end;
	since = custom_sent_at(process, i, c->after, 0);
	if (since != USEC_NEVER)
		return since;
	after = custom_after(p, i, c->after);
	if (!after)
		return USEC_NEVER;
	since = planner_assumed_at(p, after);
	assumes = arena_get(&p->arena, sizeof(*assumes));
	if (assumes)
		*assumes = (struct assumption){ &rules[RULE_CUSTOM], after->name, i->zone, since };
	*ret_assumes = assumes;
	return since;
}

static usec_t custom_skipped_at(const struct process *process, const struct interview *i,
				const char *name, usec_t since)
{
	for (size_t k = 0; k < i->n_skips; k++)
		if (text_equal_fold(i->skips[k].milestone, name) &&
		    round_stamp_reaches(process, i, i->skips[k].at, since))
			return i->skips[k].at;
	return USEC_NEVER;
}

static int custom_round(struct planner *p, struct process *process, const struct interview *i,
			const struct custom_milestone *c)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	struct place there = round_place(process, i);
	const struct assumption *assumes;
	usec_t since = custom_since(p, process, i, c, &assumes);
	struct sketch s = {
		.rule = RULE_CUSTOM,
		.custom = c,
		.interview = i,
		.to = process->correspondent,
		.born = since,
		.assumes = assumes,
	};

	if (since == USEC_NEVER)
		return 0;
	s.opens = place_add(&there, since, c->opens, OPENING_HOUR);
	s.deadline = place_add(&there, since, c->deadline, CLOSING_HOUR);
	s.late_until = place_add(&there, s.deadline, e->reply_late, CLOSING_HOUR);
	s.cause = (struct cause){ .id = CAUSE_CUSTOM, .at = since };
	sketch_done(&s, custom_sent_at(process, i, c->name, assumes ? USEC_NEVER : since));
	sketch_skip(&s, custom_skipped_at(process, i, c->name, since));
	if (process->closed)
		sketch_moot(&s, cause_of_end(process));
	return planner_add(p, process, &s) ? 0 : -ENOMEM;
}

int derive_custom(struct planner *p, struct process *process)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	int r = 0;

	for (size_t k = 0; k < e->n_custom; k++)
		for (size_t i = 0; i < process->n_rounds && r >= 0; i++)
			if (process->rounds[i]->state == STATE_HELD)
				r = custom_round(p, process, process->rounds[i], &e->custom[k]);
	return r;
}

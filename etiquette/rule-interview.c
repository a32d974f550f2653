/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>

/* prepare: the evening before, one pop-up for all interviews of a day. */

static int prepare_round(struct planner *p, struct process *process, const struct interview *i)
{
	int evening = p->in->settings->etiquette.prepare_min;
	struct date day = place_date(&p->user, i->start);
	char date[DATE_TEXT_SIZE];
	struct sketch s = {
		.rule = RULE_PREPARE,
		.interview = i,
		.opens = place_at(&p->user, date_add_days(day, -1), evening / 60, evening % 60),
		.deadline = i->start,
	};

	s.born = s.opens;
	s.tag = arena_join(&p->arena, rules[RULE_PREPARE].name, "/", date_to_text(day, date), NULL);
	s.cause.id = CAUSE_PREPARE;
	if (process->closed)
		sketch_moot(&s, cause_of_end(process));
	sketch_skip(&s, interview_skipped_at(process, i, RULE_PREPARE, 0));
	return planner_add(p, process, &s) ? 0 : -ENOMEM;
}

int derive_prepare(struct planner *p, struct process *process)
{
	int r = 0;

	if (!p->in->settings->etiquette.prepare)
		return 0;
	for (size_t i = 0; i < process->n_rounds && r >= 0; i++)
		if (process->rounds[i]->state == STATE_HELD &&
		    process->rounds[i]->start > p->in->now)
			r = prepare_round(p, process, process->rounds[i]);
	return r;
}

/* debrief: note what was said while it is fresh; a note in the book is enough. */

static int debrief_round(struct planner *p, struct process *process, const struct interview *i)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	struct place there = round_place(process, i);
	struct sketch s = {
		.rule = RULE_DEBRIEF,
		.interview = i,
		.born = i->end,
		.opens = place_add(&there, i->end, e->debrief_opens, OPENING_HOUR),
		.deadline = place_add(&there, i->end, e->debrief_deadline, CLOSING_HOUR),
		.settled = i->n_notes > 0 ? STATUS_DONE : STATUS_UPCOMING,
		.cause.id = CAUSE_DEBRIEF,
	};

	if (process->closed)
		sketch_moot(&s, cause_of_end(process));
	sketch_skip(&s, interview_skipped_at(process, i, RULE_DEBRIEF, 0));
	return planner_add(p, process, &s) ? 0 : -ENOMEM;
}

int derive_debrief(struct planner *p, struct process *process)
{
	int r = 0;

	if (!p->in->settings->etiquette.debrief)
		return 0;
	for (size_t i = 0; i < process->n_rounds && r >= 0; i++)
		if (process->rounds[i]->state == STATE_HELD)
			r = debrief_round(p, process, process->rounds[i]);
	return r;
}

/* no-show: they did not come; write kindly, the same day or by an hour of the next working day. */

static usec_t no_show_deadline(const struct place *there, usec_t since, int by_min)
{
	struct date day = place_date(there, since);
	usec_t evening = place_at(there, day, CLOSING_HOUR, 0);
	usec_t next = place_at(there, place_workday_after(there, day, 1), by_min / 60, by_min % 60);

	return next > evening ? next : evening;
}

static int no_show_round(struct planner *p, struct process *process, const struct interview *i)
{
	usec_t since = interview_state_since(i);
	struct place there = round_place(process, i);
	struct sketch s = {
		.rule = RULE_NO_SHOW,
		.interview = i,
		.to = process->correspondent,
		.born = since,
		.typed_at = i->state_at != USEC_NEVER ? since : 0,
		.opens = since,
		.deadline = no_show_deadline(&there, since, p->in->settings->etiquette.no_show_min),
		.late_until = place_add(&there, since, p->in->settings->etiquette.reply_late,
					CLOSING_HOUR),
		.cause = { .id = CAUSE_NO_SHOW, .at = since },
	};

	if (process->closed)
		sketch_moot(&s, cause_of_end(process));
	else if (process->has_round && process->base->start > i->start)
		sketch_moot(&s, (struct cause){ .id = CAUSE_NEXT_ROUND });
	else if (process->heard && process->heard->at > since)
		sketch_moot(&s, (struct cause){ .id = CAUSE_ANSWERED });
	sketch_done(&s, process_sent_at(process, RULE_NO_SHOW, since));
	sketch_skip(&s, interview_skipped_at(process, i, RULE_NO_SHOW, since));
	return planner_add(p, process, &s) ? 0 : -ENOMEM;
}

int derive_no_show(struct planner *p, struct process *process)
{
	int r = 0;

	for (size_t i = 0; i < process->n_rounds && r >= 0; i++)
		if (process->rounds[i]->state == STATE_NO_SHOW)
			r = no_show_round(p, process, process->rounds[i]);
	return r;
}

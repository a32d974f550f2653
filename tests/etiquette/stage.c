/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"

#define STEPS_MAX 4000
#define GROUP_MAX 64

void stage_init(struct stage *s, struct facts *f, enum character user, usec_t from)
{
	*s = (struct stage){ .facts = f, .user = user, .now = from };
}

/* ---- Acting ------------------------------------------------------------------------------------- */

static void at_text(const struct interview *i, usec_t at, char buffer[static INSTANT_SIZE])
{
	/* Lines of the book are written to the second. */
	clock_text(i->zone, at, buffer);
}

static void act_sent(struct stage *s, struct interview *i, const struct milestone *m)
{
	char at[INSTANT_SIZE];

	at_text(i, s->now, at);
	fact_sent_line(i, at, m->name,
		       m->person ? (m->person->address ? m->person->address : m->person->name)
				 : NULL);
}

static void act_outcome(struct stage *s, struct interview *i, enum outcome_kind kind)
{
	char at[INSTANT_SIZE];

	at_text(i, s->now, at);
	fact_outcome_line(i, at, kind, NULL);
}

void stage_act(struct stage *s, const struct milestone *m)
{
	struct interview *i = (struct interview *)m->interview;

	switch (m->rule->id) {
	case RULE_PREPARE:
	case RULE_WEEK_AHEAD:
		break;
	case RULE_DEBRIEF:
		fact_note(i, NOTE_TOPIC, "what was said");
		break;
	case RULE_PROMISE_MINE:
		((struct promise *)m->promise)->kept_at = s->now;
		break;
	case RULE_MOVE_ON:
		act_outcome(s, i, OUTCOME_NO_RESPONSE);
		break;
	case RULE_MOVE_ON_OFFER:
	case RULE_OFFER_DECISION:
		act_outcome(s, i, OUTCOME_ACCEPTED);
		break;
	default:
		act_sent(s, i, m);
		break;
	}
}

/* ---- Pop-ups ------------------------------------------------------------------------------------ */

static struct showing *remember(struct stage *s, const char *key)
{
	for (size_t i = 0; i < s->facts->memory.n_showings; i++)
		if (text_equal(s->facts->memory.showings[i].key, key))
			return &s->facts->memory.showings[i];
	return fact_showing(s->facts, facts_text(s->facts, "%s", key), 0, USEC_NEVER, SHOWING_NONE);
}

/* What the daemon writes down when it has shown a milestone, and what becomes of the pop-up. */
static void show(struct stage *s, const struct milestone *m)
{
	struct showing *row = remember(s, m->key);

	if (row->shown_at != USEC_NEVER && row->shown_at < m->born)
		*row = (struct showing){ .key = row->key,
					 .shown_at = USEC_NEVER,
					 .ended_at = USEC_NEVER,
					 .snoozed_until = USEC_NEVER };
	row->shown++;
	row->shown_at = s->now;
	row->snoozed_until = USEC_NEVER;
	row->late_shown |= m->status == STATUS_LATE;
	row->ended = SHOWING_NONE;
	row->ended_at = USEC_NEVER;
	if (s->user == DISMISSES)
		row->ended = SHOWING_DISMISSED;
	if (s->user == AWAY) {
		row->ended = SHOWING_EXPIRED;
		row->repeated++;
	}
	if (s->user == SNOOZES) {
		row->ended = row->shown > 3 ? SHOWING_DISMISSED : SHOWING_LATER;
		if (row->shown <= 3)
			row->snoozed_until = s->now + 2 * USEC_PER_HOUR;
	}
	if (row->ended != SHOWING_NONE)
		row->ended_at = s->now;
}

static bool is_up(const struct stage *s, const struct milestone *m)
{
	return milestone_is_open(m) && m->next_popup <= s->now;
}

static void write_down(struct stage *s, const struct milestone *const group[], size_t n)
{
	struct scene *scene = &s->scenes[s->n_scenes++];

	if (s->n_scenes > SCENES_MAX) {
		stage_print(s);
		abort();
	}
	*scene = (struct scene){
		.at = s->now,
		.rule = group[0]->rule->id,
		.n = n,
		.late = group[0]->status == STATUS_LATE,
		.pressing = group[0]->pressing,
		.shown = group[0]->shown + 1,
		.of = group[0]->of,
	};
	snprintf(scene->tag, sizeof(scene->tag), "%s", group[0]->tag);
}

/* All that shares the first one's tag and is open comes up with it. True if anything was shown. */
static bool bring_up_one(struct stage *s, const struct plan *p)
{
	const struct milestone *group[GROUP_MAX];
	const struct milestone *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < p->n_milestones && !first; i++)
		if (is_up(s, p->milestones[i]))
			first = p->milestones[i];
	if (!first)
		return false;
	for (size_t i = 0; i < p->n_milestones && n < GROUP_MAX; i++)
		if (text_equal(p->milestones[i]->tag, first->tag) && is_up(s, p->milestones[i]))
			group[n++] = p->milestones[i];
	write_down(s, group, n);
	for (size_t i = 0; i < n; i++) {
		show(s, group[i]);
		if (s->user == ACTS)
			stage_act(s, group[i]);
	}
	return true;
}

void stage_play(struct stage *s, usec_t until)
{
	while (s->now < until) {
		struct plan p = facts_plan_at(s->facts, s->now);
		usec_t next = until;

		if (++s->steps > STEPS_MAX) {
			stage_print(s);
			abort();
		}
		if (s->look)
			s->look(s, &p);
		if (bring_up_one(s, &p)) {
			plan_done(&p);
			continue;
		}
		for (size_t i = 0; i < p.n_milestones; i++)
			if (p.milestones[i]->next_popup > s->now &&
			    p.milestones[i]->next_popup < next)
				next = p.milestones[i]->next_popup;
		if (p.next_change < next)
			next = p.next_change;
		plan_done(&p);
		s->now = next;
	}
}

void stage_print(const struct stage *s)
{
	fprintf(stderr, "played to step %zu, seed %llu\n", s->steps, (unsigned long long)s->label);
	for (size_t i = 0; i < s->n_scenes && i < SCENES_MAX; i++) {
		const struct scene *scene = &s->scenes[i];
		char at[INSTANT_SIZE];
		struct date d = zone_date(s->facts->zone, scene->at);

		fprintf(stderr, "  %.3s %s  %-40s x%zu %u/%u%s%s\n",
			weekday_to_text(date_weekday(d)), clock_text(s->facts->zone, scene->at, at),
			scene->tag, scene->n, scene->shown, scene->of, scene->late ? " late" : "",
			scene->pressing ? " last call" : "");
	}
}

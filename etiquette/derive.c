/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include "common/text.h"

const derive_t derivations[RULE_COUNT] = {
	[RULE_PREPARE] = derive_prepare,
	[RULE_DEBRIEF] = derive_debrief,
	[RULE_THANK_YOU] = derive_thank_you,
	[RULE_PROMISE_MINE] = derive_promise_mine,
	[RULE_PROMISE_THEIRS] = derive_promise_theirs,
	[RULE_NEXT_STEPS] = derive_next_steps,
	[RULE_CHECK_IN] = derive_check_in,
	[RULE_SECOND_CHECK_IN] = derive_second_check_in,
	[RULE_MOVE_ON] = derive_move_on,
	[RULE_MOVE_ON_OFFER] = derive_move_on_offer,
	[RULE_GRACIOUS_REPLY] = derive_gracious_reply,
	[RULE_OFFER_REPLY] = derive_offer_reply,
	[RULE_OFFER_DECISION] = derive_offer_decision,
	[RULE_NO_SHOW] = derive_no_show,
	[RULE_WITHDRAW] = derive_withdraw,
	[RULE_WEEK_AHEAD] = derive_week_ahead,
	[RULE_CUSTOM] = derive_custom,
};

bool contact_is_of(const struct contact *c, enum rule_id rule)
{
	return !c->heard && text_equal_fold(c->milestone, rules[rule].name);
}

bool skip_is_of(const struct skip *s, enum rule_id rule)
{
	return text_equal_fold(s->milestone, rules[rule].name);
}

void sketch_done(struct sketch *s, usec_t at)
{
	if (at == USEC_NEVER || s->settled == STATUS_DONE)
		return;
	s->settled = STATUS_DONE;
	s->settled_at = at;
}

void sketch_skip(struct sketch *s, usec_t at)
{
	if (at == USEC_NEVER || s->settled != STATUS_UPCOMING)
		return;
	s->settled = STATUS_SKIPPED;
	s->settled_at = at;
}

void sketch_moot(struct sketch *s, struct cause why)
{
	if (s->settled != STATUS_UPCOMING)
		return;
	s->settled = STATUS_MOOT;
	s->cause = why;
}

bool sketch_add_cause(struct planner *p, struct sketch *s, enum cause_id id, usec_t at)
{
	struct cause *besides = arena_get(&p->arena, sizeof(*besides));

	if (!besides)
		return false;
	*besides = s->cause;
	s->cause = (struct cause){ .id = id, .at = at, .besides = besides };
	return true;
}

bool round_stamp_reaches(const struct process *process, const struct interview *i, usec_t stamp,
			 usec_t event)
{
	struct place there = round_place(process, i);

	return stamp_reaches(&there, stamp, event);
}

usec_t process_sent_at(const struct process *process, enum rule_id rule, usec_t since)
{
	usec_t first = USEC_NEVER;

	for (size_t i = 0; i < process->n_rounds; i++)
		for (size_t k = 0; k < process->rounds[i]->n_contacts; k++) {
			const struct contact *c = &process->rounds[i]->contacts[k];

			if (!c->heard && c->at < first &&
			    (contact_is_of(c, rule) || text_equal_fold(c->milestone, "reply")) &&
			    round_stamp_reaches(process, process->rounds[i], c->at, since))
				first = c->at;
		}
	return first;
}

usec_t interview_skipped_at(const struct process *process, const struct interview *i,
			    enum rule_id rule, usec_t since)
{
	usec_t first = USEC_NEVER;

	for (size_t k = 0; k < i->n_skips; k++) {
		const struct skip *s = &i->skips[k];

		if (s->at < first && skip_is_of(s, rule) &&
		    round_stamp_reaches(process, i, s->at, since))
			first = s->at;
	}
	return first;
}

usec_t process_skipped_at(const struct process *process, enum rule_id rule, usec_t since)
{
	usec_t first = USEC_NEVER;

	for (size_t i = 0; i < process->n_rounds; i++) {
		usec_t at = interview_skipped_at(process, process->rounds[i], rule, since);

		if (at < first)
			first = at;
	}
	return first;
}

usec_t process_last_skipped_at(const struct process *process, enum rule_id rule, usec_t since)
{
	usec_t last = USEC_NEVER;

	for (size_t i = 0; i < process->n_rounds; i++)
		for (size_t k = 0; k < process->rounds[i]->n_skips; k++) {
			const struct skip *s = &process->rounds[i]->skips[k];

			if (skip_is_of(s, rule) && (last == USEC_NEVER || s->at > last) &&
			    round_stamp_reaches(process, process->rounds[i], s->at, since))
				last = s->at;
		}
	return last;
}

usec_t date_plus(const struct place *p, struct date d, struct duration duration, int hour)
{
	return place_add(p,
			 place_at(p, d, duration.unit == DURATION_EXACT ? CLOSING_HOUR : hour, 0),
			 duration, hour);
}

usec_t date_minus(const struct place *p, struct date d, struct duration duration, int hour)
{
	return place_sub(p,
			 place_at(p, d, duration.unit == DURATION_EXACT ? CLOSING_HOUR : hour, 0),
			 duration, hour);
}

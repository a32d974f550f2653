/* SPDX-License-Identifier: MIT */
#include "etiquette/cause.h"

#include "etiquette/process.h"

static struct cause cause_at(enum cause_id id, usec_t at)
{
	return (struct cause){ .id = id, .at = at };
}

static struct cause cause_of_timeline(const struct process *p)
{
	return (struct cause){ .id = CAUSE_TIMELINE, .date = p->timeline.date };
}

/* What happened at the anchor. */
static enum event last_event(const struct process *p)
{
	static const enum event events[] = {
		[STATE_CANCELLED] = EVENT_CANCELLED,
		[STATE_MISSED] = EVENT_MISSED,
		[STATE_NO_SHOW] = EVENT_NO_SHOW,
	};

	if (p->heard && p->heard->at == p->anchor)
		return EVENT_HEARD;
	for (size_t i = 0; i < p->n_rounds; i++)
		if (p->rounds[i]->state != STATE_HELD &&
		    interview_state_since(p->rounds[i]) == p->anchor)
			return events[p->rounds[i]->state];
	return EVENT_REOPENED;
}

static struct cause cause_of_event(enum cause_id id, const struct process *p)
{
	return (struct cause){ .id = id, .event = last_event(p), .at = p->anchor };
}

struct cause cause_of_check_in(const struct process *p)
{
	if (date_is_set(p->timeline.date))
		return cause_of_timeline(p);
	if (!p->has_round || p->anchor != p->base->end)
		return cause_of_event(CAUSE_EVENT, p);
	return cause_at(CAUSE_SILENCE, p->anchor);
}

struct cause cause_of_second_check_in(const struct process *p, bool timeline)
{
	const struct silence *silence = &p->silence;

	if (timeline)
		return cause_of_timeline(p);
	if (!silence->assumes && p->anchor > silence->asked_at)
		return cause_of_event(CAUSE_LAST_EVENT, p);
	return cause_at(silence->assumes ? CAUSE_LAST_SUPPOSED : CAUSE_LAST_ASKED,
			silence->asked_at);
}

/* Nothing was skipped or missed, and it is still going. */
static struct cause cause_of_silence(const struct process *p)
{
	const struct silence *silence = &p->silence;
	usec_t asked_at = silence->promise_asked_at > silence->asked_at ? silence->promise_asked_at
									: silence->asked_at;

	if (silence->assumes)
		return cause_at(CAUSE_UNANSWERED_IF, asked_at);
	if (p->heard && p->heard->at > asked_at)
		return cause_at(CAUSE_ASKED_ENOUGH, p->heard->at);
	if (p->anchor > asked_at)
		return cause_of_event(CAUSE_NOTHING_SINCE, p);
	return cause_at(CAUSE_UNANSWERED, asked_at);
}

struct cause cause_of_move_on(const struct process *p, bool timeline)
{
	if (p->outcome)
		return cause_at(CAUSE_CLOSED, p->outcome->at);
	if (timeline)
		return cause_of_timeline(p);
	if (p->called_off)
		return cause_at(CAUSE_CANCELLED, p->anchor);
	if (p->withdraw_since != USEC_NEVER)
		return cause_at(CAUSE_ACCEPTED_ELSEWHERE, p->withdraw_since);
	if (p->silence.given_up_at != USEC_NEVER)
		return cause_at(CAUSE_GIVEN_UP, p->silence.given_up_at);
	return cause_of_silence(p);
}

struct cause cause_of_end(const struct process *p)
{
	if (!p->outcome)
		return (struct cause){ .id = CAUSE_ENDED };
	return cause_at(p->outcome->kind == OUTCOME_OFFER ? CAUSE_OFFERED_AT : CAUSE_ENDED_AT,
			p->outcome->at);
}

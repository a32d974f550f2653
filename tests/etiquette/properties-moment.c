/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/properties.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/text.h"
#include "common/zone.h"

/* ---- Windows and moments ------------------------------------------------------------------------ */

void check_window(const struct trial *t, const struct milestone *m)
{
	holds(t, m->opens <= m->deadline);
	holds(t, m->deadline <= m->late_until);
	holds(t, m->moment == USEC_NEVER || m->moment >= m->opens);
	holds(t, m->moment == USEC_NEVER || m->moment < m->deadline);
	holds(t, m->last_call == USEC_NEVER ||
			 (m->last_call > m->moment && m->last_call < m->deadline));
	holds(t, !m->pressing || m->next_popup != USEC_NEVER);
	if (m->status == STATUS_UPCOMING)
		holds(t, m->opens > t->now);
	if (m->status == STATUS_DUE)
		holds(t, m->opens <= t->now && t->now < m->deadline);
	if (m->status == STATUS_LATE)
		holds(t, m->deadline <= t->now && t->now < m->late_until);
	if (!is_to_do(m))
		holds(t, m->next_popup == USEC_NEVER);
}

static bool may_break_quiet(const struct trial *t, const struct milestone *m, usec_t at)
{
	return m->rule->id == RULE_DEBRIEF && !is_busy(t, at) &&
	       at <= m->interview->end + 30 * USEC_PER_MIN;
}

static bool was_snoozed(const struct trial *t, const struct milestone *m)
{
	const struct showing *s = memory_find(&t->facts.memory, m->key);

	return s && s->snoozed_until != USEC_NEVER;
}

/* There is no good instant in the window. Looks at every quarter of an hour. */
static void check_no_moment(const struct trial *t, const struct milestone *m)
{
	usec_t step = 15 * USEC_PER_MIN;

	holds(t, m->deadline != USEC_NEVER);
	for (usec_t at = m->opens; at < m->deadline; at += step)
		holds(t, !is_good(t, at));
}

/* Never in quiet hours or an own interview, never when it is over, never before it opens. */
void check_popup(const struct trial *t, const struct milestone *m)
{
	usec_t at = m->next_popup > t->now ? m->next_popup : t->now;

	if (m->moment != USEC_NEVER)
		holds(t, is_good(t, m->moment) || may_break_quiet(t, m, m->moment));
	else
		check_no_moment(t, m);
	if (m->last_call != USEC_NEVER)
		holds(t, is_good(t, m->last_call));
	if (m->next_popup == USEC_NEVER)
		return;
	holds(t, at < m->late_until);
	holds(t, at >= m->opens);
	/* A time that the user asked for is kept as it is. */
	if (!was_snoozed(t, m))
		holds(t, is_good(t, at) || may_break_quiet(t, m, at));
	if (m->assumes)
		holds(t, m->next_popup > t->now);
	if (m->status != STATUS_LATE && m->next_popup >= m->deadline)
		holds(t,
		      m->rule->unshown != UNSHOWN_DROPPED && m->rule->unshown != UNSHOWN_NEXT_RULE);
}

/* A moment that is not the best one is so because there is no best one. Looks at every quarter of an hour. */
void check_best(const struct trial *t, const struct milestone *m)
{
	usec_t span = t->facts.settings.etiquette.last_call.amount,
	       quarter = (m->deadline - m->opens) / 4, limit;

	if (m->moment == USEC_NEVER || m->rule->any_day || m->deadline == USEC_NEVER ||
	    m->deadline - m->opens > 15 * USEC_PER_DAY)
		return;
	/* A fact that was just typed keeps its hour. */
	limit = m->deadline - (span < quarter ? span : quarter);
	if (is_best(t, zone_of(m), m->moment)) {
		for (usec_t at = m->opens + USEC_PER_HOUR; at < m->moment; at += 15 * USEC_PER_MIN)
			holds(t, !is_best(t, zone_of(m), at) || is_dawn(t, at));
		return;
	}
	for (usec_t at = m->opens + USEC_PER_HOUR; at <= limit; at += 15 * USEC_PER_MIN)
		holds(t, !is_best(t, zone_of(m), at));
}

/* ---- How often ---------------------------------------------------------------------------------- */

/* In the window as often as the row says; past it once more, if the row says that. */
void check_showings(const struct trial *t, const struct milestone *m)
{
	const struct rule *rule = m->rule;
	const struct showing *s = memory_find(&t->facts.memory, m->key);

	/* Whoever presses Later wants to see it once more; what rests on something else has not begun. */
	if (m->next_popup == USEC_NEVER || m->assumes || was_snoozed(t, m))
		return;
	if (m->next_popup < m->deadline)
		holds(t, m->shown < rule->showings);
	else if (rule->late_showings > 0)
		holds(t, m->shown == 0 || !s->late_shown);
	else
		holds(t, m->shown < (rule->unshown == UNSHOWN_KEPT ? rule->showings : 1));
}

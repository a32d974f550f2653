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

/* ---- Never pushy -------------------------------------------------------------------------------- */

/* When a message of the plan would go: at its moment, or now. */
static usec_t goes_at(const struct trial *t, const struct milestone *m)
{
	usec_t now = t->now - t->now % USEC_PER_MIN;

	return m->moment != USEC_NEVER && m->moment > now ? m->moment
	       : m->opens > now                           ? m->opens
							  : now;
}

/* Days as a calendar counts them: the same clock reading so many days later. */
static bool gap_is_kept(const struct trial *t, const char *zone, usec_t earlier, usec_t later)
{
	struct reading r = reading_at(t, zone, earlier);

	r.date = date_add_days(r.date, t->facts.settings.etiquette.minimum_gap.amount);
	return later + USEC_PER_SEC > zone_instant(zone, &r);
}

/* Two that are both yet to go may count the days on clocks of which one is set back in between. */
static void check_gap_to(const struct trial *t, const struct milestone *m, usec_t other,
			 usec_t slack)
{
	usec_t at = goes_at(t, m);

	if (other <= at)
		holds(t, gap_is_kept(t, zone_of(m), other, at + slack));
	else
		holds(t, gap_is_kept(t, zone_of(m), at, other + slack));
}

bool check_gap(const struct trial *t, const struct milestone *m)
{
	if (!m->rule->asks_for_news)
		return false;
	for (size_t i = 0; i < t->facts.book.n_interviews; i++) {
		const struct interview *round = &t->facts.book.interviews[i];

		if (!text_equal(round->company, m->interview->company))
			continue;
		for (size_t k = 0; k < round->n_contacts; k++)
			if (!round->contacts[k].heard)
				check_gap_to(t, m, round->contacts[k].at, 0);
	}
	for (size_t i = 0; i < t->plan.n_milestones; i++) {
		const struct milestone *other = t->plan.milestones[i];

		if (other != m && other->interview && other->rule->asks_for_news &&
		    is_to_do(other) && text_equal(other->interview->company, m->interview->company))
			check_gap_to(t, m, goes_at(t, other), USEC_PER_HOUR);
	}
	return true;
}

static usec_t last_end(const struct trial *t, const struct interview *i)
{
	usec_t end = 0;

	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		if (is_own_process(round, i) && round->state == STATE_HELD && round->end > end)
			end = round->end;
	}
	return end;
}

/* Messages sent since the last round and messages planned are not more than the settings allow. */
void check_cap(const struct trial *t, const struct interview *i)
{
	usec_t end = last_end(t, i);
	size_t sent = 0, planned = 0, max = (size_t)t->facts.settings.etiquette.max_check_ins;

	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		for (size_t c = 0; c < round->n_contacts && is_own_process(round, i); c++)
			sent += surely_asks(&round->contacts[c]) && round->contacts[c].at >= end;
	}
	for (size_t k = 0; k < t->plan.n_milestones; k++) {
		const struct milestone *m = t->plan.milestones[k];

		planned += m->interview && m->rule->asks_for_news && is_to_do(m) &&
			   is_own_process(m->interview, i);
	}
	holds(t, planned == 0 || sent + planned <= max);
}

/* ---- Not too soon ------------------------------------------------------------------------------- */

/* Two hours after the end to 24 hours after it, whatever the clocks do. */
bool check_thank_you(const struct trial *t, const struct milestone *m)
{
	if (m->rule->id != RULE_THANK_YOU)
		return false;
	holds(t, m->opens == m->interview->end + 7200 * USEC_PER_SEC);
	holds(t, m->deadline == m->interview->end + 86400 * USEC_PER_SEC);
	return true;
}

static bool is_check_in(const struct milestone *m)
{
	return m->rule->id == RULE_CHECK_IN || m->rule->id == RULE_SECOND_CHECK_IN;
}

/* So many days later, by the clock of the interview. */
static void check_days_after(const struct trial *t, const struct milestone *m, usec_t event,
			     struct duration days)
{
	struct reading r = reading_at(t, m->interview->zone, event);

	r.date = date_add_days(r.date, days.amount);
	holds(t, m->opens + USEC_PER_SEC > zone_instant(m->interview->zone, &r));
}

static bool has_own_date(const struct trial *t, const struct interview *i)
{
	for (size_t k = 0; k < t->facts.book.n_interviews; k++)
		if (is_own_process(&t->facts.book.interviews[k], i) &&
		    t->facts.book.interviews[k].n_decisions > 0)
			return true;
	return false;
}

/* The last message of the process that may have asked for news; 0: none. */
static usec_t last_ask(const struct trial *t, const struct interview *i)
{
	usec_t last = 0;

	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		for (size_t c = 0; c < round->n_contacts && is_own_process(round, i); c++)
			if (may_ask(&round->contacts[c]) && round->contacts[c].at > last)
				last = round->contacts[c].at;
	}
	return last;
}

/* Without a date of theirs: so many days after the interview, after each question, and after their last word. */
bool check_lower_bound(const struct trial *t, const struct milestone *m)
{
	const struct etiquette_settings *e = &t->facts.settings.etiquette;
	bool second = m->rule->id == RULE_SECOND_CHECK_IN;
	usec_t asked = last_ask(t, m->interview);

	if (!is_check_in(m) || has_own_date(t, m->interview))
		return false;
	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *round = &t->facts.book.interviews[k];

		if (!is_own_process(round, m->interview))
			continue;
		for (size_t c = 0; c < round->n_contacts; c++) {
			const struct contact *contact = &round->contacts[c];

			if (second && !m->assumes && surely_asks(contact))
				check_days_after(t, m, contact->at, e->second_check_in_after);
			if (contact->heard && (!second || contact->at > asked))
				check_days_after(t, m, contact->at, e->check_in_opens);
		}
		if (!second && round->state == STATE_HELD)
			check_days_after(t, m, round->end, e->check_in_opens);
	}
	return true;
}

/* ---- The employer's own date -------------------------------------------------------------------- */

/* The last date given in a round; NULL: none. */
static const struct decision *decision_of(const struct interview *i)
{
	return i->n_decisions ? &i->decisions[i->n_decisions - 1] : NULL;
}

/* One without a stamp may have been given at any time since its round began. */
static usec_t given_from(const struct interview *i)
{
	usec_t at = decision_of(i)->given_at;

	return at != USEC_NEVER ? at : i->start;
}

/* That of `b` was surely given after that of `a`; of two that have no stamp, the one of a later round. */
static bool was_surely_replaced(const struct interview *a, const struct interview *b)
{
	bool a_is_stamped = decision_of(a)->given_at != USEC_NEVER;

	if (!a_is_stamped && decision_of(b)->given_at != USEC_NEVER)
		return false;
	return given_from(b) > given_from(a);
}

/* There is a date in that round that may be the last one they gave in the process. */
static bool may_be_their_date(const struct trial *t, const struct interview *i)
{
	for (size_t k = 0; k < t->facts.book.n_interviews && decision_of(i); k++) {
		const struct interview *other = &t->facts.book.interviews[k];

		if (other != i && decision_of(other) && is_own_process(other, i) &&
		    was_surely_replaced(i, other))
			return false;
	}
	return decision_of(i);
}

/* They wrote on that day or later, or another interview took place then; or it was over before its own interview. */
static bool date_may_be_over(const struct trial *t, const struct interview *given_in)
{
	struct date day = decision_of(given_in)->date;

	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *i = &t->facts.book.interviews[k];

		if (!is_own_process(i, given_in))
			continue;
		if (i->state == STATE_HELD &&
		    date_compare(reading_at(t, given_in->zone, i->start).date, day) >=
			    (i == given_in))
			return true;
		for (size_t c = 0; c < i->n_contacts; c++)
			if (i->contacts[c].heard &&
			    date_compare(reading_at(t, given_in->zone, i->contacts[c].at).date,
					 day) >= 0)
				return true;
	}
	return false;
}

/* A date that was given, that may be the last one, and that nothing came of since, holds back every check-in of its process. */
bool check_timeline(const struct trial *t, const struct milestone *m)
{
	bool looked = false;

	if (!is_check_in(m))
		return false;
	for (size_t k = 0; k < t->facts.book.n_interviews; k++) {
		const struct interview *i = &t->facts.book.interviews[k];

		if (!is_own_process(i, m->interview) || !may_be_their_date(t, i) ||
		    date_may_be_over(t, i))
			continue;
		holds(t, m->opens > zone_instant_at(i->zone, decision_of(i)->date, 23, 59));
		looked = true;
	}
	return looked;
}

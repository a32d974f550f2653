/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/zone.h"
#include "etiquette/plan.h"
#include "etiquette/words.h"
#include "tests/etiquette/random.h"

/* Clocks that are wrong by decades, dates at the end of the calendar, durations of ten years, settings of nothing. */

static void read_all(const struct facts *f, const struct plan *p, usec_t now)
{
	struct words_input in = { .now = now, .zone = f->zone, .settings = &f->settings };

	for (size_t i = 0; i < p->n_milestones; i++) {
		const struct milestone *m = p->milestones[i];
		cleanup_free char *why = words_why(&in, m);
		struct popup_words words;

		assert_non_null(why);
		assert_int_equal(words_popup(&in, &m, 1, &words), 0);
		popup_words_done(&words);
	}
}

static void plan_and_read(struct facts *f, usec_t now)
{
	struct plan p = facts_plan_at(f, now);

	read_all(f, &p, now);
	plan_done(&p);
}

static void test_odd_clocks(void **state)
{
	static const char *const clocks[] = { "1970-01-01 00:00", "1970-01-01 00:01",
					      "1999-12-31 23:59", "2038-01-19 03:14",
					      "2050-06-01 12:00", "9999-12-31 23:59" };
	struct facts f;
	struct interview *i;

	(void)state;
	i = facts_acme(&f);
	fact_promise_line(i, "2026-11-30", false, "the sample");
	fact_interview(&f, "far", "Far", "Pacific/Kiritimati", "9999-12-31 23:00", 120);
	fact_interview(&f, "old", "Old", "Etc/GMT+12", "1970-01-01 00:00", 30);
	for (size_t k = 0; k < ELEMENTS(clocks); k++)
		plan_and_read(&f, clock_at("UTC", clocks[k]));
	facts_done(&f);
}

/* Every duration the same: nothing, a second, ten years, ten years of working days. */
static void set_all(struct etiquette_settings *e, struct duration d)
{
	struct duration *const all[] = {
		&e->thank_you_opens,
		&e->thank_you_deadline,
		&e->thank_you_late,
		&e->thank_you_wake,
		&e->last_call,
		&e->check_in_opens,
		&e->check_in_deadline,
		&e->check_in_grace,
		&e->check_in_grace_deadline,
		&e->check_in_room,
		&e->second_check_in_after,
		&e->second_check_in_grace,
		&e->second_check_in_deadline,
		&e->move_on_after,
		&e->move_on_after_reply,
		&e->move_on_grace,
		&e->minimum_gap,
		&e->debrief_opens,
		&e->debrief_deadline,
		&e->promise_lead,
		&e->promise_theirs_opens,
		&e->promise_theirs_deadline,
		&e->next_steps_opens,
		&e->next_steps_deadline,
		&e->reply_deadline,
		&e->reply_late,
		&e->offer_reply_deadline,
		&e->offer_decision_lead,
		&e->week_ahead_deadline,
	};

	for (size_t i = 0; i < ELEMENTS(all); i++)
		*all[i] = d;
}

static void test_odd_settings(void **state)
{
	static const struct duration durations[] = {
		{ DURATION_EXACT, 0 },
		{ DURATION_DAYS, 0 },
		{ DURATION_WORKING_DAYS, 0 },
		{ DURATION_EXACT, USEC_PER_SEC },
		{ DURATION_DAYS, DURATION_DAYS_MAX },
		{ DURATION_WORKING_DAYS, 400 },
		{ DURATION_EXACT, DURATION_DAYS_MAX * USEC_PER_DAY },
	};

	(void)state;
	for (uint64_t seed = 1; seed <= 6; seed++)
		for (size_t i = 0; i < ELEMENTS(durations); i++) {
			struct dice dice = { seed * 7919u };
			struct facts f;
			usec_t now;

			facts_init(&f);
			random_facts(&dice, &f, 6, &now);
			set_all(&f.settings.etiquette, durations[i]);
			f.settings.etiquette.max_check_ins = (int)(seed % 4);
			plan_and_read(&f, now);
			f.settings.moment.working_days = 0;
			f.settings.moment.quiet_hours =
				(struct span_of_day){ .from_min = 1, .to_min = 0 };
			plan_and_read(&f, now);
			facts_done(&f);
		}
}

/* A scaled process: everything in seconds, as a demonstration runs it. */
static void test_seconds(void **state)
{
	struct facts f;
	struct interview *i = facts_acme(&f);
	struct plan p;
	const struct milestone *m;

	(void)state;
	set_all(&f.settings.etiquette, DURATION_SECONDS(0));
	f.settings.etiquette.thank_you_opens = DURATION_SECONDS(2);
	f.settings.etiquette.thank_you_deadline = DURATION_SECONDS(20);
	f.settings.etiquette.thank_you_late = DURATION_SECONDS(40);
	f.settings.etiquette.last_call = DURATION_SECONDS(4);
	f.settings.moment.quiet_hours.none = true;
	p = facts_plan_at(&f, i->end);
	m = plan_key(&p, "acme/thank-you/dana@acme.example");
	assert_true(m->moment == i->end + 2 * USEC_PER_SEC);
	assert_true(m->last_call == i->end + 16 * USEC_PER_SEC);
	assert_true(m->late_until == i->end + 40 * USEC_PER_SEC);
	plan_done(&p);
	facts_done(&f);
}

static void test_empty(void **state)
{
	struct facts f;
	struct plan p;

	(void)state;
	facts_init(&f);
	p = facts_plan(&f, "2026-11-24 12:00");
	assert_int_equal(p.n_milestones, 0);
	assert_true(p.next_popup == USEC_NEVER && p.next_change == USEC_NEVER);
	plan_done(&p);
	facts_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_odd_clocks),
		cmocka_unit_test(test_odd_settings),
		cmocka_unit_test(test_seconds),
		cmocka_unit_test(test_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

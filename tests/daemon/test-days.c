/* SPDX-License-Identifier: MIT */

/*
 * Random books, lived through for weeks by users of several characters, with what decides about pop-ups in the daemon: the plan, the turn, the
 * hold and what is counted in memory. There are never more on a day than the settings allow, and no milestone comes up more often than its row says.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"
#include "common/zone.h"
#include "config/memory-file.h"
#include "common/cleanup.h"
#include "daemon/popups-parts.h"
#include "daemon/showings.h"
#include "daemon/turn.h"
#include "tests/daemon/screen.h"
#include "tests/etiquette/stage.h"
#include "tests/etiquette/trial.h"

#define PROCESSES 400 /* as many as usual */
#define DAYS      45
#define STEPS_MAX 20000

struct life {
	uint64_t seed;
	struct facts facts;
	struct stage stage; /* for what the user does */
	struct shelf shelf;
	struct popups popups;
	struct presence presence;
	struct plan plan;
	usec_t now;
	struct date day;
	int today; /* pop-ups that came up on it */
	size_t most, in_all;
};

static void life_print(const struct life *l)
{
	char at[INSTANT_SIZE];

	fprintf(stderr, "seed %llu, character %d, %s in %s, %d of %d today\n",
		(unsigned long long)l->seed, (int)l->stage.user,
		clock_text(l->facts.zone, l->now, at), l->facts.zone, l->today,
		l->shelf.settings.popup.per_day);
	for (const struct popup *u = l->popups.first; u; u = u->next)
		for (size_t i = 0; i < u->n_milestones; i++)
			fprintf(stderr, "  %s: %s\n", u->tag, u->milestones[i].key);
}

#define must(l, condition)                                                     \
	do {                                                                   \
		if (!(condition)) {                                            \
			life_print(l);                                         \
			fail_msg("%s does not hold for seed %llu", #condition, \
				 (unsigned long long)(l)->seed);               \
		}                                                              \
	} while (0)

/* ---- What comes up ------------------------------------------------------------------------------ */

static bool is_night(const struct life *l)
{
	const struct span_of_day *quiet = &l->shelf.settings.moment.quiet_hours;
	struct reading r = zone_reading(l->facts.zone, l->now, NULL);
	int minute = r.hour * 60 + r.minute;

	if (quiet->none)
		return false;
	return quiet->from_min < quiet->to_min
		       ? minute >= quiet->from_min && minute < quiet->to_min
		       : minute >= quiet->from_min || minute < quiet->to_min;
}

static bool has_debrief(const struct popup *u)
{
	for (size_t i = 0; i < u->n_milestones; i++)
		if (strstr(u->milestones[i].key, "/debrief"))
			return true;
	return false;
}

/* Something of it stood there before and is brought up once more. */
static bool comes_again(const struct life *l, const struct popup *u)
{
	for (size_t i = 0; i < u->n_milestones; i++) {
		const struct showing *s = memory_find(&l->shelf.memory, u->milestones[i].key);

		if (!u->milestones[i].counted && s && s->ended == SHOWING_NONE && s->shown > 0 &&
		    s->shown_at >= u->milestones[i].born)
			return true;
	}
	return false;
}

/* One more that the user is disturbed by. */
static void count(struct life *l, const struct popup *u)
{
	struct date day = zone_date(l->facts.zone, l->now);

	if (date_compare(day, l->day) != 0) {
		l->day = day;
		l->today = 0;
	}
	l->today++;
	l->in_all++;
	l->most = l->most > (size_t)l->today ? l->most : (size_t)l->today;
	must(l, l->today <= l->shelf.settings.popup.per_day);
	must(l, l->stage.user == SNOOZES || !is_night(l) || has_debrief(u));
}

static void show(struct life *l, struct popup *u)
{
	bool appears = !screen_has(u->tag), again = !appears && comes_again(l, u);

	screen_put(u->tag);
	u->state = u->outdated ? POPUP_IS_WAITING : POPUP_IS_SHOWN;
	if (showings_shown(&l->shelf, u, l->now, l->facts.zone)) {
		u->shown_at = l->now;
		if (appears || again)
			count(l, u);
	}
}

/* ---- What the user does ------------------------------------------------------------------------- */

static void end(struct life *l, struct popup *u, enum showing_end how)
{
	showings_ended(&l->shelf, u, l->now, how);
	screen_take(u->tag);
	popups_drop(&l->popups, u);
}

static void snooze(struct life *l, struct popup *u)
{
	for (size_t i = 0; i < u->n_milestones; i++) {
		struct showing *s = memory_get(&l->shelf.memory, u->milestones[i].key);

		s->ended = SHOWING_LATER;
		s->ended_at = l->now;
		s->snoozed_until = l->now + 2 * USEC_PER_HOUR;
	}
	end(l, u, SHOWING_LATER);
}

static void act(struct life *l, struct popup *u)
{
	l->stage.now = l->now;
	for (size_t i = 0; i < u->n_milestones; i++) {
		const struct milestone *m = plan_key(&l->plan, u->milestones[i].key);

		if (m && milestone_is_open(m))
			stage_act(&l->stage, m);
	}
	end(l, u, SHOWING_DISMISSED);
}

/* True if there was something to react to. */
static bool react(struct life *l, struct popup *u)
{
	switch (l->stage.user) {
	case ACTS:
		act(l, u);
		return true;
	case DISMISSES:
		end(l, u, SHOWING_DISMISSED);
		return true;
	case AWAY:
		end(l, u, SHOWING_EXPIRED);
		return true;
	case SNOOZES:
		snooze(l, u);
		return true;
	case STARES:
	default:
		return false;
	}
}

/* The helper's part, and the user's. True if anything happened that another turn has to look at. */
static bool settle(struct life *l)
{
	bool changed = false;

	for (struct popup *u = l->popups.first, *next; u; u = next) {
		next = u->next;
		if (u->state == POPUP_IS_CLOSING) {
			screen_take(u->tag);
			showings_off_screen(&l->shelf, u->tag);
			popups_drop(&l->popups, u);
			changed = true;
		} else if (u->state == POPUP_IS_TOLD) {
			show(l, u);
			if (u->state == POPUP_IS_SHOWN)
				react(l, u);
			changed = true;
		}
	}
	return changed;
}

/* ---- A life ------------------------------------------------------------------------------------- */

static unsigned most_showings(const struct rule *rule)
{
	return rule->showings +
	       (rule->late_showings ? rule->late_showings : rule->unshown == UNSHOWN_ONCE_LATE);
}

static void plan(struct life *l)
{
	struct plan_input in = { .book = &l->facts.book,
				 .settings = &l->shelf.settings,
				 .memory = &l->shelf.memory,
				 .now = l->now,
				 .zone = l->facts.zone };

	plan_done(&l->plan);
	assert_int_equal(plan_make(&in, &l->plan), 0);
	/* Later asks for one more by itself. */
	for (size_t i = 0; i < l->plan.n_milestones && l->stage.user != SNOOZES; i++)
		must(l, l->plan.milestones[i]->shown <= most_showings(l->plan.milestones[i]->rule));
}

static usec_t step(struct life *l)
{
	struct turn turn = { .plan = &l->plan,
			     .shelf = &l->shelf,
			     .popups = &l->popups,
			     .presence = &l->presence,
			     .now = l->now,
			     .zone = l->facts.zone };
	struct turn_outcome outcome;

	do {
		plan(l);
		assert_int_equal(turn_take(&turn, &outcome), 0);
	} while (settle(l));
	return outcome.next;
}

static void life_begin(struct life *l, uint64_t seed)
{
	struct dice dice = { 4711u + seed * 2654435761u };

	*l = (struct life){ .seed = seed };
	facts_init(&l->facts);
	random_facts(&dice, &l->facts, 12, &l->now);
	stage_init(&l->stage, &l->facts, (enum character)roll(&dice, SNOOZES + 1), l->now);
	l->shelf.settings = l->facts.settings;
	if (chance(&dice, 50))
		l->shelf.settings.popup.per_day = 1 + (int)roll(&dice, 6);
	l->popups.shelf = &l->shelf;
}

static void life_end(struct life *l)
{
	while (l->popups.first)
		popups_drop(&l->popups, l->popups.first);
	free(l->popups.fault_said);
	plan_done(&l->plan);
	memory_done(&l->shelf.memory);
	facts_done(&l->facts);
	screen_clear();
}

/* Returns how many processes there were in it. */
static size_t live(struct life *l, uint64_t seed)
{
	usec_t until;
	size_t steps = 0, processes;

	life_begin(l, seed);
	processes = processes_count(&l->facts);
	until = l->now + DAYS * USEC_PER_DAY;
	while (l->now < until) {
		usec_t next = step(l);

		must(l, next > l->now);
		must(l, ++steps < STEPS_MAX);
		l->now = next;
	}
	life_end(l);
	return processes;
}

/* Lives in which something was wrong once: what was to be said late shared a pop-up before the deadline, and came again. */
static void test_known_lives(void **state)
{
	static const uint64_t seeds[] = { 7911 };

	(void)state;
	for (size_t i = 0; i < ELEMENTS(seeds); i++) {
		struct life *l = calloc(1, sizeof(*l));

		assert_non_null(l);
		live(l, seeds[i]);
		free(l);
	}
}

static void test_days(void **state)
{
	struct life *l = calloc(1, sizeof(*l));
	size_t wanted = processes_wanted(PROCESSES), processes = 0, full = 0, in_all = 0, lives = 0;

	(void)state;
	assert_non_null(l);
	for (uint64_t seed = 1; processes < wanted; seed++, lives++) {
		processes += live(l, seed);
		full += l->most == (size_t)l->shelf.settings.popup.per_day;
		in_all += l->in_all;
	}
	/* One that never fills a day has shown nothing, unless it is of a few lives only. */
	assert_true(full > lives / 5 || wanted < PROCESSES);
	assert_true(in_all > lives * 10);
	free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_lives),
		cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/text.h"
#include "common/zone.h"
#include "tests/etiquette/stage.h"
#include "tests/etiquette/trial.h"

/* Random books, lived through for months by users of all characters. */

static void life_print(const struct stage *s, uint64_t seed)
{
	fprintf(stderr, "seed %llu, character %d, zone %s\n", (unsigned long long)seed,
		(int)s->user, s->facts->zone);
	stage_print(s);
}

#define must(condition)                                                        \
	do {                                                                   \
		if (!(condition)) {                                            \
			life_print(s, seed);                                   \
			fail_msg("%s does not hold for seed %llu", #condition, \
				 (unsigned long long)seed);                    \
		}                                                              \
	} while (0)

/* How often a row may come up, the late one counted. */
static unsigned most_showings(const struct scene *scene)
{
	const struct rule *rule = &rules[scene->rule];

	return rule->showings +
	       (rule->late_showings ? rule->late_showings : rule->unshown == UNSHOWN_ONCE_LATE);
}

static bool is_night(const struct stage *s, usec_t at)
{
	const struct span_of_day *quiet = &s->facts->settings.moment.quiet_hours;
	struct reading r = zone_reading(s->facts->zone, at, NULL);
	int minute = r.hour * 60 + r.minute;

	if (quiet->none)
		return false;
	return quiet->from_min < quiet->to_min
		       ? minute >= quiet->from_min && minute < quiet->to_min
		       : minute >= quiet->from_min || minute < quiet->to_min;
}

static void check_life(struct stage *s, uint64_t seed)
{
	for (size_t i = 0; i < s->n_scenes; i++) {
		const struct scene *scene = &s->scenes[i];

		/* Snoozing is the user's own wish, and a debrief may come late in the evening. */
		if (s->user != SNOOZES) {
			must(scene->shown <= most_showings(scene));
			must(!is_night(s, scene->at) || scene->rule == RULE_DEBRIEF);
		}
		for (size_t k = 0; k < i; k++)
			must(s->scenes[k].at != scene->at ||
			     strcmp(s->scenes[k].tag, scene->tag) != 0);
	}
}

/* When all is over, each process has an outcome, or its move-on was brought up. */
static void check_end(struct stage *s, uint64_t seed)
{
	struct plan p = facts_plan_at(s->facts, s->now);

	for (size_t i = 0; i < p.n_milestones; i++) {
		const struct milestone *m = p.milestones[i];

		if (!m->interview || m->rule->id == RULE_PROMISE_THEIRS)
			continue;
		must(m->status != STATUS_UPCOMING);
		must(m->rule->id != RULE_MOVE_ON || m->status != STATUS_DUE || m->shown > 0);
		must(m->next_popup == USEC_NEVER || m->assumes);
	}
	plan_done(&p);
}

/* Returns how many processes there were in it. */
static size_t live(uint64_t seed)
{
	struct dice dice = { 77u + seed * 2654435761u };
	struct facts facts;
	struct stage *s = calloc(1, sizeof(*s));
	size_t processes;
	usec_t now;

	assert_non_null(s);
	facts_init(&facts);
	/* Few enough to follow what happens. */
	random_facts(&dice, &facts, 4, &now);
	processes = processes_count(&facts);
	facts.settings.etiquette.week_ahead = false;
	stage_init(s, &facts, (enum character)roll(&dice, SNOOZES + 1), now);
	s->label = seed;
	stage_play(s, now + 200 * USEC_PER_DAY);
	check_life(s, seed);
	check_end(s, seed);
	facts_done(&facts);
	free(s);
	return processes;
}

static void test_lives(void **state)
{
	size_t wanted = processes_wanted(1200), processes = 0;

	(void)state;
	for (uint64_t seed = 1; processes < wanted; seed++)
		processes += live(seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

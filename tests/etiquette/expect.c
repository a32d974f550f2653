/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/expect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/text.h"
#include "tests/etiquette/said.h"

static const char *short_text(const char *zone, usec_t at, char buffer[static INSTANT_SIZE])
{
	clock_text(zone, at, buffer);
	return text_starts(buffer, "2026-") ? buffer + strlen("2026-") : buffer;
}

static void line_of(const struct facts *f, const struct milestone *m, char *line, size_t size)
{
	char a[INSTANT_SIZE], b[INSTANT_SIZE], c[INSTANT_SIZE], d[INSTANT_SIZE], e[INSTANT_SIZE];

	snprintf(line, size, "%s %s | %s | %s | %s | %s", milestone_status_to_text(m->status),
		 short_text(f->zone, m->opens, a), short_text(f->zone, m->moment, b),
		 short_text(f->zone, m->last_call, c), short_text(f->zone, m->deadline, d),
		 short_text(f->zone, m->next_popup, e));
}

static void print_all(const struct facts *f, const struct plan *p)
{
	for (size_t i = 0; i < p->n_milestones; i++) {
		char line[300];

		line_of(f, p->milestones[i], line, sizeof(line));
		fprintf(stderr, "  %-40s %s\n", p->milestones[i]->key, line);
	}
}

/* Frees the plan and fails if the two differ. */
static void compare(const struct facts *f, struct plan *p, const char *key, const char *got,
		    const char *expected)
{
	if (text_equal(got, expected)) {
		plan_done(p);
		return;
	}
	print_all(f, p);
	fail_msg("%s is\n  %s\ninstead of\n  %s", key, got ? got : "not there",
		 expected ? expected : "not there");
}

void expect(struct facts *f, const char *now, const char *key, const char *line)
{
	struct plan p = facts_plan(f, now);
	const struct milestone *m = plan_key(&p, key);
	char got[300];

	if (m)
		line_of(f, m, got, sizeof(got));
	compare(f, &p, key, m ? got : NULL, line);
}

void expect_status(struct facts *f, const char *now, const char *key, const char *status)
{
	struct plan p = facts_plan(f, now);
	const struct milestone *m = plan_key(&p, key);

	compare(f, &p, key, m ? milestone_status_to_text(m->status) : NULL, status);
}

void expect_reason(struct facts *f, const char *now, const char *key, const char *reason)
{
	struct plan p = facts_plan(f, now);
	const struct milestone *m = plan_key(&p, key);
	cleanup_milestone_words struct milestone_words said = said_of(f, m, clock_at(f->zone, now));

	compare(f, &p, key, said.reason, reason);
}

void expect_finish(struct facts *f, const char *now, const char *key, const char *finish)
{
	struct plan p = facts_plan(f, now);
	const struct milestone *m = plan_key(&p, key);
	cleanup_milestone_words struct milestone_words said = said_of(f, m, clock_at(f->zone, now));

	compare(f, &p, key, said.finish, finish);
}

void expect_assumes(struct facts *f, const char *now, const char *key, const char *assumes)
{
	struct plan p = facts_plan(f, now);
	const struct milestone *m = plan_key(&p, key);
	cleanup_milestone_words struct milestone_words said = said_of(f, m, clock_at(f->zone, now));

	compare(f, &p, key, said.assumes, assumes);
}

void expect_to(struct facts *f, const char *now, const char *key, const char *to)
{
	struct plan p = facts_plan(f, now);
	const struct milestone *m = plan_key(&p, key);
	char got[200] = "";

	if (m && m->person)
		snprintf(got, sizeof(got), milestone_address(m) ? "%s <%s>" : "%s", m->person->name,
			 milestone_address(m));
	compare(f, &p, key, m ? got : NULL, to);
}

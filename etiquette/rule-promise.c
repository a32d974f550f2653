/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>

#include "common/text.h"

/* promise, mine and theirs. A promise has no stamp of its own; its place in the book tells what came after it. */

#define SLUG_MAX 40

/* "send-the-work-sample" */
static void promise_slug(const struct promise *promise, char slug[static SLUG_MAX + 1])
{
	size_t n = 0;

	for (const char *c = promise->text; *c && n < SLUG_MAX; c++) {
		char letter = *c >= 'A' && *c <= 'Z' ? (char)(*c + ('a' - 'A')) : *c;

		if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'))
			slug[n++] = letter;
		else if (n > 0 && slug[n - 1] != '-')
			slug[n++] = '-';
	}
	slug[n] = '\0';
}

/* How many before it look the same: one may promise the same thing twice. */
static size_t promise_twins(const struct interview *i, const struct promise *promise,
			    const char *slug)
{
	size_t n = 0;

	for (const struct promise *other = i->promises; other < promise; other++) {
		char same[SLUG_MAX + 1];

		promise_slug(other, same);
		n += date_compare(other->date, promise->date) == 0 && text_equal(same, slug);
	}
	return n;
}

/* "2026-11-27-send-the-work-sample": what tells promises apart, whatever else changes. */
static char *promise_part(struct arena *arena, const struct interview *i,
			  const struct promise *promise)
{
	char slug[SLUG_MAX + 1], date[DATE_TEXT_SIZE];
	size_t twins;

	promise_slug(promise, slug);
	twins = promise_twins(i, promise, slug);
	date_to_text(promise->date, date);
	if (twins > 0)
		return arena_format(arena, "%s-%s-%zu", date, slug, twins + 1);
	return arena_join(arena, date, *slug ? "-" : "", slug, NULL);
}

/* When each of the round's promises was sent or asked for first; USEC_NEVER: not yet. In the arena; NULL: memory is out. */
static usec_t *promises_sent_at(struct arena *arena, const struct interview *i)
{
	usec_t *first = arena_get(arena, (i->n_promises + 1) * sizeof(*first));

	for (size_t k = 0; first && k < i->n_promises; k++)
		first[k] = USEC_NEVER;
	for (size_t k = 0; first && k < i->n_contacts; k++) {
		const struct contact *c = &i->contacts[k];
		const struct promise *promise =
			contact_is_of(c, RULE_PROMISE_MINE) ? contact_promise(i, c) : NULL;

		if (promise && c->at < first[promise - i->promises])
			first[promise - i->promises] = c->at;
	}
	return first;
}

static usec_t promise_skipped_at(const struct interview *i, const struct promise *promise)
{
	for (size_t k = 0; k < i->n_skips; k++) {
		const struct skip *s = &i->skips[k];

		if (!skip_is_of(s, RULE_PROMISE_MINE))
			continue;
		if (s->promise ? s->promise == promise : s->line > promise->line)
			return s->at;
	}
	return USEC_NEVER;
}

static void promise_settle(const struct process *process, usec_t sent_at, struct sketch *s)
{
	const struct promise *promise = s->promise;

	if (promise->kept_at != USEC_NEVER)
		sketch_done(s, promise->kept_at);
	sketch_done(s, sent_at);
	sketch_skip(s, promise_skipped_at(s->interview, promise));
	/* Who accepted still sends what was agreed on. */
	if (process->closed && !(process->outcome && process->outcome->kind == OUTCOME_ACCEPTED))
		sketch_moot(s, cause_of_end(process));
}

static struct sketch promise_sketch(struct planner *p, const struct process *process,
				    const struct interview *i, const struct promise *promise,
				    enum rule_id rule)
{
	struct sketch s = {
		.rule = rule,
		.interview = i,
		.part = promise_part(&p->arena, i, promise),
		.to = process->correspondent,
		.promise = promise,
		.cause.id = CAUSE_PROMISE,
	};

	s.tag = arena_join(&p->arena, i->id, "/", rules[rule].name, "/", s.part, NULL);
	return s;
}

/* ---- Mine --------------------------------------------------------------------------------------- */

static int keep_promise(struct planner *p, struct process *process, const struct interview *i,
			const struct promise *promise, usec_t sent_at)
{
	struct sketch s = promise_sketch(p, process, i, promise, RULE_PROMISE_MINE);
	struct duration lead =
		promise->lead.amount ? promise->lead : p->in->settings->etiquette.promise_lead;
	struct place there = round_place(process, i);
	const struct milestone *m;

	s.opens = date_minus(&there, promise->date, lead, OPENING_HOUR);
	s.deadline = place_at(&there, promise->date, CLOSING_HOUR, 0);
	s.late_until = USEC_NEVER;
	promise_settle(process, sent_at, &s);
	m = planner_add(p, process, &s);
	if (!m)
		return -ENOMEM;
	/* Keeping it is a message, too. */
	if (m->status == STATUS_UPCOMING || m->status == STATUS_DUE || m->status == STATUS_SNOOZED)
		return planner_assume(p, process, m) ? 0 : -ENOMEM;
	return 0;
}

static int for_each_promise(struct planner *p, struct process *process, bool theirs,
			    int (*add)(struct planner *, struct process *, const struct interview *,
				       const struct promise *, usec_t sent_at))
{
	int r = 0;

	for (size_t k = 0; k < process->n_rounds && r >= 0; k++) {
		const struct interview *i = process->rounds[k];
		const usec_t *sent_at = i->n_promises > 0 ? promises_sent_at(&p->arena, i) : NULL;

		if (i->n_promises > 0 && !sent_at)
			return -ENOMEM;
		for (size_t n = 0; n < i->n_promises && r >= 0; n++)
			if (i->promises[n].theirs == theirs)
				r = add(p, process, i, &i->promises[n], sent_at[n]);
	}
	return r;
}

int derive_promise_mine(struct planner *p, struct process *process)
{
	return for_each_promise(p, process, false, keep_promise);
}

/* ---- Theirs ------------------------------------------------------------------------------------- */

static int ask_for_promise(struct planner *p, struct process *process, const struct interview *i,
			   const struct promise *promise, usec_t sent_at)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	struct silence *silence = &process->silence;
	struct sketch s = promise_sketch(p, process, i, promise, RULE_PROMISE_THEIRS);
	struct place there = round_place(process, i);
	const struct milestone *m;

	s.opens = date_plus(&there, promise->date, e->promise_theirs_opens, OPENING_HOUR);
	s.deadline = place_add(&there, s.opens, e->promise_theirs_deadline, CLOSING_HOUR);
	promise_settle(process, sent_at, &s);
	if (silence->spent + silence->reserved >= (unsigned)e->max_check_ins)
		sketch_moot(&s, (struct cause){ .id = CAUSE_SPENT });
	m = silence_add(p, process, &s, true);
	if (!m)
		return -ENOMEM;
	if (m->status == STATUS_UPCOMING || milestone_is_open(m))
		silence->reserved++;
	else if (m->status == STATUS_PASSED && m->deadline > silence->unused_until)
		silence->unused_until = m->deadline;
	return 0;
}

int derive_promise_theirs(struct planner *p, struct process *process)
{
	return for_each_promise(p, process, true, ask_for_promise);
}

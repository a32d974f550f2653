/* SPDX-License-Identifier: MIT */
#include "etiquette/derive.h"

#include <errno.h>
#include <string.h>

#include "common/limits.h"
#include "common/text.h"
#include "etiquette/person.h"

/*
 * thank-you: one for each interviewer of a round, all in one pop-up. The same person twice on one day gets one note, after the
 * last talk. A note whose person stands no more in the book still counts for somebody: it must not ask again.
 */

static bool is_thank_you(const struct process *process, const struct interview *i,
			 const struct contact *c)
{
	struct place there = round_place(process, i);

	/* One that was sent on the day of the talk, but before it by the clock, is one that was recorded without a time. */
	return contact_is_of(c, RULE_THANK_YOU) &&
	       (c->at >= i->start ||
		place_day(&there, c->at, NULL) >= place_day(&there, i->start, NULL));
}

static usec_t person_thanked_at(const struct process *process, const struct interview *i,
				const struct person *p)
{
	usec_t first = USEC_NEVER;

	for (size_t k = 0; k < i->n_contacts; k++) {
		const struct contact *c = &i->contacts[k];

		if (c->at < first && c->who && person_is_same(c->who, p) &&
		    is_thank_you(process, i, c))
			first = c->at;
	}
	return first;
}

/* ---- Notes to people who were renamed since ------------------------------------------------------ */

#define BETWEEN_WORDS " <>@"

static const char *word_after(const char *word, size_t size)
{
	return word + size + strspn(word + size, BETWEEN_WORDS);
}

static bool name_has_word(const char *name, const char *word, size_t size)
{
	for (size_t n = 0; *name && n < NAME_WORDS_MAX; n++) {
		size_t other = strcspn(name, BETWEEN_WORDS);

		if (size == other && strncasecmp(word, name, size) == 0)
			return true;
		name = word_after(name, other);
	}
	return false;
}

/* True if a word of one is a word of the other: "Dana Li" and "Dana Lee". */
static bool names_share_word(const char *a, const char *b)
{
	for (size_t n = 0; *a && n < NAME_WORDS_MAX; n++) {
		size_t size = strcspn(a, BETWEEN_WORDS);

		if (size > 1 && name_has_word(b, a, size))
			return true;
		a = word_after(a, size);
	}
	return false;
}

/* Whom of those not yet thanked such a note was for: somebody with a word of that name, else the first. */
static size_t likely_person(const struct interview *i, const usec_t *thanked, const char *name)
{
	size_t first = i->n_people;

	for (size_t k = 0; k < i->n_people; k++) {
		if (!i->people[k].interviewer || thanked[k] != USEC_NEVER)
			continue;
		if (name && names_share_word(name, i->people[k].name))
			return k;
		if (first == i->n_people)
			first = k;
	}
	return first;
}

/* When each of the round's people was thanked; USEC_NEVER: not yet. */
static usec_t *round_thanks(struct planner *p, const struct process *process,
			    const struct interview *i)
{
	usec_t *thanked = arena_get(&p->arena, (i->n_people + 1) * sizeof(*thanked));

	if (!thanked)
		return NULL;
	for (size_t k = 0; k < i->n_people; k++)
		thanked[k] = person_thanked_at(process, i, &i->people[k]);
	for (size_t k = 0; k < i->n_contacts; k++) {
		const struct contact *c = &i->contacts[k];
		size_t who;

		if (c->who || !is_thank_you(process, i, c))
			continue;
		who = likely_person(i, thanked, c->person);
		if (who < i->n_people)
			thanked[who] = c->at;
	}
	return thanked;
}

/* ---- The same person twice on one day ------------------------------------------------------------ */

/* The first entry of an interviewer who may stand there twice. */
static const struct person *round_person(const struct interview *i, const struct person *p)
{
	for (size_t k = 0; k < i->n_people; k++)
		if (i->people[k].interviewer && person_is_same(&i->people[k], p))
			return &i->people[k];
	return NULL;
}

/* A day has so many quarters of an hour; what stands further off in the book is no talk of the same day to anybody. */
#define TALKS_A_DAY 96

/* Looks at the process's other rounds of that day. *ret_later: the person is met again; *ret_thanked_at: was thanked there. */
static void person_on_that_day(const struct process *process, size_t round, const struct person *p,
			       bool *ret_later, usec_t *ret_thanked_at)
{
	struct place there = round_place(process, process->rounds[round]);
	int64_t day = place_day(&there, process->rounds[round]->end, NULL);

	*ret_later = false;
	*ret_thanked_at = USEC_NEVER;
	for (int direction = -1; direction <= 1; direction += 2)
		for (size_t i = round + (size_t)direction, n = 0;
		     i < process->n_rounds && n < TALKS_A_DAY; i += (size_t)direction, n++) {
			const struct interview *other = process->rounds[i];
			const struct person *same;
			usec_t at;

			if (place_day(&there, other->end, NULL) != day)
				break;
			same = other->state == STATE_HELD ? round_person(other, p) : NULL;
			if (!same)
				continue;
			*ret_later |= i > round;
			at = person_thanked_at(process, other, same);
			if (at < *ret_thanked_at)
				*ret_thanked_at = at;
		}
}

/* ---- The milestones ----------------------------------------------------------------------------- */

static usec_t person_skipped_at(const struct process *process, const struct interview *i,
				const struct person *p)
{
	struct place there = round_place(process, i);

	for (size_t k = 0; k < i->n_skips; k++) {
		const struct skip *s = &i->skips[k];

		if (skip_is_of(s, RULE_THANK_YOU) && (!s->person || (p && s->who == p)) &&
		    (s->at >= i->start ||
		     place_day(&there, s->at, NULL) >= place_day(&there, i->start, NULL)))
			return s->at;
	}
	return USEC_NEVER;
}

/*
 * Late, it is worth a note for some days. Did it never come up as late, because the lid was shut, it does at wake for some more; and
 * having come up then, it stays as long.
 */
static usec_t thank_you_late_until(struct planner *p, const struct process *process,
				   const struct sketch *s)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	struct place there = round_place(process, s->interview);
	usec_t late = place_add(&there, s->born, e->thank_you_late, CLOSING_HOUR);
	usec_t wake = place_add(&there, s->born, e->thank_you_wake, CLOSING_HOUR);
	const struct showing *showing = s->key ? planner_showing(p, s->key, s->born) : NULL;

	if (late < s->deadline)
		late = s->deadline;
	if (wake > late && (!showing || !showing->late_shown || showing->shown_at >= late))
		return wake;
	return late;
}

static struct sketch thank_you_sketch(struct planner *p, const struct process *process,
				      const struct interview *i, const struct person *to)
{
	const struct etiquette_settings *e = &p->in->settings->etiquette;
	struct place there = round_place(process, i);
	struct sketch s = {
		.rule = RULE_THANK_YOU,
		.interview = i,
		.part = to ? (to->address ? to->address : to->name) : NULL,
		.to = to,
		.born = i->end,
		.opens = place_add(&there, i->end, e->thank_you_opens, OPENING_HOUR),
		.deadline = place_add(&there, i->end, e->thank_you_deadline, CLOSING_HOUR),
		.cause.id = CAUSE_THANK_YOU,
	};

	s.key = planner_key(p, &s);
	s.late_until = thank_you_late_until(p, process, &s);
	return s;
}

/* An end folds what is still open into the letter that answers it; what was over before that is just over. */
static void thank_you_fold(const struct process *process, struct sketch *s)
{
	if (process->closed && (!process->outcome || process->outcome->at < s->late_until))
		sketch_moot(s, cause_of_end(process));
}

static int thank_person(struct planner *p, struct process *process, size_t round,
			const struct person *to, usec_t thanked_at)
{
	const struct interview *i = process->rounds[round];
	struct sketch s = thank_you_sketch(p, process, i, to);
	struct milestone *m;
	usec_t elsewhere;
	bool again;

	person_on_that_day(process, round, to, &again, &elsewhere);
	sketch_done(&s, thanked_at < elsewhere ? thanked_at : elsewhere);
	sketch_skip(&s, person_skipped_at(process, i, to));
	if (again)
		sketch_moot(&s, (struct cause){ .id = CAUSE_SAME_DAY });
	thank_you_fold(process, &s);
	m = planner_add(p, process, &s);
	if (!m)
		return -ENOMEM;
	/* What came too late, and what an end made needless, goes into the next letter. */
	if ((m->status == STATUS_PASSED || (m->status == STATUS_MOOT && !again)) &&
	    i == process->base)
		process->unthanked[process->n_unthanked++] = to;
	return 0;
}

/* Nobody's name is in the book: one note, to whoever it was. */
static int thank_nobody(struct planner *p, struct process *process, const struct interview *i)
{
	struct sketch s = thank_you_sketch(p, process, i, NULL);

	for (size_t k = 0; k < i->n_contacts; k++)
		if (is_thank_you(process, i, &i->contacts[k]))
			sketch_done(&s, i->contacts[k].at);
	sketch_skip(&s, person_skipped_at(process, i, NULL));
	thank_you_fold(process, &s);
	return planner_add(p, process, &s) ? 0 : -ENOMEM;
}

/* "2 of 3 sent", on each of them. */
static void count_thanks(struct planner *p, size_t first)
{
	unsigned done = 0, people = 0;

	for (size_t k = first; k < p->n; k++) {
		done += p->items[k]->status == STATUS_DONE;
		people +=
			p->items[k]->status != STATUS_MOOT && p->items[k]->status != STATUS_SKIPPED;
	}
	for (size_t k = first; k < p->n; k++) {
		p->items[k]->done_of = done;
		p->items[k]->of_people = people;
	}
}

static int thank_round(struct planner *p, struct process *process, size_t round)
{
	const struct interview *i = process->rounds[round];
	const usec_t *thanked = round_thanks(p, process, i);
	size_t first = p->n;
	int r = thanked ? 0 : -ENOMEM;

	if (i == process->base && r >= 0) {
		process->unthanked =
			arena_get(&p->arena, (i->n_people + 1) * sizeof(*process->unthanked));
		r = process->unthanked ? 0 : -ENOMEM;
	}
	for (size_t k = 0; k < i->n_people && r >= 0; k++)
		if (i->people[k].interviewer && round_person(i, &i->people[k]) == &i->people[k])
			r = thank_person(p, process, round, &i->people[k], thanked[k]);
	if (r >= 0 && p->n == first)
		r = thank_nobody(p, process, i);
	count_thanks(p, first);
	return r;
}

int derive_thank_you(struct planner *p, struct process *process)
{
	int r = 0;

	for (size_t i = 0; i < process->n_rounds && r >= 0; i++)
		if (process->rounds[i]->state == STATE_HELD)
			r = thank_round(p, process, i);
	return r;
}

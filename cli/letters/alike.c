/* SPDX-License-Identifier: MIT */

/*
 * Notes to one panel must not read alike. Two letters are compared by the runs of four words that they share: letters that say the same
 * share many, letters that only use the same polite phrases share few. A whole sentence that stands in both is told apart.
 */

#include "cli/letters/looks.h"

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define RUN           4
#define ALIKE_PERCENT 30
#define SHARED_MIN    8 /* runs; fewer are one phrase of politeness */
#define SENTENCE_MIN  9 /* words; shorter sentences are phrases of politeness */

static bool same_run(const struct check *a, size_t at, const struct check *b, size_t other,
		     size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!text_equal(prose_folded(&a->prose, at + i),
				prose_folded(&b->prose, other + i)))
			return false;
	return true;
}

static bool has_run(const struct check *a, size_t at, const struct check *b, size_t n)
{
	size_t end = check_text_end(b);

	for (size_t i = check_text_begin(b); i + n <= end; i++)
		if (same_run(a, at, b, i, n))
			return true;
	return false;
}

static unsigned percent_shared(const struct check *a, const struct check *b)
{
	size_t begin = check_text_begin(a), end = check_text_end(a), n = 0, shared = 0;

	for (size_t i = begin; i + RUN <= end; i++) {
		n++;
		shared += has_run(a, i, b, RUN);
	}
	return shared >= SHARED_MIN ? (unsigned)(100 * shared / n) : 0;
}

/* The first long sentence that stands in both, whole. */
static const struct sentence *shared_sentence(const struct check *a, const struct check *b)
{
	for (size_t i = a->prose.text_first; i < a->prose.text_end; i++) {
		const struct sentence *s = &a->prose.sentences[i];

		if (s->end - s->first >= SENTENCE_MIN && has_run(a, s->first, b, s->end - s->first))
			return s;
	}
	return NULL;
}

static void compare(struct check *c, const struct check_rule *rule, const struct check *other)
{
	const struct sentence *s = shared_sentence(c, other);
	unsigned percent = percent_shared(c, other);

	if (s) {
		cleanup_free char *words = prose_excerpt(&c->prose, s->first, s->end);
		check_add(c, rule, rule->level, c->prose.words[s->first].at, "“%s” %s (%s)",
			  words ? words : "", _(rule->what), other->file);
	} else if (percent >= ALIKE_PERCENT) {
		check_add(c, rule, rule->level, NULL,
			  "It reads much like %s: they share %u %% of their words", other->file,
			  percent);
	}
}

/* Only with those before it, so that a pair is told once. */
void look_alike(struct check *c, const struct check_rule *rule)
{
	for (size_t i = 0; i < c->n_others && &c->others[i] != c; i++)
		compare(c, rule, &c->others[i]);
}

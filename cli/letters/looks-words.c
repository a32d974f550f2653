/* SPDX-License-Identifier: MIT */

/* Rules that look for words of a list. */

#include "cli/letters/looks.h"

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

static void add_match(struct check *c, const struct check_rule *rule, enum level level,
		      const struct match *m)
{
	cleanup_free char *words = prose_excerpt(&c->prose, m->first, m->end);

	check_add(c, rule, level, c->prose.words[m->first].at, "“%s” %s", words ? words : "",
		  _(rule->what));
}

void look_phrases(struct check *c, const struct check_rule *rule)
{
	struct match m;

	/* Greeting and closing too: "Hey", "Cheers". */
	for (size_t from = 0;
	     phrases_find(c->context->phrases, rule->list, &c->prose, from, c->prose.n_words, &m);
	     from = m.end)
		add_match(c, rule, rule->level, &m);
}

/* What stands in a sentence that sounds negative is not what was looked for: "I lack experience". */
void look_missing_good(struct check *c, const struct check_rule *rule)
{
	struct match m, bad;

	for (size_t from = 0; check_find(c, rule->list, from, &m); from = m.end) {
		const struct sentence *s = &c->prose.sentences[c->prose.words[m.first].sentence];

		if (!phrases_find(c->context->phrases, "negative", &c->prose, s->first, s->end,
				  &bad))
			return;
	}
	check_add(c, rule, rule->level, NULL, "%s", _(rule->what));
}

void look_missing(struct check *c, const struct check_rule *rule)
{
	struct match m;

	if (!check_find(c, rule->list, 0, &m))
		check_add(c, rule, rule->level, NULL, "%s", _(rule->what));
}

/* The next match in a later sentence than that of `m`. */
static bool find_in_later_sentence(const struct check *c, const char *list, struct match *m)
{
	unsigned sentence = c->prose.words[m->first].sentence;

	return check_find(c, list, c->prose.sentences[sentence].end, m);
}

void look_more_than_once(struct check *c, const struct check_rule *rule)
{
	struct match m;

	if (!check_find(c, rule->list, 0, &m))
		return;
	while (find_in_later_sentence(c, rule->list, &m))
		add_match(c, rule, rule->level, &m);
}

void look_once(struct check *c, const struct check_rule *rule)
{
	struct match m;

	if (!check_find(c, rule->list, 0, &m)) {
		check_add(c, rule, rule->level, NULL, "It does not ask for feedback");
		return;
	}
	/* Two sentences beside each other are one question. */
	for (unsigned last = c->prose.words[m.first].sentence;
	     find_in_later_sentence(c, rule->list, &m); last = c->prose.words[m.first].sentence)
		if (c->prose.words[m.first].sentence > last + 1)
			add_match(c, rule, rule->level, &m);
}

void look_first(struct check *c, const struct check_rule *rule)
{
	struct match m;

	if (check_find(c, rule->list, 0, &m) &&
	    c->prose.words[m.first].sentence > c->prose.text_first + 1)
		check_add(c, rule, rule->level, c->prose.words[m.first].at, "%s", _(rule->what));
}

/* Where no other process is open, nobody else can have been told. */
void look_first_choice(struct check *c, const struct check_rule *rule)
{
	size_t others = json_array_size(json_object_get(c->context->reply, "others"));
	struct match m;

	if (c->context->reply && others == 0)
		return;
	for (size_t from = 0; check_find(c, rule->list, from, &m); from = m.end)
		add_match(c, rule, others > 0 ? LEVEL_SHOULD : rule->level, &m);
}

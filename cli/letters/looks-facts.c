/* SPDX-License-Identifier: MIT */

/* Rules that hold the letter against what the book knows. */

#include "cli/letters/looks.h"

#include <string.h>

#include "cli/facts.h"
#include "cli/letters/notes.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define STEM_MIN 4 /* words that begin alike for so many letters are taken for forms of one word */

#define OWN_WORDS_MIN 8

/* Of which list of common words; those tell nothing. */
#define COMMON "common"

static bool is_telling(const struct check *c, const struct prose *note, size_t word)
{
	return note->words[word].size >= 3 &&
	       !phrases_have_word(c->context->phrases, COMMON, prose_folded(note, word));
}

/* "parser" and "parsers", "review" and "reviewed"; short words must be equal. */
static bool is_same_word(const char *a, const char *b)
{
	size_t n = 0, shorter = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

	while (n < shorter && a[n] == b[n])
		n++;
	if (n == shorter && strlen(a) == strlen(b))
		return true;
	return n >= STEM_MIN && n + 2 >= shorter && strlen(a) + strlen(b) - 2 * n <= 6;
}

/* "SAP-Kurs" has the word SAP. */
static bool has_part(const char *word, const char *folded)
{
	cleanup_free char *copy = strchr(word, '-') ? text_copy(word) : NULL;
	char *rest = copy, *part;

	while ((part = strsep(&rest, "-")))
		if (is_same_word(folded, part))
			return true;
	return false;
}

static bool has_word(const struct check *c, const char *folded, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++) {
		const char *word = prose_folded(&c->prose, i);

		if (is_same_word(folded, word) || has_part(word, folded))
			return true;
	}
	return false;
}

/* True if at least half of what the note says stands between these words. */
static bool mentions_between(const struct check *c, const char *text, size_t begin, size_t end)
{
	cleanup_prose struct prose note = { 0 };
	size_t n = 0, found = 0;

	if (prose_read(text, c->context->phrases, &note) < 0)
		return true;
	for (size_t i = 0; i < note.n_words; i++) {
		if (!is_telling(c, &note, i))
			continue;
		n++;
		found += has_word(c, prose_folded(&note, i), begin, end);
	}
	return n == 0 || 2 * found >= n;
}

/* Anywhere behind the greeting, also in a postscript. */
static bool mentions(const struct check *c, const char *text)
{
	return mentions_between(c, text, check_text_begin(c), c->prose.n_words);
}

/* In a sentence that does not sound negative: naming a doubt is not answering it. */
static bool answers(const struct check *c, const char *text)
{
	struct match bad;

	for (size_t i = c->prose.text_first; i < c->prose.text_end; i++) {
		const struct sentence *s = &c->prose.sentences[i];

		if (mentions_between(c, text, s->first, s->end) &&
		    !phrases_find(c->context->phrases, "negative", &c->prose, s->first, s->end,
				  &bad))
			return true;
	}
	return false;
}

/* A complaint or a demand is no topic, however special. */
static bool is_in_complaint(const struct check *c, size_t word)
{
	static const char *const lists[] = { "blame", "demand", "negative", "impatience" };
	const struct sentence *s = &c->prose.sentences[c->prose.words[word].sentence];
	struct match m;

	for (size_t i = 0; i < ELEMENTS(lists); i++)
		if (phrases_find(c->context->phrases, lists[i], &c->prose, s->first, s->end, &m))
			return true;
	return false;
}

/*
 * How many different words of the letter could not stand in any other: a letter that says it in words of its own has many,
 * a form has none.
 */
static size_t count_own_words(const struct check *c)
{
	size_t n = 0;

	for (size_t i = check_text_begin(c); i < check_text_end(c); i++) {
		const char *word = prose_folded(&c->prose, i);

		if (strlen(word) >= 4 && !is_in_complaint(c, i) &&
		    !phrases_have_word(c->context->phrases, COMMON, word) &&
		    !phrases_have_word(c->context->phrases, "generic", word) &&
		    !has_word(c, word, check_text_begin(c), i))
			n++;
	}
	return n;
}

void look_topic(struct check *c, const struct check_rule *rule)
{
	struct match m;

	for (size_t i = 0; i < 16; i++) {
		cleanup_free char *note =
			c->context->reply ? note_for(c->context->reply, NULL, rule->list, i) : NULL;
		if (!note)
			break;
		if (mentions(c, note))
			return;
	}
	if (!check_find(c, rule->list, 0, &m) && count_own_words(c) < OWN_WORDS_MIN)
		check_add(c, rule, rule->level, NULL, "%s", _(rule->what));
}

/* In a panel, what is not meant for one of them may go into any of the letters. */
static char *note_of(const struct check *c, const char *kind)
{
	const json_t *to = c->context->to;

	if (!c->context->reply || json_array_size(json_object_get(c->context->reply, "to")) > 1)
		return NULL;
	return json_integer_value(json_object_get(to, "of")) > 1
		       ? NULL
		       : note_for(c->context->reply, to, kind, 0);
}

/* A note of that kind that this person's letter could mention, and does not. */
void look_note(struct check *c, const struct check_rule *rule)
{
	cleanup_free char *note = note_of(c, rule->list);

	if (note && !mentions(c, note))
		check_add(c, rule, rule->level, NULL, "You noted “%s”, but %s", note,
			  _(rule->what));
}

/* "little experience with Rust: I have begun a small project": either half will do. */
void look_concern(struct check *c, const struct check_rule *rule)
{
	cleanup_free char *note = note_of(c, rule->list);
	char *answer = note ? strstr(note, ": ") : NULL;

	if (!note || (answer && mentions(c, answer + 2)))
		return;
	if (answer)
		*answer = '\0';
	if (answers(c, note))
		return;
	check_add(c, rule, rule->level, NULL, "You noted “%s”, but %s", note, _(rule->what));
}

static bool is_word_end(const char *at)
{
	return !*at ||
	       !strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", *at);
}

/* The name as it stands in the book, as a word of its own. */
static const char *find_name(const char *text, const char *name)
{
	for (const char *at = text; (at = strstr(at, name)); at++)
		if ((at == text || is_word_end(at - 1)) && is_word_end(at + strlen(name)))
			return at;
	return NULL;
}

void look_other_company(struct check *c, const struct check_rule *rule)
{
	const char *own = fact_text(json_object_get(c->context->reply, "interview"), "company");
	json_t *other;
	size_t i;

	json_array_foreach(json_object_get(c->context->reply, "others"), i, other) {
		const char *name = json_string_value(other);
		const char *at = text_is_empty(name) ? NULL : find_name(c->prose.body, name);

		if (at && !strstr(own, name))
			check_add(c, rule, rule->level, at, "“%s” %s, but this goes to %s", name,
				  _(rule->what), own);
	}
}

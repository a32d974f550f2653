/* SPDX-License-Identifier: MIT */

/* Rules that hold the letter against what the book knows. */

#include "cli/letters/looks.h"

#include <string.h>

#include "cli/facts.h"
#include "cli/letters/notes.h"
#include "common/cleanup.h"
#include "common/text.h"

#define STEM_MIN 4 /* words that begin alike for so many letters are taken for forms of one word */

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

static bool has_word(const struct check *c, const char *folded)
{
	for (size_t i = check_text_begin(c); i < check_text_end(c); i++)
		if (is_same_word(folded, prose_folded(&c->prose, i)))
			return true;
	return false;
}

/* True if at least half of what the note says stands in the letter. */
static bool mentions(const struct check *c, const char *text)
{
	cleanup_prose struct prose note = { 0 };
	size_t n = 0, found = 0;

	if (prose_read(text, c->context->phrases, &note) < 0)
		return true;
	for (size_t i = 0; i < note.n_words; i++) {
		if (!is_telling(c, &note, i))
			continue;
		n++;
		found += has_word(c, prose_folded(&note, i));
	}
	return n == 0 || 2 * found >= n;
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
	if (!check_find(c, rule->list, 0, &m))
		check_add(c, rule, rule->level, NULL, "%s", rule->what);
}

/* A note of that kind that this person's letter could mention, and does not. */
void look_note(struct check *c, const struct check_rule *rule)
{
	cleanup_free char *note = NULL;

	if (!c->context->reply)
		return;
	note = note_for(c->context->reply, c->context->to, rule->list, 0);
	if (!note || mentions(c, note))
		return;
	/* "little experience with Rust: I have begun a small project": either half will do. */
	char *answer = strstr(note, ": ");
	if (answer && mentions(c, answer + 2))
		return;
	if (answer)
		*answer = '\0';
	if (answer && mentions(c, note))
		return;
	check_add(c, rule, rule->level, NULL, "You noted “%s”, but %s", note, rule->what);
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
				  rule->what, own);
	}
}

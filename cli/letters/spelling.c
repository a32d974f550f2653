/* SPDX-License-Identifier: MIT */

/* Spelling: words that no dictionary knows, names that are nearly right, and a word that stands there twice. */

#include "cli/letters/looks.h"

#include <string.h>
#include <wctype.h>

#include "cli/letters/speller.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

/* As a dictionary wants it: one kind of apostrophe. */
static char *plain_word(const struct word *w)
{
	cleanup_text struct text t = { 0 };

	for (size_t i = 0; i < w->size; i++) {
		bool quote = strncmp(w->at + i, "’", strlen("’")) == 0;

		text_add_bytes(&t, quote ? "'" : w->at + i, 1);
		i += quote ? strlen("’") - 1 : 0;
	}
	return text_take(&t);
}

/* Numbers, addresses, links, abbreviations in capitals: nothing to spell. */
static bool is_spelled(const char *word)
{
	const char *at = word;
	bool lower = false;

	for (uint32_t c; (c = safe_next(&at));) {
		if ((c < 0x80 && strchr("0123456789@/._+#:&", (int)c)) || c > 0x24f)
			return false;
		lower |= iswlower((wint_t)c) != 0;
	}
	return lower && strlen(word) > 1;
}

/* "Dana's" is Dana, and "e-mail-like" three words. */
static bool parts_are_known(struct speller *s, char *word)
{
	char *rest = word, *part;
	size_t size = strlen(word);

	if (size > 2 && text_equal(word + size - 2, "'s"))
		word[size - 2] = '\0';
	if (speller_knows(s, word))
		return true;
	if (!strchr(word, '-'))
		return false;
	while ((part = strsep(&rest, "-")))
		if (*part && !speller_knows(s, part))
			return false;
	return true;
}

static bool is_inside_sentence(const struct prose *p, size_t i)
{
	return p->sentences[p->words[i].sentence].first != i;
}

/* In most languages what has a capital inside a sentence is a name, which no dictionary knows. */
static bool looks_like_name(const struct check *c, size_t i)
{
	bool nouns = text_equal(language_word(c->context->language, "nouns"), "capital");

	return !nouns && prose_is_capital(&c->prose.words[i]) && is_inside_sentence(&c->prose, i);
}

static void add_unknown(struct check *c, const struct check_rule *rule, size_t i, const char *word)
{
	const char *at = c->prose.words[i].at;
	const char *name =
		prose_is_capital(&c->prose.words[i]) ? speller_near_name(c->speller, word) : NULL;
	cleanup_free char *near =
		name || looks_like_name(c, i) ? NULL : speller_suggest(c->speller, word);

	if (name)
		check_add(c, rule, LEVEL_MUST, at, "“%s” %s: %s?", word, _(rule->what), name);
	else if (near)
		check_add(c, rule, LEVEL_MUST, at, "“%s” %s: %s?", word, _(rule->what), near);
	else if (!looks_like_name(c, i))
		check_add(c, rule, LEVEL_SHOULD, at, "“%s” is in no dictionary", word);
}

/* Right without a dictionary, or told by another rule already. */
static bool is_listed(const struct check *c, const char *own, size_t i)
{
	const char *const lists[] = { own, "slang", "jargon", "blank", "thanks" };

	for (size_t k = 0; k < ELEMENTS(lists); k++)
		if (phrases_have_word(c->context->phrases, lists[k], prose_folded(&c->prose, i)))
			return true;
	return false;
}

static void look_at_word(struct check *c, const struct check_rule *rule, size_t i)
{
	cleanup_free char *word = plain_word(&c->prose.words[i]);
	cleanup_free char *copy = text_copy(word);

	if (!word || !copy || !c->speller || !is_spelled(word) || speller_knows(c->speller, word) ||
	    parts_are_known(c->speller, copy) || is_listed(c, rule->list, i))
		return;
	add_unknown(c, rule, i, word);
}

static void look_for_twice(struct check *c, const struct check_rule *rule, size_t i)
{
	const struct word *w = &c->prose.words[i], *next = w + 1;
	const char *folded = prose_folded(&c->prose, i);

	if (i + 1 >= check_text_end(c) || next->sentence != w->sentence ||
	    !text_equal(folded, prose_folded(&c->prose, i + 1)) ||
	    (size_t)(next->at - w->at) != w->size + strspn(w->at + w->size, " \n") ||
	    phrases_have_word(c->context->phrases, "twice", folded))
		return;
	check_add(c, rule, LEVEL_MUST, next->at, "“%.*s” stands there twice", (int)w->size, w->at);
}

void look_spelling(struct check *c, const struct check_rule *rule)
{
	for (size_t i = check_text_begin(c); i < check_text_end(c); i++) {
		look_at_word(c, rule, i);
		look_for_twice(c, rule, i);
	}
}

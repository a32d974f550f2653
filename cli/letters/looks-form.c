/* SPDX-License-Identifier: MIT */

/* Rules about the form of a letter: blanks, greeting, closing, length and marks. */

#include "cli/letters/looks.h"

#include <string.h>
#include <wctype.h>

#include "cli/facts.h"
#include "cli/letters/template.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define WORDS_MAX        200
#define WORDS_ROOM       20  /* "about" */
#define SHORT_CHARACTERS 300 /* what LinkedIn takes with an invitation */
#define PARAGRAPHS_MAX   6
#define QUESTIONS_MAX    2
#define EXCLAMATIONS_MAX 2

/* ---- Blanks ------------------------------------------------------------------------------------- */

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static bool has_letter(const char *at, size_t size)
{
	return strcspn(at, LETTERS) < size;
}

/* "[Name]", "{company}", "<date>": words in brackets, but no address and no aside such as [sic]. */
static size_t bracket_size(const char *at)
{
	static const char opening[] = "[{<", closing[] = "]}>";
	const char *kind = strchr(opening, *at);
	size_t size;

	if (!*at || !kind)
		return 0;
	size = strcspn(at + 1, "[]{}<>\n");
	if (at[size + 1] != closing[kind - opening] || size < 2 || size > 80)
		return 0;
	if (!has_letter(at + 1, size) || memchr(at + 1, '@', size) || memchr(at + 1, '/', size))
		return 0;
	if (text_starts(at + 1, "sic]") || text_starts(at + 1, "...]") ||
	    text_starts(at + 1, "http"))
		return 0;
	return size + 2;
}

static size_t blank_size(const char *at)
{
	size_t line = strspn(at, "_");

	if (text_starts(at, BLANK_OPEN)) {
		const char *end = strstr(at, BLANK_CLOSE);
		return end ? (size_t)(end - at) + strlen(BLANK_CLOSE) : strlen(BLANK_OPEN);
	}
	return line >= 3 ? line : bracket_size(at);
}

void look_blank(struct check *c, const struct check_rule *rule)
{
	const char *begin = c->prose.text, *at = begin;

	while (*at) {
		bool inside = at > begin && strchr(LETTERS, at[-1]);
		size_t size = inside && *at != '[' && *at != '{' ? 0 : blank_size(at);

		/* In the head, angle brackets hold addresses. */
		if (size == 0 || (at < c->prose.body && *at == '<')) {
			at++;
			continue;
		}
		cleanup_free char *words = text_format("%.*s", (int)size, at);
		check_add(c, rule, rule->level, at, "%s %s", words ? words : "", _(rule->what));
		at += size;
	}
	look_phrases(c, rule);
}

/* ---- Greeting and closing ----------------------------------------------------------------------- */

static const struct sentence *greeting_of(const struct prose *p)
{
	return p->n_sentences > 0 && p->sentences[0].part == PART_GREETING ? &p->sentences[0]
									   : NULL;
}

/* How near the word is to any part of the person's name: 0 the same, 1 perhaps misspelt, 2 another. */
static int name_distance(const char *name, const struct word *w)
{
	cleanup_free char *copy = text_copy(name);
	cleanup_free char *word = text_format("%.*s", (int)w->size, w->at);
	char *rest = copy;
	int best = 2;

	for (char *part; copy && word && (part = text_word(&rest));) {
		if (text_equal(part, word))
			return 0;
		if (strlen(part) > 2 && text_distance(part, word, 2) <= (strlen(part) > 4 ? 2 : 1))
			best = 1;
	}
	return best;
}

/* Says so if the greeting names somebody else than the letter is for. */
static void compare_name(struct check *c, const struct check_rule *rule, const struct sentence *s)
{
	const char *name = fact(c->context->to, "name");
	const struct word *near = NULL, *other = NULL;

	for (size_t i = s->first; name && i < s->end; i++) {
		const struct word *w = &c->prose.words[i];
		const char *folded = prose_folded(&c->prose, i);

		if (!prose_is_capital(w) ||
		    phrases_have_word(c->context->phrases, "greeting-words", folded))
			continue;
		int distance = name_distance(name, w);
		if (distance == 0)
			return;
		near = distance == 1 && !near ? w : near;
		other = other ? other : w;
	}
	other = near ? near : other;
	if (other)
		check_add(c, rule, LEVEL_MUST, other->at,
			  near ? N_("“%.*s” is misspelt: the letter is for %s")
			       : N_("“%.*s” is greeted, but the letter is for %s"),
			  (int)other->size, other->at, name);
}

void look_greeting(struct check *c, const struct check_rule *rule)
{
	const struct sentence *s = greeting_of(&c->prose);
	bool named = false;
	struct match m;

	for (size_t i = s ? s->first : 0; s && i < s->end; i++)
		named |= prose_is_capital(&c->prose.words[i]) &&
			 !phrases_have_word(c->context->phrases, "greeting-words",
					    prose_folded(&c->prose, i));
	/* A blank is told by its own rule. */
	bool blank = s && template_count_blanks(c->prose.body) > 0 &&
		     strchr("[", c->prose.words[s->end - 1].at[-1]);
	if (s && phrases_find(c->context->phrases, rule->list, &c->prose, s->first, s->end, &m))
		named = false;
	if (named)
		compare_name(c, rule, s);
	else if (!blank)
		check_add(c, rule, rule->level, NULL, "%s", _(rule->what));
}

void look_closing(struct check *c, const struct check_rule *rule)
{
	const struct prose *p = &c->prose;

	if (p->has_closing || p->n_words == 0)
		return;
	check_add(c, rule, rule->level, p->words[p->n_words - 1].at, "%s", _(rule->what));
}

void look_subject(struct check *c, const struct check_rule *rule)
{
	if (c->prose.has_head && text_is_empty(c->prose.subject))
		check_add(c, rule, rule->level, c->prose.text, "%s", _(rule->what));
}

/* ---- Counting ----------------------------------------------------------------------------------- */

static size_t count_characters(const char *text)
{
	size_t n = 0;

	while (safe_next(&text))
		n++;
	return n;
}

void look_length(struct check *c, const struct check_rule *rule)
{
	const struct prose *p = &c->prose;
	size_t characters = c->context->is_short ? count_characters(p->body) : 0;

	if (characters > SHORT_CHARACTERS)
		check_add(c, rule, rule->level, NULL,
			  "With %zu characters it %s; an invitation takes %d", characters,
			  _(rule->what), SHORT_CHARACTERS);
	else if (p->n_text_words > WORDS_MAX + WORDS_ROOM)
		check_add(c, rule, rule->level, NULL, "With %zu words it %s", p->n_text_words,
			  _(rule->what));
	else if (p->n_paragraphs > PARAGRAPHS_MAX)
		check_add(c, rule, rule->level, NULL, "With %u paragraphs it %s", p->n_paragraphs,
			  _(rule->what));
}

static void add_sentence(struct check *c, const struct check_rule *rule, const struct sentence *s)
{
	size_t end = s->end - s->first > 8 ? s->first + 8 : s->end;
	cleanup_free char *words = prose_excerpt(&c->prose, s->first, end);

	check_add(c, rule, rule->level, c->prose.words[s->first].at, "“%s%s” %s",
		  words ? words : "", end < s->end ? " …" : "", _(rule->what));
}

void look_questions(struct check *c, const struct check_rule *rule)
{
	unsigned n = 0;

	for (size_t i = c->prose.text_first; i < c->prose.text_end; i++)
		if (c->prose.sentences[i].mark == '?' && ++n == QUESTIONS_MAX + 1)
			add_sentence(c, rule, &c->prose.sentences[i]);
}

/* More than two in all, or two in a row. */
void look_exclamations(struct check *c, const struct check_rule *rule)
{
	unsigned n = 0;

	for (const char *at = c->prose.body; (at = strchr(at, '!')); at++) {
		bool row = at[1] == '!' || at[1] == '?' || (at > c->prose.body && at[-1] == '?');

		if (++n <= EXCLAMATIONS_MAX && !row)
			continue;
		check_add(c, rule, rule->level, at, "%s %s", row ? "!!" : "!", _(rule->what));
		return;
	}
}

static bool is_emoji(uint32_t c)
{
	return (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf) || c == 0x2b50;
}

/* ":-)" and its like, where no word goes on. */
static size_t smiley_size(const char *at)
{
	static const char *const smileys[] = { ":-)", ":)", ";-)", ";)", ":D",
					       ":-D", ":(", ":P",  "<3" };

	for (size_t i = 0; i < ELEMENTS(smileys); i++) {
		size_t size = strlen(smileys[i]);

		if (text_starts(at, smileys[i]) && (!at[size] || strchr(" \n.,!?)", at[size])))
			return size;
	}
	return 0;
}

void look_emoji(struct check *c, const struct check_rule *rule)
{
	for (const char *at = c->prose.body, *from; (from = at, safe_next(&at));) {
		const char *again = from;
		size_t size = is_emoji(safe_next(&again)) ? (size_t)(at - from) : smiley_size(from);

		if (size == 0)
			continue;
		check_add(c, rule, rule->level, from, "%.*s %s", (int)size, from, _(rule->what));
		return;
	}
}

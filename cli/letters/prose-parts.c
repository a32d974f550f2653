/* SPDX-License-Identifier: MIT */

/* Which sentences of a letter are its greeting, its text and its closing. */

#include <string.h>

#include "cli/letters/prose.h"

#define CLOSING_WORDS_MAX 6

/* "Hi Dana, thank you" on one line: the greeting ends at the comma. */
static void split_greeting(struct prose *p)
{
	struct sentence *s = &p->sentences[0];
	size_t end = s->first;

	while (end < s->end && end - s->first < 8) {
		const char *behind = p->words[end].at + p->words[end].size;

		end++;
		if (*behind == ',' || *behind == '\n')
			break;
	}
	if (end == s->end)
		return;
	memmove(s + 1, s, p->n_sentences * sizeof(*s));
	p->n_sentences++;
	for (size_t i = end; i < p->n_words; i++)
		p->words[i].sentence++;
	s[0].end = end;
	s[0].mark = 0;
	s[1].first = end;
}

static bool is_in(const struct prose *p, const struct phrases *lists, const char *list, size_t s)
{
	struct match m;

	return phrases_find(lists, list, p, p->sentences[s].first, p->sentences[s].end, &m) &&
	       m.first == p->sentences[s].first;
}

/* A short line of its own, perhaps with the names behind it. */
static bool stands_alone(const struct prose *p, const struct sentence *s)
{
	const struct word *first = &p->words[s->first];
	const char *end = first->at + strcspn(first->at, "\n");
	size_t n = 0;

	while (s->first + n < s->end && p->words[s->first + n].at < end)
		n++;
	const struct word *last = &p->words[s->first + n - 1];
	return first->column == 1 && n <= CLOSING_WORDS_MAX &&
	       strspn(last->at + last->size, " ,.!") == (size_t)(end - last->at) - last->size;
}

/* The last line that is a closing, and all behind it. "Thank you." is one too, but not when it is the whole text. */
static size_t find_closing(const struct prose *p, const struct phrases *lists)
{
	size_t first = p->text_first + (p->text_first + 1 == p->n_sentences);

	for (size_t i = p->n_sentences; i-- > first;)
		if (stands_alone(p, &p->sentences[i]) && is_in(p, lists, "closing", i))
			return i;
	return p->n_sentences;
}

/* A line of one to three names, such as "Dana," or "Max Winter". */
static bool is_names(const struct prose *p, size_t s)
{
	const struct sentence *one = &p->sentences[s];

	if (one->end - one->first > 3 || one->mark || p->words[one->first].column != 1)
		return false;
	for (size_t i = one->first; i < one->end; i++)
		if (!prose_is_capital(&p->words[i]))
			return false;
	return true;
}

static bool is_bare_greeting(const struct prose *p)
{
	const struct word *last = &p->words[p->sentences[0].end - 1];

	return p->n_sentences > 1 && is_names(p, 0) && last->at[last->size] == ',';
}

void prose_name_parts(struct prose *p, const struct phrases *lists)
{
	p->text_first = 0;
	p->text_end = p->n_sentences;
	if (p->n_sentences > 0 && (is_in(p, lists, "greeting", 0) || is_bare_greeting(p))) {
		split_greeting(p);
		p->sentences[0].part = PART_GREETING;
		p->text_first = 1;
	}
	p->text_end = find_closing(p, lists);
	p->has_closing = p->text_end < p->n_sentences;
	if (!p->has_closing && p->n_sentences > p->text_first + 1 &&
	    is_names(p, p->n_sentences - 1))
		p->text_end = p->n_sentences - 1;
	if (p->text_end < p->text_first)
		p->text_end = p->n_sentences;
	for (size_t i = p->text_first; i < p->n_sentences; i++)
		p->sentences[i].part = i < p->text_end ? PART_TEXT : PART_CLOSING;
	for (size_t i = p->text_first; i < p->text_end; i++) {
		bool new_one = i == p->text_first ||
			       p->sentences[i].paragraph != p->sentences[i - 1].paragraph;
		p->n_paragraphs += new_one;
		p->n_text_words += p->sentences[i].end - p->sentences[i].first;
	}
}

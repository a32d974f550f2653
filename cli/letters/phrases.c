/* SPDX-License-Identifier: MIT */
#include "cli/letters/phrases.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/letters/prose.h"
#include "common/cleanup.h"
#include "common/text.h"

/* ---- Reading ------------------------------------------------------------------------------------ */

static bool take_sign(struct phrase *p, char *word)
{
	if (text_equal(word, "-") && p->n_words == 0)
		return p->excuses = true;
	if (text_equal(word, "^") && p->n_words == 0)
		return p->starts = true;
	if (!text_equal(word, "?") && !text_equal(word, "!"))
		return false;
	p->mark = word[0];
	return true;
}

static int read_phrase(struct phrase *p, char *line)
{
	for (char *word; (word = text_word(&line));) {
		if (take_sign(p, word))
			continue;
		if (p->n_words == PHRASE_WORDS_MAX)
			return -EINVAL;
		p->words[p->n_words++] = word;
	}
	return p->n_words > 0 ? 0 : -EINVAL;
}

static const char *read_section(char *line)
{
	size_t size = strlen(line);

	if (size < 3 || line[size - 1] != ']')
		return NULL;
	line[size - 1] = '\0';
	return line + 1;
}

/* The name as the phrases of that list carry it, so that they can be told by the pointer alone; NULL: none does. */
static const char *list_named(const struct phrases *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (text_equal(p->items[i].list, name))
			return p->items[i].list;
	return NULL;
}

static int read_line(struct phrases *p, const char **list, char *line)
{
	line = text_trim(line);
	if (!*line || *line == '#')
		return 0;
	if (*line == '[') {
		const char *name = read_section(line);

		*list = name ? list_named(p, name) : NULL;
		*list = *list ? *list : name;
		return name ? 0 : -EINVAL;
	}
	if (!*list || p->n == PHRASES_MAX)
		return -EINVAL;
	p->items[p->n].list = *list;
	return read_phrase(&p->items[p->n++], line);
}

int phrases_read(const char *file, char *text, struct phrases *ret, struct complaints *complaints)
{
	cleanup_phrases struct phrases p = { .text = text };
	char *rest = text, *line;
	const char *list = NULL;

	p.items = calloc(PHRASES_MAX, sizeof(*p.items));
	if (!p.items)
		return -ENOMEM;
	for (unsigned number = 1; (line = strsep(&rest, "\n")); number++) {
		if (read_line(&p, &list, line) == 0)
			continue;
		complain(complaints, file, number,
			 "neither [a section] nor a phrase of at most %d words in one",
			 PHRASE_WORDS_MAX);
		return -EINVAL;
	}
	*ret = p;
	p = (struct phrases){ 0 };
	return 0;
}

void phrases_done(struct phrases *p)
{
	free(p->text);
	free(p->items);
	*p = (struct phrases){ 0 };
}

/* ---- Matching ----------------------------------------------------------------------------------- */

/* One of "can't|cannot|disappoint*". */
static bool word_fits(const char *pattern, const char *word)
{
	if (text_equal(pattern, "_"))
		return true;
	while (*pattern) {
		size_t size = strcspn(pattern, "|");
		bool open_end = size > 0 && pattern[size - 1] == '*';
		size_t fixed = size - open_end;

		if (strncmp(pattern, word, fixed) == 0 && (open_end || !word[fixed]))
			return true;
		pattern += size + (pattern[size] != 0);
	}
	return false;
}

/* How many words from `at` on the rest of the phrase takes; 0: it does not fit. */
static size_t fit_words(const struct phrase *p, size_t nth, const struct prose *prose, size_t at,
			size_t end, unsigned gap)
{
	size_t first = at;

	for (; nth < p->n_words; nth++, at++) {
		if (text_equal(p->words[nth], "~")) {
			for (unsigned skip = 0; skip <= gap; skip++) {
				size_t n = fit_words(p, nth + 1, prose, at + skip, end, gap);
				if (n > 0)
					return at + skip + n - first;
			}
			return 0;
		}
		if (at >= end || !word_fits(p->words[nth], prose_folded(prose, at)))
			return 0;
	}
	return at - first;
}

static bool fits_at(const struct phrase *p, const struct prose *prose, size_t at, size_t *ret_n)
{
	const struct sentence *s = &prose->sentences[prose->words[at].sentence];

	if ((p->starts && at != s->first) || (p->mark && p->mark != s->mark))
		return false;
	*ret_n = fit_words(p, 0, prose, at, s->end, PHRASE_GAP_MAX);
	return *ret_n > 0;
}

/* True if a phrase that is no fault shares words with the match. */
static bool is_excused(const struct phrases *p, const char *list, const struct prose *prose,
		       const struct match *m)
{
	size_t first = prose->sentences[prose->words[m->first].sentence].first, n;

	for (size_t i = 0; i < p->n; i++) {
		if (!p->items[i].excuses || p->items[i].list != list)
			continue;
		for (size_t at = first; at < m->end; at++)
			if (fits_at(&p->items[i], prose, at, &n) && at + n > m->first)
				return true;
	}
	return false;
}

bool phrases_find(const struct phrases *p, const char *list, const struct prose *prose, size_t from,
		  size_t end, struct match *ret)
{
	size_t n;

	list = list_named(p, list);
	for (size_t at = from; list && at < end; at++)
		for (size_t i = 0; i < p->n; i++) {
			if (p->items[i].excuses || p->items[i].list != list ||
			    !fits_at(&p->items[i], prose, at, &n))
				continue;
			const struct match m = { .first = at, .end = at + n };
			if (is_excused(p, list, prose, &m))
				continue;
			*ret = m;
			return true;
		}
	return false;
}

bool phrases_have_word(const struct phrases *p, const char *list, const char *folded)
{
	for (size_t i = 0; i < p->n; i++)
		if (text_equal(p->items[i].list, list) && p->items[i].n_words == 1 &&
		    word_fits(p->items[i].words[0], folded))
			return true;
	return false;
}

/* SPDX-License-Identifier: MIT */
#include "cli/letters/check.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

static bool make_room(struct check *c)
{
	size_t room = c->room ? c->room * 2 : 16;
	struct finding *bigger;

	if (c->n_findings < c->room)
		return true;
	bigger = reallocarray(c->findings, room, sizeof(*bigger));
	if (!bigger)
		return false;
	c->findings = bigger;
	c->room = room;
	return true;
}

void check_add(struct check *c, const struct check_rule *rule, enum level level, const char *at,
	       const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *text = text_format_args(_(format), args);
	va_end(args);
	if (!text || !make_room(c)) {
		c->failed = true;
		free(text);
		return;
	}
	struct finding *f = &c->findings[c->n_findings++];
	*f = (struct finding){ .rule = rule, .level = level, .text = text };
	prose_locate(&c->prose, at ? at : c->prose.body, &f->line, &f->column);
	f->line += c->first_line;
}

static size_t word_of_sentence(const struct prose *p, size_t sentence)
{
	return sentence < p->n_sentences ? p->sentences[sentence].first : p->n_words;
}

size_t check_text_begin(const struct check *c)
{
	return word_of_sentence(&c->prose, c->prose.text_first);
}

size_t check_text_end(const struct check *c)
{
	return word_of_sentence(&c->prose, c->prose.text_end);
}

bool check_find(const struct check *c, const char *list, size_t from, struct match *ret)
{
	size_t begin = check_text_begin(c);

	return phrases_find(c->context->phrases, list, &c->prose, from > begin ? from : begin,
			    check_text_end(c), ret);
}

static int by_place(const void *a, const void *b)
{
	const struct finding *left = a, *right = b;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	return left->rule < right->rule ? -1 : left->rule > right->rule;
}

int check_letter(struct check *c)
{
	for (const struct check_rule *rule = check_rules; rule->id; rule++)
		if ((rule->purposes & c->context->purpose) &&
		    (rule->short_too || !c->context->is_short))
			rule->look(c, rule);
	if (c->n_findings > 1)
		qsort(c->findings, c->n_findings, sizeof(*c->findings), by_place);
	return c->failed ? -ENOMEM : 0;
}

void check_done(struct check *c)
{
	for (size_t i = 0; i < c->n_findings; i++)
		free(c->findings[i].text);
	free(c->findings);
	prose_done(&c->prose);
	*c = (struct check){ 0 };
}

/* SPDX-License-Identifier: MIT */
#include "common/plural.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"

/* Read and worked out at once, from left to right: rules are short. */
struct reader {
	const char *at;
	uint64_t n;
	unsigned depth;
	bool wrong;
};

static uint64_t read_choice(struct reader *r);

/* Operators of two sides, those that bind weakest first; of one rank the longer spelling first. */
static const struct operation {
	const char *text;
	unsigned rank;
} operations[] = {
	{ "||", 0 }, { "&&", 1 }, { "==", 2 }, { "!=", 2 }, { "<=", 3 }, { ">=", 3 }, { "<", 3 },
	{ ">", 3 },  { "+", 4 },  { "-", 4 },  { "*", 5 },  { "/", 5 },  { "%", 5 },
};
#define RANKS 6

static void skip_blanks(struct reader *r)
{
	r->at += strspn(r->at, " \t");
}

static bool take(struct reader *r, const char *text)
{
	skip_blanks(r);
	if (strncmp(r->at, text, strlen(text)) != 0)
		return false;
	r->at += strlen(text);
	return true;
}

static uint64_t fail(struct reader *r)
{
	r->wrong = true;
	return 0;
}

static uint64_t read_number(struct reader *r)
{
	uint64_t value = 0;
	const char *begin = r->at;

	for (; *r->at >= '0' && *r->at <= '9' && r->at - begin < 9; r->at++)
		value = value * 10 + (uint64_t)(*r->at - '0');
	return r->at == begin ? fail(r) : value;
}

static uint64_t read_one(struct reader *r)
{
	uint64_t value;

	if (++r->depth > PLURAL_DEPTH_MAX)
		return fail(r);
	if (take(r, "(")) {
		value = read_choice(r);
		if (!take(r, ")"))
			r->wrong = true;
	} else if (take(r, "!")) {
		value = !read_one(r);
	} else {
		value = take(r, "n") ? r->n : read_number(r);
	}
	r->depth--;
	return value;
}

static uint64_t work_out(struct reader *r, const struct operation *o, uint64_t a, uint64_t b)
{
	switch (o->text[0]) {
	case '|':
		return a || b;
	case '&':
		return a && b;
	case '=':
		return a == b;
	case '!':
		return a != b;
	case '<':
		return o->text[1] ? a <= b : a < b;
	case '>':
		return o->text[1] ? a >= b : a > b;
	case '+':
		return a + b;
	case '-':
		return a - b;
	case '*':
		return a * b;
	case '/':
		return b ? a / b : fail(r);
	default:
		return b ? a % b : fail(r);
	}
}

static const struct operation *take_operator(struct reader *r, unsigned rank)
{
	for (size_t i = 0; i < ELEMENTS(operations); i++)
		if (operations[i].rank == rank && take(r, operations[i].text))
			return &operations[i];
	return NULL;
}

static uint64_t read_rank(struct reader *r, unsigned rank)
{
	uint64_t value = rank == RANKS ? read_one(r) : read_rank(r, rank + 1);
	const struct operation *o;

	while (!r->wrong && rank < RANKS && (o = take_operator(r, rank)))
		value = work_out(r, o, value, read_rank(r, rank + 1));
	return value;
}

/* a ? b : c, also with another choice for c. */
static uint64_t read_choice(struct reader *r)
{
	uint64_t value = read_rank(r, 0), yes, no;

	if (r->wrong || !take(r, "?"))
		return value;
	if (++r->depth > PLURAL_DEPTH_MAX)
		return fail(r);
	yes = read_choice(r);
	if (!take(r, ":"))
		return fail(r);
	no = read_choice(r);
	r->depth--;
	return value ? yes : no;
}

unsigned plural_form(const char *rule, size_t n)
{
	struct reader r = { .at = rule, .n = n };
	uint64_t form = read_choice(&r);

	return r.wrong || form >= PLURAL_FORMS_MAX ? 0 : (unsigned)form;
}

int64_t plural_forms(const char *line, const char **ret_rule)
{
	const char *forms = strstr(line, "nplurals="), *rule = strstr(line, "plural=");
	struct reader r = { .at = forms ? forms + strlen("nplurals=") : "" };
	uint64_t n = read_number(&r);

	if (r.wrong || n < 1 || n > PLURAL_FORMS_MAX || !rule)
		return -EINVAL;
	rule += strlen("plural=");
	r = (struct reader){ .at = rule };
	read_choice(&r);
	if (r.wrong || !take(&r, ";"))
		return -EINVAL;
	*ret_rule = rule;
	return (int64_t)n;
}

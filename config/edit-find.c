/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "config/edit-inside.h"

bool line_is_named(const struct edit *e, const struct line *l, enum line_kind kind,
		   const char *name)
{
	return l->kind == kind && name && strlen(name) == l->name_size &&
	       memcmp(e->text + l->name, name, l->name_size) == 0;
}

static void place_extend(const struct edit *e, const struct line *l, const char *key,
			 struct place *p)
{
	bool adjoins = l->start == p->end;

	if (l->kind == LINE_FACT || l->kind == LINE_OTHER || (l->kind == LINE_COMMENT && adjoins))
		p->end = p->after = l->next;
	else if (l->kind == LINE_BLANK && l->start == p->after)
		p->after = l->next;
	if (l->kind == LINE_FACT)
		p->last = *l;
	if (line_is_named(e, l, LINE_FACT, key))
		p->match = *l;
}

/* The line that begins at `start`, which is not behind the end; its number says only that there is one. */
static struct line line_at(const struct edit *e, size_t start)
{
	struct line l = { .number = 1, .next = start };

	line_next(e->text, e->size, &l);
	return l;
}

struct line line_above(const struct edit *e, size_t at)
{
	size_t bom = line_bom(e->text, e->size);
	const char *newline;

	if (at <= bom)
		return (struct line){ 0 };
	newline = memrchr(e->text + bom, '\n', at - bom - 1);
	return line_at(e, newline ? (size_t)(newline - e->text) + 1 : bom);
}

/*
 * The first header of that name; all zero if there is none. The name is looked for first, since a book is long, and taking each of its lines
 * apart costs as much as reading it.
 */
static struct line header_find(const struct edit *e, const char *section)
{
	size_t size = strlen(section), from = line_bom(e->text, e->size);
	const char *found;

	while (size > 0 && (found = memmem(e->text + from, e->size - from, section, size))) {
		const char *newline =
			memrchr(e->text + from, '\n', (size_t)(found - e->text) - from);
		struct line l = line_at(e, newline ? (size_t)(newline - e->text) + 1 : from);

		if (line_is_named(e, &l, LINE_SECTION, section))
			return l;
		from = l.next;
	}
	return (struct line){ 0 };
}

/* Where the comments right above a header begin. */
static size_t comments_top(const struct edit *e, const struct line *header)
{
	size_t top = header->start;
	struct line above;

	while ((above = line_above(e, top)).number > 0 && above.kind == LINE_COMMENT)
		top = above.start;
	return top;
}

int place_find(const struct edit *e, const char *section, const char *key, struct place *ret)
{
	struct place p = { .header = header_find(e, section) };
	struct line l = p.header;
	size_t comments = l.next; /* where those right above the line begin */

	if (p.header.number == 0)
		return -ENOENT;
	p.top = comments_top(e, &p.header);
	p.end = p.after = l.next;
	while (line_next(e->text, e->size, &l)) {
		if (l.kind == LINE_SECTION) {
			if (p.end == l.start)
				p.end = p.after = comments;
			break;
		}
		place_extend(e, &l, key, &p);
		if (l.kind != LINE_COMMENT)
			comments = l.next;
	}
	*ret = p;
	return 0;
}

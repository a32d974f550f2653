/* SPDX-License-Identifier: MIT */
#include "common/complaint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/limits.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/voice.h"

static void complaint_done(struct complaint *c)
{
	free(c->file);
	free(c->text);
}

/* A long row of hints must not hide the one error behind it: takes out the last hint. */
static bool make_room(struct complaints *c)
{
	for (size_t i = c->n; i-- > 0;) {
		if (!c->items[i].hint)
			continue;
		complaint_done(&c->items[i]);
		c->n--;
		memmove(&c->items[i], &c->items[i + 1], (c->n - i) * sizeof(c->items[0]));
		return true;
	}
	return false;
}

static void add(struct complaints *c, struct complaint *new)
{
	struct complaint *items;

	if (c->n == COMPLAINTS_MAX && (new->hint || !make_room(c)))
		goto lost;
	items = reallocarray(c->items, c->n + 1, sizeof(c->items[0]));
	if (!items) {
		shortage_note();
		goto lost;
	}
	c->items = items;
	c->items[c->n++] = *new;
	return;
lost:
	complaint_done(new);
}

bool complaints_are_full(const struct complaints *c)
{
	return c->n_errors >= COMPLAINTS_MAX;
}

/* The end says what would be right, so it is the middle that goes. */
static void shorten(char *text)
{
	static const char gap[] = " … ";
	const size_t gap_size = sizeof(gap) - 1;
	size_t size = strlen(text), head = COMPLAINT_SIZE_MAX / 2, tail;

	if (size <= COMPLAINT_SIZE_MAX)
		return;
	tail = size - COMPLAINT_SIZE_MAX / 2 + gap_size;
	/* Not within a letter: its bytes but the first are 10xxxxxx. */
	while (head > 0 && (text[head] & 0xc0) == 0x80)
		head--;
	while (tail < size && (text[tail] & 0xc0) == 0x80)
		tail++;
	memcpy(text + head, gap, gap_size);
	memmove(text + head + gap_size, text + tail, size - tail + 1);
}

static void __attribute__((format(printf, 5, 0)))
complain_with(struct complaints *c, bool hint, const char *file, unsigned line, const char *format,
	      va_list args)
{
	struct complaint new = { .file = text_copy(file), .line = line, .hint = hint };

	if (!hint)
		c->n_errors++;
	c->tongue = voice();
	new.text = text_format_args(_(format), args);
	if (!new.text || (file && !new.file)) {
		complaint_done(&new);
		return;
	}
	shorten(new.text);
	add(c, &new);
}

void complain(struct complaints *c, const char *file, unsigned line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain_with(c, false, file, line, format, args);
	va_end(args);
}

void complain_hint(struct complaints *c, const char *file, unsigned line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain_with(c, true, file, line, format, args);
	va_end(args);
}

void complaints_sort(struct complaints *c, size_t first)
{
	for (size_t i = first + 1; i < c->n; i++)
		for (size_t k = i; k > first && c->items[k].line < c->items[k - 1].line; k--) {
			struct complaint swapped = c->items[k];

			c->items[k] = c->items[k - 1];
			c->items[k - 1] = swapped;
		}
}

char *complaint_text(const struct complaint *c)
{
	if (!c->file)
		return text_copy(c->text);
	if (c->line == 0)
		return text_format("%s: %s", c->file, c->text);
	return text_format("%s:%u: %s", c->file, c->line, c->text);
}

void complaints_done(struct complaints *c)
{
	for (size_t i = 0; i < c->n; i++)
		complaint_done(&c->items[i]);
	free(c->items);
	*c = (struct complaints){ 0 };
}

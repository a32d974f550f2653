/* SPDX-License-Identifier: MIT */
#include "etiquette/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "common/shortage.h"

#define BLOCK_SMALL ((size_t)4 * 1024)
#define BLOCK_LARGE ((size_t)256 * 1024)

struct arena_block {
	struct arena_block *next;
	_Alignas(max_align_t) char data[];
};

/* A large plan fills one such block after the other: its pages are asked for at once, not by a fault for each. Best effort. */
static void populate(struct arena_block *block)
{
	const uintptr_t page = 4096;
	uintptr_t from = ((uintptr_t)block + page - 1) & ~(page - 1);

	madvise((void *)from, BLOCK_LARGE - page, MADV_POPULATE_WRITE);
}

/* Blocks grow, so that a small plan stays small and a large one needs few of them. */
static bool arena_grow(struct arena *a, size_t size)
{
	size_t room = a->room ? a->room * 2 : BLOCK_SMALL;
	struct arena_block *block;

	if (room > BLOCK_LARGE)
		room = BLOCK_LARGE;
	if (room < size)
		room = size;
	block = a->failed ? NULL : malloc(sizeof(*block) + room);
	if (!block) {
		shortage_note();
		a->failed = true;
		return false;
	}
	if (room == BLOCK_LARGE)
		populate(block);
	block->next = a->blocks;
	a->blocks = block;
	a->used = 0;
	a->room = room;
	return true;
}

static void *arena_take(struct arena *a, size_t size, size_t alignment)
{
	size_t at = (a->used + alignment - 1) / alignment * alignment;
	char *piece;

	if (!a->blocks || at > a->room || size > a->room - at) {
		if (!arena_grow(a, size))
			return NULL;
		at = 0;
	}
	piece = a->blocks->data + at;
	a->used = at + size;
	return piece;
}

void *arena_get(struct arena *a, size_t size)
{
	void *piece = arena_take(a, size, _Alignof(max_align_t));

	return piece ? memset(piece, 0, size) : NULL;
}

char *arena_copy(struct arena *a, const char *text)
{
	return text ? arena_join(a, text, NULL) : NULL;
}

char *arena_format(struct arena *a, const char *format, ...)
{
	size_t room = a->blocks ? a->room - a->used : 0;
	char *here = room ? a->blocks->data + a->used : NULL;
	va_list args;
	int size;

	/* Most texts fit into what is left of the block: then they are written once. */
	va_start(args, format);
	size = vsnprintf(here, room, format, args);
	va_end(args);
	if (size < 0) {
		a->failed = true;
		return NULL;
	}
	if ((size_t)size < room) {
		a->used += (size_t)size + 1;
		return here;
	}
	here = arena_take(a, (size_t)size + 1, 1);
	if (!here)
		return NULL;
	va_start(args, format);
	vsnprintf(here, (size_t)size + 1, format, args);
	va_end(args);
	return here;
}

char *arena_join(struct arena *a, ...)
{
	size_t size = 0;
	char *joined, *end;
	va_list parts;

	va_start(parts, a);
	for (const char *part; (part = va_arg(parts, const char *));)
		size += strlen(part);
	va_end(parts);
	joined = end = arena_take(a, size + 1, 1);
	if (!joined)
		return NULL;
	va_start(parts, a);
	for (const char *part; (part = va_arg(parts, const char *));)
		end = stpcpy(end, part);
	va_end(parts);
	*end = '\0';
	return joined;
}

void arena_done(struct arena *a)
{
	while (a->blocks) {
		struct arena_block *next = a->blocks->next;

		free(a->blocks);
		a->blocks = next;
	}
	*a = (struct arena){ 0 };
}

/* SPDX-License-Identifier: MIT */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "common/zone.h"

static char *copy(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	assert_non_null(text);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

char *input_line(struct input *in)
{
	const uint8_t *newline = in->size > 0 ? memchr(in->data, '\n', in->size) : NULL;
	size_t size = newline ? (size_t)(newline - in->data) : in->size;
	size_t taken = size + (newline != NULL);
	char *line = copy(in->data, size);

	if (in->size > 0)
		in->data += taken;
	in->size -= taken;
	return line;
}

char *input_rest(const struct input *in)
{
	return copy(in->data, in->size);
}

int64_t input_instant(const char *text)
{
	usec_t at = 1767225600 * USEC_PER_SEC; /* 2026-01-01 */

	if (rfc3339_parse(text, &at) == 0)
		return at;
	for (size_t i = 0; text[i] && i < 8; i++)
		at += (unsigned char)text[i] * (USEC_PER_HOUR * 4 + 7 * USEC_PER_MIN);
	return at;
}

size_t pieces_next(struct pieces *p, size_t left)
{
	size_t root, size;

	if (!*p->sizes)
		return left;
	if (!p->sizes[p->at])
		p->at = 0;
	root = p->sizes[p->at++] & 0x1f;
	size = root > 0 ? root * root : 1;
	return size < left ? size : left;
}

/* SPDX-License-Identifier: MIT */

/*
 * What undo rests on: two texts, the second behind a line `---`. If they could be books, the patch of one to the other makes the second
 * of the first, and back, line by line; but a patch of several pieces may be refused where one of them takes or brings a header above
 * facts. On any other text it is made or refused. A third text is a patch as the history may hold it.
 */

#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/message.h"
#include "common/text.h"
#include "config/line.h"
#include "daemon/patch.h"

/* The next of the texts; caller frees. */
static char *next_text(struct input *in, size_t *ret_size)
{
	static const char mark[] = "\n---\n";
	const uint8_t *end = in->size > 0 ? memmem(in->data, in->size, mark, strlen(mark)) : NULL;
	size_t size = end ? (size_t)(end - in->data) + 1 : in->size;
	char *text = input_rest(&(struct input){ in->data, size });

	*ret_size = size;
	size = end ? size + strlen(mark) - 1 : size;
	if (size > 0)
		in->data += size;
	in->size -= size;
	return text;
}

/* Line endings are not part of a line, nor is a \r that would be one if the last line had a newline. */
static size_t bare_size(const char *text, const struct line *l)
{
	size_t end = l->end;

	while (end > l->start && text[end - 1] == '\r')
		end--;
	return end - l->start;
}

static void assert_same_lines(const char *a, size_t a_size, const char *b, size_t b_size)
{
	struct line x = { 0 }, y = { 0 };

	while (line_next(a, a_size, &x)) {
		assert_true(line_next(b, b_size, &y));
		assert_int_equal(bare_size(a, &x), bare_size(b, &y));
		assert_memory_equal(a + x.start, b + y.start, bare_size(a, &x));
	}
	assert_false(line_next(b, b_size, &y));
}

/* No book: a section stands twice (what is above the first header is one without a name), it is not UTF-8, or there is a BOM within. */
static bool is_no_book(const char *text, size_t size)
{
	struct line l = { 0 }, other;

	if (!text_is_utf8(text, size) ||
	    (size > 1 && memmem(text + 1, size - 1, "\xef\xbb\xbf", strlen("\xef\xbb\xbf"))))
		return true;
	while (line_next(text, size, &l)) {
		if (l.kind == LINE_SECTION && l.name_size == 0)
			return true;
		for (other = l; l.kind == LINE_SECTION && line_next(text, size, &other);)
			if (other.kind == LINE_SECTION && other.name_size == l.name_size &&
			    memcmp(text + other.name, text + l.name, l.name_size) == 0)
				return true;
	}
	return false;
}

/* The same headers in the same order: no fact may come into another section. */
static bool have_same_sections(const char *a, size_t a_size, const char *b, size_t b_size)
{
	struct line x = { 0 }, y = { 0 };
	bool more_x, more_y;

	do {
		while ((more_x = line_next(a, a_size, &x)) && x.kind != LINE_SECTION)
			;
		while ((more_y = line_next(b, b_size, &y)) && y.kind != LINE_SECTION)
			;
		if (more_x != more_y ||
		    (more_x && (x.name_size != y.name_size ||
				memcmp(a + x.name, b + y.name, x.name_size) != 0)))
			return false;
	} while (more_x);
	return true;
}

static void apply(const json_t *patch, enum patch_way way, const char *from, size_t from_size,
		  const char *to, size_t to_size)
{
	cleanup_text struct text out = { 0 };
	int r = patch_apply(patch, way, from, from_size, &out);

	if (r == -ESTALE &&
	    (json_array_size(patch) > 1 || !have_same_sections(from, from_size, to, to_size)))
		return;
	assert_int_equal(r, 0);
	assert_same_lines(out.data ? out.data : "", out.size, to, to_size);
}

static void apply_elsewhere(const json_t *patch, const char *text, size_t size)
{
	cleanup_text struct text there = { 0 }, back = { 0 };
	int r = patch_apply(patch, PATCH_FORWARD, text, size, &there);

	assert_true(r == 0 || r == -ESTALE || r == -EBADMSG);
	if (r < 0)
		assert_int_equal(there.size, 0);
	r = patch_apply(patch, PATCH_BACK, text, size, &back);
	assert_true(r == 0 || r == -ESTALE || r == -EBADMSG);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	size_t before_size, after_size, rest_size;
	cleanup_free char *before = next_text(&in, &before_size);
	cleanup_free char *after = next_text(&in, &after_size);
	cleanup_free char *rest = next_text(&in, &rest_size);
	cleanup_json json_t *patch = NULL, *foreign = json_loadb(rest, rest_size, 0, NULL);
	int r = patch_make(before, before_size, after, after_size, &patch);

	if (foreign)
		apply_elsewhere(foreign, before, before_size);
	if (r < 0) {
		assert_int_equal(r, -EILSEQ);
		return 0;
	}
	apply_elsewhere(patch, rest, rest_size);
	if (is_no_book(before, before_size) || is_no_book(after, after_size))
		return 0;
	apply(patch, PATCH_FORWARD, before, before_size, after, after_size);
	apply(patch, PATCH_BACK, after, after_size, before, before_size);
	return 0;
}

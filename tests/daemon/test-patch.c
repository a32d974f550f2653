/* SPDX-License-Identifier: MIT */

/* Patches: there and back is where one was, and what was edited since is never touched. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/message.h"
#include "daemon/patch.h"

static json_t *make(const char *before, const char *after)
{
	json_t *patch = NULL;

	assert_int_equal(patch_make(before, strlen(before), after, strlen(after), &patch), 0);
	return patch;
}

/* What comes of the text; "stale" if the lines are not there. */
static char *apply(const json_t *patch, enum patch_way way, const char *text)
{
	cleanup_text struct text out = { 0 };
	int r = patch_apply(patch, way, text, strlen(text), &out);

	if (r == -ESTALE)
		return text_copy("stale");
	assert_int_equal(r, 0);
	return text_take(&out);
}

#define BASE "; mine\n[a]\nx = 1\ny = 2\n\n[b]\nx = 1\n"

/* A change, then another text in which the change is taken back, or made. */
static void on_other_texts(void **state)
{
	static const struct {
		enum patch_way way;
		const char *before, *after, *text, *result;
	} rows[] = {
		/* only in its section, though the same line stands elsewhere */
		{ PATCH_BACK, BASE, BASE "z = 3\n", "[a]\nz = 3\n[b]\nx = 1\nz = 3\n",
		  "[a]\nz = 3\n[b]\nx = 1\n" },
		{ PATCH_BACK, BASE, BASE "z = 3\n", "[a]\nz = 3\n[b]\nx = 1\n", "stale" },
		{ PATCH_BACK, BASE, BASE "z = 3\n", "[c]\nx = 1\nz = 3\n", "stale" },
		/* an edited line is not the line any more; one moved within its section is */
		{ PATCH_BACK, BASE, BASE "z = 3\n", BASE "z = 4\n", "stale" },
		{ PATCH_BACK, BASE, BASE "z = 3\n", "[b]\nz = 3\nw = 1\nx = 1\n",
		  "[b]\nw = 1\nx = 1\n" },
		/* of two equal lines the one between the known lines */
		{ PATCH_BACK, "[a]\nm = 1\nn = 1\n", "[a]\nm = 1\nz = 3\nn = 1\n",
		  "[a]\nz = 3\nq = 1\nm = 1\nz = 3\nn = 1\n", "[a]\nz = 3\nq = 1\nm = 1\nn = 1\n" },
		/* a line that was taken out goes back between its neighbours, else to the end of the facts */
		{ PATCH_BACK, BASE, "; mine\n[a]\ny = 2\n\n[b]\nx = 1\n",
		  "[a]\nw = 0\ny = 2\n\n[b]\n", "[a]\nw = 0\nx = 1\ny = 2\n\n[b]\n" },
		{ PATCH_BACK, BASE, "; mine\n[a]\nx = 1\n\n[b]\nx = 1\n",
		  "[a]\nq = 1\n; c\n\n[b]\n", "[a]\nq = 1\ny = 2\n; c\n\n[b]\n" },
		/* a section goes only with all that is in it */
		{ PATCH_BACK, BASE, BASE "\n[c]\nx = 1\n", BASE "\n[c]\nx = 1\n\n[d]\nx = 1\n",
		  BASE "\n[d]\nx = 1\n" },
		{ PATCH_BACK, BASE, BASE "\n[c]\nx = 1\n", BASE "\n[c]\nx = 1\nmore = 1\n",
		  "stale" },
		{ PATCH_BACK, BASE, BASE "\n[c]\nx = 1\n", BASE "\n[c]\nx = 1\n; a word\n",
		  BASE "; a word\n" },
		/* and comes back where it was, else at the end, never amid another */
		{ PATCH_BACK, BASE, "; mine\n[b]\nx = 1\n", "; mine\n[b]\nx = 9\n",
		  "; mine\n[a]\nx = 1\ny = 2\n\n[b]\nx = 9\n" },
		{ PATCH_BACK, BASE, "; mine\n[b]\nx = 1\n", "; other\n[e]\nx = 9\n",
		  "; other\n[e]\nx = 9\n\n[a]\nx = 1\ny = 2\n\n" },
		/* forward: what an editor made of an older text */
		{ PATCH_FORWARD, BASE, "; mine\n[a]\nx = 7\ny = 2\n\n[b]\nx = 1\n",
		  BASE "new = 1\n", "; mine\n[a]\nx = 7\ny = 2\n\n[b]\nx = 1\nnew = 1\n" },
		{ PATCH_FORWARD, BASE, "; mine\n[a]\nx = 7\ny = 2\n\n[b]\nx = 1\n",
		  "; mine\n[a]\nx = 8\ny = 2\n", "stale" },
		/* a section that is renamed takes its lines along */
		{ PATCH_FORWARD, BASE, "; mine\n[aa]\nx = 1\ny = 3\n\n[b]\nx = 1\n", BASE "z = 1\n",
		  "; mine\n[aa]\nx = 1\ny = 3\n\n[b]\nx = 1\nz = 1\n" },
		/* ends of lines are those of the text */
		{ PATCH_BACK, "[a]\nx = 1\n", "[a]\n", "[a]\r\ny = 2\r\n",
		  "[a]\r\nx = 1\r\ny = 2\r\n" },
		{ PATCH_BACK, "[a]\nx = 1\ny = 2", "[a]\nx = 1", "[a]\nx = 1",
		  "[a]\nx = 1\ny = 2" },
		{ PATCH_BACK, "[a]\nx = 1", "[a]\nx = 1\ny = 2", "[a]\nx = 1\ny = 2",
		  "[a]\nx = 1" },
		{ PATCH_BACK, "", "[a]\nx = 1\n", "[a]\nx = 1\n", "" },
		{ PATCH_FORWARD, "", "[a]\nx = 1\n", "", "[a]\nx = 1\n" },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_json json_t *patch = make(rows[i].before, rows[i].after);
		cleanup_free char *result = apply(patch, rows[i].way, rows[i].text);

		if (!text_equal(result, rows[i].result))
			fail_msg("row %zu: \"%s\" instead of \"%s\"", i, result, rows[i].result);
	}
}

static void only_what_differs_is_in_it(void **state)
{
	cleanup_json json_t *patch =
		make("[a]\np = 1\nq = 2\nr = 3\ns = 4\n", "[a]\np = 9\nq = 2\nr = 3\ns = 8\n");
	cleanup_json json_t *in = patch_lines(patch, PATCH_FORWARD),
			    *out = patch_lines(patch, PATCH_BACK);

	(void)state;
	assert_int_equal(json_array_size(patch), 2);
	assert_int_equal(json_array_size(in), 2);
	assert_int_equal(json_array_size(out), 2);
	assert_string_equal(json_string_value(json_array_get(in, 1)), "s = 8");
}

static void what_cannot_be_kept(void **state)
{
	json_t *patch = NULL;
	size_t size = PATCH_SIZE_MAX + 1;
	cleanup_free char *large = malloc(size);

	(void)state;
	assert_non_null(large);
	memset(large, 'x', size);
	assert_int_equal(patch_make("", 0, large, size, &patch), -E2BIG);
	assert_int_equal(patch_make("", 0, "\xff\n", 2, &patch), -EILSEQ);
	assert_null(patch);
}

/* Whatever stands in the file, it is refused and not believed. */
static void no_patch(void **state)
{
	static const char *const texts[] = {
		"{}",
		"[1]",
		"[{}]",
		"[{\"section\":\"\",\"old\":[1],\"new\":[]}]",
		"[{\"section\":\"\",\"old\":[],\"new\":[\"a\\n[b]\"]}]",
		"[{\"section\":1,\"old\":[],\"new\":[]}]",
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(texts); i++) {
		cleanup_json json_t *patch = json_loads(texts[i], 0, NULL);
		cleanup_text struct text out = { 0 };

		assert_non_null(patch);
		assert_int_equal(patch_apply(patch, PATCH_BACK, "x\n", 2, &out), -EBADMSG);
		assert_int_equal(out.size, 0);
	}
}

/* ---- By chance ------------------------------------------------------------------------------ */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

static void add_random_line(struct text *t, uint32_t *seed)
{
	static const char *const lines[] = { "[a]",   "[b]", "x = 1",  "x = 1",
					     "y = 2", "",    "; word", "z" };
	const char *line = lines[next_random(seed) % ELEMENTS(lines)];

	/* No section stands twice: the book would be a bad one. */
	if (line[0] != '[' || !t->data || !strstr(t->data, line))
		text_add(t, "%s\n", line);
}

static char *random_text(uint32_t *seed)
{
	cleanup_text struct text t = { 0 };

	for (uint32_t n = next_random(seed) % 12; n > 0; n--)
		add_random_line(&t, seed);
	return text_take(&t);
}

/* The same with some lines gone and some more. */
static char *random_edit(const char *text, uint32_t *seed)
{
	cleanup_text struct text t = { 0 };

	while (*text) {
		size_t size = strcspn(text, "\n") + 1;

		if (next_random(seed) % 4 == 0)
			add_random_line(&t, seed);
		if (next_random(seed) % 5 > 0 &&
		    (text[0] != '[' || !t.data || !memmem(t.data, t.size, text, 3)))
			text_add_bytes(&t, text, size);
		text += size;
	}
	return text_take(&t);
}

static void there_and_back(void **state)
{
	uint32_t seed = 20261124, n_refused = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		cleanup_free char *before = random_text(&seed), *after = random_edit(before, &seed);
		cleanup_json json_t *patch = make(before, after);
		cleanup_free char *there = apply(patch, PATCH_FORWARD, before),
				  *back = apply(patch, PATCH_BACK, after);

		/* Where facts would change their section it is refused; never are they mixed up. */
		if (!text_equal(there, "stale"))
			assert_string_equal(there, after);
		if (!text_equal(back, "stale"))
			assert_string_equal(back, before);
		n_refused += text_equal(there, "stale") + text_equal(back, "stale");
	}
	assert_in_range(n_refused, 1, 2 * 20000 / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_other_texts),      cmocka_unit_test(only_what_differs_is_in_it),
		cmocka_unit_test(what_cannot_be_kept), cmocka_unit_test(no_patch),
		cmocka_unit_test(there_and_back),
	};

	return cmocka_run_group_tests_name("patch", tests, NULL, NULL);
}

/* SPDX-License-Identifier: MIT */

/* Any text in a pop-up: what comes of it steers nothing, fits, is UTF-8, and is harmless as it is. */

#include "tests/fuzz/fuzz.h"

#include <glib.h>
#include <string.h>

#include "common/cleanup.h"
#include "popup/harmless.h"

static void assert_harmless(const char *text, size_t max)
{
	assert_true(g_utf8_validate(text, -1, NULL));
	assert_true((size_t)g_utf8_strlen(text, -1) <= max);
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		assert_true(c == '\n' || !g_unichar_iscntrl(c));
		assert_false(c >= 0x202A && c <= 0x202E); /* direction: overrides */
		assert_false(c >= 0x2066 && c <= 0x2069); /* and isolates */
	}
	assert_true(*text == '\0' || (*text != ' ' && text[strlen(text) - 1] != ' '));
	assert_null(strstr(text, "  "));
	assert_null(strstr(text, "\n\n\n"));
}

static void try_with(char *(*make)(const char *text, size_t max), const char *text, size_t max)
{
	g_autofree char *once = make(text, max), *twice = make(once, max);
	g_autofree char *markup = harmless_markup(once);

	assert_harmless(once, max);
	assert_string_equal(once, twice);
	assert_null(strpbrk(markup, "<>"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_free char *text = input_rest(&(struct input){ data, size });

	try_with(harmless_line, text, 40);
	try_with(harmless_block, text, 800);
	try_with(harmless_line, text, 1);
	if (!strchr(text, '\n'))
		return 0;
	g_autofree char *line = harmless_line(text, 800);
	assert_null(strchr(line, '\n'));
	return 0;
}

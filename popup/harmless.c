/* SPDX-License-Identifier: MIT */

#include <glib.h>
#include <stdbool.h>

#include "common/cleanup.h"
#include "popup/harmless.h"

/* More than any script needs: Hebrew with points and accents, or Tibetan stacks, stay whole. */
#define MARKS_MAX 6

#define ZERO_WIDTH_JOINER 0x200D

/* Format characters that change how the text around them reads. Plain direction marks may stay. */
static const struct range {
	gunichar first, last;
} steering[] = {
	{ 0x202A, 0x202E }, /* embeddings and overrides of direction */
	{ 0x2066, 0x2069 }, /* isolates: an unclosed one reaches beyond the name it came in */
	{ 0x206A, 0x206F }, /* deprecated switches */
	{ 0xFEFF, 0xFEFF }, /* byte order mark */
	{ 0xFFF9, 0xFFFB }, /* interlinear annotation */
};

static bool is_steering(gunichar c)
{
	for (size_t i = 0; i < ELEMENTS(steering); i++)
		if (c >= steering[i].first && c <= steering[i].last)
			return true;
	return false;
}

static bool is_line_end(gunichar c)
{
	return c == '\n' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* True if a cut right before `c` would tear it from the letter it belongs to. */
static bool clings_to_previous(gunichar c)
{
	return g_unichar_ismark(c) || c == ZERO_WIDTH_JOINER || (c >= 0x1F3FB && c <= 0x1F3FF);
}

/* The text so far, with what is between its last letter and the next one still undecided. */
struct writer {
	GString *out;
	size_t max_lines; /* line ends in a row that are kept */
	size_t blanks, lines, marks;
};

static void writer_add_gap(struct writer *w)
{
	if (w->out->len > 0 && w->lines > 0)
		for (size_t i = 0; i < MIN(w->lines, w->max_lines); i++)
			g_string_append_c(w->out, '\n');
	else if (w->out->len > 0 && w->blanks > 0)
		g_string_append_c(w->out, ' ');
	w->lines = w->blanks = 0;
}

static void writer_add(struct writer *w, gunichar c)
{
	if (is_line_end(c) && w->max_lines > 0) {
		w->lines++;
	} else if (is_line_end(c) || c == '\t' || g_unichar_isspace(c)) {
		w->blanks++;
	} else if (!g_unichar_iscntrl(c) && !is_steering(c)) {
		w->marks = g_unichar_ismark(c) ? w->marks + 1 : 0;
		if (w->marks > MARKS_MAX)
			return;
		writer_add_gap(w);
		g_string_append_unichar(w->out, c);
	}
}

/* Where to cut `text`, of more than `max` characters, so that "…" still fits. */
static const char *cut_place(const char *text, size_t max)
{
	const char *latest = g_utf8_offset_to_pointer(text, (glong)max - 1);

	for (const char *cut = latest; cut > text; cut = g_utf8_prev_char(cut)) {
		gunichar before = g_utf8_get_char(g_utf8_prev_char(cut));
		if (!clings_to_previous(g_utf8_get_char(cut)) && before != ZERO_WIDTH_JOINER)
			return cut;
	}
	return latest;
}

static void text_cap(GString *text, size_t max)
{
	if ((size_t)g_utf8_strlen(text->str, (gssize)text->len) <= max)
		return;
	g_string_truncate(text, (gsize)(cut_place(text->str, max) - text->str));
	while (text->len > 0 && g_ascii_isspace(text->str[text->len - 1]))
		g_string_truncate(text, text->len - 1);
	g_string_append(text, "…");
}

static char *harmless(const char *text, size_t max, size_t max_lines)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	struct writer w = { .out = g_string_new(NULL), .max_lines = max_lines };

	for (const char *at = valid; *at; at = g_utf8_next_char(at))
		writer_add(&w, g_utf8_get_char(at));
	text_cap(w.out, max);
	return g_string_free(w.out, FALSE);
}

char *harmless_line(const char *text, size_t max)
{
	return harmless(text, max, 0);
}

char *harmless_block(const char *text, size_t max)
{
	return harmless(text, max, 2);
}

char *harmless_markup(const char *text)
{
	GString *out = g_string_new(text);

	/* Only what the specification's markup needs: some servers do not know &apos; or &quot;. */
	g_string_replace(out, "&", "&amp;", 0);
	g_string_replace(out, "<", "&lt;", 0);
	g_string_replace(out, ">", "&gt;", 0);
	return g_string_free(out, FALSE);
}

/* SPDX-License-Identifier: MIT */
#include "cli/letters/template.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define NAME_MAX_SIZE 32

struct filler {
	const char *file, *at;
	unsigned line;
	unsigned depth;
	const struct template_facts *facts;
	struct complaints *complaints;
};

static int wrong(struct filler *f, const char *what)
{
	complain(f->complaints, f->file, f->line, "%s", _(what));
	return -EINVAL;
}

static char next(struct filler *f)
{
	f->line += *f->at == '\n';
	return *f->at++;
}

/* ---- Places ------------------------------------------------------------------------------------- */

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The first letter of `text` as a capital, then the rest. */
static void add_capital(struct text *out, const char *text)
{
	const char *rest = text;
	wint_t first = towupper((wint_t)safe_next(&rest));

	if (first < 0x80) {
		text_add(out, "%c%s", (int)first, rest);
		return;
	}
	if (first < 0x800)
		text_add(out, "%c%c%s", (int)(0xc0 | first >> 6), (int)(0x80 | (first & 0x3f)),
			 rest);
	else
		text_add(out, "%s", text); /* scripts without capitals, nearly always */
}

/* The words between the braces; at the closing one. */
static int take_words(struct filler *f, char *buffer, size_t size)
{
	size_t n = strcspn(f->at, "}\n");

	if (f->at[n] != '}')
		return wrong(f,
			     "a { without its } on the same line; write \\{ for the sign itself");
	if (n == 0 || n >= size)
		return wrong(f, "between { and } stands the name of a fact, such as {topic}");
	memcpy(buffer, f->at, n);
	buffer[n] = '\0';
	f->at += n + 1;
	return 0;
}

/* What is missing takes the part away that it stands in; outside of any it becomes a blank. */
static void add_fact(struct filler *f, struct text *out, char *name, bool *missing)
{
	bool silent = name[0] == '!', capital = is_upper(name[0]);

	name += silent;
	if (capital)
		name[0] = (char)(name[0] - 'A' + 'a');
	const char *value = f->facts->get(f->facts->user, name);
	if (!value && missing)
		*missing = true;
	else if (!value)
		text_add(out, BLANK_OPEN "%s" BLANK_CLOSE, name);
	else if (capital)
		add_capital(out, value);
	else if (!silent)
		text_add(out, "%s", value);
}

static int fill_place(struct filler *f, struct text *out, bool *missing)
{
	char words[256], name[sizeof(words)];
	int r;

	f->at++;
	r = take_words(f, words, sizeof(words));
	if (r < 0)
		return r;
	if (words[0] == '?') {
		text_add(out, BLANK_OPEN "%s" BLANK_CLOSE, words + 1);
		return 0;
	}
	memcpy(name, words, sizeof(name));
	if (is_upper(name[0]))
		name[0] = (char)(name[0] - 'A' + 'a');
	if (!f->facts->is_known(name + (name[0] == '!'))) {
		complain(f->complaints, f->file, f->line,
			 "there is no fact {%s}; followupd.letters(7) lists them", words);
		return -EINVAL;
	}
	add_fact(f, out, words, missing);
	return 0;
}

/* ---- Parts -------------------------------------------------------------------------------------- */

static int fill_run(struct filler *f, struct text *out, bool *missing);

/* [a|b|c]: the first whose facts are all there. */
static int fill_part(struct filler *f, struct text *out)
{
	bool chosen = false;

	if (++f->depth > TEMPLATE_DEPTH_MAX)
		return wrong(f, "too many parts inside each other");
	do {
		cleanup_text struct text part = { 0 };
		bool missing = false;

		f->at++;
		int r = fill_run(f, &part, &missing);
		if (r < 0)
			return r;
		if (!*f->at)
			return wrong(f, "a [ without its ]; write \\[ for the sign itself");
		if (!chosen && !missing)
			text_add(out, "%s", part.data ? part.data : "");
		chosen |= !missing;
		out->failed |= part.failed;
	} while (*f->at == '|');
	f->at++;
	f->depth--;
	return 0;
}

static void fill_escape(struct filler *f, struct text *out)
{
	f->at++;
	if (*f->at == '\n')
		text_add(out, "\v");
	else if (*f->at)
		text_add_bytes(out, f->at, 1);
	if (*f->at)
		next(f);
}

/* Up to the end, or to the | or ] of the part it stands in. `missing` is NULL outside of parts. */
static int fill_run(struct filler *f, struct text *out, bool *missing)
{
	int r = 0;

	while (*f->at && r == 0) {
		if (missing && (*f->at == '|' || *f->at == ']'))
			return 0;
		if (*f->at == '{') {
			r = fill_place(f, out, missing);
		} else if (*f->at == '[') {
			r = fill_part(f, out);
		} else if (*f->at == '\\') {
			fill_escape(f, out);
		} else {
			char c = next(f);
			text_add_bytes(out, &c, 1);
		}
	}
	return r;
}

/* ---- Paragraphs --------------------------------------------------------------------------------- */

/* A line without blanks at its ends and without two in a row. */
static void add_words(struct text *out, char *line)
{
	bool first = true;

	for (char *word; (word = text_word(&line)); first = false)
		text_add(out, "%s%s", first ? "" : " ", word);
}

static void add_paragraph_line(struct text *out, char *line, bool begins)
{
	bool keeps = begins || (out->size > 0 && out->data[out->size - 1] == '\n');
	char *forced;

	if (!keeps)
		text_add(out, text_starts(line, "- ") ? "\n" : " ");
	while ((forced = strchr(line, '\v'))) {
		*forced = '\0';
		add_words(out, line);
		text_add(out, "\n");
		line = forced + 1;
	}
	add_words(out, line);
}

/* Joins the lines of paragraphs and drops what has become empty. NULL: memory is out. */
static char *flow(char *text)
{
	cleanup_text struct text out = { 0 };
	bool between = false;
	char *rest = text, *line;

	while ((line = strsep(&rest, "\n"))) {
		if (!strchr(line, '\v') && text_is_empty(line)) {
			between = out.size > 0;
			continue;
		}
		if (between)
			text_add(&out, "\n\n");
		add_paragraph_line(&out, line, out.size == 0 || between);
		between = false;
	}
	while (out.size > 0 && out.data[out.size - 1] == '\n')
		out.data[--out.size] = '\0';
	return text_take(&out);
}

/* ---- Whole templates ---------------------------------------------------------------------------- */

/* Without comments; their lines vanish, but the numbers of the others must stay, so each leaves a '\r'. */
static char *without_comments(const char *text)
{
	cleanup_text struct text out = { 0 };

	while (*text) {
		size_t size = strcspn(text, "\n");

		if (*text == '#')
			text_add(&out, "\r");
		else
			text_add_bytes(&out, text, size);
		text_add(&out, "%s", text[size] ? "\n" : "");
		text += size + (text[size] != 0);
	}
	return text_take(&out);
}

/* Where comments were, no line is left. */
static void drop_marks(char *text)
{
	char *to = text;

	for (; *text; text++)
		if (text[0] == '\r' && text[1] == '\n')
			text++;
		else if (text[0] != '\r')
			*to++ = *text;
	*to = '\0';
}

static int fill(struct filler *f, const char *text, char **ret)
{
	cleanup_text struct text out = { 0 };
	int r;

	f->at = text;
	f->depth = 0;
	r = fill_run(f, &out, NULL);
	if (r < 0)
		return r;
	cleanup_free char *filled = text_take(&out);
	if (!filled)
		return -ENOMEM;
	drop_marks(filled);
	*ret = flow(filled);
	return *ret ? 0 : -ENOMEM;
}

/* Cuts the head off: *head is what stands behind "Subject:", or "". Returns where the letter begins. */
static char *split(char *text, char **head, unsigned *line)
{
	char *subject = text;

	*line = 1;
	while (*subject == '\r' || *subject == '\n')
		*line += *subject++ == '\n';
	*head = subject + strlen(subject);
	if (!text_starts_fold(subject, "Subject:"))
		return text;
	char *end = strstr(subject, "\n\n");
	*head = subject + strlen("Subject:");
	if (!end)
		return subject + strlen(subject);
	*end = '\0';
	return end + 2;
}

static unsigned count_lines(const char *text)
{
	unsigned n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

int template_fill(const char *file, const char *text, const struct template_facts *facts,
		  char **ret_subject, char **ret_body, struct complaints *complaints)
{
	cleanup_free char *copy = without_comments(text), *subject = NULL, *body = NULL;
	struct filler f = { .file = file, .facts = facts, .complaints = complaints };
	char *head;
	int r;

	if (!copy)
		return -ENOMEM;
	char *letter = split(copy, &head, &f.line);
	unsigned behind = *head ? f.line + count_lines(head) + 2 : 1;
	r = fill(&f, head, &subject);
	if (r < 0)
		return r;
	f.line = behind;
	r = fill(&f, letter, &body);
	if (r < 0)
		return r;
	*ret_subject = template_line(subject);
	if (!*ret_subject)
		return -ENOMEM;
	*ret_body = TAKE_PTR(body);
	return 0;
}

/* ---- Blanks ------------------------------------------------------------------------------------- */

static const char *find_blank(const char *text, size_t *ret_size)
{
	const char *open = strstr(text, BLANK_OPEN);
	const char *close_at = open ? strstr(open, BLANK_CLOSE) : NULL;

	if (!close_at)
		return NULL;
	*ret_size = (size_t)(close_at - open) - strlen(BLANK_OPEN);
	return open + strlen(BLANK_OPEN);
}

size_t template_count_blanks(const char *text)
{
	size_t n = 0, size;

	for (const char *at = text; (at = find_blank(at, &size)); at += size)
		n++;
	return n;
}

char *template_blank(const char *text, size_t nth)
{
	size_t size;
	const char *at = find_blank(text, &size);

	while (at && nth-- > 0)
		at = find_blank(at + size, &size);
	return at ? text_format("%.*s", (int)size, at) : NULL;
}

char *template_line(const char *text)
{
	cleanup_text struct text out = { 0 };
	bool blank = false;

	for (const char *at = text, *from; (from = at, safe_next(&at));) {
		const char *again = from;
		uint32_t c = safe_next(&again);

		if (c <= ' ' || c == 0x7f || c == 0x85 || c == 0xa0 || c == 0x2028 || c == 0x2029) {
			blank = out.size > 0;
			continue;
		}
		if (!safe_code_point(c))
			continue;
		if (blank)
			text_add(&out, " ");
		blank = false;
		text_add_bytes(&out, from, (size_t)(at - from));
	}
	return text_take(&out);
}

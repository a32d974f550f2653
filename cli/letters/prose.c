/* SPDX-License-Identifier: MIT */
#include "cli/letters/prose.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "cli/letters/template.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"

/* Behind these a full stop ends no sentence. */
static const char *const abbreviations[] = {
	"dr",  "mr",  "mrs", "ms", "prof", "e.g", "i.e", "etc",
	"z.b", "bzw", "ca",  "nr", "st",   "vs",  "d.h", "u.a"
};

struct reader {
	struct prose *p;
	const struct phrases *lists;
	struct text folds;
	const char *at;
	unsigned line, column;
	bool open; /* a sentence has begun */
	unsigned paragraph;
};

/* ---- Words -------------------------------------------------------------------------------------- */

static uint32_t peek(const char *at)
{
	return safe_next(&at);
}

static bool is_letter(uint32_t c)
{
	return iswalnum((wint_t)c) != 0;
}

/* Signs that belong to a word when a letter stands behind them: don't, e-mail, node.js, a@b, 14:00. */
static bool joins(const char *at)
{
	uint32_t c = safe_next(&at);

	return (c < 0x80 ? c != 0 && strchr("'-_@&+#./:", (int)c) != NULL
			 : c == 0x2019 || c == 0x2011) &&
	       is_letter(peek(at));
}

static void add_utf8(struct text *t, uint32_t c)
{
	if (c < 0x80)
		text_add(t, "%c", (int)c);
	else if (c < 0x800)
		text_add(t, "%c%c", (int)(0xc0 | c >> 6), (int)(0x80 | (c & 0x3f)));
	else if (c < 0x10000)
		text_add(t, "%c%c%c", (int)(0xe0 | c >> 12), (int)(0x80 | (c >> 6 & 0x3f)),
			 (int)(0x80 | (c & 0x3f)));
	else
		text_add(t, "%c%c%c%c", (int)(0xf0 | c >> 18), (int)(0x80 | (c >> 12 & 0x3f)),
			 (int)(0x80 | (c >> 6 & 0x3f)), (int)(0x80 | (c & 0x3f)));
}

/* Lower case, with one kind of apostrophe. */
static void fold(struct text *t, const char *at, size_t size)
{
	const char *end = at + size;

	while (at < end) {
		uint32_t c = safe_next(&at);

		add_utf8(t, c == 0x2019 ? '\'' : (uint32_t)towlower((wint_t)c));
	}
	text_add_bytes(t, "", 1);
}

static void step(struct reader *r)
{
	uint32_t c = safe_next(&r->at);

	r->column++;
	if (c == '\n') {
		r->line++;
		r->column = 1;
	}
}

static void open_sentence(struct reader *r)
{
	if (r->open)
		return;
	r->p->sentences[r->p->n_sentences++] =
		(struct sentence){ .first = r->p->n_words, .paragraph = r->paragraph };
	r->open = true;
}

static void close_sentence(struct reader *r, char mark)
{
	if (!r->open)
		return;
	r->p->sentences[r->p->n_sentences - 1].end = r->p->n_words;
	r->p->sentences[r->p->n_sentences - 1].mark = mark;
	r->open = false;
}

static void take_word(struct reader *r)
{
	open_sentence(r);
	struct word *w = &r->p->words[r->p->n_words++];

	*w = (struct word){ .at = r->at,
			    .line = r->line,
			    .column = r->column,
			    .folded = r->folds.size,
			    .sentence = (unsigned)(r->p->n_sentences - 1) };
	while (is_letter(peek(r->at)) || joins(r->at))
		step(r);
	w->size = (size_t)(r->at - w->at);
	fold(&r->folds, w->at, w->size);
}

/* ---- Sentences ---------------------------------------------------------------------------------- */

static bool is_digits(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == 0;
}

/* "Dr. Roe", "24. November", "J. Smith" go on. */
static bool is_abbreviated(const struct reader *r)
{
	const char *last = r->folds.data + r->p->words[r->p->n_words - 1].folded;

	if (strlen(last) == 1 || (is_digits(last) && strlen(last) <= 2))
		return true;
	for (size_t i = 0; i < ELEMENTS(abbreviations); i++)
		if (text_equal(abbreviations[i], last))
			return true;
	return false;
}

/* A mark that ends a sentence: the last of "?!" counts, '!' before all. */
static void take_mark(struct reader *r)
{
	char mark = *r->at;

	while (*r->at && strchr(".?!", *r->at)) {
		if (*r->at == '!' || (*r->at == '?' && mark == '.'))
			mark = *r->at;
		step(r);
	}
	bool ends = mark != '.' || !r->open || r->at[0] == '\n' || r->at[0] == '\0' ||
		    !is_abbreviated(r);
	if (ends)
		close_sentence(r, mark);
}

static bool at_bullet(const char *at)
{
	at += strspn(at, " \t");
	return (*at == '-' || *at == '*') && at[1] == ' ';
}

/* A paragraph, a bullet and the line of the greeting end what was open. */
static void take_line_end(struct reader *r)
{
	bool greeting = r->p->n_sentences <= 1;
	const char *next = r->at + 1 + strspn(r->at + 1, " \t");

	if (*next == '\n' || *next == '\0' || greeting || at_bullet(r->at + 1)) {
		close_sentence(r, 0);
		r->paragraph += *next == '\n';
	}
	step(r);
}

static void skip_quote(struct reader *r)
{
	while (*r->at && *r->at != '\n')
		step(r);
}

static void take_all(struct reader *r)
{
	while (*r->at) {
		uint32_t c = peek(r->at);

		if (c == '>' && r->column == 1)
			skip_quote(r);
		else if (is_letter(c))
			take_word(r);
		else if (c == '\n')
			take_line_end(r);
		else if (c < 0x80 && strchr(".?!", (int)c))
			take_mark(r);
		else
			step(r);
	}
	close_sentence(r, 0);
}

/* ---- Head --------------------------------------------------------------------------------------- */

static size_t header_size(const char *text)
{
	size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

	return n > 0 && text[n] == ':' && (text[n + 1] == ' ' || text[n + 1] == '\n') ? n : 0;
}

/* Only a text that begins with the headers of a mail has any. */
static bool begins_with_head(const char *text)
{
	static const char *const names[] = { "To:", "Subject:", "From:", "Date:",
					     "An:", "Betreff:", "Cc:",   "X-Unsent:" };

	for (size_t i = 0; i < ELEMENTS(names); i++)
		if (text_starts_fold(text, names[i]))
			return true;
	return false;
}

static int take_head(struct reader *r)
{
	struct prose *p = r->p;

	while (*r->at == '\n')
		step(r);
	p->has_head = begins_with_head(r->at);
	while (p->has_head && header_size(r->at) > 0) {
		size_t name = header_size(r->at) + 1, size = strcspn(r->at, "\n");
		cleanup_free char *value = text_format("%.*s", (int)(size - name), r->at + name);
		cleanup_free char *clean = value ? template_line(value) : NULL;
		bool subject =
			text_starts_fold(r->at, "Subject:") || text_starts_fold(r->at, "Betreff:");

		if (!clean)
			return -ENOMEM;
		if (subject && !p->subject)
			p->subject = TAKE_PTR(clean);
		else if ((text_starts_fold(r->at, "To:") || text_starts_fold(r->at, "An:")) &&
			 !p->to)
			p->to = TAKE_PTR(clean);
		skip_quote(r);
		if (*r->at)
			step(r);
	}
	while (*r->at == '\n')
		step(r);
	p->body = r->at;
	p->body_line = r->line;
	return 0;
}

/* ---- All of it ---------------------------------------------------------------------------------- */

int prose_read(const char *text, const struct phrases *lists, struct prose *ret)
{
	cleanup_prose struct prose p = { .text = text_copy(text) };
	struct reader r = { .p = &p, .lists = lists, .at = p.text, .line = 1, .column = 1 };
	size_t room = strlen(text) + 3;

	p.words = calloc(room, sizeof(*p.words));
	p.sentences = calloc(room, sizeof(*p.sentences));
	if (!p.text || !p.words || !p.sentences || take_head(&r) < 0)
		return -ENOMEM;
	take_all(&r);
	p.n_lines = r.line;
	p.folds = text_take(&r.folds);
	if (!p.folds)
		return -ENOMEM;
	prose_name_parts(&p, lists);
	*ret = p;
	p = (struct prose){ 0 };
	return 0;
}

void prose_done(struct prose *p)
{
	free(p->text);
	free(p->subject);
	free(p->to);
	free(p->folds);
	free(p->words);
	free(p->sentences);
	*p = (struct prose){ 0 };
}

const char *prose_folded(const struct prose *p, size_t word)
{
	return p->folds + p->words[word].folded;
}

bool prose_is_capital(const struct word *w)
{
	return iswupper((wint_t)peek(w->at)) != 0;
}

void prose_locate(const struct prose *p, const char *at, unsigned *ret_line, unsigned *ret_column)
{
	unsigned line = 1, column = 1;

	for (const char *c = p->text; c < at;) {
		column++;
		if (safe_next(&c) == '\n') {
			line++;
			column = 1;
		}
	}
	*ret_line = line;
	*ret_column = column;
}

char *prose_excerpt(const struct prose *p, size_t first, size_t end)
{
	const char *from = p->words[first].at;
	const char *to = p->words[end - 1].at + p->words[end - 1].size;
	cleanup_free char *raw = text_format("%.*s", (int)(to - from), from);

	return raw ? template_line(raw) : NULL;
}

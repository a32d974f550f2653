/* SPDX-License-Identifier: MIT */
#include "cli/safe.h"

#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"

#define REPLACEMENT 0xfffd

/* Controls, and the invisible marks that reorder what is read. */
static const struct {
	uint32_t first, last;
} harmful[] = {
	{ 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x061c, 0x061c }, { 0x200e, 0x200f },
	{ 0x2028, 0x202e }, { 0x2066, 0x206f }, { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb },
};

/* How the first byte of a sequence tells its length. */
static const struct {
	unsigned char mask, lead;
	uint32_t smallest; /* what a shorter sequence could say is not UTF-8 */
} sequences[] = {
	{ 0x80, 0x00, 0 },
	{ 0xe0, 0xc0, 0x80 },
	{ 0xf0, 0xe0, 0x800 },
	{ 0xf8, 0xf0, 0x10000 },
};

enum purpose { FOR_LINE, FOR_TEXT, FOR_JSON };

bool safe_code_point(uint32_t c)
{
	for (size_t i = 0; i < ELEMENTS(harmful); i++)
		if (c >= harmful[i].first && c <= harmful[i].last)
			return false;
	return true;
}

uint32_t safe_next(const char **text)
{
	const unsigned char *p = (const unsigned char *)*text;
	size_t n = 0;

	if (*p == 0)
		return 0;
	while (n < ELEMENTS(sequences) && (*p & sequences[n].mask) != sequences[n].lead)
		n++;
	*text += 1;
	if (n == ELEMENTS(sequences))
		return REPLACEMENT;
	uint32_t c = *p & (unsigned char)~sequences[n].mask;
	for (size_t i = 1; i <= n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return REPLACEMENT;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < sequences[n].smallest || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return REPLACEMENT;
	*text += n;
	return c;
}

static void add_harmless(struct text *t, uint32_t c, enum purpose purpose)
{
	bool is_space = c == '\n' || c == '\t';

	if (is_space && purpose == FOR_LINE)
		text_add(t, " ");
	else if (is_space)
		text_add(t, "%c", (char)c);
	else if (c < 0x100 && purpose != FOR_JSON)
		text_add(t, "\\x%02x", c);
	else
		text_add(t, "\\u%04x", c);
}

static char *make_safe(const char *text, enum purpose purpose)
{
	cleanup_text struct text safe = { 0 };
	uint32_t c;

	for (const char *begin = text; (c = safe_next(&text)) != 0; begin = text)
		if (!safe_code_point(c))
			add_harmless(&safe, c, purpose);
		else if (c == REPLACEMENT)
			text_add(&safe, "\xef\xbf\xbd");
		else
			text_add_bytes(&safe, begin, (size_t)(text - begin));
	return text_take(&safe);
}

char *safe_line(const char *text)
{
	return make_safe(text, FOR_LINE);
}

char *safe_text(const char *text)
{
	return make_safe(text, FOR_TEXT);
}

char *safe_json(const char *json)
{
	return make_safe(json, FOR_JSON);
}

char *safe_shell_word(const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-_./:=@%+,";

	if (word[0] && strspn(word, plain) == strlen(word))
		return text_copy(word);
	cleanup_text struct text quoted = { 0 };
	text_add(&quoted, "'");
	for (; *word; word++)
		if (*word == '\'')
			text_add(&quoted, "'\\''");
		else
			text_add_bytes(&quoted, word, 1);
	text_add(&quoted, "'");
	return text_take(&quoted);
}

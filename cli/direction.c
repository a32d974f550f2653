/* SPDX-License-Identifier: MIT */
#include "cli/direction.h"

#include <string.h>
#include <wctype.h>

#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"

#define MARK "\xe2\x80\x8e" /* U+200E LEFT-TO-RIGHT MARK: a letter of no width */

/* The blocks of Unicode whose letters are R or AL by its UAX #9. */
static const struct {
	uint32_t first, last;
} from_right_to_left[] = {
	{ 0x0590, 0x08ff },   { 0xfb1d, 0xfdff },   { 0xfe70, 0xfefe },
	{ 0x10800, 0x10fff }, { 0x1e800, 0x1efff },
};

static bool is_turned(uint32_t c)
{
	for (size_t i = 0; i < ELEMENTS(from_right_to_left); i++)
		if (c >= from_right_to_left[i].first && c <= from_right_to_left[i].last)
			return true;
	return false;
}

bool direction_turns(const char *text)
{
	uint32_t c;

	while ((c = safe_next(&text)) != 0)
		if (is_turned(c))
			return true;
	return false;
}

bool direction_is_turned(const char *text)
{
	const char *rest = text;
	uint32_t c;

	while ((c = safe_next(&rest)) != 0 && (is_turned(c) || !iswalpha((wint_t)c)))
		if (is_turned(c) || (c >= '0' && c <= '9'))
			return true;
	return c != 0 && direction_turns(rest);
}

char *direction_apart(char *text)
{
	cleanup_free char *given = text;
	cleanup_text struct text marked = { 0 };

	if (!given)
		return NULL;
	text_add(&marked, MARK);
	for (const char *line = given; *line;) {
		size_t size = strcspn(line, "\n") + 1;

		if (line[size - 1] == '\0')
			size--;
		text_add_bytes(&marked, line, size);
		line += size;
		if (line[-1] == '\n')
			text_add(&marked, MARK);
	}
	return text_take(&marked);
}

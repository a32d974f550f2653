/* SPDX-License-Identifier: MIT */
#include "cli/letters/say.h"

#include <stdarg.h>
#include <stdio.h>

#include "cli/output.h"
#include "common/cleanup.h"
#include "common/text.h"

int letters_fail(int code, const char *format, ...)
{
	cleanup_free char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	va_end(args);
	output_complain(text ? text : "Not enough memory");
	return code;
}

void letters_note(const char *format, ...)
{
	cleanup_free char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	va_end(args);
	if (text)
		output_note(text);
}

void letters_complain(const struct complaints *c)
{
	for (size_t i = 0; i < c->n; i++) {
		cleanup_free char *text = complaint_text(&c->items[i]);

		if (text)
			output_complain(text);
	}
}

/* SPDX-License-Identifier: MIT */
#include "cli/letters/say.h"

#include <stdarg.h>

#include "cli/output.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

int letters_fail(const struct request *q, enum exit_code code, const char *format, ...)
{
	cleanup_free char *text = NULL;
	va_list args;

	va_start(args, format);
	text = text_format_args(_(format), args);
	va_end(args);
	return failure_of_letter(q, code, text ? text : _("Not enough memory"));
}

int letters_complain(const struct request *q, const struct complaints *c)
{
	cleanup_text struct text all = { 0 };

	for (size_t i = 0; i < c->n; i++) {
		cleanup_free char *one = complaint_text(&c->items[i]);

		text_add(&all, "%s%s", i > 0 ? "\n" : "", one ? one : "");
	}
	return failure_of_letter(q, CODE_FAILED, all.data ? all.data : _("Not enough memory"));
}

void letters_note(const char *format, ...)
{
	cleanup_free char *text = NULL;
	va_list args;

	va_start(args, format);
	text = text_format_args(_(format), args);
	va_end(args);
	if (text)
		output_note(text);
}

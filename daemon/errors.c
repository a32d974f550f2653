/* SPDX-License-Identifier: MIT */
#include "daemon/errors.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/voice.h"

/* One row an error a change can end with, so that the name lives as long as the program. */
static const char *const names[] = {
	CONTROL ".NotFound", CONTROL ".Ambiguous",  CONTROL ".BadInput",
	CONTROL ".BadBook",  CONTROL ".Refused",    CONTROL ".Pushy",
	CONTROL ".Unclear",  CONTROL ".NotWritten", "org.varlink.service.InvalidParameter",
};

int change_refuse(struct change *c, const char *name, json_t *parameters)
{
	json_decref(c->error_parameters);
	c->error_parameters = parameters;
	c->error = CONTROL ".Refused";
	for (size_t i = 0; i < ELEMENTS(names); i++) {
		const char *dot = strrchr(names[i], '.');

		if (text_equal(dot + 1, name))
			c->error = names[i];
	}
	return 0;
}

__attribute__((format(printf, 4, 0))) static int refuse_with(struct change *c, const char *name,
							     const char *parameter,
							     const char *format, va_list args)
{
	char *text = text_format_args(_(format), args);
	json_t *parameters;

	if (!text)
		return -ENOMEM;
	parameters = json_pack("{s:s}", "text", text);
	if (parameter)
		json_object_set_new(parameters, "parameter", json_string(parameter));
	free(text);
	return change_refuse(c, name, parameters);
}

int change_refuse_input(struct change *c, const char *parameter, const char *format, ...)
{
	va_list args;
	int r;

	va_start(args, format);
	r = refuse_with(c, "BadInput", parameter, format, args);
	va_end(args);
	return r;
}

int change_refuse_text(struct change *c, const char *name, const char *format, ...)
{
	va_list args;
	int r;

	va_start(args, format);
	r = refuse_with(c, name, NULL, format, args);
	va_end(args);
	return r;
}

void change_refuse_bad_book(struct change *c, const char *file, unsigned line, const char *text)
{
	change_refuse(c, "BadBook",
		      json_pack("{s:s, s:i, s:s}", "file", file, "line", (int)line, "text", text));
}

void change_refuse_unwritten(struct change *c, const char *path, int r, const char *why)
{
	if (why)
		change_refuse_text(c, "NotWritten", "%s could not be written: %s", path, _(why));
	else if (r == -EAGAIN)
		change_refuse_text(
			c, "NotWritten",
			"%s is being written by another program all the time; close it and try again",
			path);
	else
		change_refuse_text(
			c, "NotWritten",
			"%s could not be written: %s. Nothing was changed; mend that and try again",
			path, strerror(-r));
}

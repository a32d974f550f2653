/* SPDX-License-Identifier: MIT */

#include <errno.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/message.h"
#include "common/shortage.h"

/* The parser would go down 2048 levels; this looks before it builds anything. */
static bool nests_too_deep(const char *text, size_t size)
{
	unsigned depth = 0;
	bool in_string = false;

	for (size_t i = 0; i < size; i++) {
		char c = text[i];
		if (in_string && c == '\\')
			i++;
		else if (c == '"')
			in_string = !in_string;
		else if (!in_string && (c == '{' || c == '[') && ++depth > MESSAGE_DEPTH_MAX)
			return true;
		else if (!in_string && (c == '}' || c == ']') && depth > 0)
			depth--;
	}
	return false;
}

static int message_parse(const char *text, size_t size, json_t **ret)
{
	size_t before = shortages();
	json_error_t error;

	if (nests_too_deep(text, size))
		return -EBADMSG;
	json_t *message = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
	if (shortages() != before) { /* strings may be cut, and it says nothing of it */
		json_decref(message);
		return -ENOMEM;
	}
	if (!message)
		return json_error_code(&error) == json_error_out_of_memory ? -ENOMEM : -EBADMSG;
	if (!json_is_object(message)) {
		json_decref(message);
		return -EBADMSG;
	}
	*ret = message;
	return 0;
}

/* Makes `parameters` an object that is there: some peers leave it out, some send null. */
static int message_parameters(json_t *message, json_t **ret)
{
	json_t *parameters = json_object_get(message, "parameters");

	if (!parameters || json_is_null(parameters)) {
		parameters = json_object();
		if (json_object_set_new(message, "parameters", parameters) < 0)
			return -ENOMEM;
	}
	if (!json_is_object(parameters))
		return -EBADMSG;
	*ret = parameters;
	return 0;
}

/* 0 and *ret; absent is false. */
static int message_flag(const json_t *message, const char *name, bool *ret)
{
	const json_t *flag = json_object_get(message, name);

	if (flag && !json_is_boolean(flag))
		return -EBADMSG;
	*ret = json_is_true(flag);
	return 0;
}

int call_parse(const char *text, size_t size, struct call *ret)
{
	cleanup_call struct call c = { 0 };
	int r = message_parse(text, size, &c.message);
	if (r < 0)
		return r;
	c.method = json_string_value(json_object_get(c.message, "method"));
	if (!c.method || message_flag(c.message, "more", &c.more) < 0 ||
	    message_flag(c.message, "oneway", &c.oneway) < 0 ||
	    message_flag(c.message, "upgrade", &c.upgrade) < 0)
		return -EBADMSG;
	r = message_parameters(c.message, &c.parameters);
	if (r < 0)
		return r;
	*ret = c;
	c.message = NULL;
	return 0;
}

void call_done(struct call *c)
{
	json_decref(c->message);
	*c = (struct call){ 0 };
}

int reply_parse(const char *text, size_t size, struct reply *ret)
{
	cleanup_reply struct reply reply = { 0 };
	int r = message_parse(text, size, &reply.message);
	if (r < 0)
		return r;
	const json_t *error = json_object_get(reply.message, "error");
	reply.error = json_string_value(error);
	if ((error && !reply.error) || json_object_get(reply.message, "method") ||
	    message_flag(reply.message, "continues", &reply.continues) < 0)
		return -EBADMSG;
	r = message_parameters(reply.message, &reply.parameters);
	if (r < 0)
		return r;
	*ret = reply;
	reply.message = NULL;
	return 0;
}

void reply_done(struct reply *r)
{
	json_decref(r->message);
	*r = (struct reply){ 0 };
}

static json_t *string_unless_null(const char *text)
{
	return text ? json_string(text) : NULL;
}

/* One text of a message from its head (`method` or `error`, or neither), parameters and flags. */
static char *message_text(const char *head, const char *value, json_t *parameters,
			  const char *const flags[], size_t n_flags)
{
	size_t before = shortages();
	cleanup_json json_t *owned = parameters ? parameters : json_object();
	cleanup_json json_t *message = json_object();
	cleanup_free char *text = NULL;

	if (!owned || !message ||
	    (head && json_object_set_new(message, head, string_unless_null(value)) < 0) ||
	    json_object_set(message, "parameters", owned) < 0)
		return NULL;
	for (size_t i = 0; i < n_flags; i++)
		if (flags[i] && json_object_set_new(message, flags[i], json_true()) < 0)
			return NULL;
	text = json_dumps(message, JSON_COMPACT);
	/* It may lack keys then, and be no JSON at all. */
	return shortages() == before ? TAKE_PTR(text) : NULL;
}

char *call_text(const char *method, json_t *parameters, bool more, bool oneway)
{
	const char *flags[] = { more ? "more" : NULL, oneway ? "oneway" : NULL };

	return message_text("method", method, parameters, flags, ELEMENTS(flags));
}

char *reply_text(json_t *parameters, bool continues)
{
	const char *flags[] = { continues ? "continues" : NULL };

	return message_text(NULL, NULL, parameters, flags, ELEMENTS(flags));
}

char *error_text(const char *error, json_t *parameters)
{
	return message_text("error", error, parameters, NULL, 0);
}

/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <glib.h>
#include <string.h>

#include "popup/harmless.h"
#include "popup/request.h"

void request_done(struct request *r)
{
	g_free(r->tag);
	g_free(r->summary);
	g_free(r->body);
	g_free(r->command);
	for (size_t i = 0; i < r->n_actions; i++) {
		g_free(r->actions[i].key);
		g_free(r->actions[i].label);
	}
	g_free(r->replaces.bus);
	g_free(r->replaces.server);
	*r = (struct request){ 0 };
}

void request_move(struct request *to, struct request *from)
{
	request_done(to);
	*to = *from;
	*from = (struct request){ 0 };
}

static bool has_action(const struct request *r, const char *key)
{
	for (size_t i = 0; i < r->n_actions; i++)
		if (strcmp(r->actions[i].key, key) == 0)
			return true;
	return false;
}

static const char *add_action(struct request *r, json_t *action)
{
	const char *key, *label;

	if (json_unpack(action, "{s:s, s:s}", "key", &key, "label", &label) < 0)
		return "an action needs key and label";
	if (r->n_actions == POPUP_ACTIONS_MAX)
		return "too many actions";
	if (key[0] == 0 || strlen(key) > POPUP_KEY_MAX || has_action(r, key))
		return "an action's key is empty, too long or there twice";
	g_autofree char *words = harmless_line(label, POPUP_LABEL_MAX);
	if (words[0] == 0)
		return "an action's label is empty";
	r->actions[r->n_actions++] =
		(struct request_action){ .key = g_strdup(key), .label = g_steal_pointer(&words) };
	return NULL;
}

static const char *add_actions(struct request *r, json_t *actions)
{
	size_t i;
	json_t *action;
	const char *why = NULL;

	if (actions && !json_is_array(actions))
		return "actions is no array";
	json_array_foreach(actions, i, action) {
		why = add_action(r, action);
		if (why)
			break;
	}
	return why;
}

static const char *add_replaces(struct request *r, json_t *replaces)
{
	const char *bus, *server;
	json_int_t id;

	if (!replaces || json_is_null(replaces))
		return NULL;
	if (json_unpack(replaces, "{s:s, s:s, s:I}", "bus", &bus, "server", &server, "id", &id) <
		    0 ||
	    id < 1 || id > UINT32_MAX)
		return "replaces needs bus, server and id";
	r->replaces = (struct replaced){ .bus = g_strdup(bus),
					 .server = g_strdup(server),
					 .id = (uint32_t)id };
	return NULL;
}

/* Everything that is wrong is noticed before anything is shown. NULL: all is well. */
static const char *request_fill(struct request *r, json_t *parameters)
{
	const char *tag, *summary, *body = "", *command = "", *why;
	int critical = 0;
	json_t *actions = NULL, *replaces = NULL;

	if (json_unpack(parameters, "{s:s, s:s, s?s, s?s, s?b, s?o, s?o}", "tag", &tag, "summary",
			&summary, "body", &body, "command", &command, "critical", &critical,
			"actions", &actions, "replaces", &replaces) < 0)
		return "a field is missing or of the wrong type";
	if (tag[0] == 0 || strlen(tag) > POPUP_TAG_MAX)
		return "the tag is empty or too long";
	r->tag = g_strdup(tag);
	r->summary = harmless_line(summary, POPUP_SUMMARY_MAX);
	r->body = harmless_block(body, POPUP_BODY_MAX);
	r->command = harmless_line(command, POPUP_COMMAND_MAX);
	r->critical = critical;
	if (r->summary[0] == 0)
		return "the summary is empty";
	why = add_actions(r, actions);
	return why ? why : add_replaces(r, replaces);
}

/* A tag and the place where the pop-up stood. */
static const char *leftover_fill(struct request *r, json_t *parameters)
{
	const char *tag, *why;
	json_t *replaces = NULL;

	if (json_unpack(parameters, "{s:s, s:o}", "tag", &tag, "replaces", &replaces) < 0)
		return "a field is missing or of the wrong type";
	why = add_replaces(r, replaces);
	r->tag = g_strdup(tag);
	return why ? why : r->replaces.id == 0 ? "it says no place" : NULL;
}

static int parse_by(const char *(*fill)(struct request *r, json_t *parameters), json_t *parameters,
		    struct request *ret, const char **ret_why)
{
	struct request r = { 0 };
	const char *why = fill(&r, parameters);

	if (why) {
		request_done(&r);
		*ret_why = why;
		return -EBADMSG;
	}
	*ret = r;
	return 0;
}

int request_parse(json_t *parameters, struct request *ret, const char **ret_why)
{
	return parse_by(request_fill, parameters, ret, ret_why);
}

int request_parse_leftover(json_t *parameters, struct request *ret, const char **ret_why)
{
	return parse_by(leftover_fill, parameters, ret, ret_why);
}

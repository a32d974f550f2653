/* SPDX-License-Identifier: MIT */

/*
 * What the daemon asks the pop-up helper for, as parameters of Show: what the helper takes is within its limits and harmless, and asked
 * for again it is the same.
 */

#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/message.h"
#include "common/popup-protocol.h"
#include "popup/harmless.h"
#include "popup/request.h"

static void assert_harmless(const char *text, size_t max, bool lines)
{
	assert_true(g_utf8_validate(text, -1, NULL));
	assert_true((size_t)g_utf8_strlen(text, -1) <= max);
	for (const char *c = text; *c; c++)
		assert_true((unsigned char)*c >= ' ' || (lines && *c == '\n'));
}

static json_t *to_json(const struct request *r)
{
	json_t *actions = json_array(), *replaces = json_null();

	for (size_t i = 0; i < r->n_actions; i++)
		json_array_append_new(actions, json_pack("{s:s, s:s}", "key", r->actions[i].key,
							 "label", r->actions[i].label));
	if (r->replaces.id > 0)
		replaces = json_pack("{s:s, s:s, s:I}", "bus", r->replaces.bus, "server",
				     r->replaces.server, "id", (json_int_t)r->replaces.id);
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:b, s:o}", "tag", r->tag, "summary",
			 r->summary, "body", r->body, "command", r->command, "actions", actions,
			 "critical", (int)r->critical, "replaces", replaces);
}

static void assert_same(const struct request *a, const struct request *b)
{
	cleanup_json json_t *x = to_json(a), *y = to_json(b);

	assert_non_null(x);
	assert_true(json_equal(x, y));
}

static void try_show(json_t *parameters)
{
	struct request r = { 0 }, again = { 0 };
	cleanup_json json_t *written = NULL;
	const char *why = NULL;

	if (request_parse(parameters, &r, &why) < 0) {
		assert_non_null(why);
		return;
	}
	assert_true(*r.tag && *r.summary && r.n_actions <= POPUP_ACTIONS_MAX);
	assert_harmless(r.summary, POPUP_SUMMARY_MAX, false);
	assert_harmless(r.body, POPUP_BODY_MAX, true);
	assert_harmless(r.command, POPUP_COMMAND_MAX, false);
	for (size_t i = 0; i < r.n_actions; i++)
		assert_harmless(r.actions[i].label, POPUP_LABEL_MAX, false);
	written = to_json(&r);
	assert_int_equal(request_parse(written, &again, &why), 0);
	assert_same(&r, &again);
	request_done(&again);
	request_done(&r);
}

static void try_close(json_t *parameters)
{
	struct request r = { 0 };
	const char *why = NULL;

	if (request_parse_leftover(parameters, &r, &why) < 0) {
		assert_non_null(why);
		return;
	}
	assert_true(r.replaces.id > 0 && r.replaces.bus && r.replaces.server);
	request_done(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_json json_t *parameters =
		json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL);

	if (parameters) {
		try_show(parameters);
		try_close(parameters);
	}
	return 0;
}

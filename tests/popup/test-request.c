/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "common/cleanup.h"
#include "common/message.h"
#include "popup/request.h"

static json_t *json(const char *text)
{
	json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

	if (!value)
		fail_msg("the test's own JSON is wrong: %s", text);
	return value;
}

static int parse(const char *text, struct request *ret)
{
	cleanup_json json_t *parameters = json(text);
	const char *why = NULL;
	int r = request_parse(parameters, ret, &why);

	assert_true((r < 0) == (why != NULL));
	return r;
}

static void a_whole_request(void **state)
{
	(void)state;
	struct request r = { 0 };

	assert_int_equal(
		parse("{\"tag\":\"acme-onsite/thank-you\",\"summary\":\"Thank Dana Li\",\"body\":\"By 13:45.\","
		      "\"command\":\"followupctl sent acme\",\"critical\":true,\"unknown\":1,"
		      "\"actions\":[{\"key\":\"default\",\"label\":\"Open\"},{\"key\":\"sent\",\"label\":\"Sent\"}],"
		      "\"replaces\":{\"bus\":\"0123\",\"server\":\":1.7\",\"id\":4294967295}}",
		      &r),
		0);
	assert_string_equal(r.tag, "acme-onsite/thank-you");
	assert_string_equal(r.summary, "Thank Dana Li");
	assert_string_equal(r.body, "By 13:45.");
	assert_string_equal(r.command, "followupctl sent acme");
	assert_true(r.critical);
	assert_int_equal(r.n_actions, 2);
	assert_string_equal(r.actions[0].key, "default");
	assert_string_equal(r.actions[1].label, "Sent");
	assert_string_equal(r.replaces.bus, "0123");
	assert_string_equal(r.replaces.server, ":1.7");
	assert_true(r.replaces.id == 4294967295u);
	request_done(&r);
	assert_null(r.tag);
}

static void only_tag_and_summary_are_needed(void **state)
{
	(void)state;
	struct request r = { 0 };

	assert_int_equal(parse("{\"tag\":\"t\",\"summary\":\"s\",\"replaces\":null}", &r), 0);
	assert_string_equal(r.body, "");
	assert_string_equal(r.command, "");
	assert_false(r.critical);
	assert_int_equal(r.n_actions, 0);
	assert_null(r.replaces.bus);
	request_done(&r);
}

static void texts_are_made_harmless(void **state)
{
	(void)state;
	struct request r = { 0 };

	assert_int_equal(
		parse("{\"tag\":\"t\",\"summary\":\"a\\nb\\u202e\",\"body\":\"x\\u0007\\ny\","
		      "\"command\":\"c\\nd\",\"actions\":[{\"key\":\"k\",\"label\":\"\\tL\\n\"}]}",
		      &r),
		0);
	assert_string_equal(r.summary, "a b");
	assert_string_equal(r.body, "x\ny");
	assert_string_equal(r.command, "c d");
	assert_string_equal(r.actions[0].label, "L");
	request_done(&r);
}

static void malformed_requests_are_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"{}",
		"{\"tag\":\"t\"}",
		"{\"summary\":\"s\"}",
		"{\"tag\":1,\"summary\":\"s\"}",
		"{\"tag\":\"\",\"summary\":\"s\"}",
		"{\"tag\":\"t\",\"summary\":\" \\n\"}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"body\":null}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"critical\":1}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"actions\":{}}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"actions\":null}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"actions\":[\"a\"]}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"actions\":[{\"key\":\"k\"}]}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"actions\":[{\"key\":\"\",\"label\":\"l\"}]}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"actions\":[{\"key\":\"k\",\"label\":\" \"}]}",
		("{\"tag\":\"t\",\"summary\":\"s\",\"actions\":[{\"key\":\"k\",\"label\":\"l\"},"
		 "{\"key\":\"k\",\"label\":\"m\"}]}"),
		"{\"tag\":\"t\",\"summary\":\"s\",\"replaces\":{}}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"replaces\":{\"bus\":\"b\",\"server\":\":1\",\"id\":0}}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"replaces\":{\"bus\":\"b\",\"server\":\":1\",\"id\":-1}}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"replaces\":{\"bus\":\"b\",\"server\":\":1\",\"id\":4294967296}}",
		"{\"tag\":\"t\",\"summary\":\"s\",\"replaces\":{\"bus\":\"b\",\"server\":\":1\",\"id\":1.5}}",
	};

	for (size_t i = 0; i < ELEMENTS(texts); i++) {
		struct request r = { .n_actions = 77 };
		if (parse(texts[i], &r) != -EBADMSG || r.n_actions != 77)
			fail_msg("taken: %s", texts[i]);
	}
}

static void tags_keys_and_actions_are_capped(void **state)
{
	(void)state;
	g_autofree char *longest = g_strnfill(POPUP_TAG_MAX, 't');
	g_autofree char *key = g_strnfill(POPUP_KEY_MAX + 1, 'k');
	g_autofree char *good = g_strdup_printf("{\"tag\":\"%s\",\"summary\":\"s\"}", longest);
	g_autofree char *tag = g_strdup_printf("{\"tag\":\"%st\",\"summary\":\"s\"}", longest);
	g_autofree char *keys = g_strdup_printf(
		"{\"tag\":\"t\",\"summary\":\"s\",\"actions\":[{\"key\":\"%s\",\"label\":\"l\"}]}",
		key);
	g_autoptr(GString) many = g_string_new("{\"tag\":\"t\",\"summary\":\"s\",\"actions\":[");
	struct request r = { 0 };

	for (size_t i = 0; i <= POPUP_ACTIONS_MAX; i++)
		g_string_append_printf(many, "%s{\"key\":\"k%zu\",\"label\":\"l\"}", i ? "," : "",
				       i);
	g_string_append(many, "]}");
	assert_int_equal(parse(good, &r), 0);
	request_done(&r);
	assert_int_equal(parse(tag, &r), -EBADMSG);
	assert_int_equal(parse(keys, &r), -EBADMSG);
	assert_int_equal(parse(many->str, &r), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_request),
		cmocka_unit_test(only_tag_and_summary_are_needed),
		cmocka_unit_test(texts_are_made_harmless),
		cmocka_unit_test(malformed_requests_are_refused),
		cmocka_unit_test(tags_keys_and_actions_are_capped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

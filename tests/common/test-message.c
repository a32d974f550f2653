/* SPDX-License-Identifier: MIT */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/message.h"

static int parse(const char *text)
{
	cleanup_call struct call c = { 0 };

	return call_parse(text, strlen(text), &c);
}

static void a_whole_call(void **state)
{
	(void)state;
	static const char text[] =
		"{\"method\":\"io.followupd.Control.List\",\"parameters\":{\"all\":true},"
		"\"more\":true,\"oneway\":false,\"unknown\":[1,2]}";
	cleanup_call struct call c = { 0 };

	assert_int_equal(call_parse(text, strlen(text), &c), 0);
	assert_string_equal(c.method, "io.followupd.Control.List");
	assert_true(json_is_true(json_object_get(c.parameters, "all")));
	assert_true(c.more);
	assert_false(c.oneway);
	assert_false(c.upgrade);
}

static void parameters_are_never_null(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"{\"method\":\"a.B\"}",
		"{\"method\":\"a.B\",\"parameters\":null}",
		"{\"method\":\"a.B\",\"parameters\":{}}",
	};

	for (size_t i = 0; i < ELEMENTS(texts); i++) {
		cleanup_call struct call c = { 0 };
		assert_int_equal(call_parse(texts[i], strlen(texts[i]), &c), 0);
		assert_true(json_is_object(c.parameters));
		assert_int_equal(json_object_size(c.parameters), 0);
	}
}

/* The seven malformed texts that tell strict readers from others, and wrong types. */
static void malformed_calls_are_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"",
		"null",
		"[]",
		"\"method\"",
		"{}",
		"{\"method\":\"a\",\"method\":\"b\"}",
		"{'method':'a'}",
		"{\"method\":\"a\",\"parameters\":{\"x\":NaN}}",
		"{\"method\":\"a\",\"parameters\":{\"x\":12345678901234567890}}",
		"{\"method\":\"a\\u0000b\"}",
		"{\"method\":\"a\"} x",
		"{\"method\":\"a\",}",
		"{\"method\":\"a\"",
		"{\"method\":\"\xff\xfe\"}",
		"{\"method\":\"\\ud800\"}",
		"{\"method\":7}",
		"{\"method\":null}",
		"{\"method\":\"a\",\"parameters\":[]}",
		"{\"method\":\"a\",\"parameters\":\"x\"}",
		"{\"method\":\"a\",\"more\":1}",
		"{\"method\":\"a\",\"oneway\":\"true\"}",
		"{\"method\":\"a\",\"upgrade\":null}",
	};

	for (size_t i = 0; i < ELEMENTS(texts); i++)
		if (parse(texts[i]) != -EBADMSG)
			fail_msg("taken: %s", texts[i]);
}

static void failure_leaves_the_result_alone(void **state)
{
	(void)state;
	struct call c = { .method = "untouched" };
	struct reply r = { .error = "untouched" };

	assert_int_equal(call_parse("{", 1, &c), -EBADMSG);
	assert_string_equal(c.method, "untouched");
	assert_int_equal(reply_parse("{", 1, &r), -EBADMSG);
	assert_string_equal(r.error, "untouched");
}

static void the_size_counts_not_a_nul(void **state)
{
	(void)state;
	static const char text[] = "{\"method\":\"a\"}{\"method\":\"b\"}";
	cleanup_call struct call c = { 0 };

	assert_int_equal(call_parse(text, strlen(text) / 2, &c), 0);
	assert_string_equal(c.method, "a");
}

/* depth levels in all: the message, its parameters, and arrays in them */
static char *nested(size_t depth, const char *innermost)
{
	size_t arrays = depth - 2;
	char *text = calloc(1, 2 * arrays + strlen(innermost) + 64);

	assert_non_null(text);
	char *end = stpcpy(text, "{\"method\":\"a\",\"parameters\":{\"x\":");
	memset(end, '[', arrays);
	end = stpcpy(end + arrays, innermost);
	memset(end, ']', arrays);
	stpcpy(end + arrays, "}}");
	return text;
}

static void depth_is_capped(void **state)
{
	(void)state;
	cleanup_free char *allowed = nested(MESSAGE_DEPTH_MAX, "1");
	cleanup_free char *too_deep = nested(MESSAGE_DEPTH_MAX + 1, "1");
	cleanup_free char *bomb = nested(100000, "1");
	/* Brackets and quotes inside strings are no depth. */
	cleanup_free char *words = nested(MESSAGE_DEPTH_MAX, "\"[[[{{{\\\"[[[\\\\\", \"[\"");

	assert_int_equal(parse(allowed), 0);
	assert_int_equal(parse(too_deep), -EBADMSG);
	assert_int_equal(parse(bomb), -EBADMSG);
	assert_int_equal(parse(words), 0);
}

static void replies_and_errors(void **state)
{
	(void)state;
	cleanup_reply struct reply plain = { 0 }, more = { 0 }, error = { 0 };

	assert_int_equal(reply_parse("{}", 2, &plain), 0);
	assert_null(plain.error);
	assert_false(plain.continues);
	assert_true(json_is_object(plain.parameters));

	static const char text[] = "{\"parameters\":{\"n\":3},\"continues\":true}";
	assert_int_equal(reply_parse(text, strlen(text), &more), 0);
	assert_true(more.continues);
	assert_int_equal(json_integer_value(json_object_get(more.parameters, "n")), 3);

	static const char bad[] =
		"{\"error\":\"org.varlink.service.MethodNotFound\",\"parameters\":{\"method\":\"x\"}}";
	assert_int_equal(reply_parse(bad, strlen(bad), &error), 0);
	assert_string_equal(error.error, "org.varlink.service.MethodNotFound");
}

static void malformed_replies_are_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"[]",
		"{\"error\":5}",
		"{\"error\":null}",
		"{\"parameters\":3}",
		"{\"continues\":\"yes\"}",
		"{\"method\":\"a.B\"}",
	};

	for (size_t i = 0; i < ELEMENTS(texts); i++) {
		cleanup_reply struct reply r = { 0 };
		if (reply_parse(texts[i], strlen(texts[i]), &r) != -EBADMSG)
			fail_msg("taken: %s", texts[i]);
	}
}

static void assert_text(char *text, const char *expected)
{
	cleanup_free char *owned = text;

	assert_non_null(owned);
	assert_string_equal(owned, expected);
}

static void texts_as_the_wire_wants_them(void **state)
{
	(void)state;

	assert_text(call_text("a.B", NULL, false, false), "{\"method\":\"a.B\",\"parameters\":{}}");
	assert_text(call_text("a.B", json_pack("{s:s}", "id", "ä\"\n"), true, false),
		    "{\"method\":\"a.B\",\"parameters\":{\"id\":\"ä\\\"\\n\"},\"more\":true}");
	assert_text(call_text("a.B", NULL, false, true),
		    "{\"method\":\"a.B\",\"parameters\":{},\"oneway\":true}");
	assert_text(reply_text(NULL, false), "{\"parameters\":{}}");
	assert_text(reply_text(json_pack("{s:i}", "n", 1), true),
		    "{\"parameters\":{\"n\":1},\"continues\":true}");
	assert_text(error_text("a.Bad", NULL), "{\"error\":\"a.Bad\",\"parameters\":{}}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_call),
		cmocka_unit_test(parameters_are_never_null),
		cmocka_unit_test(malformed_calls_are_refused),
		cmocka_unit_test(failure_leaves_the_result_alone),
		cmocka_unit_test(the_size_counts_not_a_nul),
		cmocka_unit_test(depth_is_capped),
		cmocka_unit_test(replies_and_errors),
		cmocka_unit_test(malformed_replies_are_refused),
		cmocka_unit_test(texts_as_the_wire_wants_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

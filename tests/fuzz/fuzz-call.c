/* SPDX-License-Identifier: MIT */

/*
 * Varlink calls in odd pieces, as a server gets them: the first line is the sizes of the pieces, the rest is what is said. The same messages come
 * whatever the pieces are, and a call that is read and written reads as the same.
 */

#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/message.h"
#include "common/text.h"
#include "tests/fuzz/pipe.h"

static void try_call(const char *text, size_t size)
{
	cleanup_call struct call c = { 0 }, again = { 0 };
	cleanup_free char *written = NULL;
	int r = call_parse(text, size, &c);

	if (r < 0) {
		assert_int_equal(r, -EBADMSG);
		return;
	}
	assert_true(json_is_object(c.parameters));
	written = call_text(c.method, json_incref(c.parameters), c.more, c.oneway);
	assert_non_null(written);
	assert_int_equal(call_parse(written, strlen(written), &again), 0);
	assert_string_equal(again.method, c.method);
	assert_true(json_equal(again.parameters, c.parameters));
	assert_true(again.more == c.more && again.oneway == c.oneway);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	cleanup_free char *sizes = input_line(&in);

	pipe_through(sizes, &in, try_call);
	return 0;
}

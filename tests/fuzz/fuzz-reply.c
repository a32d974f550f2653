/* SPDX-License-Identifier: MIT */

/* Varlink replies in odd pieces, as a client gets them; otherwise as fuzz-call.c. */

#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/message.h"
#include "common/text.h"
#include "tests/fuzz/pipe.h"

static void try_reply(const char *text, size_t size)
{
	cleanup_reply struct reply reply = { 0 }, again = { 0 };
	cleanup_free char *written = NULL;
	int r = reply_parse(text, size, &reply);

	if (r < 0) {
		assert_int_equal(r, -EBADMSG);
		return;
	}
	json_incref(reply.parameters);
	written = reply.error ? error_text(reply.error, reply.parameters)
			      : reply_text(reply.parameters, reply.continues);
	assert_non_null(written);
	assert_int_equal(reply_parse(written, strlen(written), &again), 0);
	assert_true(text_equal(again.error, reply.error));
	assert_true(json_equal(again.parameters, reply.parameters));
	assert_true(reply.error || again.continues == reply.continues);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	cleanup_free char *sizes = input_line(&in);

	pipe_through(sizes, &in, try_reply);
	return 0;
}

/* SPDX-License-Identifier: MIT */

/* How long: a text that is read is within bounds, and is written so that it reads as the same. */

#include "tests/fuzz/fuzz.h"

#include "common/cleanup.h"
#include "common/duration.h"
#include "common/limits.h"

static int64_t amount_max(const struct duration *d)
{
	return d->unit == DURATION_EXACT ? DURATION_DAYS_MAX * USEC_PER_DAY : DURATION_DAYS_MAX;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_free char *text = input_rest(&(struct input){ data, size });
	struct duration once, again;
	char written[DURATION_TEXT_SIZE];

	if (duration_from_text(text, &once) < 0)
		return 0;
	assert_true(once.amount >= 0 && once.amount <= amount_max(&once));
	assert_int_equal(duration_from_text(duration_to_text(once, written), &again), 0);
	assert_int_equal(again.unit, once.unit);
	assert_int_equal(again.amount, once.amount);
	return 0;
}

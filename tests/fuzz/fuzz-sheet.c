/* SPDX-License-Identifier: MIT */

/* The sheet of followup-holidays, as the daemon reads it, should the reader of calendars be in somebody else's hands. */

#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "daemon/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_free char *sheet = input_rest(&(struct input){ data, size });
	cleanup_outcome struct outcome o = { 0 };
	int r = outcome_read(sheet, &o);

	assert_true(r == 0 || r == -EBADMSG);
	assert_true(o.n <= CALENDAR_DAYS_MAX);
	for (size_t i = 0; i < o.n; i++)
		assert_true(date_is_valid(o.dates[i]));
	assert_true(!o.wrong || text_is_utf8(o.wrong, strlen(o.wrong)));
	return 0;
}

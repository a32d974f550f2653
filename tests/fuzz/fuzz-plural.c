/* SPDX-License-Identifier: MIT */

/* Rules of plurals: whatever a catalogue says there, the form of each number is one of a few, and nothing is worked out for long. */

#include "tests/fuzz/fuzz.h"

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/plural.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t numbers[] = { 0, 1, 2, 5, 11, 21, 100, 101, SIZE_MAX };
	cleanup_free char *line = input_rest(&(struct input){ data, size });
	const char *rule;
	int64_t n = plural_forms(line, &rule);

	if (n < 0)
		return 0;
	assert_true(n >= 1 && n <= PLURAL_FORMS_MAX);
	for (size_t i = 0; i < ELEMENTS(numbers); i++)
		assert_true(plural_form(rule, numbers[i]) < PLURAL_FORMS_MAX);
	return 0;
}

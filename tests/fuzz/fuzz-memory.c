/* SPDX-License-Identifier: MIT */

/* Memory: what was understood of it is written, and read again, as the same. */

#include "tests/fuzz/fuzz.h"

#include "common/cleanup.h"
#include "config/memory-file.h"

static void read_memory(const char *text, size_t size, struct memory *ret, struct complaints *c)
{
	*ret = (struct memory){ 0 };
	assert_int_equal(memory_parse(text, size, "popups.ini", ret, c), 0);
	for (size_t i = 0; i < ret->n_showings; i++)
		assert_ptr_equal(memory_get(ret, ret->showings[i].key),
				 memory_find(ret, ret->showings[i].key));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_free char *text = input_rest(&(struct input){ data, size });
	cleanup_complaints struct complaints c = { 0 }, none = { 0 };
	cleanup_text struct text once = { 0 }, twice = { 0 };
	struct memory m, again;

	read_memory(text, size, &m, &c);
	assert_int_equal(memory_to_text(&m, &once), 0);
	read_memory(once.data, once.size, &again, &none);
	assert_int_equal(none.n_errors, 0);
	assert_int_equal(memory_to_text(&again, &twice), 0);
	assert_string_equal(once.data, twice.data);
	memory_prune(&m, NULL, 0, USEC_NEVER);
	assert_int_equal(m.n_showings, 0);
	memory_done(&m);
	memory_done(&again);
	return 0;
}

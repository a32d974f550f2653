/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/said.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct milestone_words said_of(const struct facts *f, const struct milestone *m, usec_t now)
{
	const struct words_input in = { .now = now, .zone = f->zone, .settings = &f->settings };
	struct milestone_words words = { 0 };

	if (m)
		assert_int_equal(words_milestone(&in, m, &words), 0);
	return words;
}

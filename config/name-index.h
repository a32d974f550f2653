/* SPDX-License-Identifier: MIT */
#pragma once

/* Names to numbers, quickly: which section stands in which line, which id is which interview. Names are borrowed. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name_index {
	struct name_slot {
		const char *name; /* NULL: free */
		uint32_t size, hash;
		size_t value;
	} * slots;
	size_t n_slots; /* a power of two, or 0 */
	size_t n;
};

/* 0; -EEXIST: the name is there already, with its value in *ret_value (may be NULL); -ENOMEM. */
int name_index_put(struct name_index *x, const char *name, size_t size, size_t value,
		   size_t *ret_value);
bool name_index_get(const struct name_index *x, const char *name, size_t size, size_t *ret_value);
void name_index_done(struct name_index *x);

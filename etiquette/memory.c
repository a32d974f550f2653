/* SPDX-License-Identifier: MIT */
#include "etiquette/memory.h"

#include "common/text.h"

const struct showing *memory_find(const struct memory *m, const char *key)
{
	for (size_t i = 0; i < m->n_showings; i++)
		if (text_equal(m->showings[i].key, key))
			return &m->showings[i];
	return NULL;
}

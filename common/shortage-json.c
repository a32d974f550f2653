/* SPDX-License-Identifier: MIT */
#include <jansson.h>
#include <stdlib.h>

#include "common/shortage.h"

static void *take(size_t size)
{
	void *block = malloc(size);

	if (!block)
		shortage_note();
	return block;
}

void shortage_watch_json(void)
{
	json_set_alloc_funcs(take, free);
}

/* SPDX-License-Identifier: MIT */
#include "common/shortage.h"

#include <errno.h>

static struct {
	size_t n;
} state;

size_t shortages(void)
{
	return state.n;
}

void shortage_note(void)
{
	state.n++;
}

bool shortage_note_errno(void)
{
	if (errno != ENOMEM && errno != EMFILE && errno != ENFILE)
		return false;
	shortage_note();
	return true;
}

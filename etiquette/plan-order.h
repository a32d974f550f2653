/* SPDX-License-Identifier: MIT */
#pragma once

/* The order of a plan: by next_popup, then opens, then key. */

#include "etiquette/milestone.h"

int milestone_compare(const struct milestone *a, const struct milestone *b);
/* -ENOMEM: they are in no order. */
int milestones_sort(struct milestone **items, size_t n);

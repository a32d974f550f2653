/* SPDX-License-Identifier: MIT */
#pragma once

/* Rows of memory, inside config/ only. */

#include "etiquette/memory.h"

/* A row that nothing is known of yet. */
extern const struct showing blank_showing;

void showing_done(struct showing *s);
void on_screen_done(struct on_screen *o);
void seen_zone_done(struct seen_zone *z);
/* By id, as memory_zone() needs them. */
void seen_zones_sort(struct memory *m);

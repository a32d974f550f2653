/* SPDX-License-Identifier: MIT */
#pragma once

/* Rows of memory, inside config/ only. */

#include "etiquette/memory.h"

/* A row that nothing is known of yet. */
extern const struct showing blank_showing;

void showing_done(struct showing *s);
void on_screen_done(struct on_screen *o);

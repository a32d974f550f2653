/* SPDX-License-Identifier: MIT */
#pragma once

/* A span from now ("+3d", "in 5 working days", "2h ago"), inside of when.c, and what it shares with the other forms. */

#include "common/when-words.h"

/* 1 if it is no span. Days keep no time of day: "+3d" is a date, and "+3d 9:00" a time. */
int when_read_span(struct when_text *t, struct when *ret);

/* It is nothing that is understood. */
int when_refuse_all(struct when_text *t);
/* Put date or instant together with all else that was said; what the clock never shows is refused. */
int when_finish(struct when_text *t, struct date d, struct when *ret);
int when_finish_instant(struct when_text *t, usec_t at, struct when *ret);

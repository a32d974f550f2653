/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The changes that can be made at the desk, one function each (desk.h says what a change is).
 * Parameters are those of the method of that name in io.followupd.Control; the methods' table has
 * checked their types.
 */

#include "daemon/desk.h"

/* changes-interview.c */
int change_add(struct change *c);
int change_note(struct change *c);
int change_move(struct change *c);
int change_remove(struct change *c);
/* changes-set.c */
int change_set(struct change *c);
/* changes-sent.c */
int change_sent(struct change *c);
/* changes-promise.c */
int change_heard(struct change *c);
int change_promise(struct change *c);
int change_kept(struct change *c);
/* changes-process.c */
int change_state(struct change *c);
int change_outcome(struct change *c);
int change_skip(struct change *c);
/* changes-memory.c */
int change_snooze(struct change *c);
int change_later(struct change *c); /* {key}: the button; the next useful time */
int change_pause(struct change *c);
int change_resume(struct change *c);
/* changes-text.c */
int change_replace(struct change *c); /* the only change that a bad book does not refuse */
int change_undo(struct change *c);

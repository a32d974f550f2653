/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The methods of the control socket, one row each: name, parameters with their types, and the
 * function that answers (answers.h) or makes the change (changes.h). The interface's text is
 * daemon/io.followupd.Control.varlink.
 */

#include "daemon/daemon.h"

/*
 * Puts one call through: checks it against its row, then answers at once or queues the change.
 * `user` is the struct daemon.
 */
void methods_call(void *user, const struct asker *asker, const struct call *call);

/*
 * Fields of the answer to a change, from what the change left behind and the plan that followed.
 * `user` is the struct daemon.
 */
json_t *methods_answer_change(void *user, struct change *c);

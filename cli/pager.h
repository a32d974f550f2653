/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * A pager for long answers: $PAGER, else less (which shows what fits on one screen at once), else more.
 */

#include <sys/types.h>

/* Sends stdout through a pager from now on. Its pid, or 0 if there is none. */
pid_t pager_start(void);
/* Waits until the user has left it. stdout must be closed. */
void pager_wait(pid_t pager);

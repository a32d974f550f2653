/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Landlock: from then on this process, and the helper it starts, may write only below the given
 * directories. A guard against our own mistakes that works for an ordinary user, with or without
 * systemd. Reading stays free.
 */

#include <stddef.h>

/*
 * Directories that do not exist are left out. 0; -EOPNOTSUPP or -ENOSYS: the kernel has no Landlock
 * (nothing is limited); other negative errno.
 */
int confine_writes(const char *const directories[], size_t n);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Landlock: from then on this process, and the helper it starts, may write only into the
 * directories of the given files. A guard against our own mistakes that works for an ordinary user,
 * with or without systemd. Reading stays free.
 *
 * The kernel holds on to directories, not to their names: what is put in the place of one later (a
 * backup that is restored, a link that leads elsewhere now) may not be written. Only a process that
 * starts anew may, so the daemon looks whether it should.
 */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define CONFINE_MAX 4

struct confinement {
	bool stands; /* false: nothing is limited */
	size_t n;
	struct {
		const char *file; /* borrowed */
		bool existed;     /* its directory, when writing was confined to it */
		dev_t device;
		ino_t inode;
	} of[CONFINE_MAX];
};

/*
 * At most CONFINE_MAX files, which need not exist; directories that do not exist are left out. 0;
 * -EOPNOTSUPP or -ENOSYS: the kernel has no Landlock; other negative errno. On failure nothing is
 * limited.
 */
int confine_writes(struct confinement *c, const char *const files[], size_t n);

/*
 * The file that may not be written any more because another directory has taken the place of its
 * own; with `missing_too`, also because that is gone and may not be made again. NULL: there is none.
 */
const char *confine_outside(const struct confinement *c, bool missing_too);

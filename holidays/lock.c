/* SPDX-License-Identifier: MIT */
#include "holidays/lock.h"

#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "common/cleanup.h"

void lock_writing(void)
{
	/* All that the first version of Landlock knows, but for reading. Without a rule none of it is allowed anywhere. */
	struct landlock_ruleset_attr rules = {
		.handled_access_fs =
			((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1) &
			~(__u64)(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR),
	};
	cleanup_close int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0);

	if (fd >= 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		(void)syscall(SYS_landlock_restrict_self, fd, 0);
}

/* SPDX-License-Identifier: MIT */
#include "daemon/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "common/cleanup.h"

#ifndef LANDLOCK_ACCESS_FS_REFER /* ABI 2 */
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE /* ABI 3 */
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

#define WRITES_ABI_1                                                     \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | \
	 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | \
	 LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |     \
	 LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |   \
	 LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

static __u64 writes_of_abi(int abi)
{
	__u64 writes = WRITES_ABI_1;

	if (abi >= 2)
		writes |= LANDLOCK_ACCESS_FS_REFER;
	if (abi >= 3)
		writes |= LANDLOCK_ACCESS_FS_TRUNCATE;
	return writes;
}

static int allow(int rules_fd, const char *path, __u64 access)
{
	cleanup_close int fd = open(path, O_PATH | O_CLOEXEC);
	struct landlock_path_beneath_attr below = { .allowed_access = access, .parent_fd = fd };

	if (fd < 0)
		return errno == ENOENT ? 0 : -errno;
	return syscall(SYS_landlock_add_rule, rules_fd, LANDLOCK_RULE_PATH_BENEATH, &below, 0) < 0
		       ? -errno
		       : 0;
}

int confine_writes(const char *const directories[], size_t n)
{
	struct landlock_ruleset_attr rules = { 0 };
	cleanup_close int fd = -1;
	long abi;
	int r;

	abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (abi < 0)
		return -errno;
	rules.handled_access_fs = writes_of_abi((int)abi);
	fd = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0);
	if (fd < 0)
		return -errno;
	for (size_t i = 0; i < n; i++) {
		r = allow(fd, directories[i], rules.handled_access_fs);
		if (r < 0)
			return r;
	}
	/* The helper's libraries open /dev/null for writing. */
	r = allow(fd, "/dev/null",
		  rules.handled_access_fs &
			  (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE));
	if (r < 0)
		return r;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	return syscall(SYS_landlock_restrict_self, fd, 0) < 0 ? -errno : 0;
}

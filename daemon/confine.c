/* SPDX-License-Identifier: MIT */
#include "daemon/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "config/store.h"

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

/* The directory that a file is in behind all links, and what it is now. -ENOENT: there is none. */
static int directory_of(const char *file, char **ret_directory, struct stat *ret)
{
	cleanup_free char *directory = NULL, *name = NULL;
	int r = store_locate(file, &directory, &name);

	if (r < 0)
		return r;
	if (stat(directory, ret) < 0)
		return -errno;
	*ret_directory = TAKE_PTR(directory);
	return 0;
}

static int allow_directory_of(struct confinement *c, const char *file, int rules_fd, __u64 access)
{
	cleanup_free char *directory = NULL;
	struct stat st = { 0 };
	int r = directory_of(file, &directory, &st);

	c->of[c->n].file = file;
	c->of[c->n].existed = r >= 0;
	c->of[c->n].device = st.st_dev;
	c->of[c->n].inode = st.st_ino;
	c->n++;
	if (r == -ENOMEM)
		return r;
	return directory ? allow(rules_fd, directory, access) : 0;
}

static int restrict_self(struct confinement *c, const char *const files[], size_t n)
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
	for (size_t i = 0; i < n && i < CONFINE_MAX; i++) {
		r = allow_directory_of(c, files[i], fd, rules.handled_access_fs);
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

int confine_writes(struct confinement *c, const char *const files[], size_t n)
{
	int r;

	*c = (struct confinement){ 0 };
	r = restrict_self(c, files, n);
	c->stands = r >= 0;
	return r;
}

/* ---- what has become of the directories ---- */

static bool is_among(const struct confinement *c, const struct stat *st)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->of[i].existed && c->of[i].device == st->st_dev &&
		    c->of[i].inode == st->st_ino)
			return true;
	return false;
}

/* Asked of the kernel, since a new directory may lie below one that may be written. */
static bool is_denied(const char *directory)
{
	cleanup_close int fd = open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);

	return fd < 0 && errno == EACCES;
}

const char *confine_outside(const struct confinement *c, bool missing_too)
{
	for (size_t i = 0; i < c->n && c->stands; i++) {
		cleanup_free char *directory = NULL;
		struct stat st;
		int r = directory_of(c->of[i].file, &directory, &st);

		if (r == -ENOENT && missing_too && c->of[i].existed)
			return c->of[i].file;
		if (r >= 0 && !is_among(c, &st) && is_denied(directory))
			return c->of[i].file;
	}
	return NULL;
}

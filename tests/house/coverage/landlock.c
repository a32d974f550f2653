/* SPDX-License-Identifier: MIT */

/*
 * Linked into the daemon and the reader of calendars that count which of their lines run (FLAVOUR=coverage): they also may write
 * into the directory of the build, where the counts go at their end, and nothing else is different.
 */

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

long __real_syscall(long number, long a, long b, long c, long d);
long __wrap_syscall(long number, ...);

static void allow_counts(long rules_fd)
{
	struct landlock_path_beneath_attr below = {
		.allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG,
		.parent_fd = open(COVERAGE_DIR, O_PATH | O_CLOEXEC),
	};

	if (below.parent_fd < 0)
		return;
	__real_syscall(SYS_landlock_add_rule, rules_fd, LANDLOCK_RULE_PATH_BENEATH, (long)&below,
		       0);
	close(below.parent_fd);
}

long __wrap_syscall(long number, ...)
{
	long words[4];
	va_list args;

	va_start(args, number);
	for (size_t i = 0; i < 4; i++)
		words[i] = va_arg(args, long);
	va_end(args);
	if (number == SYS_landlock_restrict_self)
		allow_counts(words[0]);
	return __real_syscall(number, words[0], words[1], words[2], words[3]);
}

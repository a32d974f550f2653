/* SPDX-License-Identifier: MIT */
#include "tests/config/box.h"

#include <errno.h>
#include <ftw.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "config/store.h"

#define NOBODY 65534
#define PATHS  4

struct box {
	char directory[64];
	char *paths[PATHS];
	unsigned next;
	bool mounted;
};

static int setup(void **state, const char *parent)
{
	struct box *b = calloc(1, sizeof(*b));

	if (!b)
		return -1;
	snprintf(b->directory, sizeof(b->directory), "%s/followupd-test-XXXXXX", parent);
	*state = b;
	return mkdtemp(b->directory) ? 0 : -1;
}

int box_setup(void **state)
{
	return setup(state, "/tmp");
}

int box_setup_in_memory(void **state)
{
	return setup(state, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

int box_teardown(void **state)
{
	struct box *b = *state;

	if (b->mounted)
		umount2(b->directory, MNT_DETACH);
	nftw(b->directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	for (size_t i = 0; i < PATHS; i++)
		free(b->paths[i]);
	free(b);
	return 0;
}

const char *box_path(struct box *b, const char *name)
{
	char **path = &b->paths[b->next++ % PATHS];

	free(*path);
	*path = text_format("%s/%s", b->directory, name);
	assert_non_null(*path);
	return *path;
}

void box_write(struct box *b, const char *name, const char *text)
{
	FILE *f = fopen(box_path(b, name), "we");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

void box_link(struct box *b, const char *target, const char *name)
{
	assert_int_equal(symlink(box_path(b, target), box_path(b, name)), 0);
}

void box_socket(struct box *b, const char *name)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s/%s", b->directory, name);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	close(fd);
}

void box_assert(struct box *b, const char *name, const char *text)
{
	cleanup_store_text struct store_text found = { 0 };

	assert_int_equal(store_read(box_path(b, name), &found), 0);
	assert_non_null(found.data);
	assert_string_equal(found.data, text);
}

/* nftw() would need a variable of the file to count in. */
size_t box_count(struct box *b)
{
	cleanup_free char *command = text_format("find '%s' ! -type d | wc -l", b->directory);
	FILE *f = popen(command, "re");
	size_t n = 0;

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%zu", &n), 1);
	assert_int_equal(pclose(f), 0);
	return n;
}

/* ---- Other powers ------------------------------------------------------------------------------- */

void box_need_root(struct box *b)
{
	(void)b;
	if (geteuid() == 0)
		return;
	print_message("skipped: this needs root\n");
	skip();
}

void box_mount_small(struct box *b, unsigned pages)
{
	char options[32];

	box_need_root(b);
	snprintf(options, sizeof(options), "size=%uk", pages * 4);
	if (mount("tmpfs", b->directory, "tmpfs", 0, options) < 0) {
		print_message("skipped: no file system can be mounted here: %s\n", strerror(errno));
		skip();
	}
	b->mounted = true;
}

static int wait_for(pid_t pid)
{
	int status;

	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

int box_run_as_nobody(struct box *b, int (*function)(struct box *b))
{
	pid_t pid;

	box_need_root(b);
	assert_int_equal(chown(b->directory, NOBODY, NOBODY), 0);
	pid = fork();
	if (pid == 0) {
		if (setresgid(NOBODY, NOBODY, NOBODY) < 0 || setresuid(NOBODY, NOBODY, NOBODY) < 0)
			_exit(125);
		_exit(function(b));
	}
	return wait_for(pid);
}

/* fsync() fails always; renameat2() if it has flags, which are its fifth argument. */
static bool forbid(int call, int errno_of_call)
{
	const unsigned flags = offsetof(struct seccomp_data, args) + 4 * sizeof(uint64_t);
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, flags),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call == SYS_renameat2 ? 0 : ~0u, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)errno_of_call),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { ELEMENTS(code), code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

int box_run_without(struct box *b, int call, int errno_of_call, int (*function)(struct box *b))
{
	pid_t pid = fork();
	int r;

	if (pid == 0)
		_exit(forbid(call, errno_of_call) ? function(b) : 126);
	r = wait_for(pid);
	if (r == 126) {
		print_message("skipped: no system call can be made to fail here\n");
		skip();
	}
	return r;
}

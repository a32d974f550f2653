/* SPDX-License-Identifier: MIT */

/*
 * Faults on demand, preloaded into the program under test: memory that cannot be had, and calls to the
 * kernel that fail. The harness and the program share one mapped file (struct faults; faults.py has the
 * same layout), so that the test says between two calls what fails next, and sees what has failed.
 *
 * Environment (faults.py sets it):
 *   FAULTS          the mapped file; unset: nothing fails
 *   FAULTS_PROGRAM  the program that is meant, since its children are preloaded too
 *
 * All allocations of a process come through here, also those of libc itself (strdup, asprintf, getline)
 * and of every library. They are counted too: blocks that are taken and never given back are a leak.
 */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kernel_call {
	CALL_FSYNC,
	CALL_WRITE,
	CALL_INOTIFY_INIT,
	CALL_INOTIFY_WATCH,
	CALL_EXCHANGE,
	N_CALLS
};

struct faults {
	_Atomic uint64_t fail_from;        /* the first allocation that fails */
	_Atomic uint64_t fail_until;       /* the last one; 0: none fails */
	_Atomic uint64_t seen;             /* allocations since the harness set this to 0 */
	_Atomic uint64_t failed;           /* those of them that failed */
	_Atomic int64_t live;              /* blocks in use */
	_Atomic int32_t errors[N_CALLS];   /* the errno that each call fails with; 0: it works */
	_Atomic uint32_t refused[N_CALLS]; /* how often it did */
};

static struct faults nothing, *faults = &nothing;

__attribute__((constructor)) static void faults_open(void)
{
	const char *path = getenv("FAULTS"), *program = getenv("FAULTS_PROGRAM");
	void *map;
	int fd;

	if (!path || !program || strcmp(program, program_invocation_short_name) != 0)
		return;
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		abort();
	map = mmap(NULL, sizeof(*faults), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		abort();
	close(fd);
	faults = map;
	faults->live = nothing.live;
}

/* ---- Memory ------------------------------------------------------------------------------------- */

/* The sanitizer's functions where there is one, else libc's. */
#define REAL(returns, name, ...)                                                            \
	extern __typeof__(returns) __interceptor_##name(__VA_ARGS__) __attribute__((weak)); \
	extern __typeof__(returns) __libc_##name(__VA_ARGS__)
#define CALL_REAL(name, ...) \
	(__interceptor_##name ? __interceptor_##name(__VA_ARGS__) : __libc_##name(__VA_ARGS__))

REAL(void *, malloc, size_t size);
REAL(void *, calloc, size_t n, size_t size);
REAL(void *, realloc, void *block, size_t size);
REAL(void *, memalign, size_t alignment, size_t size);
REAL(void, free, void *block);

static bool fails(void)
{
	uint64_t number = ++faults->seen;

	if (number < faults->fail_from || number > faults->fail_until)
		return false;
	faults->failed++;
	errno = ENOMEM;
	return true;
}

static void *took(void *block)
{
	faults->live += block != NULL;
	return block;
}

void *malloc(size_t size)
{
	return fails() ? NULL : took(CALL_REAL(malloc, size));
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : took(CALL_REAL(calloc, n, size));
}

void *realloc(void *block, size_t size)
{
	void *grown;

	if (block && size == 0) {
		free(block);
		return NULL;
	}
	if (fails())
		return NULL;
	grown = CALL_REAL(realloc, block, size);
	return block ? grown : took(grown);
}

void *reallocarray(void *block, size_t n, size_t size)
{
	size_t whole;

	if (__builtin_mul_overflow(n, size, &whole)) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(block, whole);
}

void *memalign(size_t alignment, size_t size)
{
	return fails() ? NULL : took(CALL_REAL(memalign, alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **ret, size_t alignment, size_t size)
{
	void *block = memalign(alignment, size);

	if (!block)
		return ENOMEM;
	*ret = block;
	return 0;
}

void free(void *block)
{
	int kept = errno;

	faults->live -= block != NULL;
	CALL_REAL(free, block);
	errno = kept;
}

/* ---- The kernel --------------------------------------------------------------------------------- */

static bool is_refused(enum kernel_call call)
{
	int error = faults->errors[call];

	if (error == 0)
		return false;
	faults->refused[call]++;
	errno = error;
	return true;
}

static bool is_file(int fd)
{
	char link[64], path[8];

	if (fd <= STDERR_FILENO)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	return readlink(link, path, sizeof(path)) > 0 && path[0] == '/';
}

int fsync(int fd)
{
	return is_refused(CALL_FSYNC) ? -1 : (int)syscall(SYS_fsync, fd);
}

ssize_t write(int fd, const void *data, size_t size)
{
	if (faults->errors[CALL_WRITE] && is_file(fd) && is_refused(CALL_WRITE))
		return -1;
	return syscall(SYS_write, fd, data, size);
}

int inotify_init1(int flags)
{
	return is_refused(CALL_INOTIFY_INIT) ? -1 : (int)syscall(SYS_inotify_init1, flags);
}

int inotify_add_watch(int fd, const char *path, uint32_t mask)
{
	return is_refused(CALL_INOTIFY_WATCH) ? -1
					      : (int)syscall(SYS_inotify_add_watch, fd, path, mask);
}

/* libc's own: where nothing is to be exchanged it asks the kernel in another way. */
int renameat2(int old_directory_fd, const char *old, int new_directory_fd, const char *new,
	      unsigned flags)
{
	static __typeof__(renameat2) *real;

	if (flags & RENAME_EXCHANGE && is_refused(CALL_EXCHANGE))
		return -1;
	if (!real)
		real = (__typeof__(real))dlsym(RTLD_NEXT, "renameat2");
	return real(old_directory_fd, old, new_directory_fd, new, flags);
}

/* SPDX-License-Identifier: MIT */

/*
 * Clocks that tests can move, preloaded into the program under test.
 *
 * The harness and the program share one mapped file (struct fake_clock, named by FAKE_CLOCK in
 * the environment). CLOCK_REALTIME is the kernel's plus offset_nsec. CLOCK_MONOTONIC and
 * CLOCK_BOOTTIME are the kernel's plus passed_nsec, which changes only when the harness says that
 * time has passed: then both move, and time-outs run out. To jump, the harness changes the offsets
 * and sends JUMP_SIGNAL; the handler does what the kernel does: it arms every absolute timerfd
 * anew and, if the wall clock was set, makes those with TFD_TIMER_CANCEL_ON_SET readable, their
 * read() then failing with ECANCELED.
 *
 * libfaketime 0.9.10 was tried first: it converts absolute CLOCK_MONOTONIC timerfds as if they
 * were CLOCK_REALTIME, so any time-out of sd-event ends its loop with EINVAL (fake date ahead of
 * the real one) or never fires (behind it), and after a jump no timer is armed anew.
 *
 * Not faked: timestamps of files, pthread_cond_timedwait(), clock_nanosleep(), timer_settime().
 */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define NSEC_PER_SEC  INT64_C(1000000000)
#define JUMP_SIGNAL   (SIGRTMAX - 2) /* valgrind takes the last one */
#define MAX_PROCESSES 32
#define MAX_TIMERS    64

/* The mapped file; clock.py has the same layout. */
struct fake_clock {
	_Atomic int64_t offset_nsec; /* of the wall clock */
	_Atomic int64_t passed_nsec; /* of the clocks that nobody sets */
	_Atomic uint32_t jumps;      /* of either kind */
	_Atomic uint32_t sets;       /* those that set the wall clock */
	struct {
		_Atomic int32_t pid;         /* 0, or of a dead process: free */
		_Atomic uint32_t jumps_seen; /* timers were armed anew after this many jumps */
	} processes[MAX_PROCESSES];
};

struct timer {
	int fd;
	bool used;
	bool wall;     /* of CLOCK_REALTIME and its like */
	bool absolute; /* armed, for .due on the fake clock */
	bool cancel_on_set;
	bool cancelled; /* the next read() fails with ECANCELED */
	struct itimerspec due;
};

static struct fake_clock *clock_map; /* NULL: FAKE_CLOCK is not set, nothing is faked */
static int clock_slot = -1;          /* -1: the wall clock alone is faked, and no jump is told */
static uint32_t clock_sets;          /* those that timers know of */
static struct timer timers[MAX_TIMERS];

static int64_t timespec_to_nsec(const struct timespec *t)
{
	return (int64_t)t->tv_sec * NSEC_PER_SEC + t->tv_nsec;
}

static struct timespec nsec_to_timespec(int64_t nsec)
{
	int64_t sec = nsec / NSEC_PER_SEC, rest = nsec % NSEC_PER_SEC;

	if (rest < 0) {
		rest += NSEC_PER_SEC;
		sec--;
	}
	return (struct timespec){ .tv_sec = sec, .tv_nsec = rest };
}

static struct timer *timer_find(int fd)
{
	for (size_t i = 0; i < MAX_TIMERS; i++)
		if (timers[i].used && timers[i].fd == fd)
			return &timers[i];
	return NULL;
}

static void timer_forget(int fd)
{
	struct timer *t = timer_find(fd);

	if (t)
		t->used = false;
}

static bool clock_is_wall(clockid_t id)
{
	return id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE || id == CLOCK_REALTIME_ALARM;
}

static bool clock_is_faked(clockid_t id)
{
	return clock_map && (clock_is_wall(id) ||
			     (clock_slot >= 0 && (id == CLOCK_MONOTONIC || id == CLOCK_BOOTTIME)));
}

static int64_t clock_offset(bool wall)
{
	return atomic_load(wall ? &clock_map->offset_nsec : &clock_map->passed_nsec);
}

static int timer_arm_kernel(struct timer *t, int64_t kernel_nsec, struct itimerspec *ret_old)
{
	struct itimerspec spec = t->due;

	/* Zero would disarm; an instant before 1970 is as much in the past as one after it. */
	spec.it_value = nsec_to_timespec(kernel_nsec > 0 ? kernel_nsec : 1);
	return (int)syscall(SYS_timerfd_settime, t->fd,
			    TFD_TIMER_ABSTIME | (t->cancel_on_set ? TFD_TIMER_CANCEL_ON_SET : 0),
			    &spec, ret_old);
}

static void timer_jump(struct timer *t, bool set)
{
	int64_t due = timespec_to_nsec(&t->due.it_value) - clock_offset(t->wall);

	t->cancelled |= t->cancel_on_set && set;
	if (timer_arm_kernel(t, t->cancelled ? 0 : due, NULL) < 0)
		t->used = false; /* the descriptor was closed behind our back */
}

static void on_jump(int sig)
{
	int saved_errno = errno;
	uint32_t jumps = atomic_load(&clock_map->jumps), sets = atomic_load(&clock_map->sets);

	(void)sig;
	for (size_t i = 0; i < MAX_TIMERS; i++)
		if (timers[i].used && timers[i].absolute)
			timer_jump(&timers[i], sets != clock_sets);
	clock_sets = sets;
	if (clock_slot >= 0)
		atomic_store(&clock_map->processes[clock_slot].jumps_seen, jumps);
	errno = saved_errno;
}

static void clock_register(void)
{
	for (int i = 0; i < MAX_PROCESSES; i++) {
		int32_t pid = atomic_load(&clock_map->processes[i].pid);

		/* Our own slot from before an exec() serves again. */
		if (pid != 0 && pid != getpid() && (kill(pid, 0) == 0 || errno != ESRCH))
			continue;
		if (!atomic_compare_exchange_strong(&clock_map->processes[i].pid, &pid,
						    (int32_t)getpid()))
			continue;
		atomic_store(&clock_map->processes[i].jumps_seen, atomic_load(&clock_map->jumps));
		clock_slot = i;
		return;
	}
	abort();
}

__attribute__((constructor)) static void clock_open(void)
{
	struct sigaction action = { .sa_handler = on_jump, .sa_flags = SA_RESTART };
	const char *path = getenv("FAKE_CLOCK");
	bool writable = true;
	void *map;
	int fd;

	if (!path)
		return;
	/* A child of a daemon that has confined itself may only read: it sees the time, and is not
	 * told of jumps. */
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		writable = false;
		fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (fd < 0)
		abort();
	map = mmap(NULL, sizeof(struct fake_clock), PROT_READ | (writable ? PROT_WRITE : 0),
		   MAP_SHARED, fd, 0);
	syscall(SYS_close, fd);
	if (map == MAP_FAILED)
		abort();
	clock_map = map;
	sigaction(JUMP_SIGNAL, &action, NULL);
	clock_sets = atomic_load(&clock_map->sets);
	if (writable)
		clock_register();
}

int clock_gettime(clockid_t id, struct timespec *ret)
{
	if (syscall(SYS_clock_gettime, id, ret) < 0)
		return -1;
	if (clock_is_faked(id))
		*ret = nsec_to_timespec(timespec_to_nsec(ret) + clock_offset(clock_is_wall(id)));
	return 0;
}

int gettimeofday(struct timeval *restrict ret, void *restrict zone)
{
	struct timespec now;

	(void)zone;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	*ret = (struct timeval){ .tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000 };
	return 0;
}

time_t time(time_t *ret)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	if (ret)
		*ret = now.tv_sec;
	return now.tv_sec;
}

int timespec_get(struct timespec *ret, int base)
{
	if (base != TIME_UTC)
		return 0;
	(void)clock_gettime(CLOCK_REALTIME, ret);
	return base;
}

int timerfd_create(clockid_t id, int flags)
{
	int fd = (int)syscall(SYS_timerfd_create, id, flags);

	if (fd < 0 || !clock_is_faked(id))
		return fd;
	timer_forget(fd);
	for (size_t i = 0; i < MAX_TIMERS; i++)
		if (!timers[i].used) {
			timers[i] =
				(struct timer){ .fd = fd, .used = true, .wall = clock_is_wall(id) };
			return fd;
		}
	abort(); /* a test program with this many timers wants a larger table */
}

int timerfd_settime(int fd, int flags, const struct itimerspec *spec, struct itimerspec *ret_old)
{
	struct timer *t = timer_find(fd);
	uint32_t jumps;
	int r;

	if (!t)
		return (int)syscall(SYS_timerfd_settime, fd, flags, spec, ret_old);

	t->absolute = false; /* a jump must not touch it while it changes */
	atomic_signal_fence(memory_order_seq_cst);
	t->cancelled = false;
	t->cancel_on_set = flags & TFD_TIMER_CANCEL_ON_SET;
	t->due = *spec;
	if (!(flags & TFD_TIMER_ABSTIME) || timespec_to_nsec(&spec->it_value) == 0)
		return (int)syscall(SYS_timerfd_settime, fd, flags, spec, ret_old);

	do {
		jumps = atomic_load(&clock_map->jumps);
		r = timer_arm_kernel(t, timespec_to_nsec(&spec->it_value) - clock_offset(t->wall),
				     ret_old);
		t->absolute = r == 0;
		atomic_signal_fence(memory_order_seq_cst);
	} while (jumps != atomic_load(&clock_map->jumps) && !t->cancelled);
	return r;
}

ssize_t read(int fd, void *buffer, size_t size)
{
	struct timer *t = timer_find(fd);
	ssize_t n = syscall(SYS_read, fd, buffer, size);

	if (!t || !t->cancelled)
		return n;
	t->cancelled = false;
	errno = ECANCELED;
	return -1;
}

int close(int fd)
{
	timer_forget(fd);
	return (int)syscall(SYS_close, fd);
}

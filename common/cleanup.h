/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Ownership helpers: a variable marked cleanup_X (or cleanup_by(f)) is released when it goes out of scope, and
 * TAKE_PTR()/TAKE_FD() hand it over to somebody else instead.
 */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* unused: to be held until its scope ends is use enough, which clang does not see. */
#define cleanup_by(function) __attribute__((cleanup(function), unused))
#define ELEMENTS(array)      (sizeof(array) / sizeof((array)[0]))

/* Makes NAMEp(), the cleanup function for a pointer that NAME() releases. NAME must take NULL. */
#define DEFINE_CLEANUP(type, name)          \
	static inline void name##p(type *p) \
	{                                   \
		name(*p);                   \
	}

#define TAKE_PTR(p)                         \
	({                                  \
		__typeof__(p) taken_ = (p); \
		(p) = NULL;                 \
		taken_;                     \
	})

#define TAKE_FD(fd)                \
	({                         \
		int taken_ = (fd); \
		(fd) = -1;         \
		taken_;            \
	})

static inline void cleanup_freep(void *p)
{
	free(*(void **)p);
}

static inline void cleanup_closep(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void cleanup_fclosep(FILE **f)
{
	if (*f)
		fclose(*f);
}

#define cleanup_free   cleanup_by(cleanup_freep)
#define cleanup_close  cleanup_by(cleanup_closep)
#define cleanup_fclose cleanup_by(cleanup_fclosep)

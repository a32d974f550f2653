/* SPDX-License-Identifier: MIT */
#pragma once

/* Frames through a socket, in pieces. */

#include "common/frame.h"
#include "tests/fuzz/fuzz.h"

/* Both ends of a connection: the other one is `peer_fd`. */
struct pipe {
	struct frames frames;
	int peer_fd;
};

void pipe_init(struct pipe *p, size_t size_max);
void pipe_done(struct pipe *p);

/*
 * Writes the rest of an input in pieces of these sizes and hands each message on; fails the test unless they are those between the
 * NULs, in their order, and none of them lost, and unless one that is put out comes out of the other end as it was.
 */
void pipe_through(const char *sizes, const struct input *in,
		  void (*heard)(const char *text, size_t size));

/* SPDX-License-Identifier: MIT */
#pragma once

/* What the parts of point-shim.so share: the calls, their names, and the record of what they did. */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/uio.h>

#define NAME_SIZE 160

struct point {
	char name[NAME_SIZE]; /* "": what is done is none */
	unsigned number;
	bool fails;
};

/* Reads the environment. Each of the others names the point, unless what is done is none. */
void names_open(void);
void name_path(struct point *p, const char *verb, const char *path);
void name_fd(struct point *p, const char *verb, int fd);
void name_at(struct point *p, const char *verb, int directory_fd, const char *path);
/* What is said on a socket; `addressed`: to the service manager. */
void name_said(struct point *p, int fd, bool addressed, const void *data, size_t size);
void name_vector(struct point *p, int fd, bool addressed, const struct iovec *vector, size_t n);

/* What a descriptor leads to. False: to nothing that has a path. */
bool path_of(int fd, char *ret, size_t size);
/* The whole path of a name in a directory. */
void path_at(int directory_fd, const char *path, char *ret, size_t size);
bool is_looked_at(const char *path);

/*
 * The record: a line for each thing that was done to the files that are looked at, in order, its words divided by tabs. Each is
 * called after the call that did it. crash_disk.py reads it.
 */
void record_open(void);
void record_created(int fd);
void record_written(int fd, off_t at, const void *data, size_t size);
void record_truncated(int fd, off_t size);
void record_synced(int fd);
void record_directory(const char *path);
void record_renamed(const char *verb, const char *old, const char *new);
void record_removed(const char *path);
/* What a client is about to be told: before that, since from then on it counts. */
void record_answer(const void *data, size_t size);

/* Saves the book as an editor does: what it holds and a line more. */
void save_as_editor(const char *note);

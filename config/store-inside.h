/* SPDX-License-Identifier: MIT */
#pragma once

/* What the halves of the store share, inside config/ only. */

#include "config/store.h"

/* Names of temporary files, with the file's own name cut to what fits. */
#define STORE_TEMPORARY_FORMAT ".%.200s.followupd-"
#define STORE_DRAFT            "draft-"

/* As store_read(), of an open file. */
int store_read_fd(int fd, struct store_text *ret);
/* True if somebody has the file behind a read-only descriptor open to write. */
bool store_fd_is_being_written(int fd);
/*
 * Where the file system can do that, whoever wants to open the file to write waits until the descriptor that is returned is
 * closed. Negative: there is none.
 */
int store_hold_writers(int directory_fd, const char *name);
bool store_texts_are_equal(const struct store_text *a, const struct store_text *b);

/* SPDX-License-Identifier: MIT */
#pragma once

/* Words beside the letters, for both verbs about them. */

#include "cli/failure.h"
#include "common/complaint.h"

/* "followupctl: …", with --json as an object too; returns `code`, so that one can `return letters_fail(…)`. */
int letters_fail(const struct request *q, enum exit_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* All of what is wrong with a file; returns the exit code. */
int letters_complain(const struct request *q, const struct complaints *c);
/* What is worth knowing, and no complaint. */
void letters_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

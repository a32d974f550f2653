/* SPDX-License-Identifier: MIT */
#pragma once

/* Words on stderr, for both verbs about letters. */

#include "common/complaint.h"

/* "followupctl: …"; returns `code`, so that one can `return letters_fail(…)`. */
int letters_fail(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What is worth knowing, and no complaint. */
void letters_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void letters_complain(const struct complaints *c);

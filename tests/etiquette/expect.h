/* SPDX-License-Identifier: MIT */
#pragma once

/* What a plan should hold, as one line a milestone. */

#include "tests/etiquette/facts.h"

/*
 * Plans at `now` (the user's clock) and compares the milestone of that key with
 * "status opens | moment | last call | deadline | next pop-up", times on the user's clock without the year 2026, "-" for none.
 * NULL: there must be no such milestone.
 */
void expect(struct facts *f, const char *now, const char *key, const char *line);
/* Only the status; NULL: there must be none. */
void expect_status(struct facts *f, const char *now, const char *key, const char *status);
/* One of its texts. */
void expect_reason(struct facts *f, const char *now, const char *key, const char *reason);
void expect_finish(struct facts *f, const char *now, const char *key, const char *finish);
void expect_assumes(struct facts *f, const char *now, const char *key, const char *assumes);
/* Whom it goes to: "Dana Li <dana@acme.example>", "Dana Li", or "" for nobody. */
void expect_to(struct facts *f, const char *now, const char *key, const char *to);

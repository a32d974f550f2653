/* SPDX-License-Identifier: MIT */
#pragma once

/* What is said of a milestone. */

#include "etiquette/words.h"
#include "tests/etiquette/facts.h"

/* At that time; freed by milestone_words_done(). NULL `m`: nothing. */
struct milestone_words said_of(const struct facts *f, const struct milestone *m, usec_t now);

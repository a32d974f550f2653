/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What must hold for every plan of every book. Each of these fails the test, and prints the plan, where it does not hold. What is
 * expected is worked out from the facts by counting days on a calendar and by trying one instant after the other, not by the plan's own ways.
 */

#include "tests/etiquette/trial.h"

/* properties-moment.c: of one milestone, whatever became of it; the others are for one that is still to be done. */
void check_window(const struct trial *t, const struct milestone *m);
/* Pop-ups and moments lie in the window, outside quiet hours and own interviews; without a moment there is no such instant. */
void check_popup(const struct trial *t, const struct milestone *m);
/* It was shown less often than its row allows, if it is to come up once more. */
void check_showings(const struct trial *t, const struct milestone *m);
/* No better moment was there. Slow. */
void check_best(const struct trial *t, const struct milestone *m);

/* properties-pace.c: of a milestone of an interview that is to be done; false: it says nothing about this one. */
bool check_thank_you(const struct trial *t, const struct milestone *m);
bool check_gap(const struct trial *t, const struct milestone *m);
bool check_lower_bound(const struct trial *t, const struct milestone *m);
bool check_timeline(const struct trial *t, const struct milestone *m);
/* Of the interview's process. */
void check_cap(const struct trial *t, const struct interview *i);

/* properties-process.c */
void check_alive(const struct trial *t, const struct interview *i);
bool check_ended(const struct trial *t, const struct milestone *m);
/* The newest outcome in the book, standing or not; NULL: none. */
const struct outcome *newest_outcome(const struct trial *t, const struct interview *i);

/* properties-same.c: planned again it is the same, */
void check_again(const struct trial *t);
/* and so it is beside a company that has nothing to do with these, which stays in the book: to be the last check. */
void check_strangers(struct trial *t);

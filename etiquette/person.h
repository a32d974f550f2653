/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Who is meant: PERSON in the book and on the command line matches by address, then by whole name, then by a first name
 * that only one person of the interview has.
 */

#include "etiquette/interview.h"

/*
 * `text` is "Name <address>", an address, a name or a first name. 0 and the person; -ENOENT: nobody; -ENOTUNIQ: several have
 * that name; -ENOMEM. The person is borrowed from `i`.
 */
int person_find(const struct interview *i, const char *text, const struct person **ret);

/* True if both are the same human, be it in two interviews: by address, else by name. */
bool person_is_same(const struct person *a, const struct person *b);

/* "Name <address>", or just the name. Caller frees; NULL: memory is out. */
char *person_to_text(const struct person *p);

/* True for an address nobody reads (no-reply@…, an applicant-tracking system's host): never write to it. */
bool address_is_robot(const char *address);

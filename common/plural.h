/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Which form of a word goes with a number: the rule in the head of a catalogue, "Plural-Forms: nplurals=2; plural=(n != 1);", is an
 * expression of C in n, and the form's number its value.
 */

#include <stddef.h>
#include <stdint.h>

/*
 * How many forms the line has, 1 to PLURAL_FORMS_MAX, and where in it the rule begins. -EINVAL: it has no such rule, or one that
 * cannot be read.
 */
int64_t plural_forms(const char *line, const char **ret_rule);

/* The form for n; of a rule that plural_forms() let pass. */
unsigned plural_form(const char *rule, size_t n);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Sentences with places to fill in: "Thank {who} ({company})". Named places, so that a whole sentence stands in one line of a
 * table and a translation may put them in another order.
 */

#include "common/text.h"

struct field {
	const char *name;
	const char *value; /* NULL: as if it were "" */
};

/* Adds the template with its places filled in. A place that no field fills stays as it is. */
void template_add(struct text *out, const char *template, const struct field *fields,
		  size_t n_fields);

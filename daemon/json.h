/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Facts and milestones as the objects of io.followupd.Control. New references; NULL: memory is out.
 * Instants are RFC 3339 in the zone given.
 */

#include <jansson.h>

#include "common/complaint.h"
#include "daemon/agenda.h"
#include "etiquette/words.h"

#define CONTROL_VERSION 1

json_t *json_instant(usec_t at, const char *zone); /* null for USEC_NEVER */
json_t *json_date(struct date d);                  /* null if it is not set */
json_t *json_milestone(const struct words_input *words, const struct milestone *m);
json_t *json_interview(const struct words_input *words, const struct interview *i,
		       struct agenda *a);
json_t *json_notes(const struct interview *i);
/* One of the interview's people, or all of them, as Correspondent; its promises, `first` (NULL: none) before the others; an outcome. */
json_t *json_correspondent(const struct interview *i, const struct person *p);
json_t *json_correspondents(const struct interview *i);
json_t *json_promises(const struct interview *i, const struct promise *first, const char *zone);
json_t *json_outcome(const struct outcome *o, const char *zone);
/* Appends the interview's contacts to the array, as Contact objects. */
void json_append_contacts(json_t *array, const struct interview *i, const char *zone);
/* {"version", "now", "zone"}: how every answer begins. */
json_t *json_answer(usec_t now, const char *zone);
json_t *json_problem(const char *code, const char *file, unsigned line, const char *text,
		     const char *remedy);

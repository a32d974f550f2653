/* SPDX-License-Identifier: MIT */
#pragma once

/* The verbs that do more than to ask once and say the answer; a row of the verb table names one of these. */

struct output;
struct request;

/* All return an exit code. */
int run_edit(const struct request *q, struct output *o);
int run_completion(const struct request *q, struct output *o);
int run_doctor(const struct request *q, struct output *o); /* as followup-doctor */
int run_watch(const struct request *q, struct output *o);
int run_letters(const struct request *q, struct output *o);  /* as followup-letters */
int run_add_form(const struct request *q, struct output *o); /* `add` alone on a terminal */

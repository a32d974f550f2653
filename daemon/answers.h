/* SPDX-License-Identifier: MIT */
#pragma once

/* Questions that change nothing, one function each. All answer at once. */

#include "daemon/daemon.h"

struct question {
	struct daemon *daemon;
	const struct asker *asker;
	const json_t *parameters; /* checked against the method's row */
	usec_t now;
	struct words_input words;
};

void answer_status(struct question *q);
void answer_list(struct question *q);
void answer_show(struct question *q);
void answer_log(struct question *q);
void answer_plan(struct question *q);
void answer_why(struct question *q);
void answer_timeline(struct question *q);
void answer_draft(struct question *q);
void answer_reload(struct question *q);
void answer_watch(struct question *q);
void answer_doctor(struct question *q);
void answer_test_popup(struct question *q);
void answer_check(struct question *q);
/* org.varlink.service */
void answer_info(struct question *q);
void answer_interface(struct question *q);

/* What is wrong at present, as array of Problem. */
json_t *problems_now(const struct daemon *d);
/*
 * What a helper told in English, in the tongue that is spoken: a whole text of the catalogue, or one up to its colon. Caller frees.
 */
char *problem_told(const char *told);
/* What is wrong with a book, as array of Problem. */
json_t *problems_of(const struct complaints *book, const struct shelf *shelf);

/* A question of nobody in particular, at present. */
struct question question_now(struct daemon *d);
/* How things are: the fields of Status. */
json_t *question_status(const struct question *q);
/* Version, clock and zone and these fields, which it takes over. */
json_t *question_fields(const struct question *q, json_t *fields);
/* Answers with version, clock and zone and these fields, which it takes over. */
void question_reply(struct question *q, json_t *fields);
/* A parameter, or NULL if it was left out. */
const char *question_string(const struct question *q, const char *name);
/* The interview that parameter `id` means; NULL: the asker was told that there is none. */
const struct interview *question_interview(struct question *q);
/* True if parameters `all` and `company` let the interview through. */
bool question_wants(const struct question *q, const struct interview *i);
/* Cancelled, or of a process that has ended, so that `list` leaves it out. */
bool answers_is_over(const struct interview *i);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * How each verb's answer is said to people; a row of the verb table names one of these. `reply` is the
 * daemon's answer by daemon/io.followupd.Control.varlink; what it lacks is left out.
 */

#include <jansson.h>
#include <stdbool.h>

#include "cli/output.h"

struct request;

void print_status(struct output *o, const json_t *reply);
void print_problems(struct output *o, const json_t *problems);
void print_list(struct output *o, const json_t *reply);
void print_show(struct output *o, const json_t *reply);
void print_log(struct output *o, const json_t *reply);
void print_plan(struct output *o, const json_t *reply);
void print_timeline(struct output *o, const json_t *reply);
void print_why(struct output *o, const json_t *reply);
/* The table of contacts in show. */
void print_contacts_of_one(struct output *o, const json_t *log);
/* The table of milestones that show and add share. */
void print_milestones_of_one(struct output *o, const json_t *milestones);

/* What is different since `before` (NULL: everything), for watch. */
void print_news(struct output *o, const json_t *before, const json_t *now);
/* One line for a desktop's bar; NULL: the daemon is away. */
void print_bar(const struct output *o, const json_t *reply);

void print_text(struct output *o, const json_t *reply);   /* what was done, and no more */
void print_change(struct output *o, const json_t *reply); /* and what comes next */
void print_add(struct output *o, const json_t *reply);    /* and all that follows */
void print_undo(struct output *o, const json_t *reply);
void print_remove(struct output *o, const json_t *reply);
void print_test_popup(struct output *o, const json_t *reply);
bool print_test_popup_failed(const json_t *reply);
void print_reload(struct output *o, const json_t *reply);
bool print_reload_failed(const json_t *reply);

int print_version(const struct request *q, struct output *o);
int print_help(const struct request *q, struct output *o);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The verbs `draft` and `check`. A program that wants to open a letter runs
 * `followupctl draft ID MILESTONE [--to NAME] --open`, outside of any sandbox of its own; `--print-mailto` prints the link
 * instead.
 */

struct output;
struct request;

/* Both return an exit code. */
int draft_run(const struct request *q, struct output *o);
int check_run(const struct request *q, struct output *o);

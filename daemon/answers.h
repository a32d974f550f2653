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
void answer_reload(struct question *q);
/* org.varlink.service */
void answer_info(struct question *q);
void answer_interface(struct question *q);

/* What is wrong at present, as array of Problem. */
json_t *problems_now(const struct daemon *d);

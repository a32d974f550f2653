/* SPDX-License-Identifier: MIT */
#pragma once

/* What the verbs that open an editor share. */

#include <stdbool.h>

struct request;
struct scratch;

/* Says on stderr what went wrong; CODE_FAILED. */
int edit_complain(const struct request *q, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Lets the private copy outlive this program, and says where it is; CODE_FAILED. */
int edit_keep(struct scratch *s);
/* Whether to open the editor again. Where nobody can be asked: no. */
bool edit_ask_again(const struct request *q, unsigned line);
/* Opens it on the private copy and waits. CODE_DONE, or CODE_FAILED when that was said. */
int edit_open(const struct request *q, const struct scratch *s, unsigned line);

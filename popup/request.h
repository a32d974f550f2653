/* SPDX-License-Identifier: MIT */
#pragma once

/* A request: one pop-up as the daemon wants it (POPUP_SHOW), checked, its texts harmless. */

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/limits.h"

struct request_action {
	char *key;
	char *label;
};

/* An earlier pop-up of a helper that is gone. */
struct replaced {
	char *bus, *server; /* NULL: none */
	uint32_t id;
};

struct request {
	char *tag;
	char *summary, *body, *command; /* plain text, maybe "", the summary never */
	struct request_action actions[POPUP_ACTIONS_MAX];
	size_t n_actions;
	bool critical;
	struct replaced replaces;
};

/* 0; -EBADMSG: malformed, and what is wrong with it in *ret_why (a constant, not to be freed). */
int request_parse(json_t *parameters, struct request *ret, const char **ret_why);
/*
 * The same for a pop-up that is only to be closed (POPUP_CLOSE): tag and replaces, nothing else is
 * looked at.
 */
int request_parse_leftover(json_t *parameters, struct request *ret, const char **ret_why);
void request_done(struct request *r);

/* Moves what `from` holds to `to`, whose own content is freed. */
void request_move(struct request *to, struct request *from);

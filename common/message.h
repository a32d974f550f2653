/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Varlink messages: JSON objects with `method` and `parameters`, `error` and `parameters`, or
 * `parameters` alone. Strict: duplicate keys, nesting over MESSAGE_DEPTH_MAX, trailing text, bad
 * UTF-8 and wrong types are -EBADMSG. Fields that are not known are ignored.
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct call {
	json_t *message;    /* owned */
	const char *method; /* borrowed from it, as the two below */
	json_t *parameters; /* an object, maybe empty; never NULL */
	bool more, oneway, upgrade;
};

/* 0, -EBADMSG or -ENOMEM. `text` need not end with a NUL. */
int call_parse(const char *text, size_t size, struct call *ret);
void call_done(struct call *c);

struct reply {
	json_t *message;    /* owned */
	const char *error;  /* NULL: success */
	json_t *parameters; /* an object, maybe empty; never NULL */
	bool continues;
};

/* 0, -EBADMSG or -ENOMEM. */
int reply_parse(const char *text, size_t size, struct reply *ret);
void reply_done(struct reply *r);

/*
 * Compact JSON text of a call, a reply or an error; takes over `parameters` (NULL: none), also when
 * it fails. Caller frees; NULL: memory is out.
 */
char *call_text(const char *method, json_t *parameters, bool more, bool oneway);
char *reply_text(json_t *parameters, bool continues);
char *error_text(const char *error, json_t *parameters);

static inline void message_unrefp(json_t **p)
{
	json_decref(*p);
}
#define cleanup_json  __attribute__((cleanup(message_unrefp)))
#define cleanup_call  __attribute__((cleanup(call_done)))
#define cleanup_reply __attribute__((cleanup(reply_done)))

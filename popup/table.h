/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The table: every pop-up that is on screen, waits to be shown, or both (an update that waits). Each
 * has a tag of its own and one slot that does not move; a slot without a tag is free.
 */

#include <libnotify/notify.h>
#include <stdbool.h>
#include <stdint.h>

#include "popup/request.h"

struct popup {
	struct request request;           /* as it was last wanted */
	bool waiting;                     /* the request still has to be shown */
	bool rests;                       /* refused as one too many; waits for another try */
	bool tried_again;                 /* that try was made */
	uint64_t turn;                    /* when it was wanted: the lowest is shown first */
	NotifyNotification *notification; /* owned; NULL: not on screen */
	GHashTable *told; /* keys of the actions already told of since it was shown */
	void *user;
};

struct table {
	struct popup slots[POPUPS_MAX];
	uint64_t turns;
};

void table_done(struct table *t);

/* NULL if there is none of that tag. */
struct popup *table_find(struct table *t, const char *tag);
/* Takes the request over and lets it wait, in the slot of its tag or a free one. NULL: all are taken, the request is as it was. */
struct popup *table_want(struct table *t, struct request *request);
/*
 * The one that has waited longest and does not rest; in `quiet`, of those that disturb nobody or have
 * to: what stands there already and is only reworded, and what is critical. NULL: none.
 */
struct popup *table_first_waiting(struct table *t, bool quiet);

/* Forgets what libnotify knows of it, without closing it; a slot that does not wait becomes free. */
void popup_forget(struct popup *p);
/* Frees the slot, whether it waits or not. */
void popup_drop(struct popup *p);

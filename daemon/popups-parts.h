/* SPDX-License-Identifier: MIT */
#pragma once

/* What popups.c (the list, and what is told to the helper) and popups-heard.c (what it says) share. */

#include "daemon/popups.h"

/* Out of the list. */
void popups_drop(struct popups *p, struct popup *u);
/* All that waits goes to the helper, if it runs or may be started. */
void popups_tell_all(struct popups *p);
/* Tells the helper; it stays in the list until that says that it is off the screen. */
void popups_close_popup(struct popups *p, struct popup *u);
/*
 * One of that tag that is on its way off the screen: until it is, what the helper says of the tag
 * is about this one. NULL: none.
 */
struct popup *popups_find_closing(struct popups *p, const char *tag);
/* Nothing of it was ever on the screen. */
bool popups_is_new(const struct popup *u);
/* Whether the helper owes an answer may have changed. */
void popups_watch_helper(struct popups *p);
/* What was said of the server no longer counts. */
void popups_server_forget(struct popups *p);

/* For struct helper. */
void popups_helper_said(void *user, const struct call *call);
void popups_helper_ended(void *user, bool failed);

/* SPDX-License-Identifier: MIT */
#pragma once

/* Where the daemon lives: its socket, its directories, and the fence of Landlock around them. */

#include "daemon/daemon.h"

/* Takes the socket, from the service manager or by itself. Negative errno, already logged. */
int home_take_socket(struct daemon *d);
/*
 * Makes the directories of book, settings and memory as far as it can; what fails is logged and
 * said with its file.
 */
void home_make_directories(struct daemon *d);
/* Removes what a crash left there and is worth nothing. The shelf says where the history is. */
void home_sweep(const struct daemon *d);
/* Confines writing to them, where the kernel can. */
void home_confine(struct daemon *d);

/*
 * True if another directory has taken the place of one of them, where only a daemon that starts anew may
 * write. The service manager then starts us again; without one it is up to the user. `missing_too`:
 * also if one is gone and something was to be written there.
 */
bool home_is_shut(struct daemon *d, bool missing_too);
/* struct desk_host.why_denied; `user` is the struct daemon. */
const char *home_why_denied(void *user);

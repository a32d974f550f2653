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
/* Confines writing to them; where that cannot be, d->writes says why. */
void home_confine(struct daemon *d);

/* SPDX-License-Identifier: MIT */
#pragma once

/* SIGTERM and SIGINT end the daemon, SIGHUP makes it read everything again. */

#include "daemon/daemon.h"

/* Blocks the signals and hears them by the loop. Negative errno. */
int signals_init(struct daemon *d);

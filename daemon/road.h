/* SPDX-License-Identifier: MIT */
#pragma once

/* The road behind the desk, which needs the plan of what it has written before the road is travelled: there is one for both. */

#include "daemon/daemon.h"

/* struct desk_host.plan; `user` is the struct daemon. */
const struct plan *road_plan_ahead(void *user);
/* struct desk_host.changed: as daemon_road(), with the plan that was made ahead, if there is one and it still holds. */
void road_behind_desk(void *user);

/* SPDX-License-Identifier: MIT */
#pragma once

/* A calendar of holidays: the text of an .ics file to the days that its whole-day events take (RFC 5545). */

#include "holidays/days.h"

/*
 * Adds the days of all events, repeated ones and moved ones too, sorted. 0; -EINVAL: why there are none, to follow the
 * name of the file, in *ret_wrong (a constant text); -ENOMEM. `text` was found without fault by file_fault().
 */
int calendar_read(const char *text, struct days *days, const char **ret_wrong);

/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What followup-holidays says to the daemon, which starts it as
 *
 *     followup-holidays FILE.ics FIRST-YEAR LAST-YEAR
 *
 * with a sheet of HOLIDAYS_SHEET_SIZE bytes, all of them NUL, as its stdout. Lines, each ended by a newline:
 *
 *     2026-12-25        one a day, sorted, none twice, none outside of those years
 *     end               all days were said
 *     wrong REASON      or else: why there are none, to follow the name of the file: "is no calendar"
 *
 * Exit code 0 means that one of the last two was said.
 */

#define HOLIDAYS_END   "end"
#define HOLIDAYS_WRONG "wrong "

#define HOLIDAYS_EXIT_DONE    0
#define HOLIDAYS_EXIT_FAILURE 1
#define HOLIDAYS_EXIT_USAGE   2

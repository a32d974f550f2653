/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Time zones by libc, all in one file: instants to clock readings and back.
 *
 * A zone is a name of the system's zone database ("Europe/Berlin"), or NULL or "" for UTC. libc takes a
 * name that it does not know for UTC without a word, so ask zone_is_known() before you believe one.
 * Switching from one zone to another costs some microseconds: do conversions of one zone in a row. $TZ stays as the user
 * has it. Single-threaded. Instants and readings outside the years 1 to YEAR_MAX are taken for the nearest in them.
 */

#include "common/time.h"

/* Zone names are no longer than this. */
#define ZONE_NAME_MAX 63

/* True if the zone database has the zone, or it is "UTC". Reads the file system once a name. */
bool zone_is_known(const char *zone);

/* Where the zone database is: $TZDIR, else /usr/share/zoneinfo. */
const char *zone_directory(void);

/*
 * The known name most like this one, for "did you mean": of "Europ/Berlin", "berlin", "New York" or "PST". NULL if none is
 * near. Caller frees. Walks the database, some milliseconds.
 */
char *zone_nearest(const char *zone);

/*
 * The name of the system's own zone: $TZ if it names a known zone, else what /etc/localtime points to (where
 * that is no link: what /etc/timezone says), else "UTC". Never NULL unless memory is out; caller frees.
 */
char *zone_of_system(void);

/* Reads the zone database anew, after /etc/localtime changed or tzdata was upgraded. */
void zone_forget(void);

/* What the clock in `zone` shows at `at`; the offset from UTC in seconds (east is positive) in ret_offset unless NULL. */
struct reading zone_reading(const char *zone, usec_t at, int *ret_offset);
struct date zone_date(const char *zone, usec_t at);

/*
 * The instant at which the clock in `zone` shows `r`. Readings that come twice (clocks set back) give the first;
 * readings that never come (clocks set forward, a skipped day) give what the clock shows instead, shifted forward
 * by the gap: 02:30 becomes 03:30.
 */
usec_t zone_instant(const char *zone, const struct reading *r);
usec_t zone_instant_at(const char *zone, struct date d, int hour, int minute);

/* RFC 3339 with the zone's offset: "2026-11-24T14:00:00+01:00". Returns buffer. */
#define RFC3339_SIZE 40
const char *zone_rfc3339(const char *zone, usec_t at, char buffer[static RFC3339_SIZE]);
/* -EINVAL: not RFC 3339 (date, 'T' or blank, time, optional fraction, 'Z' or offset). Seconds may be left out. */
int rfc3339_parse(const char *text, usec_t *ret);

/* SPDX-License-Identifier: MIT */
#include "common/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/shortage.h"
#include "common/text.h"

/*
 * How libc is asked: localtime_r() works in one zone for the whole process, the one that tzset() last found in $TZ. So for the
 * length of a conversion `environ` points to an environment of our own with that zone in it, and then back: children that are
 * started later see the user's $TZ, and nothing is allocated. libc itself remembers which zone it has loaded and does not read
 * the file again for the same name, so conversions of one zone in a row cost little more than a comparison.
 *
 * mktime() is never asked. For readings that come twice it answers by what it was asked before, and it moves a skipped day
 * backwards. Instead the offsets a day before and a day after are tried: since 1970 no zone has changed twice within six days.
 *
 * libc takes a name that it does not know for UTC, so zone_is_known() looks whether the database has its file. It does the same with
 * a file that it cannot read for want of memory or file descriptors; errno tells of that, and nothing of it may be remembered.
 */

#define ZONE_DIRECTORY  "/usr/share/zoneinfo"
#define SECONDS_PER_DAY 86400
#define SECONDS_FIRST   (-62135510400LL) /* 0001-01-02 */
#define SECONDS_LAST    253402473599LL /* 10000-01-02, so that 9999-12-31 is good on every clock */

/*
 * Answers about names, by a hash of the name; a clash forgets the older one. It is a cache of what files say and no state of
 * ours, so it may stand here instead of in an argument of every function that speaks of a zone.
 */
static struct {
	char name[ZONE_NAME_MAX + 1];
	bool known;
} answers[64];

/*
 * What a zone's offset is at the beginning and at the end of STEP_DAYS. Where both are equal, all between have it too, since no
 * zone changes twice within six days. It saves libc from reading the zone's file again when it was in another one before. By
 * hash, too; `zone` is the number of its answer, which is dropped with all of these.
 */
#define STEP_DAYS 4

static struct {
	int32_t step; /* since 1970-01-01 */
	int32_t first, last;
	size_t zone; /* 1 + number of the answer; 0: nothing is known */
} offsets[256];

/* An environment with the zone, and the one to return to. */
struct visit {
	char **outside;
	char *inside[3];
	char zone[ZONE_NAME_MAX + 4];
};

static void zone_enter(struct visit *v, const char *zone)
{
	snprintf(v->zone, sizeof(v->zone), "TZ=%s", zone);
	v->inside[0] = v->zone;
	v->inside[1] = v->inside[2] = NULL;
	for (char **e = environ; e && *e; e++)
		if (text_starts(*e, "TZDIR="))
			v->inside[1] = *e;
	v->outside = environ;
	environ = v->inside;
	tzset();
}

static void zone_leave(struct visit *v)
{
	environ = v->outside;
}

/* ---- Names -------------------------------------------------------------------------------------- */

const char *zone_directory(void)
{
	const char *directory = getenv("TZDIR");

	return directory && *directory ? directory : ZONE_DIRECTORY;
}

/* False for names that lead out of the database, into its copies with other rules, or that mean "the one of this machine". */
static bool name_is_sane(const char *zone)
{
	size_t size = strlen(zone);

	return size > 0 && size <= ZONE_NAME_MAX && zone[0] != '/' && zone[size - 1] != '/' &&
	       !strstr(zone, "//") &&
	       strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") ==
		       size &&
	       !text_starts(zone, "posix/") && !text_starts(zone, "right/") &&
	       !text_equal(zone, "posixrules") && !text_equal(zone, "localtime");
}

static bool file_is_zone(const char *path)
{
	cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	char magic[4];
	struct stat st;

	return fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       read(fd, magic, sizeof(magic)) == sizeof(magic) && memcmp(magic, "TZif", 4) == 0;
}

static bool zone_has_file(const char *zone)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", zone_directory(), zone);
	return file_is_zone(path);
}

static bool zone_is_utc(const char *zone)
{
	return !zone || !*zone || text_equal(zone, "UTC");
}

/* The number of the answer about a name. */
static size_t zone_ask(const char *zone)
{
	size_t hash = 0;

	for (const char *c = zone; *c; c++)
		hash = hash * 31 + (unsigned char)*c;
	hash %= ELEMENTS(answers);
	if (!text_equal(answers[hash].name, zone)) {
		snprintf(answers[hash].name, sizeof(answers[hash].name), "%.*s", ZONE_NAME_MAX,
			 zone);
		errno = 0;
		answers[hash].known = name_is_sane(zone) && zone_has_file(zone);
		if (!answers[hash].known && shortage_note_errno())
			answers[hash].name[0] = '\0';
		memset(offsets, 0, sizeof(offsets));
	}
	return hash;
}

bool zone_is_known(const char *zone)
{
	return zone_is_utc(zone) ||
	       (strlen(zone) <= ZONE_NAME_MAX && answers[zone_ask(zone)].known);
}

void zone_forget(void)
{
	struct visit visit;

	memset(answers, 0, sizeof(answers));
	memset(offsets, 0, sizeof(offsets));
	/* libc reads a file anew only when the name is another one than before. */
	zone_enter(&visit, "UTC0");
	zone_leave(&visit);
}

/* ---- Clocks ------------------------------------------------------------------------------------- */

static int64_t within(int64_t seconds)
{
	return seconds < SECONDS_FIRST  ? SECONDS_FIRST
	       : seconds > SECONDS_LAST ? SECONDS_LAST
					: seconds;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Inside of zone_enter() and zone_leave(). */
static int offset_at(int64_t seconds)
{
	time_t t = (time_t)within(seconds);
	struct tm tm;

	return localtime_r(&t, &tm) ? (int)tm.tm_gmtoff : 0;
}

static int ask_offset(const char *zone, int64_t seconds)
{
	int kept = errno, offset;
	struct visit visit;

	errno = 0;
	zone_enter(&visit, zone);
	offset = offset_at(seconds);
	zone_leave(&visit);
	if (shortage_note_errno())
		zone_forget();
	errno = kept;
	return offset;
}

/* Of a zone that is known and not UTC. */
static int offset_in(const char *zone, int64_t seconds)
{
	int64_t size = STEP_DAYS * (int64_t)SECONDS_PER_DAY, step = seconds / size;
	size_t name = zone_ask(zone) + 1;
	size_t at =
		((size_t)step * 67 + name * 31) % ELEMENTS(offsets); /* both odd: all are used */

	if (seconds < 0)
		return ask_offset(zone, seconds);
	if (offsets[at].zone != name || offsets[at].step != step) {
		size_t before = shortages();
		int first = ask_offset(zone, step * size);
		int last = ask_offset(zone, (step + 1) * size);

		if (shortages() != before)
			return first;
		offsets[at].first = first;
		offsets[at].last = last;
		offsets[at].step = (int32_t)step;
		offsets[at].zone = name;
	}
	return offsets[at].first == offsets[at].last ? offsets[at].first
						     : ask_offset(zone, seconds);
}

static int zone_offset(const char *zone, int64_t seconds)
{
	return zone_is_utc(zone) || !zone_is_known(zone) ? 0 : offset_in(zone, seconds);
}

static struct reading reading_of(int64_t local)
{
	int64_t days = floor_div(local, SECONDS_PER_DAY);
	int seconds = (int)(local - days * SECONDS_PER_DAY);

	return (struct reading){
		.date = date_from_days(days),
		.hour = seconds / 3600,
		.minute = seconds / 60 % 60,
		.second = seconds % 60,
	};
}

struct reading zone_reading(const char *zone, usec_t at, int *ret_offset)
{
	int64_t seconds = within(floor_div(at, USEC_PER_SEC));
	int offset = zone_offset(zone, seconds);

	if (ret_offset)
		*ret_offset = offset;
	return reading_of(seconds + offset);
}

struct date zone_date(const char *zone, usec_t at)
{
	return zone_reading(zone, at, NULL).date;
}

usec_t zone_instant(const char *zone, const struct reading *r)
{
	int64_t local = within(date_to_days(r->date) * SECONDS_PER_DAY + r->hour * (int64_t)3600 +
			       r->minute * (int64_t)60 + r->second);
	int64_t seconds = local;
	int before, after;

	if (zone_is_utc(zone) || !zone_is_known(zone))
		return seconds * USEC_PER_SEC;
	before = offset_in(zone, local - SECONDS_PER_DAY);
	after = offset_in(zone, local + SECONDS_PER_DAY);
	/* Of a reading that comes twice, the first is by the offset before; a gap is passed by it too. */
	if (offset_in(zone, local - before) != before && offset_in(zone, local - after) == after)
		seconds = local - after;
	else
		seconds = local - before;
	return seconds * USEC_PER_SEC;
}

usec_t zone_instant_at(const char *zone, struct date d, int hour, int minute)
{
	return zone_instant(zone, &(struct reading){ .date = d, .hour = hour, .minute = minute });
}

/* ---- RFC 3339 ----------------------------------------------------------------------------------- */

const char *zone_rfc3339(const char *zone, usec_t at, char buffer[static RFC3339_SIZE])
{
	int64_t seconds = within(floor_div(at, USEC_PER_SEC));
	/* RFC 3339 knows no seconds of an offset, which Monrovia had until 1972. */
	int offset = zone_offset(zone, seconds) / 60;
	struct reading r = reading_of(seconds + offset * 60);

	snprintf(buffer, RFC3339_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", r.date.year,
		 r.date.month, r.date.day, r.hour, r.minute, r.second, offset < 0 ? '-' : '+',
		 abs(offset) / 60, abs(offset) % 60);
	return buffer;
}

/* "Z" or "+01:00" to seconds. */
static int offset_from_text(const char *text, int *ret)
{
	int hour, minute, second;

	if (text_equal_fold(text, "Z")) {
		*ret = 0;
		return 0;
	}
	if ((text[0] != '+' && text[0] != '-') || strlen(text) != strlen("+01:00") ||
	    clock_from_text(text + 1, &hour, &minute, &second) < 0)
		return -EINVAL;
	*ret = (hour * 60 + minute) * (text[0] == '-' ? -60 : 60);
	return 0;
}

int rfc3339_parse(const char *text, usec_t *ret)
{
	char date[] = "2026-11-24", clock[] = "14:00:00";
	struct reading r;
	size_t size;
	int offset;
	usec_t fraction = 0, digit = USEC_PER_SEC / 10;

	if (strlen(text) < strlen("2026-11-24T14:00Z"))
		return -EINVAL;
	memcpy(date, text, strlen(date));
	text += strlen(date);
	if (!strchr("Tt ", *text) || date_from_text(date, &r.date) < 0)
		return -EINVAL;
	text++;
	size = strspn(text, "0123456789:");
	if (size != strlen("14:00") && size != strlen("14:00:00"))
		return -EINVAL;
	snprintf(clock, sizeof(clock), "%.*s", (int)size, text);
	if (clock_from_text(clock, &r.hour, &r.minute, &r.second) < 0)
		return -EINVAL;
	text += size;
	if (*text == '.' && size == strlen("14:00:00")) {
		size_t digits = strspn(++text, "0123456789");

		if (digits == 0)
			return -EINVAL;
		for (size_t i = 0; i < digits; i++, text++, digit /= 10)
			fraction += digit * (*text - '0');
	}
	if (offset_from_text(text, &offset) < 0)
		return -EINVAL;
	*ret = zone_instant(NULL, &r) - offset * USEC_PER_SEC + fraction;
	return 0;
}

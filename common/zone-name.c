/* SPDX-License-Identifier: MIT */
#include "common/zone.h"

#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/text.h"

/* Finding names of zones: the one that a typo was meant for, and the system's own. */

#define ZONE_DEPTH_MAX 3     /* America/Argentina/Ushuaia */
#define ZONE_FILES_MAX 10000 /* the database has 600 */

struct nearest {
	const char *wanted;
	char *name;
	size_t distance; /* of `name`; at first one more than a typo may have */
};

/* "Berln" is meant for "Europe/Berlin" as much as "Europ/Berlin" is. Of equals the shorter wins, then the first by name. */
static void consider(struct nearest *nearest, const char *name)
{
	const char *slash = strrchr(name, '/');
	size_t whole = text_distance(nearest->wanted, name, nearest->distance);
	size_t city = slash ? text_distance(nearest->wanted, slash + 1, nearest->distance) : whole;
	size_t distance = whole < city ? whole : city;
	char *copy;

	if (distance > nearest->distance || (distance == nearest->distance && !nearest->name))
		return;
	if (distance == nearest->distance) {
		size_t size = strlen(name), best = strlen(nearest->name);

		if (size > best || (size == best && strcmp(name, nearest->name) > 0))
			return;
	}
	/* Asked last, since it opens the file: the database has some that are no zones. */
	copy = zone_is_known(name) ? text_copy(name) : NULL;
	if (!copy)
		return;
	free(nearest->name);
	nearest->name = copy;
	nearest->distance = distance;
}

static void consider_database(struct nearest *nearest)
{
	char *paths[] = { (char *)zone_directory(), NULL };
	size_t prefix = strlen(paths[0]) + 1;
	FTS *tree = fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	FTSENT *entry;

	for (size_t n = 0; tree && n < ZONE_FILES_MAX && (entry = fts_read(tree)); n++) {
		const char *name = entry->fts_path + prefix;

		if (entry->fts_level == FTS_ROOTLEVEL)
			continue;
		if (entry->fts_info == FTS_D &&
		    (entry->fts_level > ZONE_DEPTH_MAX || text_equal(name, "posix") ||
		     text_equal(name, "right")))
			fts_set(tree, entry, FTS_SKIP);
		else if (entry->fts_info == FTS_F)
			consider(nearest, name);
	}
	if (tree)
		fts_close(tree);
}

/* What people call the clocks of some places; the database knows them by a city. */
static const char *zone_by_abbreviation(const char *text)
{
	static const struct {
		const char *abbreviation, *zone;
	} rows[] = {
		{ "PST", "America/Los_Angeles" },
		{ "PDT", "America/Los_Angeles" },
		{ "PT", "America/Los_Angeles" },
		{ "MDT", "America/Denver" },
		{ "CST", "America/Chicago" },
		{ "CDT", "America/Chicago" },
		{ "EDT", "America/New_York" },
		{ "ET", "America/New_York" },
		{ "BST", "Europe/London" },
		{ "CEST", "Europe/Berlin" },
		{ "EEST", "Europe/Athens" },
		{ "MEZ", "Europe/Berlin" },
		{ "IST", "Asia/Kolkata" },
		{ "JST", "Asia/Tokyo" },
		{ "AEST", "Australia/Sydney" },
		{ "AEDT", "Australia/Sydney" },
		{ "Z", "UTC" },
	};

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (text_equal_fold(text, rows[i].abbreviation))
			return rows[i].zone;
	return NULL;
}

char *zone_nearest(const char *zone)
{
	const char *meant = zone_by_abbreviation(zone);
	cleanup_free char *wanted = text_copy(zone);
	struct nearest nearest = { .wanted = wanted, .distance = text_typo_limit(zone) + 1 };

	if (!wanted)
		return NULL;
	if (meant && zone_is_known(meant))
		return text_copy(meant);
	for (char *c = wanted; *c; c++)
		if (*c == ' ') /* "New York" */
			*c = '_';
	consider(&nearest, "UTC");
	consider_database(&nearest);
	return nearest.name;
}

/* The zone that a path in some copy of the database names: its longest end that is known. */
static char *zone_of_path(const char *path)
{
	for (const char *name = path; name; name = strchr(name, '/')) {
		name += *name == '/';
		if (*name && zone_is_known(name))
			return text_copy(name);
	}
	return NULL;
}

/* Where /etc/localtime is a copy and no link, Debian still keeps the name. */
static char *zone_of_etc_timezone(void)
{
	cleanup_fclose FILE *f = fopen("/etc/timezone", "re");
	char line[ZONE_NAME_MAX + 3];

	if (!f || !fgets(line, sizeof(line), f))
		return NULL;
	return zone_of_path(text_trim(line));
}

static char *zone_of_etc_localtime(void)
{
	char target[PATH_MAX];
	cleanup_free char *resolved = NULL;
	ssize_t size = readlink("/etc/localtime", target, sizeof(target) - 1);
	char *zone;

	/* Not resolved to the end if it can be helped: zones that are links to others keep the name that was chosen. */
	if (size < 0)
		return zone_of_etc_timezone();
	target[size] = '\0';
	zone = zone_of_path(target);
	if (!zone && (resolved = realpath("/etc/localtime", NULL)))
		zone = zone_of_path(resolved);
	return zone;
}

char *zone_of_system(void)
{
	const char *tz = getenv("TZ");
	char *zone = NULL;

	if (tz) {
		tz += *tz == ':';
		zone = !*tz                ? text_copy("UTC")
		       : *tz == '/'        ? zone_of_path(tz)
		       : zone_is_known(tz) ? text_copy(tz)
					   : NULL;
	}
	if (!zone)
		zone = zone_of_etc_localtime();
	return zone ? zone : text_copy("UTC");
}

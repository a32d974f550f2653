/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "config/store-inside.h"

/* What crashes leave; store-replace.c tells how. */

struct leftovers {
	DIR *entries;
	char *directory;
	char prefix[NAME_MAX + 1];
};

static void leftovers_done(struct leftovers *l)
{
	if (l->entries)
		closedir(l->entries);
	free(l->directory);
}

static bool leftovers_open(struct leftovers *l, const char *path)
{
	cleanup_free char *name = NULL;

	*l = (struct leftovers){ 0 };
	if (store_resolve(path, &l->directory, &name) < 0)
		return false;
	snprintf(l->prefix, sizeof(l->prefix), STORE_TEMPORARY_FORMAT, name);
	l->entries = opendir(l->directory);
	return l->entries;
}

/* The next one's name, and whether it is a draft; NULL: that was all. */
static const char *leftovers_next(struct leftovers *l, bool *ret_draft)
{
	struct dirent *entry;

	for (size_t n = 0; n < DIRECTORY_ENTRIES_MAX && (entry = readdir(l->entries)); n++)
		if (text_starts(entry->d_name, l->prefix)) {
			*ret_draft = text_starts(entry->d_name + strlen(l->prefix), STORE_DRAFT);
			return entry->d_name;
		}
	return NULL;
}

static void sweep(const char *path, bool drafts_alone)
{
	__attribute__((cleanup(leftovers_done))) struct leftovers l;
	const char *name;
	bool draft;

	if (!leftovers_open(&l, path))
		return;
	while ((name = leftovers_next(&l, &draft)))
		if (draft || !drafts_alone)
			unlinkat(dirfd(l.entries), name, 0);
}

void store_sweep(const char *path)
{
	sweep(path, true);
}

void store_sweep_own(const char *path)
{
	sweep(path, false);
}

char *store_leftover(const char *path)
{
	__attribute__((cleanup(leftovers_done))) struct leftovers l;
	const char *name;
	bool draft;

	if (!leftovers_open(&l, path))
		return NULL;
	while ((name = leftovers_next(&l, &draft)))
		if (!draft)
			return text_format("%s/%s", l.directory, name);
	return NULL;
}

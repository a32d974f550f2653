/* SPDX-License-Identifier: MIT */
#include "daemon/history.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/zone.h"
#include "config/store.h"
#include "daemon/patch.h"

#define FILE_NAME "changes.jsonl"

int history_init(struct history *h, const char *memory_path)
{
	const char *slash = strrchr(memory_path, '/');
	int directory = slash ? (int)(slash - memory_path) + 1 : 0;

	*h = (struct history){ .path = text_format("%.*s" FILE_NAME, directory, memory_path),
			       .last = -1 };
	return h->path ? 0 : -ENOMEM;
}

void history_done(struct history *h)
{
	free(h->path);
	*h = (struct history){ 0 };
}

/* ---- Reading -------------------------------------------------------------------------------- */

static int64_t number_of(const json_t *record, const char *name)
{
	return json_integer_value(json_object_get(record, name));
}

/* Lines that are no records, such as one that was cut off, are passed over. */
static json_t *parse(const struct store_text *text)
{
	json_t *records = json_array();
	const char *at = text->data, *end = at ? at + text->size : NULL;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t size = (size_t)((newline ? newline : end) - at);
		json_t *record = json_loadb(at, size, JSON_REJECT_DUPLICATES, NULL);

		if (number_of(record, "number") > 0)
			json_array_append(records, record);
		json_decref(record);
		at += size + 1;
	}
	return records;
}

json_t *history_read(const struct history *h)
{
	cleanup_store_text struct store_text text = { 0 };

	if (store_read(h->path, &text) < 0)
		return json_array();
	json_t *records = parse(&text);
	while (json_array_size(records) > HISTORY_KEPT)
		json_array_remove(records, 0);
	return records;
}

json_t *history_find(const json_t *records, int64_t number)
{
	json_t *record;
	size_t i;

	json_array_foreach(records, i, record)
		if (number_of(record, "number") == number)
			return record;
	return NULL;
}

int64_t history_undone_by(const json_t *records, int64_t number)
{
	for (size_t i = json_array_size(records); i-- > 0;) {
		const json_t *record = json_array_get(records, i);
		int64_t by = number_of(record, "number");

		/* What takes back comes later, so this ends. */
		if (by > number && number_of(record, "undoes") == number &&
		    history_undone_by(records, by) == 0)
			return by;
	}
	return 0;
}

json_t *history_last_standing(const json_t *records)
{
	for (size_t i = json_array_size(records); i-- > 0;) {
		json_t *record = json_array_get(records, i);

		if (number_of(record, "undoes") == 0 &&
		    history_undone_by(records, number_of(record, "number")) == 0)
			return record;
	}
	return NULL;
}

static json_t *patch_between(const struct edit *before, const struct edit *after)
{
	json_t *patch = NULL;

	if (before->size == after->size && memcmp(before->text, after->text, after->size) == 0)
		return json_null();
	/* What is too large or no text is changed all the same, and cannot be taken back. */
	if (patch_make(before->text, before->size, after->text, after->size, &patch) < 0)
		return json_null();
	return patch;
}

json_t *history_record(const char *id, const char *text, int64_t undoes, const struct edit *before,
		       const struct edit *after)
{
	return json_pack("{s:i, s:n, s:s?, s:s, s:o, s:o}", "number", 0, "at", "id", id, "text",
			 text ? text : "", "undoes", undoes ? json_integer(undoes) : json_null(),
			 "patch", patch_between(before, after));
}

/* ---- Writing -------------------------------------------------------------------------------- */

static int line_of(const json_t *record, struct text *out)
{
	size_t before = shortages();
	cleanup_free char *line = json_dumps(record, JSON_COMPACT);

	if (line)
		text_add(out, "%s\n", line);
	return line && shortages() == before ? 0 : -ENOMEM;
}

/* Writes the last ones anew, half as many as there may be, so that this happens rarely. */
static int shorten(struct history *h, const json_t *records, const struct store_text *old)
{
	cleanup_text struct text out = { 0 };
	size_t n = json_array_size(records), from = n > HISTORY_KEPT ? n - HISTORY_KEPT : 0;
	int r = 0;

	for (size_t i = from; i < n && r == 0; i++)
		r = line_of(json_array_get(records, i), &out);
	if (r == 0)
		r = store_replace(h->path, old, out.data ? out.data : "", out.size);
	if (r == 0)
		h->n = n - from;
	return r == STORE_CHANGED ? -EAGAIN : r;
}

/* Looks what there is: once in the daemon's life, and after a write that went wrong. */
static int look(struct history *h)
{
	cleanup_store_text struct store_text text = { 0 };
	int r = store_read(h->path, &text);

	if (r < 0)
		return r;
	json_t *records = parse(&text);
	h->n = json_array_size(records);
	h->last = number_of(json_array_get(records, h->n ? h->n - 1 : 0), "number");
	/* A last line that was cut off would spoil the next one. */
	if (h->n >= 2 * HISTORY_KEPT || (text.size > 0 && text.data[text.size - 1] != '\n'))
		r = shorten(h, records, &text);
	json_decref(records);
	return r;
}

static int append(const struct history *h, const char *line, size_t size)
{
	cleanup_close int fd =
		open(h->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
	struct stat st;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return -EINVAL;
	if (st.st_nlink > 1) /* it is appended to, so another name of it would grow too */
		return -EMLINK;
	ssize_t n = write(fd, line, size);
	return n == (ssize_t)size ? 0 : n < 0 ? -errno : -ENOSPC;
}

int64_t history_add(struct history *h, json_t *record, usec_t now)
{
	cleanup_text struct text line = { 0 };
	char at[RFC3339_SIZE];
	int r = h->last < 0 || h->n >= 2 * HISTORY_KEPT ? look(h) : 0;

	if (r < 0)
		return r;
	json_object_set_new(record, "at", json_string(zone_rfc3339(NULL, now, at)));
	json_object_set_new(record, "number", json_integer(h->last + 1));
	r = line_of(record, &line);
	if (r == 0)
		r = append(h, line.data, line.size);
	if (r < 0) {
		h->last = -1;
		return r;
	}
	h->n++;
	return ++h->last;
}

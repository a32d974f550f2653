/* SPDX-License-Identifier: MIT */

/* log: what was sent and heard, and what the last changes did to the book. */

#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/zone.h"
#include "daemon/answers.h"
#include "daemon/json.h"
#include "daemon/patch.h"

/* ---- Which change wrote a line -------------------------------------------------------------- */

static char *line_key(const char *id, const char *line)
{
	return text_format("%s\n%s", id, line);
}

/* {"acme\nsent = …": 14} of all lines that stand because of a change. */
static json_t *lines_of_changes(const json_t *records)
{
	json_t *lines = json_object(), *record, *line;
	size_t i, k;

	json_array_foreach(records, i, record) {
		const char *id = json_string_value(json_object_get(record, "id"));
		json_t *number = json_object_get(record, "number");
		cleanup_json json_t *put =
			patch_lines(json_object_get(record, "patch"), PATCH_FORWARD);

		if (!id || history_undone_by(records, json_integer_value(number)) > 0)
			continue;
		json_array_foreach(put, k, line) {
			cleanup_free char *key = line_key(id, json_string_value(line));
			if (key)
				json_object_set(lines, key, number);
		}
	}
	return lines;
}

/* A place in a text, by lines. */
struct cursor {
	const char *text, *at;
	unsigned line;
};

static char *line_at(struct cursor *c, unsigned line)
{
	if (line < c->line) {
		c->at = c->text;
		c->line = 1;
	}
	for (; *c->at && c->line < line; c->line++) {
		c->at += strcspn(c->at, "\n");
		c->at += *c->at == '\n';
	}
	size_t size = strcspn(c->at, "\n");
	return strndup(c->at, size > 0 && c->at[size - 1] == '\r' ? size - 1 : size);
}

/* Says at each contact, from `first` on in the list, which change wrote it. */
static void mark(json_t *list, size_t first, const struct interview *i, struct cursor *c,
		 const json_t *lines)
{
	for (size_t k = 0; k < i->n_contacts; k++) {
		cleanup_free char *line = line_at(c, i->contacts[k].line);
		cleanup_free char *key = line ? line_key(i->id, line) : NULL;
		json_t *number = key ? json_object_get(lines, key) : NULL;

		json_object_set(json_array_get(list, first + k), "change",
				number ? number : json_null());
	}
}

/* ---- Contacts ------------------------------------------------------------------------------- */

static json_t *contacts_of(const struct question *q, const struct interview *only,
			   const json_t *records)
{
	const struct shelf *s = &q->daemon->shelf;
	cleanup_json json_t *lines = lines_of_changes(records);
	/* Of a bad text the numbers of lines are not those of the book that counts. */
	const char *text = s->book_text.data && !shelf_book_is_bad(s) ? s->book_text.data : "";
	struct cursor cursor = { text, text, 1 };
	json_t *list = json_array();

	for (size_t k = 0; k < s->book.n_interviews; k++) {
		const struct interview *i = &s->book.interviews[k];
		size_t first = json_array_size(list);

		if (only && only != i)
			continue;
		json_append_contacts(list, i, "UTC");
		mark(list, first, i, &cursor, lines);
	}
	return list;
}

static int by_time(const void *a, const void *b)
{
	const json_t *const *left = a, *const *right = b;

	return strcmp(json_string_value(json_object_get(*left, "at")),
		      json_string_value(json_object_get(*right, "at")));
}

/*
 * RFC 3339 sorts as text within one offset: all are put in UTC first, sorted, and told in the
 * user's zone.
 */
static json_t *sort_contacts(json_t *list)
{
	size_t n = json_array_size(list);
	json_t **items = calloc(n + 1, sizeof(*items)), *sorted = json_array();

	for (size_t i = 0; items && i < n; i++)
		items[i] = json_array_get(list, i);
	if (items && n > 1)
		qsort(items, n, sizeof(*items), by_time);
	for (size_t i = 0; items && i < n; i++)
		json_array_append(sorted, items[i]);
	free(items);
	json_decref(list);
	return sorted;
}

static json_t *local_time(const json_t *at, const char *zone)
{
	const char *text = json_string_value(at);
	usec_t t;

	return text && rfc3339_parse(text, &t) >= 0 ? json_instant(t, zone) : json_null();
}

/* ---- Changes -------------------------------------------------------------------------------- */

static json_t *number_or_null(int64_t number)
{
	return number > 0 ? json_integer(number) : json_null();
}

static json_t *change_json(const json_t *record, const json_t *records, const char *zone)
{
	const json_t *patch = json_object_get(record, "patch");
	int64_t number = json_integer_value(json_object_get(record, "number"));
	const char *text = json_string_value(json_object_get(record, "text"));
	int64_t undoes = json_integer_value(json_object_get(record, "undoes"));

	return json_pack("{s:I, s:o, s:s?, s:s, s:o, s:o, s:o, s:o, s:b}", "change",
			 (json_int_t)number, "at", local_time(json_object_get(record, "at"), zone),
			 "id", json_string_value(json_object_get(record, "id")), "text",
			 text ? text : "", "written", patch_lines(patch, PATCH_FORWARD), "removed",
			 patch_lines(patch, PATCH_BACK), "undoes", number_or_null(undoes), "undone",
			 number_or_null(history_undone_by(records, number)), "undoable",
			 json_is_array(patch));
}

static json_t *changes_of(const struct question *q, const struct interview *only,
			  const json_t *records)
{
	json_t *list = json_array(), *record;
	size_t i;

	json_array_foreach(records, i, record) {
		const char *id = json_string_value(json_object_get(record, "id"));

		if (!only || text_equal(id, only->id))
			json_array_append_new(list, change_json(record, records, q->words.zone));
	}
	return list;
}

void answer_log(struct question *q)
{
	const char *zone = q->words.zone;
	cleanup_json json_t *records = NULL;
	const struct interview *only = NULL;
	json_t *list, *contact;
	size_t k;

	if (question_string(q, "id") && !(only = question_interview(q)))
		return;
	records = history_read(&q->daemon->shelf.history);
	list = sort_contacts(contacts_of(q, only, records));
	json_array_foreach(list, k, contact)
		json_object_set_new(contact, "at",
				    local_time(json_object_get(contact, "at"), zone));
	question_reply(
		q, json_pack("{s:o, s:o}", "log", list, "changes", changes_of(q, only, records)));
}
